#include "hot_regions.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <numeric>
#include <queue>
#include <set>
#include <tuple>
#include <utility>

namespace wardmap {

namespace {

using Cells = std::vector<std::uint32_t>;
constexpr std::uint32_t no_region = std::numeric_limits<std::uint32_t>::max();

/// Watershed: from the highest cell down, each goes with its highest neighbour, or starts a basin if
/// none is higher. Neighbours are ordered strictly, so plateaus need no rule of their own.
std::vector<Cells> basins_of(const Landscape& land)
{
    Cells order(land.size());
    std::iota(order.begin(), order.end(), 0U);
    std::sort(order.begin(), order.end(),
              [&](std::uint32_t a, std::uint32_t b) { return land.is_higher(a, b); });
    std::vector<std::uint32_t> basin_of(land.size(), no_region);
    std::vector<Cells> basins;
    for (const std::uint32_t cell : order) {
        std::uint32_t highest = cell;
        for (const std::uint32_t neighbour : land.touching[cell]) {
            highest = land.is_higher(neighbour, highest) ? neighbour : highest;
        }
        if (highest == cell) {
            basin_of[cell] = static_cast<std::uint32_t>(basins.size());
            basins.emplace_back();
        } else {
            basin_of[cell] = basin_of[highest];
        }
        basins[basin_of[cell]].push_back(cell);
    }
    return basins;
}

/// Cuts cells that are too many into connected pieces within the limit.
class Peeling {
public:
    Peeling(const Landscape& land, std::size_t max_cells)
        : m_land(land), m_max_cells(max_cells), m_is_left(land.size(), false)
    {
    }

    void append_pieces(Cells cells, std::vector<Cells>& pieces)
    {
        std::vector<Cells> waiting{std::move(cells)};
        while (!waiting.empty()) {
            const Cells group = std::move(waiting.back());
            waiting.pop_back();
            if (group.size() <= m_max_cells) {
                pieces.push_back(group);
                continue;
            }
            for (const std::uint32_t cell : group) {
                m_is_left[cell] = true;
            }
            pieces.push_back(peak_of(group));
            for (const std::uint32_t cell : group) {
                if (m_is_left[cell]) {
                    waiting.push_back(take_connected(cell, group.size()));
                }
            }
        }
    }

private:
    /// The highest cells, grown from the peak. Even parts: 26 cells under a limit of 25 become 13 and 13,
    /// not 25 and a crumb.
    Cells peak_of(const Cells& group)
    {
        const std::size_t parts = (group.size() + m_max_cells - 1) / m_max_cells;
        const auto peak =
            *std::min_element(group.begin(), group.end(),
                              [&](std::uint32_t a, std::uint32_t b) { return m_land.is_higher(a, b); });
        return take_connected(peak, (group.size() + parts - 1) / parts);
    }

    /// Up to `most` of the cells left that are connected to `start`, highest first; they are left no more.
    Cells take_connected(std::uint32_t start, std::size_t most)
    {
        const auto is_lower = [&](std::uint32_t a, std::uint32_t b) { return m_land.is_higher(b, a); };
        std::priority_queue<std::uint32_t, Cells, decltype(is_lower)> shore(is_lower);
        Cells taken;
        m_is_left[start] = false;
        shore.push(start);
        while (!shore.empty() && taken.size() < most) {
            const std::uint32_t cell = shore.top();
            shore.pop();
            taken.push_back(cell);
            for (const std::uint32_t neighbour : m_land.touching[cell]) {
                if (m_is_left[neighbour]) {
                    m_is_left[neighbour] = false;
                    shore.push(neighbour);
                }
            }
        }
        for (; !shore.empty(); shore.pop()) {
            m_is_left[shore.top()] = true;
        }
        return taken;
    }

    const Landscape& m_land;
    std::size_t m_max_cells;
    std::vector<bool> m_is_left;
};

/// Joins touching regions, the shallowest saddle first, while the sum stays within the limit.
class Merging {
public:
    Merging(const Landscape& land, std::vector<Cells> regions, std::size_t max_cells)
        : m_land(land), m_max_cells(max_cells), m_regions(std::move(regions)), m_saddles(m_regions.size())
    {
        for (const Cells& region : m_regions) {
            m_peaks.push_back(peak_height(region));
        }
        find_saddles();
    }

