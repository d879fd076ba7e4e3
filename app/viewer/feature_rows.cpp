#include "feature_rows.hpp"

#include <QLocale>
#include <algorithm>

#include "value_words.hpp"

namespace wardmap::viewer {

namespace {

/// As a spreadsheet must read it: quoted where needed, and no text that it would take for a formula.
QString csv_text(QString text)
{
    if (!text.isEmpty() && QStringLiteral("=+-@\t\r").contains(text.front())) {
        text.prepend('\'');
    }
    const bool quoted =
        text.contains(',') || text.contains('"') || text.contains('\n') || text.contains('\r');
    return quoted ? '"' + text.replace('"', QStringLiteral("\"\"")) + '"' : text;
}

/// Numbers in full, without the marks of a reader.
QString csv_cell(const Value& value)
{
    if (const auto* text = std::get_if<std::string>(&value)) {
        return csv_text(QString::fromStdString(*text));
    }
    if (const auto* truth = std::get_if<bool>(&value)) {
        return *truth ? QStringLiteral("yes") : QStringLiteral("no");
    }
    const auto number = value_number(value);
    return number ? QString::number(*number, 'g', QLocale::FloatingPointShortest) : QString();
}

/// A count as protected results write it: a number, or that it is hidden (few, but not none).
std::optional<double> protected_count(const Value& value)
{
    constexpr double hidden = 0.5;
    const auto* text = std::get_if<std::string>(&value);
    if (text == nullptr || *text == "*") {
        return text == nullptr ? std::nullopt : std::optional(hidden);
    }
    constexpr std::size_t most_digits = 9;  // what is longer, or begins with 0, is the number of a thing
    const bool is_count = !text->empty() && text->size() <= most_digits &&
                          (text->front() != '0' || *text == "0") &&
                          text->find_first_not_of("0123456789") == std::string::npos;
    return is_count ? std::optional(std::stod(*text)) : std::nullopt;
}

bool holds_numbers(const FeatureTable& table, std::size_t column)
{
    const FieldType type = table.fields[column].type;
    if (type != FieldType::text) {
        return type == FieldType::integer || type == FieldType::real;
    }
    return !table.features.empty() && std::ranges::all_of(table.features, [column](const Feature& feature) {
        return protected_count(feature.values.at(column)).has_value();
    });
}

}  // namespace

const FeatureTable& FeatureRows::table() const { return m_result->result.layers.layers[*m_layer].table; }

void FeatureRows::show(std::shared_ptr<const PreparedResult> result, std::optional<std::size_t> layer)
{
    beginResetModel();
    m_result = std::move(result);
    m_layer = m_result ? layer : std::nullopt;
    m_is_number.clear();
    for (std::size_t c = 0; m_layer && c < table().fields.size(); ++c) {
        m_is_number.push_back(holds_numbers(table(), c));
    }
    endResetModel();
}

int FeatureRows::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_layer ? 0 : static_cast<int>(table().features.size());
}

int FeatureRows::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_layer ? 0 : static_cast<int>(table().fields.size());
}

QVariant FeatureRows::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Field& field = table().fields[static_cast<std::size_t>(index.column())];
    const Value& value = table().features[static_cast<std::size_t>(index.row())].values.at(
        static_cast<std::size_t>(index.column()));
    const bool is_number = m_is_number[static_cast<std::size_t>(index.column())];
    switch (role) {
        case Qt::DisplayRole:
            return value_words(value, field);
        case number_role:
            return is_number;
        case sort_role:
            if (std::holds_alternative<std::monostate>(value)) {
                return {};
            }
            return is_number ? QVariant(value_number(value).value_or(protected_count(value).value_or(0)))
                             : QVariant(QString::fromStdString(value_text(value)));
        case csv_role:
            return csv_cell(value);
        default:
            return {};
    }
}

QVariant FeatureRows::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0 || section >= columnCount()) {
        return {};
    }
    return heading_of(table().fields[static_cast<std::size_t>(section)]);
}

QHash<int, QByteArray> FeatureRows::roleNames() const
{
    return {{Qt::DisplayRole, "display"}, {number_role, "isNumber"}};
}

