#include "result_view.hpp"

#include <QCoreApplication>
#include <QPointer>
#include <QThreadPool>
#include <QUrl>
#include <algorithm>
#include <array>
#include <utility>

#include "value_words.hpp"
#include "wardmap/error.hpp"

namespace wardmap::viewer {

namespace {

/// A result, or why there is none.
struct Opened {
    std::shared_ptr<const PreparedResult> result;
    QString problem;
    QString advice;
};

Opened opened(const QString& path)
{
    try {
        return {open_result(path.toStdString()), {}, {}};
    } catch (const Error& error) {
        return {nullptr, QString::fromStdString(error.where() + ": " + error.found()),
                QString::fromStdString(error.advice())};
    } catch (const std::exception& error) {
        return {nullptr, QString::fromStdString(error.what()),
                QStringLiteral("close other programs and try again")};
    }
}

QString local_path(const QString& path)
{
    const QUrl url(path);
    return url.isLocalFile() ? url.toLocalFile() : path;
}

QStringList words_of(const std::vector<std::string>& texts)
{
    QStringList list;
    for (const std::string& text : texts) {
        list.push_back(QString::fromStdString(text));
    }
    return list;
}

/// Tables in the order in which they are asked for; others after them.
std::ptrdiff_t table_order(const PreparedResult& result, std::size_t layer)
{
    constexpr std::array<std::string_view, 4> order = {"hotspots_", "wards_", "blocks_", "patrol_"};
    const std::string& name = result.result.layers.layers[layer].table.name;
    return std::ranges::find_if(order, [&](std::string_view kind) { return name.starts_with(kind); }) -
           order.begin();
}

QRectF rect_of(const BoxM& box)
{
    return box.is_empty() ? QRectF() : QRectF(box.min_x_m, box.min_y_m, box.width_m(), box.height_m());
}

}  // namespace

ResultView::ResultView(QObject* parent) : QObject(parent)
{
    connect(&m_layers, &LayerList::scene_changed, this, &ResultView::scene_changed);
    connect(&m_incidents, &IncidentChoice::changed, this, &ResultView::scene_changed);
}

void ResultView::open(const QString& path)
{
    const int opening = ++m_opening;
    m_folder = local_path(path);
    m_state = State::loading;
    Q_EMIT state_changed();
    // The view may be gone when the folder has been read: the pointer tells.
    QThreadPool::globalInstance()->start([self = QPointer<ResultView>(this), opening, folder = m_folder] {
        Opened read = opened(folder);
        QMetaObject::invokeMethod(
            qApp,
            [self, opening, read = std::move(read)] {
                if (!self || self->m_opening != opening) {
                    return;
                }
                read.result ? self->show(read.result) : self->fail(read.problem, read.advice);
            },
            Qt::QueuedConnection);
    });
}

void ResultView::open_now(const QString& path)
{
    ++m_opening;
    m_folder = local_path(path);
    const Opened read = opened(m_folder);
    read.result ? show(read.result) : fail(read.problem, read.advice);
}

void ResultView::close()
{
    ++m_opening;
    m_folder.clear();
    show(nullptr);
}

void ResultView::fail(const QString& problem, const QString& advice)
{
    show(nullptr);
    m_problem = problem;
    m_advice = advice;
    m_state = State::failed;
    Q_EMIT state_changed();
}

void ResultView::show(std::shared_ptr<const PreparedResult> result)
{
    m_result = std::move(result);
    m_problem.clear();
    m_advice.clear();
    m_hits.clear();
    m_hit = -1;
    m_state = m_result ? State::ready : State::nothing;
    m_theme = m_result && !m_result->result.themes.empty() ? m_result->result.themes.front().id : "";
    Q_EMIT result_changed();
    Q_EMIT selection_changed();
    set_theme(QString::fromStdString(m_theme));
    Q_EMIT state_changed();
}

void ResultView::set_theme(const QString& id)
{
    // A ward that is selected stays so: the theme's own layer has it at the same place.
    const QString ward = selected() ? selected_name() : QString();
    const bool was_ward = selected() && m_result->layer_of(*selected()).table.name.starts_with("wards_");
    m_theme = id.toStdString();
    m_hits.clear();
    m_hit = -1;
    m_tables.clear();
    for (std::size_t i = 0; m_result && i < m_result->result.stack.size(); ++i) {
        const MapPlace& place = m_result->result.stack[i];
        const bool listed = place.layer && std::ranges::find(m_tables, *place.layer) != m_tables.end();
        if (place.layer && !listed && place.theme == m_theme && !place.style.label_field.empty()) {
            m_tables.push_back(*place.layer);
        }
    }
    std::ranges::stable_sort(m_tables, {},
                             [this](std::size_t layer) { return table_order(*m_result, layer); });
    m_table = -1;
    m_layers.show(m_result, m_theme);
    m_incidents.show(m_result, m_theme);
    Q_EMIT theme_changed();
    set_table(0);
    if (!was_ward || !select_ward(ward)) {
        select({});
    }
}

QString ResultView::title() const
{
    return m_result ? QString::fromStdString(m_result->result.title) : QString();
}
QString ResultView::area() const
{
    return m_result ? QString::fromStdString(m_result->result.area) : QString();
}
QString ResultView::period() const
{
    return m_result ? QString::fromStdString(m_result->result.period) : QString();
}
QString ResultView::marking() const
{
    return m_result ? QString::fromStdString(m_result->result.marking) : QString();
}
QString ResultView::profile() const
{
    return m_result ? QString::fromStdString(m_result->result.profile) : QString();
}
QStringList ResultView::notices() const
{
    return m_result ? words_of(m_result->result.notices) : QStringList();
}
QStringList ResultView::sources() const
{
    return m_result ? words_of(m_result->result.sources) : QStringList();
}

QString ResultView::remark() const
{
    if (!m_result) {
        return {};
    }
    QStringList remarks;
    if (m_result->result.profile == "partner") {
        remarks.push_back(QStringLiteral("Result for partners: counts of 1 and 2 are hidden."));
    } else if (m_result->result.profile == "public") {
        remarks.push_back(QStringLiteral("Public result: small counts are hidden, others are rounded."));
    }
    // How many incidents a public result's themes have is told by its findings, hidden or rounded.
    const ResultTheme* told = theme_told();
    if (told != nullptr && told->incidents == 0 && m_result->result.profile != "public") {
        remarks.push_back(QStringLiteral("No incident of this theme is on the map."));
    }
    return remarks.join(' ');
}

QStringList ResultView::theme_ids() const
{
    QStringList ids;
    for (const ResultTheme& theme : m_result ? m_result->result.themes : std::vector<ResultTheme>()) {
        ids.push_back(QString::fromStdString(theme.id));
    }
    return ids;
}

QStringList ResultView::theme_titles() const
{
    QStringList titles;
    for (const ResultTheme& theme : m_result ? m_result->result.themes : std::vector<ResultTheme>()) {
        titles.push_back(QString::fromStdString(theme.title));
    }
    return titles;
}

const ResultTheme* ResultView::theme_told() const
{
    if (!m_result) {
        return nullptr;
    }
    const auto& themes = m_result->result.themes;
    const auto at = std::ranges::find(themes, m_theme, &ResultTheme::id);
    return at == themes.end() ? nullptr : &*at;
}

QString ResultView::theme_title() const
{
    const ResultTheme* told = theme_told();
    return told != nullptr ? QString::fromStdString(told->title) : QString();
}

QString ResultView::method() const
{
    const ResultTheme* told = theme_told();
    return told != nullptr ? QString::fromStdString(told->method) : QString();
}

QStringList ResultView::findings() const
{
    const ResultTheme* told = theme_told();
    return told != nullptr ? words_of(told->findings) : QStringList();
}

QStringList ResultView::table_titles() const
{
    QStringList titles;
    for (const std::size_t layer : m_tables) {
        titles.push_back(QString::fromStdString(kind_of(*m_result, {layer, 0})));
    }
    return titles;
}

void ResultView::set_table(int table)
{
    const int wanted = m_tables.empty() ? -1 : std::clamp(table, 0, static_cast<int>(m_tables.size()) - 1);
    if (wanted != m_table || wanted < 0) {
        m_table = wanted;
        m_rows.show(m_result,
                    wanted < 0 ? std::nullopt : std::optional(m_tables[static_cast<std::size_t>(wanted)]));
        Q_EMIT table_changed();
        Q_EMIT selection_changed();
    }
}

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
        return QStringLiteral("No incident with a known hour.");
    }
    const Field count{.decimals = 0};
    const QString total = value_words(Value{m_week.total}, count);
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

Scene ResultView::scene() const
{
    Scene scene;
    scene.result = m_result;
    scene.layers = m_layers.scene_layers();
    scene.filter = m_incidents.filter();
    scene.selected = selected();
    return scene;
}

}  // namespace wardmap::viewer
