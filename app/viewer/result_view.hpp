#pragma once

#include <QtQml/qqmlregistration.h>
#include <QObject>
#include <QRectF>
#include <QStringList>
#include <QVariant>
#include <memory>
#include <optional>
#include <vector>

#include "feature_rows.hpp"
#include "find_features.hpp"
#include "incident_choice.hpp"
#include "layer_list.hpp"
#include "scene.hpp"

namespace wardmap::viewer {

/// One result as a window shows it: words, theme, layers, selection, filter and tables.
class ResultView : public QObject {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(bool ready READ is_ready NOTIFY state_changed)
    Q_PROPERTY(bool loading READ is_loading NOTIFY state_changed)
    Q_PROPERTY(bool failed READ has_failed NOTIFY state_changed)
    Q_PROPERTY(QString folder READ folder NOTIFY state_changed)
    Q_PROPERTY(QString problem READ problem NOTIFY state_changed)
    Q_PROPERTY(QString advice READ advice NOTIFY state_changed)

    Q_PROPERTY(QString title READ title NOTIFY result_changed)
    Q_PROPERTY(QString area READ area NOTIFY result_changed)
    Q_PROPERTY(QString period READ period NOTIFY result_changed)
    Q_PROPERTY(QString marking READ marking NOTIFY result_changed)
    Q_PROPERTY(QString profile READ profile NOTIFY result_changed)
    Q_PROPERTY(QString remark READ remark NOTIFY theme_changed)
    Q_PROPERTY(QStringList themeIds READ theme_ids NOTIFY result_changed)
    Q_PROPERTY(QStringList themeTitles READ theme_titles NOTIFY result_changed)
    Q_PROPERTY(QStringList notices READ notices NOTIFY result_changed)
    Q_PROPERTY(QStringList sources READ sources NOTIFY result_changed)
    Q_PROPERTY(QString theme READ theme WRITE set_theme NOTIFY theme_changed)
    Q_PROPERTY(QString themeTitle READ theme_title NOTIFY theme_changed)
    Q_PROPERTY(QString method READ method NOTIFY theme_changed)
    Q_PROPERTY(QStringList findings READ findings NOTIFY theme_changed)

    Q_PROPERTY(wardmap::viewer::LayerList* layers READ layers CONSTANT)
    Q_PROPERTY(wardmap::viewer::SortedRows* rows READ rows CONSTANT)
    Q_PROPERTY(wardmap::viewer::IncidentChoice* incidents READ incidents CONSTANT)
    Q_PROPERTY(QStringList tableTitles READ table_titles NOTIFY theme_changed)
    Q_PROPERTY(int table READ table WRITE set_table NOTIFY table_changed)
    Q_PROPERTY(QStringList wardNames READ ward_names NOTIFY theme_changed)

    Q_PROPERTY(bool hasSelection READ has_selection NOTIFY selection_changed)
    Q_PROPERTY(QString selectedKind READ selected_kind NOTIFY selection_changed)
    Q_PROPERTY(QString selectedName READ selected_name NOTIFY selection_changed)
    Q_PROPERTY(QVariantList attributes READ attributes NOTIFY selection_changed)
    Q_PROPERTY(QStringList hits READ hits NOTIFY selection_changed)
    Q_PROPERTY(int hit READ hit WRITE set_hit NOTIFY selection_changed)
    Q_PROPERTY(int selectedRow READ selected_row NOTIFY selection_changed)
    Q_PROPERTY(QString selectedWard READ selected_ward NOTIFY selection_changed)

    Q_PROPERTY(QVariantList week READ week NOTIFY week_changed)
    Q_PROPERTY(bool weekIsKnown READ is_week_known NOTIFY week_changed)
    Q_PROPERTY(QString weekTitle READ week_title NOTIFY week_changed)
    Q_PROPERTY(QString weekNote READ week_note NOTIFY week_changed)
public:
    enum class State { nothing, loading, ready, failed };

    explicit ResultView(QObject* parent = nullptr);

    /// Reads the folder on another thread; what is shown stays until it has been read.
    Q_INVOKABLE void open(const QString& path);
    /// The same, and returns when it has been read.
    void open_now(const QString& path);
    Q_INVOKABLE void close();
    void show(std::shared_ptr<const PreparedResult> result);

