#include "map_sheet.hpp"

#include <QFileInfo>
#include <QPainter>
#include <QPdfWriter>
#include <QSaveFile>
#include <algorithm>

#include "wardmap/civil_time.hpp"
#include "wardmap/version.hpp"

namespace wardmap::viewer {

namespace {

constexpr double margin_mm = 6;
constexpr double gap_mm = 3;
constexpr double legend_share = 0.24;          // of the page's width, beside the map
constexpr double legend_share_beneath = 0.38;  // of the page's height at most, beneath it
const QColor ink(20, 24, 27);
const QColor faint_ink(77, 87, 94);
const QColor frame_ink(140, 146, 150);

/// Paints the parts of the page from the top and the bottom inwards; what is left is the map's. The legend is beside
/// the map of a page that lies, beneath that of one that stands.
class SheetPainter {
public:
    SheetPainter(QPainter& painter, const ResultView& view, const SheetOptions& options, const QRectF& page)
        : m_painter(painter),
          m_view(view),
          m_options(options),
          m_mm(options.px_per_mm),
          m_left(page.adjusted(margin_mm * m_mm, margin_mm * m_mm, -margin_mm * m_mm, -margin_mm * m_mm)),
          m_legend_columns(page.width() < page.height() ? 2 : 1)
    {
    }

    void paint()
    {
        paint_marking(Qt::AlignTop);
        paint_marking(Qt::AlignBottom);
        paint_heading();
        paint_foot();
        paint_legend();
        paint_map();
    }

private:
    void set_font(double size_mm, bool bold = false)
    {
        QFont font;
        font.setPixelSize(std::max(6, static_cast<int>(size_mm * m_mm + 0.5)));
        font.setBold(bold);
        m_painter.setFont(font);
    }

    /// Wrapped text within a column; returns its height. Without `draw` it is only measured.
    double text(const QRectF& column, const QString& words, bool draw = true)
    {
        const int flags = Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap;
        const QRectF needed = m_painter.boundingRect(column, flags, words);
        if (draw) {
            m_painter.drawText(column, flags, words);
        }
        return needed.height();
    }

    void paint_marking(Qt::Alignment side)
    {
        if (m_view.marking().isEmpty()) {
            return;
        }
        set_font(3.2, true);
        m_painter.setPen(ink);
        const double height = QFontMetricsF(m_painter.font(), m_painter.device()).height();
        QRectF line = m_left;
        if (side == Qt::AlignTop) {
            line.setHeight(height);
            m_left.setTop(m_left.top() + height + 1 * m_mm);
        } else {
            line.setTop(m_left.bottom() - height);
            m_left.setBottom(m_left.bottom() - height - 1 * m_mm);
        }
        m_painter.drawText(line, Qt::AlignCenter, m_view.marking());
    }

    void paint_heading()
    {
        set_font(5.2, true);
        m_painter.setPen(ink);
        const QString title = QStringLiteral("%1 in %2").arg(m_view.theme_title(), m_view.area());
        m_left.setTop(m_left.top() + text(m_left, title));
        set_font(3.4);
        QStringList lines = {m_view.period()};
        if (const auto* incidents = const_cast<ResultView&>(m_view).incidents(); incidents->is_active()) {
            lines.push_back(
                QStringLiteral("Incidents shown: %1, %2").arg(incidents->words(), incidents->share()));
        }
        if (!m_view.remark().isEmpty()) {
            lines.push_back(m_view.remark());
        }
        m_left.setTop(m_left.top() + text(m_left, lines.join(QStringLiteral("  ·  "))) + 1.5 * m_mm);
    }

    void paint_foot()
    {
        set_font(2.4);
        m_painter.setPen(faint_ink);
        const Result& result = m_view.result()->result;
        const QString made = result.made_at_utc.empty()
                                 ? QString()
                                 : QStringLiteral(", made %1").arg(date_of(result.made_at_utc));
        const QStringList lines = {
            m_view.method(), m_view.sources().join(QStringLiteral("; ")),
            QStringLiteral("wardmap %1%2. Web Mercator; the scale is true at the middle of the map.")
                .arg(QString::fromStdString(result.program_version), made)};
        double height = 0;
        for (const QString& line : lines) {
            height += line.isEmpty() ? 0 : text(m_left, line, false);
        }
        QRectF column = m_left;
        column.setTop(m_left.bottom() - height);
        m_left.setBottom(column.top() - 1.5 * m_mm);
        for (const QString& line : lines) {
            column.setTop(column.top() + (line.isEmpty() ? 0 : text(column, line)));
        }
    }

    static QString date_of(const std::string& utc)
    {
        const auto day = parse_iso_day(std::string_view(utc).substr(0, 10));
        return QString::fromStdString(day ? british_day_text(*day) : utc);
    }

