#include "layer_list.hpp"

#include <algorithm>

#include "wardmap/number_text.hpp"

namespace wardmap::viewer {

void LayerList::show(std::shared_ptr<const PreparedResult> result, const std::string& theme)
{
    const bool same_result = result == m_result;
    beginResetModel();
    if (!same_result) {
        m_rows.clear();
    }
    m_result = std::move(result);
    m_theme = theme;
    list_again(same_result);
}

void LayerList::set_month(std::optional<std::int32_t> month)
{
    const auto before = place_of_month();
    m_month = month;
    if (place_of_month() != before) {
        beginResetModel();
        list_again(true);
    }
}

bool LayerList::shows_month() const { return place_of_month().has_value(); }

/// What somebody switched on for one theme or month stays on for the next: the kinds of layers are the same, and
/// have the same titles.
void LayerList::list_again(bool keeps_state)
{
    QHash<QString, Row> state_by_title;
    for (const Row& row : m_rows) {
        state_by_title.insert(QString::fromStdString(place_of(row).title), row);
    }
    m_rows.clear();
    for (const std::size_t index : listed_places()) {
        const MapPlace& place = m_result->result.stack[index];
        Row row{index, place.visible, place.style.opacity};
        const auto before = state_by_title.constFind(QString::fromStdString(place.title));
        if (keeps_state && before != state_by_title.cend()) {
            row.shown = before->shown;
            row.opacity = before->opacity;
        }
        m_rows.push_back(row);
    }
    endResetModel();
    Q_EMIT scene_changed();
}

std::optional<std::size_t> LayerList::place_of_month() const
{
    if (!m_result || !m_month) {
        return std::nullopt;
    }
    const auto& stack = m_result->result.stack;
    const auto at = std::ranges::find_if(stack, [this](const MapPlace& place) {
        return place.theme == m_theme && !place.month.empty() && incident_time(place.month).month == *m_month;
    });
    return at == stack.end() ? std::nullopt : std::optional(static_cast<std::size_t>(at - stack.begin()));
}

/// The places of the theme and of the background; that of the month where the last of those was for which it stands.
std::vector<std::size_t> LayerList::listed_places() const
{
    std::vector<std::size_t> listed;
    const auto of_month = place_of_month();
    std::size_t at = 0;
    for (std::size_t i = 0; m_result && i < m_result->result.stack.size(); ++i) {
        const MapPlace& place = m_result->result.stack[i];
        if (!place.month.empty() || (!place.theme.empty() && place.theme != m_theme)) {
            continue;
        }
        const auto* const stands = of_month ? &m_result->result.stack[*of_month].instead_of : nullptr;
        if (stands != nullptr && std::ranges::find(*stands, place.id) != stands->end()) {
            at = listed.size();
        } else {
            listed.push_back(i);
        }
    }
    if (of_month) {
        listed.insert(listed.begin() + static_cast<std::ptrdiff_t>(at), *of_month);
    }
    return listed;
}

std::vector<SceneLayer> LayerList::scene_layers() const
{
    std::vector<SceneLayer> layers;
    for (const Row& row : m_rows) {
        if (row.shown) {
            layers.push_back({row.place, row.opacity});
        }
    }
    return layers;
}

int LayerList::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant LayerList::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    const MapPlace& place = place_of(row);
    switch (role) {
        case id_role:
            return QString::fromStdString(place.id);
        case title_role:
        case Qt::DisplayRole:
            return QString::fromStdString(place.title);
        case shown_role:
            return row.shown;
        case opacity_role:
            return row.opacity;
        case place_role:
            return static_cast<int>(row.place);
        case legend_role:
            return QString::fromStdString(place.style.kind == Style::Kind::single ? "" : place.style.legend);
        case classes_role: {
            QStringList labels;
            for (const StyleClass& one : place.style.classes) {
                labels.push_back(QString::fromStdString(one.label));
            }
            return labels;
        }
        default:
            return {};
    }
}

bool LayerList::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) || (role != shown_role && role != opacity_role)) {
        return false;
    }
    Row& row = m_rows[static_cast<std::size_t>(index.row())];
    if (role == shown_role) {
        row.shown = value.toBool();
    } else {
        row.opacity = std::clamp(value.toDouble(), 0.0, 1.0);
    }
    Q_EMIT dataChanged(index, index, {role});
    Q_EMIT scene_changed();
    return true;
}

QHash<int, QByteArray> LayerList::roleNames() const
{
    return {{id_role, "placeId"},           {title_role, "title"}, {shown_role, "shown"},
            {opacity_role, "layerOpacity"}, {place_role, "place"}, {legend_role, "legend"},
            {classes_role, "classes"}};
}

void LayerList::set_shown(const QString& place_id, bool shown)
{
    for (int i = 0; i < rowCount(); ++i) {
        if (data(index(i), id_role).toString() == place_id) {
            setData(index(i), shown, shown_role);
        }
    }
}

bool LayerList::is_shown(const QString& place_id) const
{
    for (int i = 0; i < rowCount(); ++i) {
        if (data(index(i), id_role).toString() == place_id) {
            return data(index(i), shown_role).toBool();
        }
    }
    return false;
}

QString LayerList::about(int row) const
{
    if (row < 0 || row >= rowCount()) {
        return {};
    }
    const MapPlace& place = place_of(m_rows[static_cast<std::size_t>(row)]);
    if (place.raster) {
        return QString::fromStdString(m_result->result.layers.rasters[*place.raster].description);
    }
    const Layer& layer = m_result->result.layers.layers[*place.layer];
    const auto count = static_cast<std::int64_t>(layer.table.features.size());
    return QString::fromStdString(layer.description + " " + grouped_text(count) +
                                  (count == 1 ? " feature." : " features."));
}

}  // namespace wardmap::viewer
