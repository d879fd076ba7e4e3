#include "arguments.hpp"

#include <QCommandLineParser>
#include <QRegularExpression>
#include <algorithm>
#include <array>
#include <string_view>

namespace wardmap::viewer {

namespace {

constexpr std::array<std::string_view, 8> without_screen = {
    "--screenshot", "--window-screenshot", "--self-test", "--bench", "--help", "-h", "--version", "-v"};

QSize size_of(const QString& text)
{
    static const QRegularExpression form(QStringLiteral("^([0-9]{3,5})x([0-9]{3,5})$"));
    const QRegularExpressionMatch match = form.match(text);
    return match.hasMatch() ? QSize(match.captured(1).toInt(), match.captured(2).toInt()) : QSize();
}

QString fault_of(const Arguments& arguments, const QStringList& folders, bool size_given)
{
    if (folders.size() > 1) {
        return QStringLiteral("one result folder is shown at a time; %1 were given").arg(folders.size());
    }
    constexpr int most_px = 12000;  // a picture of 12,000 × 12,000 takes 600 MB
    if (size_given && (!arguments.size.isValid() || arguments.size.width() > most_px ||
                       arguments.size.height() > most_px)) {
        return QStringLiteral("--size must be WxH in pixels from 100 to 12000, such as 1366x768");
    }
    const bool needs_result = !arguments.screenshot.isEmpty() || !arguments.compare.isEmpty();
    if (needs_result && folders.isEmpty()) {
        return QStringLiteral("--screenshot and --compare need a result folder");
    }
    const QStringList looks = {QString(), QStringLiteral("light"), QStringLiteral("dark"),
                               QStringLiteral("contrast")};
    if (!looks.contains(arguments.look)) {
        return QStringLiteral("--look must be light, dark or contrast");
    }
    if (!arguments.tiles.isEmpty() && arguments.online) {
        return QStringLiteral("--tiles and --online are two things to lie beneath: give one");
    }
    return {};
}

}  // namespace

bool asks_for_no_screen(int count, char** words)
{
    return std::any_of(words, words + count, [](std::string_view word) {
        return std::ranges::any_of(without_screen, [&](std::string_view option) {
            return word == option ||
                   (word.starts_with(option) && word.substr(option.size()).starts_with('='));
        });
    });
}

Arguments read_arguments(const QStringList& words)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("Shows a result folder of wardmap on a map."));
    const QCommandLineOption help = parser.addHelpOption();
    const QCommandLineOption version = parser.addVersionOption();
    parser.addPositionalArgument(QStringLiteral("RESULT"), QStringLiteral("Folder that `wardmap run` wrote"),
                                 QStringLiteral("[RESULT]"));
    const auto option = [&](const char* name, const char* meaning, const char* value = "") {
        parser.addOption({QString::fromLatin1(name), QString::fromUtf8(meaning), QString::fromLatin1(value)});
    };
    option("theme", "Theme to begin with, by its id", "ID");
    option("ward", "Ward to select and zoom to, by name or code", "NAME");
    option("screenshot", "Write a page of the map (.png or .pdf) and show no window", "FILE");
    option("window-screenshot", "Write a picture of the window (.png) and show none", "FILE");
    option("size", "Size of either in pixels (default 1366x768)", "WxH");
    option("look", "Colours of the window: light, dark or contrast", "MODE");
    option("compare", "Another result, beside the first", "OTHER");
    option("tiles", "Local map tiles beneath: an .mbtiles file, or a folder of osm_100-l-8-Z-X-Y.png",
           "PATH");
    option("online", "OpenStreetMap from the network beneath; without this no connection is opened");
    option("self-test", "Check that all that the viewer needs is there, and end");
    option("bench", "Measure the drawing of a large invented result, and end");
    Arguments arguments;
    if (!parser.parse(words)) {
        arguments.fault = parser.errorText();
        return arguments;
    }
    if (parser.isSet(help)) {
        parser.showHelp();
    }
    if (parser.isSet(version)) {
        parser.showVersion();
    }
    const QStringList folders = parser.positionalArguments();
    arguments.folder = folders.value(0);
    arguments.theme = parser.value(QStringLiteral("theme"));
    arguments.ward = parser.value(QStringLiteral("ward"));
    arguments.look = parser.value(QStringLiteral("look"));
    arguments.compare = parser.value(QStringLiteral("compare"));
    arguments.tiles = parser.value(QStringLiteral("tiles"));
    arguments.online = parser.isSet(QStringLiteral("online"));
    arguments.screenshot = parser.value(QStringLiteral("screenshot"));
    arguments.window_screenshot = parser.value(QStringLiteral("window-screenshot"));
    arguments.size = size_of(parser.value(QStringLiteral("size")));
    arguments.self_test = parser.isSet(QStringLiteral("self-test"));
    arguments.bench = parser.isSet(QStringLiteral("bench"));
    arguments.fault = fault_of(arguments, folders, parser.isSet(QStringLiteral("size")));
    return arguments;
}

}  // namespace wardmap::viewer
