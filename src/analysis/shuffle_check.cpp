#include <algorithm>
#include <numeric>

#include "seeded_random.hpp"
#include "wardmap/gi_star.hpp"

namespace wardmap {

namespace {

/// Running totals of the cells' exposure: where in it a random share falls is the incident's cell.
std::vector<double> exposure_up_to(const CellGrid& grid)
{
    std::vector<double> up_to = grid.exposure;
    if (up_to.empty()) {
        up_to.assign(grid.cells.size(), 1);
    }
    std::partial_sum(up_to.begin(), up_to.end(), up_to.begin());
    return up_to;
}

void spread(CellGrid& grid, std::size_t incidents, const std::vector<double>& up_to, SeededRandom& random)
{
    std::fill(grid.counts.begin(), grid.counts.end(), 0);
    for (std::size_t k = 0; k < incidents; ++k) {
        const double at = random.share() * up_to.back();
        const auto cell = std::upper_bound(up_to.begin(), up_to.end() - 1, at) - up_to.begin();
        grid.counts[static_cast<std::size_t>(cell)] += 1;
    }
}

}  // namespace

ShuffleCheck shuffle_check(const CellGrid& grid, const GiStarOptions& options, std::size_t runs,
                           std::uint64_t seed)
{
    constexpr std::int8_t hot = 2;
    CellGrid shuffled = grid;
    const std::vector<double> up_to = exposure_up_to(grid);
    const double incidents = std::accumulate(grid.counts.begin(), grid.counts.end(), 0.0);
    SeededRandom random(seed);
    ShuffleCheck check;
    for (check.runs = 0; check.runs < runs && !grid.cells.empty(); ++check.runs) {
        if (options.test == GiStarTest::permutation) {
            random.shuffle(shuffled.counts);
        } else {
            spread(shuffled, static_cast<std::size_t>(incidents), up_to, random);
        }
        const std::vector<GiStarCell> cells = gi_star(shuffled, options);
        check.runs_with_hot_cell +=
            std::ranges::any_of(cells, [](const GiStarCell& c) { return c.bin >= hot; }) ? 1U : 0U;
    }
    return check;
}

}  // namespace wardmap
