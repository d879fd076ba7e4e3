#include "svg_path.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <utility>

namespace wardmap::report {

namespace {

// Below what a screen or a printer shows; about the rounding to 0.1 px that follows.
constexpr double tolerance_px = 0.15;
constexpr double beyond_px = 12;  // wider than any stroke, so that no cut is seen
constexpr double margin_share = 0.03;
constexpr double least_extent_m = 100;
constexpr double tallest = 1.35;  // of the width: the map and its legend fit one A4 sheet
constexpr double flattest = 0.5;

double squared_distance_px2(Pixel p, Pixel a, Pixel b)
{
    const double dx = b.x - a.x;
    const double dy = b.y - a.y;
    const double length2 = dx * dx + dy * dy;
    const double along = length2 > 0 ? ((p.x - a.x) * dx + (p.y - a.y) * dy) / length2 : 0.0;
    const double t = std::clamp(along, 0.0, 1.0);
    const double ex = p.x - (a.x + t * dx);
    const double ey = p.y - (a.y + t * dy);
    return ex * ex + ey * ey;
}

/// Marks what is to be kept between `first` and `last`, which are kept themselves.
void keep_between(const std::vector<Pixel>& line, std::pair<std::size_t, std::size_t> ends, double tolerance,
                  std::vector<bool>& keep)
{
    std::vector<std::pair<std::size_t, std::size_t>> todo = {ends};
    while (!todo.empty()) {
        const auto [first, last] = todo.back();
        todo.pop_back();
        double farthest = tolerance * tolerance;
        std::size_t at = first;
        for (std::size_t i = first + 1; i < last; ++i) {
            const double distance = squared_distance_px2(line[i], line[first], line[last]);
            if (distance > farthest) {
                farthest = distance;
                at = i;
            }
        }
        if (at != first) {
            keep[at] = true;
            todo.emplace_back(first, at);
            todo.emplace_back(at, last);
        }
    }
}

using Tenths = std::pair<long, long>;

std::string tenths_text(long tenths)
{
    std::string text = tenths < 0 ? "-" : "";
    const long size = std::labs(tenths);
    if (size >= 10 || size == 0) {
        text += std::to_string(size / 10);
    }
    if (size % 10 != 0) {
        text += '.';
        text += static_cast<char>('0' + size % 10);
    }
    return text;
}

void append_pair(std::string& out, Tenths pair)
{
    const std::string x = tenths_text(pair.first);
    const std::string y = tenths_text(pair.second);
    if (!x.starts_with('-') && (out.back() >= '0' && out.back() <= '9')) {
        out += ' ';
    }
    out += x;
    if (!y.starts_with('-')) {
        out += ' ';
    }
    out += y;
}

double area_px2(const std::vector<Pixel>& ring)
{
    double twice = 0;
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        twice += (ring[i].x - ring[0].x) * (ring[i + 1].y - ring[0].y) -
                 (ring[i + 1].x - ring[0].x) * (ring[i].y - ring[0].y);
    }
    return std::abs(twice) / 2;
}

std::vector<Pixel> pixels(const Ring& ring, const MapFrame& frame)
{
    std::vector<Pixel> line;
    line.reserve(ring.size());
    for (const PointM& vertex : ring) {
        const Pixel p = frame.pixel(vertex);
        if (std::isfinite(p.x) && std::isfinite(p.y)) {
            line.push_back(p);
        }
    }
    return line;
}

/// One side of the frame, moved outwards: a line across x or y, and which side of it is kept.
struct Cut {
    double Pixel::* axis;
    double at;
    double sign;  ///< +1 keeps what is below `at`, -1 what is above

    [[nodiscard]] bool keeps(Pixel p) const { return sign * (p.*axis - at) <= 0; }
    [[nodiscard]] Pixel crossing(Pixel a, Pixel b) const
    {
        const double t = (at - a.*axis) / (b.*axis - a.*axis);
        return {a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)};
    }
};

std::array<Cut, 4> cuts_of(const MapFrame& frame)
{
    return {{{&Pixel::x, -beyond_px, -1},
             {&Pixel::x, frame.width_px() + beyond_px, 1},
             {&Pixel::y, -beyond_px, -1},
             {&Pixel::y, frame.height_px() + beyond_px, 1}}};
}

/// Sutherland & Hodgman (1974): the part of a closed ring within all cuts. Where it falls apart, its parts
/// hang together along the cuts, which lie out of sight.
std::vector<Pixel> within_frame(std::vector<Pixel> ring, const MapFrame& frame)
{
    for (const Cut& cut : cuts_of(frame)) {
        if (std::ranges::all_of(ring, [&](Pixel p) { return cut.keeps(p); })) {
            continue;
        }
        std::vector<Pixel> kept;
        for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
            if (cut.keeps(ring[i])) {
                kept.push_back(ring[i]);
            }
            if (cut.keeps(ring[i]) != cut.keeps(ring[i + 1])) {
                kept.push_back(cut.crossing(ring[i], ring[i + 1]));
            }
        }
        if (!kept.empty()) {
            kept.push_back(kept.front());
        }
        ring = std::move(kept);
    }
    return ring;
}

