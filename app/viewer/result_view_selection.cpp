#include <algorithm>
#include <utility>

#include "result_view.hpp"
#include "value_words.hpp"

/// What is selected in a ResultView, with its attributes and its hours.
namespace wardmap::viewer {

namespace {

QRectF rect_of(const BoxM& box)
{
    return box.is_empty() ? QRectF() : QRectF(box.min_x_m, box.min_y_m, box.width_m(), box.height_m());
}

}  // namespace

std::optional<FeatureRef> ResultView::selected() const
{
    return m_hit < 0 ? std::nullopt : std::optional(m_hits[static_cast<std::size_t>(m_hit)]);
}

QString ResultView::selected_kind() const
{
    return selected() ? QString::fromStdString(kind_of(*m_result, *selected())) : QString();
}

QString ResultView::selected_name() const
{
    return selected() ? QString::fromStdString(name_of(*m_result, *selected())) : QString();
}

QVariantList ResultView::attributes() const
{
    QVariantList list;
    if (!selected()) {
        return list;
    }
    const FeatureTable& table = m_result->layer_of(*selected()).table;
    const Feature& feature = m_result->feature_of(*selected());
    for (std::size_t i = 0; i < table.fields.size(); ++i) {
        list.push_back(
            QVariantMap{{QStringLiteral("name"), QString::fromStdString(table.fields[i].name)},
                        {QStringLiteral("label"), QString::fromStdString(table.fields[i].label)},
                        {QStringLiteral("value"), value_with_unit(feature.values.at(i), table.fields[i])}});
    }
    return list;
}

QStringList ResultView::hits() const
{
    QStringList list;
    for (const FeatureRef& ref : m_hits) {
        list.push_back(QString::fromStdString(kind_of(*m_result, ref) + ": " + name_of(*m_result, ref)));
    }
    return list;
}

void ResultView::set_hit(int hit)
{
    m_hit = m_hits.empty() ? -1 : std::clamp(hit, 0, static_cast<int>(m_hits.size()) - 1);
    if (selected()) {
        show_table_of(*selected());
    }
    count_week();
    Q_EMIT selection_changed();
    Q_EMIT scene_changed();
}

int ResultView::selected_row() const
{
    const bool in_table =
        selected() && m_table >= 0 && selected()->layer == m_tables[static_cast<std::size_t>(m_table)];
    return in_table ? m_rows.row_of_feature(static_cast<int>(selected()->feature)) : -1;
}

void ResultView::show_table_of(const FeatureRef& ref)
{
    const auto at = std::ranges::find(m_tables, ref.layer);
    if (at != m_tables.end()) {
        set_table(static_cast<int>(at - m_tables.begin()));
    }
}

void ResultView::select(std::vector<FeatureRef> hits)
{
    m_hits = std::move(hits);
    m_hit = -1;
    set_hit(0);
}

void ResultView::select_at(double x_m, double y_m, double reach_m)
{
    if (m_result) {
        select(features_at(scene(), {x_m, y_m}, reach_m));
    }
}

void ResultView::select_row(int row)
{
    const int feature = m_rows.feature_of_row(row);
    if (feature >= 0 && m_table >= 0) {
        select({{m_tables[static_cast<std::size_t>(m_table)], static_cast<std::size_t>(feature)}});
    }
}

void ResultView::clear_selection() { select({}); }

QStringList ResultView::ward_names() const
{
    QStringList names;
    if (const auto layer = m_result ? m_result->layer_named("wards_" + m_theme) : std::nullopt) {
        const FeatureTable& table = m_result->result.layers.layers[*layer].table;
        for (const Feature& ward : table.features) {
            names.push_back(QString::fromStdString(value_text(value_of(table, ward, "ward_name"))));
        }
    }
    std::ranges::sort(
        names, [](const QString& a, const QString& b) { return QString::localeAwareCompare(a, b) < 0; });
    return names;
}

QString ResultView::selected_ward() const
{
    const bool is_ward = selected() && m_result->layer_of(*selected()).table.name.starts_with("wards_");
    return is_ward ? selected_name() : QString();
}

bool ResultView::select_ward(const QString& ward)
{
    const auto layer = m_result ? m_result->layer_named("wards_" + m_theme) : std::nullopt;
    if (!layer) {
        return false;
    }
    const FeatureTable& table = m_result->result.layers.layers[*layer].table;
    for (std::size_t i = 0; i < table.features.size(); ++i) {
        for (const char* column : {"ward_name", "ward_id"}) {
            const QString text =
                QString::fromStdString(value_text(value_of(table, table.features[i], column)));
            if (text.compare(ward, Qt::CaseInsensitive) == 0) {
                select({{*layer, i}});
                return true;
            }
        }
    }
    return false;
}

void ResultView::count_week()
{
    m_week = {};
    if (m_result && selected()) {
        m_week = week_of_feature(*m_result, m_theme, *selected());
    } else if (m_result) {
        m_week = week_of_theme(*m_result, m_theme);
    }
    Q_EMIT week_changed();
}

QVariantList ResultView::week() const
{
    QVariantList list;
    for (const double count : m_week.counts) {
        list.push_back(count);
    }
    return list;
}

QString ResultView::week_title() const
{
    return QStringLiteral("When: %1").arg(selected() ? selected_name() : area());
}

QString ResultView::week_note() const
{
    if (m_week.total <= 0) {
        return m_result && m_result->result.profile == "public"
                   ? QStringLiteral("A public result holds no hours.")
                   : QStringLiteral("No incident with a known hour.");
    }
    const Field count{.decimals = 0};
    const QString total = value_words(Value{m_week.total}, count);
    if (m_week.is_aoristic && m_result->result.profile != "internal") {
        return total + " incidents in the hours whose counts are not hidden.";
    }
    return m_week.is_aoristic
               ? total +
                     " incidents; those of unsure time are shared over the hours they may have happened in."
               : total + " incidents with a known hour.";
}

QRectF ResultView::box_of_all() const { return m_result ? rect_of(m_result->bounds) : QRectF(); }

QRectF ResultView::box_of_selection() const
{
    constexpr double around_point_m = 200;  // a point has no size of its own
    if (!selected()) {
        return {};
    }
    const BoxM& box = m_result->box_of(*selected());
    return rect_of(box.width_m() > 0 || box.height_m() > 0 ? box : box.grown(around_point_m));
}

}  // namespace wardmap::viewer
