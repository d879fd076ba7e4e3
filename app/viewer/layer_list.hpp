#pragma once

#include <QtQml/qqmlregistration.h>
#include <QAbstractListModel>
#include <memory>
#include <vector>

#include "scene.hpp"

namespace wardmap::viewer {

/// The layers panel: the places of the stack of one theme and of the background, from the top of the map,
/// with what is switched on and how opaque it is.
class LayerList : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("belongs to a ResultView")
    /// Whether a surface of one month is shown instead of the whole period's.
    Q_PROPERTY(bool showsMonth READ shows_month NOTIFY scene_changed)
public:
    enum Role {
        id_role = Qt::UserRole,
        title_role,
        shown_role,
        opacity_role,
        place_role,
        legend_role,
        classes_role
    };

    using QAbstractListModel::QAbstractListModel;
    void show(std::shared_ptr<const PreparedResult> result, const std::string& theme);
    /// What the result holds of that month stands in the places that it says; without a month, the whole period.
    void set_month(std::optional<std::int32_t> month);
    [[nodiscard]] bool shows_month() const;
    /// Of the layers that are on, from the top.
    [[nodiscard]] std::vector<SceneLayer> scene_layers() const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    Q_INVOKABLE void set_shown(const QString& place_id, bool shown);
    Q_INVOKABLE [[nodiscard]] bool is_shown(const QString& place_id) const;
    /// "1,234 features", or what the raster's pixels measure.
    Q_INVOKABLE [[nodiscard]] QString about(int row) const;

Q_SIGNALS:
    void scene_changed();

private:
    struct Row {
        std::size_t place = 0;
        bool shown = false;
        double opacity = 1;
    };
    [[nodiscard]] const MapPlace& place_of(const Row& row) const { return m_result->result.stack[row.place]; }
    [[nodiscard]] std::optional<std::size_t> place_of_month() const;
    [[nodiscard]] std::vector<std::size_t> listed_places() const;
    void list_again(bool keeps_state);
    std::shared_ptr<const PreparedResult> m_result;
    std::string m_theme;
    std::optional<std::int32_t> m_month;
    std::vector<Row> m_rows;
};

}  // namespace wardmap::viewer
