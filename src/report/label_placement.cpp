#include "label_placement.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <utility>

#include "markup_text.hpp"
#include "wardmap/shapes.hpp"

namespace wardmap::report {

namespace {

constexpr double line_height = 1.15;  // of the font size
constexpr double clear_px = 2;        // between a label and anything else

/// Advance widths in em of the wider common sans serifs (DejaVu Sans, Verdana), by groups.
double advance_em(char32_t c)
{
    constexpr std::u32string_view narrow = U"iIjl.,:;'|!()[]ft \u00B7";
    constexpr std::u32string_view wide = U"mMwW%@\u2014";
    if (narrow.find(c) != std::u32string_view::npos) {
        return 0.38;
    }
    if (wide.find(c) != std::u32string_view::npos || c >= 0x2E80) {
        return 1.0;
    }
    return c >= 'A' && c <= 'Z' ? 0.72 : 0.62;
}

std::vector<std::string> words_of(std::string_view text)
{
    std::vector<std::string> words;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find(' ', at), text.size());
        if (end > at) {
            words.emplace_back(text.substr(at, end - at));
        }
        at = end + 1;
    }
    return words;
}

/// The ways to write a name: on one line, or on two of about the same length.
std::vector<std::vector<std::string>> ways_to_write(std::string_view name)
{
    std::vector<std::vector<std::string>> ways = {{std::string(name)}};
    const std::vector<std::string> words = words_of(name);
    if (words.size() < 2) {
        return ways;
    }
    const auto longer = [](const std::vector<std::string>& lines) {
        return std::max(text_width_px(lines[0], 1), text_width_px(lines[1], 1));
    };
    std::vector<std::string> best;
    for (std::size_t cut = 1; cut < words.size(); ++cut) {
        std::vector<std::string> lines(2);
        for (std::size_t i = 0; i < words.size(); ++i) {
            std::string& line = lines[i < cut ? 0 : 1];
            line += (line.empty() ? "" : " ") + words[i];
        }
        if (best.empty() || longer(lines) < longer(best)) {
            best = std::move(lines);
        }
    }
    ways.push_back(std::move(best));
    return ways;
}

/// Places inside the area on a square lattice, the nearest to `wanted` first.
std::vector<Pixel> places_inside(const MultiPolygon& area, const MapFrame& frame, Pixel wanted)
{
    constexpr double across = 24;  // lattice steps over the longer side: 1-2 letters on a usual map
    const BoxM box = bounds(area);
    const double step_m = std::max({box.width_m(), box.height_m(), 1.0}) / across;
    std::vector<std::pair<double, Pixel>> found;
    for (double y = box.max_y_m - step_m / 2; y > box.min_y_m; y -= step_m) {
        for (double x = box.min_x_m + step_m / 2; x < box.max_x_m; x += step_m) {
            if (covers(area, {x, y})) {
                const Pixel p = frame.pixel({x, y});
                found.emplace_back(std::hypot(p.x - wanted.x, p.y - wanted.y), p);
            }
        }
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<Pixel> places = {wanted};
    for (const auto& [distance, p] : found) {
        places.push_back(p);
    }
    return places;
}

bool is_inside(const BoxPx& box, const MultiPolygon& area, const MapFrame& frame)
{
    const double middle = (box.top + box.bottom) / 2;
    const std::array<Pixel, 6> edge = {Pixel{box.left, box.top},    Pixel{box.right, box.top},
                                       Pixel{box.left, middle},     Pixel{box.right, middle},
                                       Pixel{box.left, box.bottom}, Pixel{box.right, box.bottom}};
    return std::ranges::all_of(edge, [&](Pixel p) { return covers(area, frame.place(p)); });
}

BoxPx grown(const BoxPx& box, double by)
{
    return {box.left - by, box.top - by, box.right + by, box.bottom + by};
}

}  // namespace

double text_width_px(std::string_view utf8, double font_px)
{
    double em = 0;
    for (const char32_t c : characters(utf8)) {
        em += advance_em(c);
    }
    return em * font_px;
}

std::vector<std::string> wrapped(std::string_view utf8, double font_px, double width_px)
{
    std::vector<std::string> lines;
    for (const std::string& word : words_of(utf8)) {
        if (!lines.empty() && text_width_px(lines.back() + " " + word, font_px) <= width_px) {
            lines.back() += " " + word;
        } else {
            lines.push_back(word);
        }
    }
    return lines;
}

BoxPx Label::box() const
{
    double width = 0;
    for (const std::string& line : lines) {
        width = std::max(width, text_width_px(line, font_px));
    }
    const double height = static_cast<double>(lines.size()) * font_px * line_height;
    return {centre.x - width / 2, centre.y - height / 2, centre.x + width / 2, centre.y + height / 2};
}

bool LabelPlaces::is_free(const BoxPx& box) const noexcept
{
    const bool on_map = box.left >= m_map.left && box.right <= m_map.right && box.top >= m_map.top &&
                        box.bottom <= m_map.bottom;
    return on_map && std::ranges::none_of(m_taken, [&](const BoxPx& other) { return box.overlaps(other); });
}

bool LabelPlaces::is_clear(const BoxPx& box) const noexcept
{
    return is_free(box) &&
           std::ranges::none_of(m_avoided, [&](const BoxPx& other) { return box.overlaps(other); });
}

std::optional<Pixel> LabelPlaces::take_near(Pixel wanted, Pixel size, double reach_px)
{
    constexpr int directions = 16;
    const auto box_at = [&](Pixel p) {
        return grown({p.x - size.x / 2, p.y - size.y / 2, p.x + size.x / 2, p.y + size.y / 2}, clear_px / 2);
    };
    const double step_px = std::max(2.0, std::min(size.x, size.y) / 3);
    std::optional<Pixel> second_best;
    for (double away = 0; away <= reach_px; away += step_px) {
        for (int i = 0; i < (away > 0 ? directions : 1); ++i) {
            const double angle = 2 * std::numbers::pi * i / directions;
            const Pixel p{wanted.x + away * std::cos(angle), wanted.y - away * std::sin(angle)};
            if (is_clear(box_at(p))) {
                take(box_at(p));
                return p;
            }
            if (!second_best && is_free(box_at(p))) {
                second_best = p;
            }
        }
    }
    if (second_best) {
        take(box_at(*second_best));
    }
    return second_best;
}

std::optional<Label> LabelPlaces::take_inside(const MultiPolygon& area, const MapFrame& frame,
                                              std::string_view name, double font_px)
{
    if (name.empty() || area.parts.empty()) {
        return std::nullopt;
    }
    const std::vector<Pixel> places = places_inside(area, frame, frame.pixel(label_point_of(area)));
    const auto ways = ways_to_write(name);
    enum class Want { inside_and_clear, inside, middle_inside };
    for (const Want want : {Want::inside_and_clear, Want::inside, Want::middle_inside}) {
        for (const std::vector<std::string>& lines : ways) {
            for (const Pixel& p : places) {
                Label label{.lines = lines, .centre = p, .font_px = font_px};
                const BoxPx box = grown(label.box(), clear_px);
                const bool has_room = want == Want::inside_and_clear ? is_clear(box) : is_free(box);
                if (has_room && (want == Want::middle_inside || is_inside(label.box(), area, frame))) {
                    take(box);
                    return label;
                }
            }
        }
    }
    return std::nullopt;
}

}  // namespace wardmap::report
