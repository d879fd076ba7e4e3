#pragma once

#include <string>
#include <vector>

#include "wardmap/geometry.hpp"

/// From metres to the pixels of a drawing.
namespace wardmap::report {

/// A place on the drawing: x to the right, y downwards.
struct Pixel {
    double x = 0;
    double y = 0;
    friend bool operator==(const Pixel&, const Pixel&) = default;
};

/// North up; the metres of `box` lie in the middle of width × height pixels.
class MapFrame {
public:
    /// A box without extent is widened, so that a single point is drawn in the middle. `height_share` of the
    /// width is the height; 0: as the box needs, within bounds.
    MapFrame(const BoxM& box, double width_px, double height_share = 0);

    [[nodiscard]] Pixel pixel(PointM p) const noexcept;
    [[nodiscard]] PointM place(Pixel p) const noexcept;
    [[nodiscard]] double px_per_m() const noexcept { return m_px_per_m; }
    [[nodiscard]] double width_px() const noexcept { return m_width_px; }
    [[nodiscard]] double height_px() const noexcept { return m_height_px; }

private:
    PointM m_centre;
    double m_px_per_m = 1;
    double m_width_px = 0;
    double m_height_px = 0;
};

/// A coordinate to a tenth of a pixel, without needless characters: "12.3", "-4", "0".
[[nodiscard]] std::string px_text(double px);

/// Vertices that are farther than `tolerance_px` from the line that the others make (Douglas & Peucker
/// 1973). `ring` is closed, and so is the result; fewer than four vertices mean that nothing is left.
[[nodiscard]] std::vector<Pixel> simplified_ring(const std::vector<Pixel>& ring, double tolerance_px);

/// The "d" of an SVG path, to be filled by the even-odd rule. Polygons and holes smaller than
/// `least_px2` are left out, and so is what lies beyond the frame: rings are cut a little outside of it.
[[nodiscard]] std::string path_text(const MultiPolygon& shape, const MapFrame& frame, double least_px2);

/// The "d" of an open path along those segments of the lines that may touch the frame.
[[nodiscard]] std::string line_path_text(const MultiLine& lines, const MapFrame& frame);

}  // namespace wardmap::report
