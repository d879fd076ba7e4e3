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

/// Tables in the order in which they are asked for; others after them.
std::ptrdiff_t table_order(const PreparedResult& result, std::size_t layer)
{
    constexpr std::array<std::string_view, 4> order = {"hotspots_", "wards_", "blocks_", "patrol_"};
    const std::string& name = result.result.layers.layers[layer].table.name;
    return std::ranges::find_if(order, [&](std::string_view kind) { return name.starts_with(kind); }) -
           order.begin();
}

}  // namespace

ResultView::ResultView(QObject* parent) : QObject(parent)
{
    connect(&m_layers, &LayerList::scene_changed, this, &ResultView::scene_changed);
    connect(&m_incidents, &IncidentChoice::changed, this, [this] {
        const auto& months = m_incidents.filter().months;
        m_layers.set_month(months && months->first == months->last ? std::optional(months->first)
                                                                   : std::nullopt);
        Q_EMIT scene_changed();
    });
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
    const QString ward = selected_ward();
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
    if (ward.isEmpty() || !select_ward(ward)) {
        select({});
    }
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