    [[nodiscard]] bool is_ready() const { return m_state == State::ready; }
    [[nodiscard]] bool is_loading() const { return m_state == State::loading; }
    [[nodiscard]] bool has_failed() const { return m_state == State::failed; }
    [[nodiscard]] QString folder() const { return m_folder; }
    [[nodiscard]] QString problem() const { return m_problem; }
    [[nodiscard]] QString advice() const { return m_advice; }
    [[nodiscard]] QString title() const;
    [[nodiscard]] QString area() const;
    [[nodiscard]] QString period() const;
    [[nodiscard]] QString marking() const;
    [[nodiscard]] QString profile() const;
    /// What must be said of this result: that it is protected, or holds no incident of the theme.
    [[nodiscard]] QString remark() const;
    [[nodiscard]] QStringList theme_ids() const;
    [[nodiscard]] QStringList theme_titles() const;
    [[nodiscard]] QStringList notices() const;
    [[nodiscard]] QStringList sources() const;
    [[nodiscard]] QString theme() const { return QString::fromStdString(m_theme); }
    void set_theme(const QString& id);
    [[nodiscard]] QString theme_title() const;
    [[nodiscard]] QString method() const;
    [[nodiscard]] QStringList findings() const;

    [[nodiscard]] LayerList* layers() { return &m_layers; }
    [[nodiscard]] SortedRows* rows() { return &m_rows; }
    [[nodiscard]] IncidentChoice* incidents() { return &m_incidents; }
    [[nodiscard]] QStringList table_titles() const;
    [[nodiscard]] int table() const { return m_table; }
    void set_table(int table);

    [[nodiscard]] bool has_selection() const { return m_hit >= 0; }
    [[nodiscard]] QString selected_kind() const;
    [[nodiscard]] QString selected_name() const;
    /// Label and value of each attribute.
    [[nodiscard]] QVariantList attributes() const;
    [[nodiscard]] QStringList hits() const;
    [[nodiscard]] int hit() const { return m_hit; }
    void set_hit(int hit);
    [[nodiscard]] int selected_row() const;
    /// What lies at a place in web Mercator metres becomes the selection.
    Q_INVOKABLE void select_at(double x_m, double y_m, double reach_m);
    Q_INVOKABLE void select_row(int row);
    Q_INVOKABLE void clear_selection();
    /// In the order of the alphabet.
    [[nodiscard]] QStringList ward_names() const;
    /// Its name when a ward is selected, else empty.
    [[nodiscard]] QString selected_ward() const;
    /// The ward of that name or id; false if there is none.
    Q_INVOKABLE bool select_ward(const QString& ward);

    [[nodiscard]] QVariantList week() const;
    /// False where the result holds no hour of what is looked at.
    [[nodiscard]] bool is_week_known() const { return m_week.total > 0; }
    [[nodiscard]] QString week_title() const;
    [[nodiscard]] QString week_note() const;

    /// In web Mercator metres: x is the west, y the south; empty for nothing.
    Q_INVOKABLE [[nodiscard]] QRectF box_of_all() const;
    Q_INVOKABLE [[nodiscard]] QRectF box_of_selection() const;

    [[nodiscard]] Scene scene() const;
    [[nodiscard]] const std::shared_ptr<const PreparedResult>& result() const { return m_result; }

Q_SIGNALS:
    void state_changed();
    void result_changed();
    void theme_changed();
    void table_changed();
    void selection_changed();
    void week_changed();
    void scene_changed();

private:
    void fail(const QString& problem, const QString& advice);
    [[nodiscard]] const ResultTheme* theme_told() const;
    [[nodiscard]] std::optional<FeatureRef> selected() const;
    void select(std::vector<FeatureRef> hits);
    void show_table_of(const FeatureRef& ref);
    void count_week();

    State m_state = State::nothing;
    QString m_folder;
    QString m_problem;
    QString m_advice;
    int m_opening = 0;  ///< number of the latest open(): earlier ones no longer count
    std::shared_ptr<const PreparedResult> m_result;
    std::string m_theme;
    LayerList m_layers;
    SortedRows m_rows;
    IncidentChoice m_incidents;
    std::vector<std::size_t> m_tables;  ///< layers
    int m_table = -1;
    std::vector<FeatureRef> m_hits;
    int m_hit = -1;
    WeekCounts m_week;
};

}  // namespace wardmap::viewer
