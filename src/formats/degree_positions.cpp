#include "degree_positions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>

#include "ogr_geometry.hpp"
#include "wardmap/error.hpp"

namespace wardmap::formats {

void append_degrees(std::string& out, std::int64_t units)
{
    constexpr std::int64_t per_degree = 10'000'000;
    if (units < 0) {
        out += '-';
    }
    const std::int64_t size = std::abs(units);
    fmt::format_to(std::back_inserter(out), "{}", size / per_degree);
    std::int64_t rest = size % per_degree;
    if (rest == 0) {
        return;
    }
    std::array<char, 8> digits{'.', '0', '0', '0', '0', '0', '0', '0'};
    std::size_t used = 1;
    for (std::size_t i = 7; i >= 1; --i) {
        digits[i] = static_cast<char>('0' + rest % 10);
        if (used == 1 && digits[i] != '0') {
            used = i + 1;
        }
        rest /= 10;
    }
    out.append(digits.data(), used);
}

DegreePositions::DegreePositions(const std::string& crs, std::string where)
    : m_to_wgs84(crs, "EPSG:4326"), m_where(std::move(where))
{
}

void DegreePositions::project(const Geometry& geometry)
{
    m_x.clear();
    m_y.clear();
    for_each_vertex(geometry, [&](const PointM& p) {
        m_x.push_back(p.x_m);
        m_y.push_back(p.y_m);
    });
    if (m_to_wgs84.forward(m_x, m_y) > 0) {
        throw Error(ErrorKind::output, m_where, "a position has no longitude and latitude",
                    "check that the study's `crs` fits the data");
    }
    m_positions.clear();
    m_next = 0;
    for (std::size_t i = 0; i < m_x.size(); ++i) {
        const DegreePosition p{std::llround(m_x[i] * 1e7), std::llround(m_y[i] * 1e7)};
        m_positions.push_back(p);
        m_min = {std::min(m_min.first, p.first), std::min(m_min.second, p.second)};
        m_max = {std::max(m_max.first, p.first), std::max(m_max.second, p.second)};
    }
}

std::span<const DegreePosition> DegreePositions::next_run(std::size_t count, std::size_t least)
{
    const std::span<const DegreePosition> all = std::span(m_positions).subspan(m_next, count);
    m_next += count;
    m_run.clear();
    std::ranges::unique_copy(all, std::back_inserter(m_run));
    return m_run.size() >= least ? m_run : all;
}

std::optional<std::array<std::int64_t, 4>> DegreePositions::bounds() const
{
    if (m_min > m_max) {
        return std::nullopt;
    }
    return std::array{m_min.first, m_min.second, m_max.first, m_max.second};
}

}  // namespace wardmap::formats