    void paint_map()
    {
        const Camera camera = camera_over(m_options.box, m_left.size().toSize(), m_mm);
        Scene scene = m_view.scene();
        m_painter.drawImage(m_left.topLeft().toPoint(), paint_scene(scene, camera));
        m_painter.setPen(QPen(frame_ink, 0.25 * m_mm));
        m_painter.setBrush(Qt::NoBrush);
        m_painter.drawRect(QRectF(m_left.topLeft().toPoint(), camera.size_px));
        paint_scale_bar(camera);
        paint_north_arrow();
    }

    void paint_scale_bar(const Camera& camera)
    {
        const ScaleBar bar = scale_bar(camera.m_per_px * ground_m_per_m(camera.centre), 40 * m_mm);
        const QRectF box(m_left.left() + 3 * m_mm, m_left.bottom() - 6 * m_mm, bar.px, 1.6 * m_mm);
        m_painter.fillRect(box.adjusted(-1.5 * m_mm, -5 * m_mm, 1.5 * m_mm, 1.5 * m_mm),
                           QColor(255, 255, 255, 220));
        m_painter.setPen(QPen(ink, 0.25 * m_mm));
        m_painter.setBrush(Qt::white);
        m_painter.drawRect(box);
        m_painter.fillRect(QRectF(box.topLeft(), QSizeF(box.width() / 2, box.height())), ink);
        set_font(2.8);
        m_painter.drawText(box.adjusted(0, -4.6 * m_mm, 0, -1.8 * m_mm), Qt::AlignLeft | Qt::AlignBottom,
                           QStringLiteral("0"));
        m_painter.drawText(box.adjusted(-5 * m_mm, -4.6 * m_mm, 0, -1.8 * m_mm),
                           Qt::AlignRight | Qt::AlignBottom, length_text(bar.ground_m));
    }

    void paint_north_arrow()
    {
        const QPointF tip(m_left.right() - 6 * m_mm, m_left.top() + 3 * m_mm);
        const QRectF ground(tip.x() - 3.4 * m_mm, tip.y() - 1.5 * m_mm, 6.8 * m_mm, 13.5 * m_mm);
        m_painter.fillRect(ground, QColor(255, 255, 255, 220));
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(ink);
        m_painter.drawPolygon(QPolygonF({tip, tip + QPointF(2.2, 6.5) * m_mm, tip + QPointF(0, 5) * m_mm,
                                         tip + QPointF(-2.2, 6.5) * m_mm}));
        set_font(3.4, true);
        m_painter.setPen(ink);
        m_painter.drawText(QRectF(tip.x() - 3 * m_mm, tip.y() + 6.6 * m_mm, 6 * m_mm, 5 * m_mm),
                           Qt::AlignCenter, QStringLiteral("N"));
    }

    /// As large as its place allows: a legend that is cut off would be worse than a small one.
    void paint_legend()
    {
        const bool beneath = m_legend_columns > 1;
        QRectF place = m_left;
        if (beneath) {
            place.setHeight(m_left.height() * legend_share_beneath);
        } else {
            place.setLeft(m_left.right() - m_left.width() * legend_share);
        }
        double size = 1;
        while (size > 0.55 && legend(place, size, false) > place.height()) {
            size -= 0.05;
        }
        if (beneath) {
            place.setHeight(std::min(place.height(), legend(place, size, false)));
            place.moveBottom(m_left.bottom());
            m_left.setBottom(place.top() - gap_mm * m_mm);
        } else {
            m_left.setRight(place.left() - gap_mm * m_mm);
        }
        m_painter.save();
        m_painter.setClipRect(place);
        legend(place, size, true);
        m_painter.restore();
    }

    /// Layer by layer, in columns of about one height; returns the height of the highest.
    double legend(const QRectF& place, double size, bool draw)
    {
        const double gap = gap_mm * m_mm;
        const double width = (place.width() - gap * (m_legend_columns - 1)) / m_legend_columns;
        QRectF column(place.topLeft(), QSizeF(width, place.height()));
        const double fair_height = height_of_entries(column, size) / m_legend_columns;
        double highest = 0;
        for (const SceneLayer& layer : m_view.scene().layers) {
            const MapPlace& entry = m_view.result()->result.stack[layer.place];
            const double height = legend_entry(column, entry, size, false);
            const bool is_nearly_full = column.top() + height / 2 - place.top() > fair_height;
            if (is_nearly_full && column.right() + width <= place.right()) {
                column = QRectF(QPointF(column.right() + gap, place.top()), column.size());
                column.setHeight(place.height());
            }
            legend_entry(column, entry, size, draw);
            column.setTop(column.top() + height);
            highest = std::max(highest, column.top() - place.top());
        }
        return highest;
    }

    double height_of_entries(const QRectF& column, double size)
    {
        double height = 0;
        for (const SceneLayer& layer : m_view.scene().layers) {
            height += legend_entry(column, m_view.result()->result.stack[layer.place], size, false);
        }
        return height;
    }

