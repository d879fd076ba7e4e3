#include <algorithm>
#include <cmath>

#include "wardmap/contours.hpp"
#include "wardmap/error.hpp"

namespace wardmap {

namespace {

std::vector<double> positive_values(const Raster& raster)
{
    std::vector<double> values;
    std::ranges::copy_if(raster.values, std::back_inserter(values),
                         [](double value) { return value > 0 && std::isfinite(value); });
    return values;
}

void drop_repeated(std::vector<double>& ascending)
{
    const auto repeated = std::ranges::unique(ascending);
    ascending.erase(repeated.begin(), repeated.end());
}

}  // namespace

std::vector<double> quantile_breaks(const Raster& raster, int classes)
{
    if (classes < 1) {
        throw Error(ErrorKind::usage, "class breaks", "fewer than one class", "ask for 1 class or more");
    }
    std::vector<double> values = positive_values(raster);
    const auto count = static_cast<std::size_t>(classes);
    std::vector<double> breaks;
    // Only the values at the ranks asked for have to stand where sorting would put them.
    auto unsorted = values.begin();
    for (std::size_t i = 0; i < count && !values.empty(); ++i) {
        const std::size_t rank = values.size() / count * i + values.size() % count * i / count;
        const auto at_rank = values.begin() + static_cast<std::ptrdiff_t>(rank);
        std::nth_element(unsorted, at_rank, values.end());
        unsorted = at_rank;
        breaks.push_back(*at_rank);
    }
    drop_repeated(breaks);
    return breaks;
}

std::vector<double> share_breaks(const Raster& raster, std::span<const double> shares)
{
    for (const double share : shares) {
        const bool is_share = share > 0 && share < 1;
        if (!is_share) {
            throw Error(ErrorKind::usage, "class breaks", "a share that does not lie between 0 and 1",
                        "give shares such as 0.25, 0.5 and 0.75");
        }
    }
    std::vector<double> values = positive_values(raster);
    std::ranges::sort(values);
    double total = 0;
    for (const double value : values) {
        total += value;
    }
    std::vector<double> descending_shares(shares.begin(), shares.end());
    std::ranges::sort(descending_shares, std::greater{});
    // From the top down: the densest pixels hold the share in the smallest area.
    std::vector<double> breaks;
    double mass = 0;
    std::size_t next = values.size();
    while (!descending_shares.empty() && next > 0) {
        mass += values[--next];
        while (!descending_shares.empty() && mass >= descending_shares.back() * total) {
            breaks.push_back(values[next]);
            descending_shares.pop_back();
        }
    }
    std::ranges::reverse(breaks);
    drop_repeated(breaks);
    return breaks;
}

}  // namespace wardmap
