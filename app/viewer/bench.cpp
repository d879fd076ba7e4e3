#include "bench.hpp"

#include <QElapsedTimer>
#include <QFile>
#include <QQmlApplicationEngine>
#include <QQuickWindow>
#include <QTextStream>
#include <algorithm>
#include <ctime>
#include <functional>
#include <optional>

#include "event_wait.hpp"
#include "headless.hpp"
#include "invented_result.hpp"
#include "map_canvas.hpp"
#include "wardmap/error.hpp"

namespace wardmap::viewer {

namespace {

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

/// Times of one thing done several times: by the clock, and of all threads' computing, ms.
struct Times {
    std::vector<double> clock_ms;
    std::vector<double> processor_ms;

    void add(const std::function<void()>& work)
    {
        QElapsedTimer timer;
        timer.start();
        const std::clock_t begin = std::clock();
        work();
        clock_ms.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
        processor_ms.push_back(1e3 * static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC);
    }
};

class Bench {
public:
    explicit Bench(QQuickWindow& window)
        : m_window(window),
          m_view(window.property("view").value<ResultView*>()),
          m_canvas(window.findChild<MapCanvas*>(QStringLiteral("canvas")))
    {
        line(QStringLiteral("median of several"), QStringLiteral("clock"), QStringLiteral("processor"),
             QStringLiteral("aim"));
    }

    [[nodiscard]] bool is_ready() const { return m_view != nullptr && m_canvas != nullptr; }
    /// Whether the frames that were measured were drawn at all.
    [[nodiscard]] bool has_moved() const { return m_has_moved; }

    /// False when the result cannot be opened.
    [[nodiscard]] bool open(const QString& folder)
    {
        Times first;
        first.add([&] { open_once(folder); });
        row(QStringLiteral("open the result to its first picture"), first, 1000);
        Times again;
        for (int i = 0; i < 5 && m_view->is_ready(); ++i) {
            again.add([&] { open_once(folder); });
        }
        row(QStringLiteral("open it again"), again, {});
        return m_view->is_ready();
    }

    void measure(std::size_t points, std::optional<double> pan_aim_ms, double zoom_aim_ms,
                 std::optional<double> memory_aim_mb)
    {
        m_view->show(prepare(invented_result(points)));
        m_canvas->show_box(m_view->box_of_all());
        wait_for_picture();
        const QString with = QStringLiteral(" (%L1 points)").arg(points);
        row("a frame while panning" + with, frames(), pan_aim_ms);
        Times zooms;
        for (int i = 0; i < 12; ++i) {
            zooms.add([&] {
                m_canvas->zoom_by(i % 2 == 0 ? 0.5 : -0.5, 400, 300);
                wait_for_picture();
            });
        }
        row("zoom to the new picture" + with, zooms, zoom_aim_ms);
        line("memory" + with, QStringLiteral("%1 MB").arg(memory_mb(), 0, 'f', 0), {},
             memory_aim_mb ? QStringLiteral("%1 MB").arg(*memory_aim_mb) : QString());
    }

private:
    void line(const QString& what, const QString& clock, const QString& processor, const QString& aim)
    {
        m_out
            << QStringLiteral("%1 %2 %3 %4\n").arg(what, -48).arg(clock, 10).arg(processor, 10).arg(aim, 10);
        m_out.flush();
    }

    void row(const QString& what, const Times& times, std::optional<double> aim_ms)
    {
        const auto text = [](double ms) { return QStringLiteral("%1 ms").arg(ms, 0, 'f', ms < 50 ? 1 : 0); };
        line(what, text(median(times.clock_ms)), text(median(times.processor_ms)),
             aim_ms ? QStringLiteral("%1 ms").arg(*aim_ms) : QString());
    }

    void open_once(const QString& folder)
    {
        m_view->open(folder);
        static_cast<void>(wait_until([&] { return !m_view->is_loading(); }, 60'000));
        wait_for_picture();
    }

    void wait_for_picture()
    {
        static_cast<void>(wait_until([] { return false; }, 1));
        static_cast<void>(
            wait_until([this] { return m_canvas->is_up_to_date() && m_canvas->has_picture(); }, 60'000));
    }

    /// Frames that follow a small move.
    Times frames()
    {
        Times times;
        for (int i = 0; i < 80; ++i) {
            QImage frame;
            times.add([&] {
                m_canvas->pan_by(i % 40 < 20 ? 5 : -5, 0);
                frame = m_window.grabWindow();  // draws the window at once, on this thread
            });
            m_has_moved = m_has_moved || (i > 0 && frame != m_frame);
            m_frame = frame;
            QCoreApplication::processEvents();
        }
        return times;
    }

    QQuickWindow& m_window;
    ResultView* m_view;
    MapCanvas* m_canvas;
    QImage m_frame;
    bool m_has_moved = false;
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
    if (!arguments.folder.isEmpty() && !measured.open(arguments.folder)) {
        return static_cast<int>(ErrorKind::input);
    }
    measured.measure(200'000, 16, 250, 300);
    measured.measure(1'000'000, {}, 1000, {});
    return measured.has_moved() ? 0 : static_cast<int>(ErrorKind::internal);
}

}  // namespace wardmap::viewer