    std::vector<Cells> run()
    {
        while (!m_queue.empty()) {
            const Pass pass = *m_queue.begin();
            m_queue.erase(m_queue.begin());
            const auto [depth, saddle, a, b] = pass;
            // Sizes only grow: a pair that does not fit now never will.
            if (m_regions[a].size() + m_regions[b].size() <= m_max_cells) {
                m_peaks[a] >= m_peaks[b] ? join(a, b) : join(b, a);
            }
        }
        std::erase_if(m_regions, [](const Cells& region) { return region.empty(); });
        return std::move(m_regions);
    }

private:
    /// Depth of the saddle as a share of the lower peak, minus the saddle's height, and the regions.
    using Pass = std::tuple<double, double, std::uint32_t, std::uint32_t>;

    [[nodiscard]] double peak_height(const Cells& region) const
    {
        double height = 0;
        for (const std::uint32_t cell : region) {
            height = std::max(height, m_land.height[cell]);
        }
        return height;
    }

    void find_saddles()
    {
        std::vector<std::uint32_t> region_of(m_land.size(), no_region);
        for (std::uint32_t r = 0; r < m_regions.size(); ++r) {
            for (const std::uint32_t cell : m_regions[r]) {
                region_of[cell] = r;
            }
        }
        for (std::uint32_t cell = 0; cell < m_land.size(); ++cell) {
            for (const std::uint32_t neighbour : m_land.touching[cell]) {
                if (region_of[cell] != region_of[neighbour]) {
                    raise_saddle(region_of[cell], region_of[neighbour],
                                 std::min(m_land.height[cell], m_land.height[neighbour]));
                }
            }
        }
        for (std::uint32_t a = 0; a < m_regions.size(); ++a) {
            for (const auto& [b, saddle] : m_saddles[a]) {
                m_queue.insert(pass_between(a, b, saddle));
            }
        }
    }

    void raise_saddle(std::uint32_t a, std::uint32_t b, double height)
    {
        const auto [saddle, is_new] = m_saddles[a].try_emplace(b, height);
        saddle->second = std::max(saddle->second, height);
    }

    [[nodiscard]] Pass pass_between(std::uint32_t a, std::uint32_t b, double saddle) const
    {
        const double lower_peak = std::min(m_peaks[a], m_peaks[b]);
        const double depth = lower_peak > 0 ? 1 - saddle / lower_peak : 0;
        return {depth, -saddle, std::min(a, b), std::max(a, b)};
    }

    /// Region b, whose peak is not higher, becomes part of region a.
    void join(std::uint32_t a, std::uint32_t b)
    {
        m_regions[a].insert(m_regions[a].end(), m_regions[b].begin(), m_regions[b].end());
        m_regions[b].clear();
        m_saddles[a].erase(b);
        m_saddles[b].erase(a);
        for (const auto& [c, saddle] : m_saddles[b]) {
            m_queue.erase(pass_between(b, c, saddle));
            m_saddles[c].erase(b);
            const auto known = m_saddles[a].find(c);
            if (known != m_saddles[a].end()) {
                m_queue.erase(pass_between(a, c, known->second));
            }
            raise_saddle(a, c, saddle);
            raise_saddle(c, a, saddle);
            m_queue.insert(pass_between(a, c, m_saddles[a][c]));
        }
        m_saddles[b].clear();
    }

    const Landscape& m_land;
    std::size_t m_max_cells;
    std::vector<Cells> m_regions;
    std::vector<double> m_peaks;
    std::vector<std::map<std::uint32_t, double>> m_saddles;  ///< both ways
    std::set<Pass> m_queue;
};

}  // namespace

bool Landscape::is_higher(std::uint32_t a, std::uint32_t b) const noexcept
{
    return std::tuple(-height[a], -own[a], a) < std::tuple(-height[b], -own[b], b);
}

std::vector<std::vector<std::uint32_t>> hot_regions(const Landscape& land, std::size_t max_cells)
{
    std::vector<Cells> pieces;
    Peeling peeling(land, max_cells);
    for (Cells& basin : basins_of(land)) {
        peeling.append_pieces(std::move(basin), pieces);
    }
    std::vector<Cells> regions = Merging(land, std::move(pieces), max_cells).run();
    for (Cells& region : regions) {
        std::sort(region.begin(), region.end());
    }
    std::sort(regions.begin(), regions.end());
    return regions;
}

}  // namespace wardmap
