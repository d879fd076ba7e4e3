#include <QDir>
#include <QImage>
#include <QProcess>
#include <QProcessEnvironment>
#include <QRect>
#include <QTextStream>
#include <vector>

/// Makes the pictures of the window that somebody has looked at, and compares each pixel:
///   wardmap_compare_pictures VIEWER RESULTS GOLDEN OUT
/// With WARDMAP_UPDATE_GOLDEN=1 it takes the new ones over: look at them before you commit them.
namespace {

struct Case {
    const char* name;
    QStringList arguments;  ///< in the folder of the results, so that no path of this machine is in a picture
    const char* size = "1366x768";
    const char* scale = "1";  ///< pixels of the screen for each of those
};

const std::vector<Case> cases = {
    {"start", {}},
    {"ward", {"demo", "--ward", "Emberly"}},
    {"dark", {"demo", "--ward", "Emberly", "--look", "dark"}},
    {"contrast", {"demo", "--theme", "drugs", "--look", "contrast"}},
    {"compare", {"demo", "--compare", "partner"}},
    {"partner", {"partner"}},
    {"public", {"public"}},
    {"empty", {"empty", "--theme", "drugs"}},
    {"broken", {"absent"}},
    // The smallest window, on a screen of twice as many pixels.
    {"fine", {"demo", "--theme", "car_cruising", "--ward", "Emberly"}, "980x560", "2"},
};

bool is_drawn(const QString& viewer, const QString& results, const Case& one, const QString& file)
{
    QStringList arguments = one.arguments;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("QT_SCALE_FACTOR"), QString::fromLatin1(one.scale));
    QProcess process;
    process.setWorkingDirectory(results);
    process.setProcessChannelMode(QProcess::ForwardedChannels);
    process.setProcessEnvironment(environment);
    arguments << "--window-screenshot" << file << "--size" << one.size;
    process.start(viewer, arguments);
    constexpr int most_ms = 120'000;
    return process.waitForFinished(most_ms) && process.exitStatus() == QProcess::NormalExit &&
           process.exitCode() == 0;
}

/// Of the pixels that differ; their number is told.
QRect difference(const QImage& a, const QImage& b, int& count)
{
    QRect rect;
    for (int y = 0; y < a.height(); ++y) {
        for (int x = 0; x < a.width(); ++x) {
            if (a.pixel(x, y) != b.pixel(x, y)) {
                rect |= QRect(x, y, 1, 1);
                ++count;
            }
        }
    }
    return rect;
}

bool is_as_it_was(const Case& one, const QString& found, const QString& golden, QTextStream& out)
{
    const QImage now = QImage(found).convertToFormat(QImage::Format_RGB32);
    const QImage then = QImage(golden).convertToFormat(QImage::Format_RGB32);
    if (now.isNull() || now.size() != then.size()) {
        out << one.name << ": there is no picture of that size; compare " << found << " with " << golden
            << '\n';
        return false;
    }
    int count = 0;
    const QRect rect = difference(now, then, count);
    if (count > 0) {
        out << one.name << ": " << count << " pixels differ, within " << rect.width() << " × "
            << rect.height() << " at (" << rect.x() << ", " << rect.y() << "); compare " << found << " with "
            << golden << '\n';
    }
    return count == 0;
}

}  // namespace

int main(int argc, char** argv)
{
    QTextStream out(stderr);
    if (argc != 5) {
        out << "compare_pictures VIEWER RESULTS GOLDEN OUT\n";
        return 2;
    }
    const QString golden_folder = QString::fromLocal8Bit(argv[3]);
    const QString out_folder = QString::fromLocal8Bit(argv[4]);
    QDir().mkpath(out_folder);
    bool all = true;
    for (const Case& one : cases) {
        const QString found = out_folder + "/" + one.name + ".png";
        const QString golden = golden_folder + "/" + one.name + ".png";
        QFile::remove(found);
        if (!is_drawn(QString::fromLocal8Bit(argv[1]), QString::fromLocal8Bit(argv[2]), one, found)) {
            out << one.name << ": the viewer drew no picture\n";
            all = false;
        } else if (qEnvironmentVariableIsSet("WARDMAP_UPDATE_GOLDEN")) {
            QFile::remove(golden);
            all = QFile::copy(found, golden) && all;
        } else {
            all = is_as_it_was(one, found, golden, out) && all;
        }
    }
    return all ? 0 : 1;
}