    double legend_entry(QRectF column, const MapPlace& place, double size, bool draw)
    {
        if (place.style.classes.empty()) {
            return 0;
        }
        const double top = column.top();
        m_painter.setPen(ink);
        const bool is_single = place.style.kind == Style::Kind::single;
        if (!is_single) {
            set_font(2.9 * size, true);
            column.setTop(column.top() + text(column, QString::fromStdString(place.style.legend), draw) +
                          0.6 * m_mm * size);
        }
        for (std::size_t i = 0; i < place.style.classes.size(); ++i) {
            set_font(2.9 * size, is_single);
            column.setTop(column.top() + legend_line(column, place, i, size, draw));
        }
        return column.top() - top + 2 * m_mm * size;
    }

    double legend_line(const QRectF& column, const MapPlace& place, std::size_t of_class, double size,
                       bool draw)
    {
        const QSizeF swatch(7 * m_mm * size, 4.6 * m_mm * size);
        const QRectF words = column.adjusted(swatch.width() + 1.5 * m_mm * size, 0, 0, 0);
        const QString label = QString::fromStdString(place.style.classes[of_class].label);
        const double height = text(words, label, false);
        const double line = std::max(height, swatch.height());
        if (draw) {
            const QImage image =
                paint_swatch(place, m_view.result()->result, of_class, swatch.toSize(), m_mm);
            m_painter.drawImage(QPointF(column.left(), column.top() + (line - swatch.height()) / 2), image);
            text(words.adjusted(0, (line - height) / 2, 0, 0), label);
        }
        return line + 0.5 * m_mm * size;
    }

    QPainter& m_painter;
    const ResultView& m_view;
    const SheetOptions& m_options;
    double m_mm;
    QRectF m_left;  ///< of the page: not yet painted
    int m_legend_columns;
};

void paint(QPainter& painter, const std::vector<const ResultView*>& views, SheetOptions options)
{
    if (options.box.is_empty()) {
        options.box = views.front()->result()->bounds;  // of both: maps of different land compare badly
    }
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    painter.fillRect(QRectF({0, 0}, options.size_px), Qt::white);
    QRectF page({0, 0}, options.size_px);
    page.setWidth(page.width() / static_cast<double>(views.size()));
    for (const ResultView* view : views) {
        SheetPainter(painter, *view, options, page).paint();
        page.translate(page.width(), 0);
    }
}

QString title_of(const std::vector<const ResultView*>& views)
{
    QStringList titles;
    for (const ResultView* view : views) {
        titles.push_back(view->title());
    }
    titles.removeDuplicates();
    return titles.join(QStringLiteral(" / "));
}

}  // namespace

SheetOptions a4_sheet(const BoxM& box)
{
    constexpr double per_mm = print_dpi / mm_per_inch;
    return {.size_px = QSizeF(297 * per_mm, 210 * per_mm), .px_per_mm = per_mm, .box = box};
}

QImage paint_sheet(const std::vector<const ResultView*>& views, const SheetOptions& options)
{
    QImage page(options.size_px.toSize(), QImage::Format_RGB32);
    if (page.isNull()) {
        return page;
    }
    QPainter painter(&page);
    paint(painter, views, options);
    const int dots_per_metre = static_cast<int>(std::lround(options.px_per_mm * 1000));
    page.setDotsPerMeterX(dots_per_metre);
    page.setDotsPerMeterY(dots_per_metre);
    page.setText(QStringLiteral("Title"), title_of(views));
    return page;
}

QString save_sheet(const std::vector<const ResultView*>& views, const SheetOptions& options,
                   const QString& file)
{
    if (views.empty() ||
        !std::ranges::all_of(views, [](const ResultView* view) { return view->result() != nullptr; })) {
        return QStringLiteral("No result is open.");
    }
    QSaveFile target(file);
    if (!target.open(QIODevice::WriteOnly)) {
        return QStringLiteral("%1: %2").arg(file, target.errorString());
    }
    const QString ending = QFileInfo(file).suffix().toLower();
    bool whole = false;
    if (ending == QStringLiteral("png")) {
        whole = paint_sheet(views, options).save(&target, "PNG");
    } else if (ending == QStringLiteral("pdf")) {
        QPdfWriter writer(&target);
        writer.setResolution(static_cast<int>(std::lround(options.px_per_mm * mm_per_inch)));
        writer.setPageSize(QPageSize(options.size_px / options.px_per_mm, QPageSize::Millimeter));
        writer.setPageMargins({});
        writer.setTitle(title_of(views));
        writer.setCreator(QStringLiteral("wardmap %1").arg(QString::fromStdString(std::string(version()))));
        QPainter painter(&writer);
        paint(painter, views, options);
        whole = painter.end();
    } else {
        return QStringLiteral("%1: the ending must be .png or .pdf").arg(file);
    }
    if (!whole || !target.commit()) {
        return QStringLiteral("%1: it could not be written (%2)").arg(file, target.errorString());
    }
    return {};
}

}  // namespace wardmap::viewer
