#pragma once

#include <QtQml/qqmlregistration.h>
#include <QAbstractTableModel>
#include <QSortFilterProxyModel>
#include <memory>
#include <optional>
#include <vector>

#include "prepared_result.hpp"

namespace wardmap::viewer {

/// The attributes of a layer as a table, in the layer's order.
class FeatureRows : public QAbstractTableModel {
    Q_OBJECT
public:
    /// Numbers sort as numbers, and what has no value comes last.
    static constexpr int sort_role = Qt::UserRole;
    static constexpr int number_role = Qt::UserRole + 1;  ///< true: the column holds numbers
    static constexpr int csv_role = Qt::UserRole + 2;     ///< as a spreadsheet must read it

    using QAbstractTableModel::QAbstractTableModel;
    void show(std::shared_ptr<const PreparedResult> result, std::optional<std::size_t> layer);
    [[nodiscard]] std::optional<std::size_t> layer() const { return m_layer; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

private:
    [[nodiscard]] const FeatureTable& table() const;
    std::shared_ptr<const PreparedResult> m_result;
    std::optional<std::size_t> m_layer;
    std::vector<bool> m_is_number;  ///< of the columns
};

/// Those rows sorted by a column and filtered by words that stand in any column.
class SortedRows : public QSortFilterProxyModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("belongs to a ResultView")
    Q_PROPERTY(int sortedColumn READ sorted_column NOTIFY sorted)
    Q_PROPERTY(bool ascending READ is_ascending NOTIFY sorted)
    Q_PROPERTY(QString words READ words WRITE set_words NOTIFY words_changed)
public:
    explicit SortedRows(QObject* parent = nullptr);
    void show(std::shared_ptr<const PreparedResult> result, std::optional<std::size_t> layer);
    [[nodiscard]] int sorted_column() const { return sortColumn(); }
    [[nodiscard]] bool is_ascending() const { return sortOrder() == Qt::AscendingOrder; }
    [[nodiscard]] QString words() const { return m_words; }
    void set_words(const QString& words);

    /// By that column; again: the other way round.
    Q_INVOKABLE void sort_by(int column);
    /// The shown rows with a header, RFC 4180.
    Q_INVOKABLE [[nodiscard]] QString csv() const;
    /// Letters of the longest cell of a column, its heading among them; of the first few hundred rows.
    Q_INVOKABLE [[nodiscard]] int longest_text(int column) const;
    Q_INVOKABLE [[nodiscard]] int feature_of_row(int row) const;
    Q_INVOKABLE [[nodiscard]] int row_of_feature(int feature) const;

Q_SIGNALS:
    void sorted();
    void words_changed();

protected:
    [[nodiscard]] bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    FeatureRows m_rows;
    QString m_words;
};

}  // namespace wardmap::viewer
