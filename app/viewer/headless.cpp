#include "headless.hpp"

#include <QFontDatabase>
#include <QGuiApplication>
#include <QQmlApplicationEngine>
#include <QQuickItem>
#include <QQuickWindow>
#include <QTemporaryDir>
#include <QTextStream>
#include <algorithm>
#include <array>
#include <vector>

#include "event_wait.hpp"
#include "map_canvas.hpp"
#include "map_sheet.hpp"
#include "wardmap/error.hpp"

namespace wardmap::viewer {

namespace {

constexpr int long_enough_ms = 60'000;

int complain(const QString& text, ErrorKind kind)
{
    QTextStream(stderr) << "wardmap-viewer: " << text << '\n';
    return static_cast<int>(kind);
}

/// Theme and ward as the command line names them.
QString choose(ResultView& view, const Arguments& arguments)
{
    if (!arguments.theme.isEmpty()) {
        if (!view.theme_ids().contains(arguments.theme)) {
            return QStringLiteral("there is no theme '%1'; the themes are: %2")
                .arg(arguments.theme, view.theme_ids().join(QStringLiteral(", ")));
        }
        view.set_theme(arguments.theme);
    }
    if (!arguments.ward.isEmpty() && !view.select_ward(arguments.ward)) {
        return QStringLiteral("there is no ward '%1' in this result").arg(arguments.ward);
    }
    return {};
}

/// The window on an invisible screen, with the result opened and painted; nullptr with a complaint.
QQuickWindow* ready_window(QQmlApplicationEngine& engine, const Arguments& arguments,
                           const QVariantMap& properties)
{
    engine.setInitialProperties(properties);
    engine.loadFromModule("WardmapViewer", "Main");
    auto* window =
        engine.rootObjects().isEmpty() ? nullptr : qobject_cast<QQuickWindow*>(engine.rootObjects().front());
    if (window == nullptr) {
        complain(QStringLiteral(
                     "the window could not be made; is Qt Location (qml6-module-qtlocation) installed?"),
                 ErrorKind::internal);
        return nullptr;
    }
    if (arguments.folder.isEmpty()) {
        return window;
    }
    auto* view = window->property("view").value<ResultView*>();
    auto* canvas = window->findChild<MapCanvas*>(QStringLiteral("canvas"));
    const bool opened = wait_until([&] { return view->is_ready() || view->has_failed(); }, long_enough_ms);
    if (!opened || canvas == nullptr || view->has_failed()) {
        return window;  // what it says then is worth a picture too
    }
    static_cast<void>(wait_until(
        [&] {
            const auto canvases = window->findChildren<MapCanvas*>(QStringLiteral("canvas"));
            return std::ranges::all_of(canvases, [](const MapCanvas* one) {
                return !one->isVisible() ||
                       (one->is_up_to_date() && one->has_picture() && !one->view()->is_loading());
            });
        },
        long_enough_ms));
    return window;
}

}  // namespace

QVariantMap window_properties(const Arguments& arguments, const LocalTiles& tiles,
                              const QString& temporary_folder)
{
    QVariantMap properties = {{QStringLiteral("startFolder"), arguments.folder},
                              {QStringLiteral("startTheme"), arguments.theme},
                              {QStringLiteral("startWard"), arguments.ward},
                              {QStringLiteral("startLook"), arguments.look},
                              {QStringLiteral("startCompare"), arguments.compare},
                              {QStringLiteral("startNote"), tiles.note},
                              {QStringLiteral("tiles"), tiles.folder},
                              {QStringLiteral("tileCache"), temporary_folder},
                              {QStringLiteral("online"), arguments.online},
                              {QStringLiteral("keepsState"), !arguments.is_headless()}};
    if (arguments.size.isValid()) {
        properties.insert(QStringLiteral("width"), arguments.size.width());
        properties.insert(QStringLiteral("height"), arguments.size.height());
    }
    return properties;
}

int write_page(const Arguments& arguments)
{
    std::array<ResultView, 2> views;
    std::vector<const ResultView*> shown;
    for (const QString& folder : {arguments.folder, arguments.compare}) {
        if (folder.isEmpty()) {
            continue;
        }
        ResultView& view = views.at(shown.size());
        view.open_now(folder);
        if (!view.is_ready()) {
            return complain(view.problem() + QStringLiteral("\n  ") + view.advice(), ErrorKind::input);
        }
        if (const QString fault = choose(view, arguments); !fault.isEmpty()) {
            return complain(fault, ErrorKind::usage);
        }
        shown.push_back(&view);
    }
    SheetOptions options;
    if (arguments.size.isValid()) {
        options.size_px = arguments.size;
    }
    const QRectF box = views.front().box_of_selection();
    if (!box.isNull()) {
        options.box = {box.left(), box.top(), box.right(), box.bottom()};
    }
    const QString problem = save_sheet(shown, options, arguments.screenshot);
    return problem.isEmpty() ? 0 : complain(problem, ErrorKind::output);
}

int write_window_picture(const Arguments& arguments)
{
    const QTemporaryDir temporary;
    const LocalTiles tiles = local_tiles(arguments.tiles, temporary.path());
    if (!tiles.fault.isEmpty()) {
        return complain(tiles.fault, ErrorKind::input);
    }
    QQmlApplicationEngine engine;
    QQuickWindow* window =
        ready_window(engine, arguments, window_properties(arguments, tiles, temporary.path()));
    if (window == nullptr) {
        return static_cast<int>(ErrorKind::internal);
    }
    // What fades in has done so then, and tiles have been read.
    constexpr int moment_ms = 300;
    constexpr int with_tiles_ms = 1500;
    static_cast<void>(wait_until([] { return false; }, tiles.folder.isEmpty() ? moment_ms : with_tiles_ms));
    const QImage picture = window->grabWindow();
    return picture.save(arguments.window_screenshot)
               ? 0
               : complain(arguments.window_screenshot + QStringLiteral(": it could not be written"),
                          ErrorKind::output);
}

int self_test()
{
    QTextStream out(stdout);
    QQmlApplicationEngine engine;
    Arguments arguments;
    arguments.self_test = true;
    QQuickWindow* window = ready_window(engine, arguments, window_properties(arguments, {}, {}));
    if (window == nullptr) {
        return static_cast<int>(ErrorKind::internal);
    }
    const auto* canvas = window->findChild<MapCanvas*>(QStringLiteral("canvas"));
    const auto* plugin = canvas != nullptr && canvas->map() != nullptr
                             ? canvas->map()->property("plugin").value<QObject*>()
                             : nullptr;
    const QList<std::pair<QString, bool>> checks = {
        {QStringLiteral("window"), true},
        {QStringLiteral("map (Qt Location)"), canvas != nullptr && canvas->map() != nullptr},
        {QStringLiteral("base map without network"),
         plugin != nullptr && plugin->property("isAttached").toBool()},
        {QStringLiteral("fonts"), !QFontDatabase::families().isEmpty()},
        {QStringLiteral("picture of the window"), !window->grabWindow().isNull()}};
    bool all = true;
    for (const auto& [what, is_good] : checks) {
        out << (is_good ? "ok      " : "MISSING ") << what << '\n';
        all = all && is_good;
    }
    return all ? 0 : static_cast<int>(ErrorKind::internal);
}

}  // namespace wardmap::viewer