/// True if both ends lie beyond the same side of the frame.
bool is_out_of_sight(Pixel a, Pixel b, const MapFrame& frame)
{
    return std::ranges::any_of(cuts_of(frame),
                               [&](const Cut& cut) { return !cut.keeps(a) && !cut.keeps(b); });
}

void append_run(std::string& out, const std::vector<Pixel>& run)
{
    if (run.size() < 2) {
        return;
    }
    std::vector<bool> keep(run.size(), false);
    keep.front() = keep.back() = true;
    keep_between(run, {0, run.size() - 1}, tolerance_px, keep);
    Tenths last{};
    for (std::size_t i = 0; i < run.size(); ++i) {
        const Tenths at{std::lround(run[i].x * 10), std::lround(run[i].y * 10)};
        if (i == 0) {
            out += 'M';
            append_pair(out, at);
            out += 'l';
        } else if (keep[i]) {
            append_pair(out, {at.first - last.first, at.second - last.second});
        }
        last = keep[i] ? at : last;
    }
}

/// False if the ring is too small to be drawn.
bool append_ring(std::string& out, const Ring& ring, const MapFrame& frame, double least_px2)
{
    const std::vector<Pixel> line = within_frame(pixels(ring, frame), frame);
    if (line.size() < 4 || area_px2(line) < least_px2) {
        return false;
    }
    std::vector<Tenths> tenths;
    for (const Pixel& p : simplified_ring(line, tolerance_px)) {
        const Tenths at{std::lround(p.x * 10), std::lround(p.y * 10)};
        if (tenths.empty() || at != tenths.back()) {
            tenths.push_back(at);
        }
    }
    if (tenths.size() < 4) {
        return false;
    }
    out += 'M';
    append_pair(out, tenths.front());
    out += 'l';
    for (std::size_t i = 1; i + 1 < tenths.size(); ++i) {
        append_pair(out, {tenths[i].first - tenths[i - 1].first, tenths[i].second - tenths[i - 1].second});
    }
    out += 'z';
    return true;
}

}  // namespace

MapFrame::MapFrame(const BoxM& box, double width_px, double height_share)
    : m_centre{(box.min_x_m + box.max_x_m) / 2, (box.min_y_m + box.max_y_m) / 2}, m_width_px(width_px)
{
    const double width_m = std::max(box.width_m(), least_extent_m) * (1 + 2 * margin_share);
    const double height_m = std::max(box.height_m(), least_extent_m) * (1 + 2 * margin_share);
    const double share = height_share > 0 ? height_share : std::clamp(height_m / width_m, flattest, tallest);
    m_height_px = std::round(width_px * share);
    m_px_per_m = std::min(m_width_px / width_m, m_height_px / height_m);
}

Pixel MapFrame::pixel(PointM p) const noexcept
{
    return {m_width_px / 2 + (p.x_m - m_centre.x_m) * m_px_per_m,
            m_height_px / 2 - (p.y_m - m_centre.y_m) * m_px_per_m};
}

PointM MapFrame::place(Pixel p) const noexcept
{
    return {m_centre.x_m + (p.x - m_width_px / 2) / m_px_per_m,
            m_centre.y_m - (p.y - m_height_px / 2) / m_px_per_m};
}

std::string px_text(double px) { return tenths_text(std::lround(px * 10)); }

std::vector<Pixel> simplified_ring(const std::vector<Pixel>& ring, double tolerance)
{
    if (ring.size() < 4) {
        return {};
    }
    // A closed line has no ends: it is cut at its first vertex and at the one farthest from that.
    const auto squared_from_start = [&ring](Pixel p) {
        return (p.x - ring[0].x) * (p.x - ring[0].x) + (p.y - ring[0].y) * (p.y - ring[0].y);
    };
    std::size_t farthest = 0;
    for (std::size_t i = 1; i < ring.size(); ++i) {
        if (squared_from_start(ring[i]) > squared_from_start(ring[farthest])) {
            farthest = i;
        }
    }
    std::vector<bool> keep(ring.size(), false);
    keep[0] = keep[farthest] = keep[ring.size() - 1] = true;
    keep_between(ring, {0, farthest}, tolerance, keep);
    keep_between(ring, {farthest, ring.size() - 1}, tolerance, keep);
    std::vector<Pixel> kept;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        if (keep[i]) {
            kept.push_back(ring[i]);
        }
    }
    return kept;
}

std::string path_text(const MultiPolygon& shape, const MapFrame& frame, double least_px2)
{
    std::string out;
    for (const Polygon& part : shape.parts) {
        if (append_ring(out, part.outer, frame, least_px2)) {
            for (const Ring& hole : part.holes) {
                append_ring(out, hole, frame, least_px2);
            }
        }
    }
    return out;
}

std::string line_path_text(const MultiLine& lines, const MapFrame& frame)
{
    std::string out;
    for (const std::vector<PointM>& part : lines.parts) {
        std::vector<Pixel> run;
        for (const Pixel& p : pixels(part, frame)) {
            if (!run.empty() && is_out_of_sight(run.back(), p, frame)) {
                append_run(out, run);
                run.clear();
            }
            run.push_back(p);
        }
        append_run(out, run);
    }
    return out;
}

}  // namespace wardmap::report
