#include "wardmap/gi_star.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <unordered_map>

#include "conditional_permutation.hpp"
#include "false_discovery.hpp"
#include "gi_star_score.hpp"
#include "stencil.hpp"
#include "wardmap/count_statistics.hpp"
#include "wardmap/error.hpp"
#include "wardmap/parallel.hpp"

namespace wardmap {

namespace {

/// What a result depends on: cells that agree in it agree in everything.
struct Neighbourhood {
    std::uint64_t incidents = 0;
    std::uint64_t cells = 0;
    std::uint64_t exposure = 0;  ///< in units of whole_exposure
    friend bool operator==(const Neighbourhood&, const Neighbourhood&) = default;
};

struct NeighbourhoodHash {
    std::size_t operator()(const Neighbourhood& n) const noexcept
    {
        // Multiplicative mixing with the 64-bit golden ratio (Knuth, TAOCP 3, 6.4).
        constexpr std::uint64_t golden = 0x9e3779b97f4a7c15;
        std::uint64_t hash = 0;
        for (const std::uint64_t part : {n.incidents, n.cells, n.exposure}) {
            hash = (hash ^ part) * golden;
            hash ^= hash >> 32;
        }
        return static_cast<std::size_t>(hash);
    }
};

/// Beyond this a double does not hold every whole number.
constexpr double most_incidents = 9e15;

void require_whole_counts(const CellGrid& grid)
{
    if (grid.counts.size() != grid.cells.size()) {
        throw Error(ErrorKind::internal, "gi_star", "counts and cells differ in number", "");
    }
    double total = 0;
    for (const double count : grid.counts) {
        total += count;
        if (!(count >= 0) || count != std::floor(count) || total > most_incidents) {
            throw Error(ErrorKind::usage, "gi_star", "a cell's count is not a whole number of 0 or more",
                        "The exact p is for counted incidents: leave the weights out");
        }
    }
}

void require_positive_exposure(const CellGrid& grid)
{
    if (!grid.exposure.empty() && grid.exposure.size() != grid.cells.size()) {
        throw Error(ErrorKind::usage, "exposure", "it is not one value per cell",
                    "Count it on the same grid");
    }
    for (const double exposure : grid.exposure) {
        if (!(exposure > 0) || std::isinf(exposure)) {
            throw Error(ErrorKind::usage, "exposure", "a cell's exposure is not above 0",
                        "Give the counts a floor (floored_exposure)");
        }
    }
}

/// Running totals of all cells before each, and of all: whole numbers, so that any run of cells is a
/// difference, exactly and in any order.
using RunningTotal = std::vector<std::uint64_t>;

RunningTotal running_counts(const CellGrid& grid)
{
    RunningTotal before(1, 0);
    before.reserve(grid.cells.size() + 1);
    for (const double count : grid.counts) {
        before.push_back(before.back() + static_cast<std::uint64_t>(count));
    }
    return before;
}

/// Exposure in whole units, about 2^62 for the grid: a cell's share is right to 2^-62 of the whole.
RunningTotal running_exposure(const CellGrid& grid)
{
    double total = 0;
    for (const double exposure : grid.exposure) {
        total += exposure;
    }
    const double units =
        std::ldexp(1.0, 62) / (grid.exposure.empty() ? static_cast<double>(grid.cells.size()) : total);
    RunningTotal before(1, 0);
    before.reserve(grid.cells.size() + 1);
    for (std::size_t i = 0; i < grid.cells.size(); ++i) {
        const double own = grid.exposure.empty() ? units : grid.exposure[i] * units;
        before.push_back(before.back() + static_cast<std::uint64_t>(own));
    }
    return before;
}

/// Sums over every cell's neighbourhood.
std::vector<Neighbourhood> sum_neighbourhoods(const CellGrid& grid, const GiStarOptions& options,
                                              const RunningTotal& counts, const RunningTotal& exposure)
{
    const CellColumns columns(grid.cells);
    const Stencil stencil(grid, columns, options);
    std::vector<Neighbourhood> sums(grid.cells.size());
    const auto add_run = [&](std::size_t cell, std::size_t begin, std::size_t end) {
        sums[cell].incidents += counts[end] - counts[begin];
        sums[cell].cells += end - begin;
        sums[cell].exposure += exposure[end] - exposure[begin];
    };
    constexpr std::size_t columns_per_chunk = 16;
    parallel_chunks(static_cast<std::size_t>(columns.column_count()), columns_per_chunk, options.threads,
                    [&](std::size_t begin, std::size_t end) {
                        for (std::size_t c = begin; c < end; ++c) {
                            stencil.for_each_run(columns.first_column() + static_cast<std::int64_t>(c),
                                                 add_run);
                        }
                    });
    return sums;
}

/// The distinct neighbourhoods in order of first sight, how often each occurs, and which a cell has.
struct Distinct {
    std::vector<Neighbourhood> kinds;
    std::vector<std::uint64_t> times;
    std::vector<std::uint32_t> kind_of_cell;
};

Distinct distinct_of(const std::vector<Neighbourhood>& neighbourhoods)
{
    Distinct distinct;
    distinct.kind_of_cell.reserve(neighbourhoods.size());
    std::unordered_map<Neighbourhood, std::uint32_t, NeighbourhoodHash> number;
    for (const Neighbourhood& neighbourhood : neighbourhoods) {
        const auto next = static_cast<std::uint32_t>(distinct.kinds.size());
        const auto [known, is_new] = number.try_emplace(neighbourhood, next);
        if (is_new) {
            distinct.kinds.push_back(neighbourhood);
            distinct.times.push_back(0);
        }
        ++distinct.times[known->second];
        distinct.kind_of_cell.push_back(known->second);
    }
    return distinct;
}

/// The incidents of the whole grid and what they are spread over under the null.
struct Null {
    double incidents = 0;
    double exposure = 0;
    ValueMoments counts;
};

GiStarCell result_of(const Neighbourhood& neighbourhood, const Null& null)
{
    const double share = static_cast<double>(neighbourhood.exposure) / null.exposure;
    GiStarCell result;
    result.neighbourhood = static_cast<double>(neighbourhood.incidents);
    result.z = gi_star_score(result.neighbourhood, static_cast<double>(neighbourhood.cells), null.counts);
    result.p_normal = std::erfc(std::abs(result.z) / std::numbers::sqrt2);
    result.expected = null.incidents * share;
    const auto incidents = static_cast<std::uint64_t>(null.incidents);
    result.p_hot = binomial_upper_tail(neighbourhood.incidents, incidents, share);
    result.p_cold = binomial_lower_tail(neighbourhood.incidents, incidents, share);
    return result;
}

/// 3, 2, 1 where BH passes at 1 %, 5 %, 10 %; else 0.
int level_of(double q) noexcept { return q <= 0.01 ? 3 : q <= 0.05 ? 2 : q <= 0.1 ? 1 : 0; }

/// Adjusts each family of p over all cells and sets the classes.
void classify(std::vector<GiStarCell>& results, const std::vector<std::uint64_t>& times,
              const GiStarOptions& options)
{
    const auto adjusted = [&](double GiStarCell::* p) {
        std::vector<double> family;
        family.reserve(results.size());
        for (const GiStarCell& result : results) {
            family.push_back(result.*p);
        }
        return benjamini_hochberg_of_groups(family, times);
    };
    const bool corrects = options.fdr == FalseDiscovery::benjamini_hochberg;
    const std::vector<double> q_hot = adjusted(&GiStarCell::p_hot);
    const std::vector<double> q_cold = adjusted(&GiStarCell::p_cold);
    const std::vector<double> q_normal = adjusted(&GiStarCell::p_normal);
    for (std::size_t k = 0; k < results.size(); ++k) {
        GiStarCell& result = results[k];
        result.q_hot = corrects ? q_hot[k] : result.p_hot;
        result.q_cold = corrects ? q_cold[k] : result.p_cold;
        if (options.test == GiStarTest::normal) {
            const double q = corrects ? q_normal[k] : result.p_normal;
            result.p_hot = result.z > 0 ? result.p_normal : 1;
            result.p_cold = result.z < 0 ? result.p_normal : 1;
            result.q_hot = result.z > 0 ? q : 1;
            result.q_cold = result.z < 0 ? q : 1;
        }
        // Not both: p_hot + p_cold > 1.
        result.bin = static_cast<std::int8_t>(level_of(result.q_hot) - level_of(result.q_cold));
        result.gi_bin =
            static_cast<std::int8_t>(result.z < 0 ? -level_of(q_normal[k]) : level_of(q_normal[k]));
    }
}

void require_finite_weights(const CellGrid& grid)
{
    for (const double weight : grid.counts) {
        if (!(weight >= 0) || std::isinf(weight)) {
            throw Error(ErrorKind::usage, "gi_star", "a cell's sum of weights is negative or not a number",
                        "Leave out the rows whose weight is");
        }
    }
}

/// For weights: each cell on its own, since sums of weights hardly ever agree.
std::vector<GiStarCell> permuted_gi_star(const CellGrid& grid, const GiStarOptions& options)
{
    require_finite_weights(grid);
    PermutationOptions permutation = options.permutation;
    permutation.permutations = permutations_for(permutation.permutations, grid.cells.size(), 1, options.fdr);
    const NeighbourSums others = sums_of_others(grid.counts, neighbourhoods(grid, options));
    const std::vector<PermutationTails> tails =
        conditional_tails(grid.counts, others, permutation, options.threads);
    const ValueMoments all = moments_of(grid.counts);
    const double draws = static_cast<double>(permutation.permutations) + 1;
    std::vector<GiStarCell> results(grid.cells.size());
    for (std::size_t i = 0; i < results.size(); ++i) {
        GiStarCell& result = results[i];
        const double links = others.links[i] + 1.0;
        result.neighbourhood = others.sums[i] + grid.counts[i];
        result.expected = all.mean * links;
        result.z = gi_star_score(result.neighbourhood, links, all);
        result.p_normal = std::erfc(std::abs(result.z) / std::numbers::sqrt2);
        result.p_hot = static_cast<double>(tails[i].as_large + 1) / draws;
        result.p_cold = static_cast<double>(tails[i].as_small + 1) / draws;
    }
    classify(results, std::vector<std::uint64_t>(results.size(), 1), options);
    return results;
}

}  // namespace

std::vector<GiStarCell> gi_star(const CellGrid& grid, const GiStarOptions& options)
{
    if (options.test == GiStarTest::permutation) {
        return permuted_gi_star(grid, options);
    }
    require_whole_counts(grid);
    require_positive_exposure(grid);
    const RunningTotal counts = running_counts(grid);
    const RunningTotal exposure = running_exposure(grid);
    const Distinct distinct = distinct_of(sum_neighbourhoods(grid, options, counts, exposure));
    const Null null{static_cast<double>(counts.back()), static_cast<double>(exposure.back()),
                    moments_of(grid.counts)};
    std::vector<GiStarCell> results(distinct.kinds.size());
    constexpr std::size_t kinds_per_chunk = 256;
    parallel_chunks(results.size(), kinds_per_chunk, options.threads,
                    [&](std::size_t begin, std::size_t end) {
                        for (std::size_t k = begin; k < end; ++k) {
                            results[k] = result_of(distinct.kinds[k], null);
                        }
                    });
    classify(results, distinct.times, options);
    std::vector<GiStarCell> cells;
    cells.reserve(grid.cells.size());
    for (const std::uint32_t kind : distinct.kind_of_cell) {
        cells.push_back(results[kind]);
    }
    return cells;
}

std::optional<GiStarTest> gi_star_test_named(std::string_view name) noexcept
{
    if (name == "exact") {
        return GiStarTest::exact;
    }
    if (name == "normal") {
        return GiStarTest::normal;
    }
    return name == "permutation" ? std::optional(GiStarTest::permutation) : std::nullopt;
}

Neighbourhoods neighbourhoods(const CellGrid& grid, const GiStarOptions& options)
{
    const CellColumns columns(grid.cells);
    const Stencil stencil(grid, columns, options);
    const auto for_each_run = [&](const auto& visit) {
        for (std::int64_t c = 0; c < columns.column_count(); ++c) {
            stencil.for_each_run(columns.first_column() + c, visit);
        }
    };
    Neighbourhoods result;
    result.offset.assign(grid.cells.size() + 1, 0);
    for_each_run([&](std::size_t cell, std::size_t begin, std::size_t end) {
        result.offset[cell + 1] += end - begin;
    });
    for (std::size_t i = 0; i < grid.cells.size(); ++i) {
        result.offset[i + 1] += result.offset[i];
    }
    result.cell.resize(result.offset.back());
    std::vector<std::uint64_t> next(result.offset.begin(), result.offset.end() - 1);
    for_each_run([&](std::size_t cell, std::size_t begin, std::size_t end) {
        for (std::size_t neighbour = begin; neighbour < end; ++neighbour) {
            result.cell[next[cell]++] = static_cast<std::uint32_t>(neighbour);
        }
    });
    return result;
}

}  // namespace wardmap
