#include <QGuiApplication>
#include <QIcon>
#include <QLoggingCategory>
#include <QQmlApplicationEngine>
#include <QQuickStyle>
#include <QQuickWindow>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTextStream>
#include <clocale>

#include "arguments.hpp"
#include "bench.hpp"
#include "headless.hpp"
#include "wardmap/error.hpp"
#include "wardmap/version.hpp"

namespace wardmap::viewer {

namespace {

int complain(const QString& text, ErrorKind kind)
{
    QTextStream(stderr) << "wardmap-viewer: " << text << '\n';
    return static_cast<int>(kind);
}

int show_window(const Arguments& arguments)
{
    const QTemporaryDir temporary;
    const LocalTiles tiles = local_tiles(arguments.tiles, temporary.path());
    if (!tiles.fault.isEmpty()) {
        return complain(tiles.fault, ErrorKind::input);
    }
    QQmlApplicationEngine engine;
    engine.setInitialProperties(window_properties(arguments, tiles, temporary.path()));
    engine.loadFromModule("WardmapViewer", "Main");
    if (engine.rootObjects().isEmpty()) {
        return complain(
            QStringLiteral(
                "the window could not be made; is Qt Location (qml6-module-qtlocation) installed?"),
            ErrorKind::internal);
    }
    return QGuiApplication::exec();
}

int work(const Arguments& arguments)
{
    if (!arguments.fault.isEmpty()) {
        return complain(arguments.fault, ErrorKind::usage);
    }
    if (arguments.self_test) {
        return self_test();
    }
    if (arguments.bench) {
        return bench(arguments);
    }
    if (!arguments.screenshot.isEmpty()) {
        return write_page(arguments);
    }
    if (!arguments.window_screenshot.isEmpty()) {
        return write_window_picture(arguments);
    }
    return show_window(arguments);
}

}  // namespace

}  // namespace wardmap::viewer

int main(int argc, char** argv)
{
    using namespace wardmap;
    if (viewer::asks_for_no_screen(argc, argv) && qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) {
        qputenv("QT_QPA_PLATFORM", "offscreen");
    }
    QGuiApplication application(argc, argv);
    // Qt Location 6.8 says something for each map that it takes down, which is nobody's concern.
    QLoggingCategory::setFilterRules(QStringLiteral("qt.core.qobject.connect=false"));
    std::setlocale(LC_NUMERIC, "C");  // Qt takes over the user's locale; numbers in files are not the user's
    QGuiApplication::setApplicationName(QStringLiteral("wardmap-viewer"));
    QGuiApplication::setOrganizationName(QStringLiteral("wardmap"));
    QGuiApplication::setApplicationDisplayName(QStringLiteral("wardmap"));
    QGuiApplication::setDesktopFileName(QStringLiteral("org.wardmap.Viewer"));
    QGuiApplication::setApplicationVersion(QString::fromStdString(std::string(version())));
    QGuiApplication::setWindowIcon(
        QIcon(QStringLiteral(":/qt/qml/WardmapViewer/icons/org.wardmap.Viewer.svg")));
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
    QQuickStyle::setStyle(QStringLiteral("Fusion"));
    return viewer::work(viewer::read_arguments(QGuiApplication::arguments()));
}
