#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include "location_words.hpp"
#include "wardmap/locate.hpp"

// Snapped data (data.police.uk/about: points are centres of streets and places, each for at least eight
// addresses) have two marks together: most records share their exact position with another, and yet hardly two
// positions lie side by side as neighbouring houses do. Measured, as shares of records and of positions:
//   police.uk, Stevenage     0.99 and 0.002 (one month: 0.81 and 0.000)
//   police.uk, Hertfordshire 0.93 and 0.005 (one month: from 0.67, and at most 0.004)
//   London Fire Brigade, exact positions       0.04 and 0.05
//   San Antonio police calls, by address block 0.64 and 0.16
namespace wardmap {
namespace {

constexpr std::size_t least_records = 200;
constexpr std::size_t least_positions = 50;
constexpr double least_shared = 0.5;
constexpr double most_side_by_side = 0.02;
constexpr double most_exact_texts = 0.1;
constexpr double side_by_side_m = 15;

// Whether a text begins with a number or names a flat: someone knew the very address.
bool names_an_address(const IncidentRecord& record) noexcept
{
    const std::string& text = record.location;
    return !record.uprn.empty() || (!text.empty() && text.front() >= '0' && text.front() <= '9') ||
           text.starts_with("Flat ") || text.starts_with("FLAT ");
}

// How many of the sorted, distinct positions have another within 15 m.
std::size_t count_side_by_side(const std::vector<PointM>& positions)
{
    std::vector<bool> has_neighbour(positions.size(), false);
    for (std::size_t i = 0; i < positions.size(); ++i) {
        for (std::size_t j = i + 1; j < positions.size(); ++j) {
            if (positions[j].x_m - positions[i].x_m > side_by_side_m) {
                break;
            }
            if (distance_m(positions[i], positions[j]) <= side_by_side_m) {
                has_neighbour[i] = true;
                has_neighbour[j] = true;
            }
        }
    }
    return static_cast<std::size_t>(std::count(has_neighbour.begin(), has_neighbour.end(), true));
}

}  // namespace

SnapPointTest detect_snap_points(std::span<const IncidentRecord> records)
{
    std::vector<PointM> positions;
    std::size_t exact_texts = 0;
    for (const IncidentRecord& record : records) {
        if (record.position) {
            positions.push_back(*record.position);
            exact_texts += names_an_address(record) ? 1U : 0U;
        }
    }
    std::sort(positions.begin(), positions.end());
    SnapPointTest test{.records = positions.size()};
    std::size_t shared = 0;
    std::vector<PointM> distinct;
    for (std::size_t begin = 0; begin < positions.size();) {
        std::size_t end = begin;
        while (end < positions.size() && positions[end] == positions[begin]) {
            ++end;
        }
        shared += end - begin > 1 ? end - begin : 0;
        distinct.push_back(positions[begin]);
        begin = end;
    }
    test.distinct_positions = distinct.size();
    if (test.records < least_records || test.distinct_positions < least_positions) {
        return test;
    }
    const auto share = [](std::size_t part, std::size_t whole) {
        return static_cast<double>(part) / static_cast<double>(whole);
    };
    test.snapped = share(shared, test.records) >= least_shared &&
                   share(exact_texts, test.records) <= most_exact_texts &&
                   share(count_side_by_side(distinct), distinct.size()) <= most_side_by_side;
    return test;
}

bool is_generic_place(std::string_view name) { return locate_detail::is_generic_place(name); }

}  // namespace wardmap
