#include "svg_path.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <utility>

namespace wardmap::report {

namespace {

// Below what a screen or a printer shows; about the rounding to 0.1 px that follows.
constexpr double tolerance_px = 0.15;
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

/// False if the ring is too small to be drawn.
bool append_ring(std::string& out, const Ring& ring, const MapFrame& frame, double least_px2)
{
    const std::vector<Pixel> line = pixels(ring, frame);
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

MapFrame::MapFrame(const BoxM& box, double width_px)
    : m_centre{(box.min_x_m + box.max_x_m) / 2, (box.min_y_m + box.max_y_m) / 2}, m_width_px(width_px)
{
    const double width_m = std::max(box.width_m(), least_extent_m) * (1 + 2 * margin_share);
    const double height_m = std::max(box.height_m(), least_extent_m) * (1 + 2 * margin_share);
    m_height_px = std::round(width_px * std::clamp(height_m / width_m, flattest, tallest));
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

}  // namespace wardmap::report
