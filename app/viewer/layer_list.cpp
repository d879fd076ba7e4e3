#include "layer_list.hpp"

#include <algorithm>

#include "wardmap/number_text.hpp"

namespace wardmap::viewer {

void LayerList::show(std::shared_ptr<const PreparedResult> result, const std::string& theme)
{
    // What somebody switched on for one theme stays on for the next: the kinds of layers are the same.
    QHash<QString, bool> shown_by_title;
    for (const Row& row : m_rows) {
        shown_by_title.insert(QString::fromStdString(place_of(row).title), row.shown);
    }
    beginResetModel();
    m_rows.clear();
    const bool same_result = result == m_result;
    m_result = std::move(result);
    for (std::size_t i = 0; m_result && i < m_result->result.stack.size(); ++i) {
        const MapPlace& place = m_result->result.stack[i];
        if (place.theme.empty() || place.theme == theme) {
            const QString title = QString::fromStdString(place.title);
            const bool shown = same_result ? shown_by_title.value(title, place.visible) : place.visible;
            m_rows.push_back({i, shown, place.style.opacity});
        }
    }
    endResetModel();
    Q_EMIT scene_changed();
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
