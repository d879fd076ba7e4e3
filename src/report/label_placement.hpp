#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "svg_path.hpp"

/// Where the words of a map may stand without covering each other.
namespace wardmap::report {

struct BoxPx {
    double left = 0, top = 0, right = 0, bottom = 0;
    [[nodiscard]] bool overlaps(const BoxPx& other) const noexcept
    {
        return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
    }
};

/// Width of the text in a plain sans serif, from above: the page names no font that must be there.
[[nodiscard]] double text_width_px(std::string_view utf8, double font_px);

/// The text in lines of at most `width_px`, broken at blanks; a longer word stays whole.
[[nodiscard]] std::vector<std::string> wrapped(std::string_view utf8, double font_px, double width_px);

/// Lines of text centred on a place.
struct Label {
    std::vector<std::string> lines;
    Pixel centre;
    double font_px = 0;
    [[nodiscard]] BoxPx box() const;
};

/// What stands on a map already. A label is given a place only where it touches nothing that stands.
class LabelPlaces {
public:
    explicit LabelPlaces(const BoxPx& map) : m_map(map) {}

    /// True if the box is on the map and touches nothing that stands.
    [[nodiscard]] bool is_free(const BoxPx& box) const noexcept;
    /// The same, and it touches nothing that is to be avoided.
    [[nodiscard]] bool is_clear(const BoxPx& box) const noexcept;
    void take(const BoxPx& box) { m_taken.push_back(box); }
    /// Where a label may stand, but only if it finds no other place.
    void avoid(const BoxPx& box) { m_avoided.push_back(box); }
    [[nodiscard]] const std::vector<BoxPx>& taken() const noexcept { return m_taken; }

    /// Takes the first clear place, else the first free one, for a box of that size centred at or, in
    /// widening circles, around `wanted`; nullopt, and nothing taken, if there is none within `reach_px`.
    std::optional<Pixel> take_near(Pixel wanted, Pixel size, double reach_px);

    /// Takes a place for the name of an area: on one line or two, wholly inside and clear where it can be,
    /// else free and wholly inside, else free with its middle inside. nullopt, and nothing taken, if there
    /// is none.
    std::optional<Label> take_inside(const MultiPolygon& area, const MapFrame& frame, std::string_view name,
                                     double font_px);

private:
    BoxPx m_map;
    std::vector<BoxPx> m_taken;
    std::vector<BoxPx> m_avoided;
};

}  // namespace wardmap::report