SortedRows::SortedRows(QObject* parent) : QSortFilterProxyModel(parent)
{
    setSourceModel(&m_rows);
    setSortRole(FeatureRows::sort_role);
}

void SortedRows::show(std::shared_ptr<const PreparedResult> result, std::optional<std::size_t> layer)
{
    m_words.clear();
    m_rows.show(std::move(result), layer);
    sort(-1);
    Q_EMIT words_changed();
    Q_EMIT sorted();
}

void SortedRows::set_words(const QString& words)
{
    if (words != m_words) {
        m_words = words;
        invalidateFilter();
        Q_EMIT words_changed();
    }
}

void SortedRows::sort_by(int column)
{
    // Numbers from the most, texts from A.
    const bool is_number =
        m_rows.rowCount() > 0 && m_rows.data(m_rows.index(0, column), FeatureRows::number_role).toBool();
    const Qt::SortOrder first = is_number ? Qt::DescendingOrder : Qt::AscendingOrder;
    const Qt::SortOrder other = is_number ? Qt::AscendingOrder : Qt::DescendingOrder;
    sort(column, sortColumn() == column && sortOrder() == first ? other : first);
    Q_EMIT sorted();
}

QString SortedRows::csv() const
{
    QStringList lines;
    QStringList cells;
    for (int c = 0; c < columnCount(); ++c) {
        cells.push_back(csv_text(headerData(c, Qt::Horizontal, Qt::DisplayRole).toString()));
    }
    lines.push_back(cells.join(','));
    for (int r = 0; r < rowCount(); ++r) {
        cells.clear();
        for (int c = 0; c < columnCount(); ++c) {
            cells.push_back(data(index(r, c), FeatureRows::csv_role).toString());
        }
        lines.push_back(cells.join(','));
    }
    return lines.join(QStringLiteral("\r\n")) + QStringLiteral("\r\n");
}

int SortedRows::longest_text(int column) const
{
    constexpr int enough_rows = 300;
    if (column < 0 || column >= m_rows.columnCount()) {
        return 0;  // a view asks once more for a column that the last table had
    }
    qsizetype longest = headerData(column, Qt::Horizontal, Qt::DisplayRole).toString().size();
    for (int row = 0; row < std::min(m_rows.rowCount(), enough_rows); ++row) {
        longest =
            std::max(longest, m_rows.data(m_rows.index(row, column), Qt::DisplayRole).toString().size());
    }
    return static_cast<int>(longest);
}

int SortedRows::feature_of_row(int row) const
{
    const QModelIndex source = mapToSource(index(row, 0));
    return source.isValid() ? source.row() : -1;
}

int SortedRows::row_of_feature(int feature) const
{
    const QModelIndex shown = mapFromSource(m_rows.index(feature, 0));
    return shown.isValid() ? shown.row() : -1;
}

bool SortedRows::lessThan(const QModelIndex& left, const QModelIndex& right) const
{
    const QVariant a = left.data(FeatureRows::sort_role);
    const QVariant b = right.data(FeatureRows::sort_role);
    if (!a.isValid() || !b.isValid()) {  // no value: last, whichever way the rest goes
        const bool last = is_ascending();
        return a.isValid() == b.isValid() ? false : (a.isValid() ? last : !last);
    }
    if (a.typeId() == QMetaType::Double) {
        return a.toDouble() < b.toDouble();
    }
    return QString::localeAwareCompare(a.toString(), b.toString()) < 0;
}

bool SortedRows::filterAcceptsRow(int row, const QModelIndex& parent) const
{
    const QStringList words = m_words.split(' ', Qt::SkipEmptyParts);
    return std::ranges::all_of(words, [&](const QString& word) {
        for (int c = 0; c < m_rows.columnCount(parent); ++c) {
            if (m_rows.data(m_rows.index(row, c), Qt::DisplayRole)
                    .toString()
                    .contains(word, Qt::CaseInsensitive)) {
                return true;
            }
        }
        return false;
    });
}

}  // namespace wardmap::viewer
