#pragma once

#include <QImage>
#include <QRectF>
#include <QString>
#include <vector>

#include "result_view.hpp"

namespace wardmap::viewer {

/// A page to hand round: title, map, legend, scale bar, north arrow, method, sources, run date, marking. Of two
/// results, themes or months each has its half of the page, with all of these.
struct SheetOptions {
    QSizeF size_px = {1366, 768};
    double px_per_mm = 96 / 25.4;
    BoxM box;  ///< that the map shows whole; empty: all of the result
};

/// Resolution of printed pages, dots per millimetre and inch.
inline constexpr int print_dpi = 300;
inline constexpr double mm_per_inch = 25.4;

[[nodiscard]] QImage paint_sheet(const std::vector<const ResultView*>& views, const SheetOptions& options);

/// Writes the page by the file's ending: .png (with its resolution) or .pdf (of the page's size, its map
/// as an image). Empty when it is written, else why not.
[[nodiscard]] QString save_sheet(const std::vector<const ResultView*>& views, const SheetOptions& options,
                                 const QString& file);

/// A4, lying, for printing.
[[nodiscard]] SheetOptions a4_sheet(const BoxM& box);

}  // namespace wardmap::viewer
