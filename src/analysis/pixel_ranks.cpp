#include <algorithm>
#include <bit>
#include <cmath>

#include "wardmap/contours.hpp"
#include "wardmap/error.hpp"

namespace wardmap {

namespace {

/// Exponent and the first ten bits of the fraction: neighbouring bins differ by a thousandth.
constexpr int dropped_bits = 42;
constexpr std::size_t bin_count = std::size_t{1} << (63 - dropped_bits);

std::size_t bin_of(double positive) { return std::bit_cast<std::uint64_t>(positive) >> dropped_bits; }

double lower_end(std::size_t bin) { return std::bit_cast<double>(std::uint64_t{bin} << dropped_bits); }

}  // namespace

PixelRanks::PixelRanks() : m_bins(bin_count) {}

void PixelRanks::add(std::span<const double> values)
{
    for (const double value : values) {
        if (value > 0 && std::isfinite(value)) {
            Bin& bin = m_bins[bin_of(value)];
            ++bin.count;
            bin.sum += value;
        }
    }
}

std::vector<double> PixelRanks::quantile_breaks(int classes) const
{
    if (classes < 1) {
        throw Error(ErrorKind::usage, "class breaks", "fewer than one class", "ask for 1 class or more");
    }
    std::uint64_t total = 0;
    for (const Bin& bin : m_bins) {
        total += bin.count;
    }
    const auto count = static_cast<std::uint64_t>(classes);
    std::vector<double> breaks;
    std::uint64_t below = 0;
    std::uint64_t next = 0;
    for (std::size_t b = 0; b < m_bins.size(); ++b) {
        below += m_bins[b].count;
        while (next < count && total / count * next + total % count * next / count < below) {
            if (breaks.empty() || breaks.back() != lower_end(b)) {
                breaks.push_back(lower_end(b));
            }
            ++next;
        }
    }
    return breaks;
}

std::vector<double> PixelRanks::share_breaks(std::span<const double> shares) const
{
    double total = 0;
    for (const Bin& bin : m_bins) {
        total += bin.sum;
    }
    std::vector<double> breaks;
    for (const double share : shares) {
        if (!(share > 0 && share < 1)) {
            throw Error(ErrorKind::usage, "class breaks", "a share that does not lie between 0 and 1",
                        "give shares such as 0.25, 0.5 and 0.75");
        }
        double held = 0;
        for (std::size_t b = m_bins.size(); b-- > 0 && total > 0;) {
            held += m_bins[b].sum;
            if (held >= share * total) {
                breaks.push_back(lower_end(b));
                break;
            }
        }
    }
    std::ranges::sort(breaks);
    const auto repeated = std::ranges::unique(breaks);
    breaks.erase(repeated.begin(), repeated.end());
    return breaks;
}

}  // namespace wardmap
