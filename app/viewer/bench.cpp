#include "bench.hpp"

#include <QElapsedTimer>
#include <QFile>
#include <QQmlApplicationEngine>
#include <QQuickWindow>
#include <QTextStream>
#include <algorithm>
#include <cmath>
#include <ctime>
#include <numbers>
#include <random>

#include "event_wait.hpp"
#include "headless.hpp"
#include "map_canvas.hpp"
#include "wardmap/error.hpp"

namespace wardmap::viewer {

namespace {

constexpr PointM town{-20'000, 6'780'000};  // web Mercator, in Hertfordshire
constexpr double side_m = 12'000;

StyleClass single_class(const char* label, Colour fill)
{
    StyleClass one;
    one.label = label;
    one.fill = fill;
    return one;
}

MultiPolygon circle(PointM centre, double radius_m, int vertices)
{
    Polygon polygon;
    for (int i = 0; i <= vertices; ++i) {
        const double angle = 2 * std::numbers::pi * (i % vertices) / vertices;
        polygon.outer.push_back(
            {centre.x_m + radius_m * std::cos(angle), centre.y_m + radius_m * std::sin(angle)});
    }
    return {{polygon}};
}

Layer layer_named(const char* name, const char* field, GeometryKind kind)
{
    Layer layer;
    layer.table.name = name;
    layer.table.kind = kind;
    layer.table.fields = {
        {.name = field, .short_name = "", .type = FieldType::text, .label = field, .unit = ""}};
    layer.theme = "asb";
    layer.title = name;
    return layer;
}

void place(Result& result, Layer layer, const Style& style)
{
    MapPlace on_map;
    on_map.id = layer.table.name;
    on_map.theme = layer.theme;
    on_map.title = layer.title;
    on_map.style = style;
    on_map.visible = on_map.in_legend = true;
    on_map.layer = result.layers.layers.size();
    result.layers.layers.push_back(std::move(layer));
    result.stack.push_back(std::move(on_map));
}

void place_points(Result& result, std::size_t count)
{
    std::mt19937_64 random(20251125);
    std::normal_distribution<double> spread(0, side_m / 6);
    Layer points = layer_named("incidents_asb", "time", GeometryKind::point);
    for (std::size_t i = 0; i < count; ++i) {
        points.table.features.push_back(
            {PointM{town.x_m + spread(random), town.y_m + spread(random)}, {Value{}}});
    }
    Style style;
    style.classes = {single_class("Incident", {40, 70, 110, 170})};
    style.stroke = {255, 255, 255, 255};
    style.stroke_mm = 0.1;
    style.marker_mm = 1.4;
    place(result, std::move(points), style);
}

void place_areas(Result& result)
{
    Layer wards = layer_named("wards_asb", "ward_name", GeometryKind::polygon);
    for (int i = 0; i < 30; ++i) {
        const PointM centre{town.x_m + (i % 6 - 2.5) * 2000, town.y_m + (i / 6 - 2.0) * 2400};
        wards.table.features.push_back({circle(centre, 1000, 200), {Value{"Ward " + std::to_string(i + 1)}}});
    }
    Style outline;
    outline.classes = {single_class("Ward", {255, 255, 255, 0})};
    outline.label_field = "ward_name";
    outline.stroke_mm = 0.35;
    place(result, std::move(wards), outline);
    Layer cells = layer_named("cells_asb", "cell_id", GeometryKind::polygon);
    for (int i = 0; i < 5000; ++i) {
        const double x_m = town.x_m + (i % 100 - 50) * side_m / 100;
        const double y_m = town.y_m + (i / 100 - 25) * side_m / 50;
        cells.table.features.push_back(
            {MultiPolygon{{box_polygon({x_m, y_m, x_m + side_m / 100, y_m + side_m / 50})}},
             {Value{std::to_string(i)}}});
    }
    Style filled;
    filled.classes = {single_class("Cell", {240, 140, 60, 255})};
    filled.stroke_mm = 0;
    filled.opacity = 0.7;
    place(result, std::move(cells), filled);
}

void place_raster(Result& result)
{
    RasterLayer density;
    density.name = "density_asb";
    density.theme = "asb";
    density.raster.grid = {{town.x_m - side_m / 2, town.y_m + side_m / 2}, side_m / 600, 600, 600};
    for (int i = 0; i < 600 * 600; ++i) {
        const double x = (i % 600 - 300) / 120.0;
        const double y = (i / 600.0 - 300) / 120.0;
        density.raster.values.push_back(500 * std::exp(-x * x - y * y));
    }
    MapPlace on_map;
    on_map.id = density.name;
    on_map.theme = "asb";
    on_map.title = "Density";
    on_map.visible = true;
    on_map.raster = 0;
    on_map.style.kind = Style::Kind::graduated;
    on_map.style.opacity = 0.7;
    for (int i = 0; i < 5; ++i) {
        StyleClass one = single_class("class", {255, static_cast<std::uint8_t>(230 - 40 * i), 120, 255});
        one.lower = 20.0 * (1 << i);
        on_map.style.classes.push_back(one);
    }
    result.layers.rasters.push_back(std::move(density));
    result.stack.push_back(std::move(on_map));
}

Result invented_result(std::size_t points)
{
    Result result;
    result.title = "Bench";
    result.area = "Bench";
    result.profile = "internal";
    result.themes = {{.id = "asb", .title = "Bench", .method = "", .incidents = points, .findings = {}}};
    place_points(result, points);
    place_areas(result);
    place_raster(result);
    return result;
}

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values.empty() ? 0 : values[values.size() / 2];
}

/// Resident memory as the system counts it, MB.
double memory_mb()
{
    QFile file(QStringLiteral("/proc/self/status"));
    if (!file.open(QIODevice::ReadOnly)) {
        return 0;
    }
    for (const QByteArray& line : file.readAll().split('\n')) {
        if (line.startsWith("VmRSS:")) {
            return line.mid(6).trimmed().split(' ').front().toDouble() / 1024;
        }
    }
    return 0;
}

/// What all threads have computed for, ms.
double process_ms() { return 1e3 * static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

class Bench {
public:
    explicit Bench(QQuickWindow& window)
        : m_window(window),
          m_view(window.property("view").value<ResultView*>()),
          m_canvas(window.findChild<MapCanvas*>(QStringLiteral("canvas")))
    {
    }

    /// Whether the frames that were measured were drawn at all.
    [[nodiscard]] bool has_moved() const { return m_moved; }
    [[nodiscard]] bool is_ready() const { return m_view != nullptr && m_canvas != nullptr; }

    void open(const QString& folder)
    {
        QElapsedTimer timer;
        timer.start();
        const double begin_ms = process_ms();
        m_view->open(folder);
        if (wait_until([&] { return m_view->is_ready(); }, 60'000)) {
            wait_for_picture();
            row("open the result to its first picture", static_cast<double>(timer.elapsed()));
            row("the same, processor time", process_ms() - begin_ms);
        }
    }

    void measure(std::size_t points)
    {
        m_view->show(prepare(invented_result(points)));
        m_canvas->show_box(m_view->box_of_all());
        wait_for_picture();
        const QString with = QStringLiteral(" (%L1 points)").arg(points);
        row("paint, whole town, of the thread" + with, m_canvas->paint_ms());
        row("pan, per frame" + with,
            median(frames([this](int i) { m_canvas->pan_by(i % 40 < 20 ? 5 : -5, 0); })));
        std::vector<double> zooms;
        std::vector<double> processor;
        for (int i = 0; i < 6; ++i) {
            QElapsedTimer timer;
            timer.start();
            const double begin_ms = process_ms();
            m_canvas->zoom_by(i % 2 == 0 ? 0.5 : -0.5, 400, 300);
            wait_for_picture();
            zooms.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
            processor.push_back(process_ms() - begin_ms);
        }
        row("zoom to the new picture" + with, median(zooms));
        row("the same, processor time" + with, median(processor));
        row("memory" + with, memory_mb(), "MB");
    }

private:
    void row(const QString& what, double value, const char* unit = "ms")
    {
        m_out << QStringLiteral("%1 %2 %3\n")
                     .arg(what, -48)
                     .arg(value, 9, 'f', 1)
                     .arg(QString::fromLatin1(unit));
        m_out.flush();
    }

    void wait_for_picture()
    {
        static_cast<void>(wait_until([] { return false; }, 1));
        static_cast<void>(
            wait_until([this] { return m_canvas->is_up_to_date() && m_canvas->paint_ms() > 0; }, 60'000));
    }

    /// Times of frames that follow a change, ms.
    template <typename Change>
    std::vector<double> frames(const Change& change)
    {
        std::vector<double> times;
        for (int i = 0; i < 80; ++i) {
            QElapsedTimer timer;
            timer.start();
            change(i);
            const QImage frame = m_window.grabWindow();  // draws the window at once, on this thread
            times.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
            m_moved = m_moved || (i > 0 && frame != m_frame);
            m_frame = frame;
            QCoreApplication::processEvents();
        }
        return times;
    }

    QQuickWindow& m_window;
    ResultView* m_view;
    MapCanvas* m_canvas;
    QImage m_frame;
    bool m_moved = false;
    QTextStream m_out{stdout};
};

}  // namespace

int bench(const Arguments& arguments)
{
    QQmlApplicationEngine engine;
    Arguments of_window = arguments;
    of_window.folder.clear();
    engine.setInitialProperties(window_properties(of_window, {}, {}));
    engine.loadFromModule("WardmapViewer", "Main");
    auto* window =
        engine.rootObjects().isEmpty() ? nullptr : qobject_cast<QQuickWindow*>(engine.rootObjects().front());
    if (window == nullptr) {
        return static_cast<int>(ErrorKind::internal);
    }
    Bench measured(*window);
    if (!measured.is_ready()) {
        return static_cast<int>(ErrorKind::internal);
    }
    if (!arguments.folder.isEmpty()) {
        measured.open(arguments.folder);
    }
    measured.measure(200'000);
    measured.measure(1'000'000);
    return measured.has_moved() ? 0 : static_cast<int>(ErrorKind::internal);
}

}  // namespace wardmap::viewer
