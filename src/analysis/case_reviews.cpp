#include "wardmap/case_reviews.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <tuple>

#include "block_keys.hpp"
#include "report_clusters.hpp"

namespace wardmap {

namespace {

struct Reports {
    std::uint32_t first = 0;
    std::uint64_t count = 0;
    std::vector<CivilSecond> times;
};
using Groups = std::map<std::string, Reports>;

void add(Groups& groups, const std::string& key, std::uint32_t incident, const TimeSpan& when)
{
    if (key.empty()) {
        return;
    }
    Reports& reports = groups.try_emplace(key, Reports{incident, 0, {}}).first->second;
    ++reports.count;
    if (when.precision != TimePrecision::none) {
        reports.times.push_back(when.from);
    }
}

void append_reviews(const Groups& groups, bool by_reporter, const CaseRule& rule,
                    std::vector<CaseReview>& reviews)
{
    for (const auto& [key, reports] : groups) {
        const std::size_t most = most_within(reports.times, static_cast<int>(rule.months));
        if (most == 0 || most < rule.reports) {
            continue;
        }
        const auto [first, last] = std::minmax_element(reports.times.begin(), reports.times.end());
        reviews.push_back({by_reporter, reports.first, reports.count, most,
                           std::chrono::floor<std::chrono::days>(*first),
                           std::chrono::floor<std::chrono::days>(*last)});
    }
}

}  // namespace

std::vector<CaseReview> case_reviews(std::span<const LocatedIncident> located,
                                     std::span<const IncidentRecord> records,
                                     std::span<const std::uint32_t> chosen, const CaseRule& rule)
{
    Groups addresses;
    Groups reporters;
    for (const std::uint32_t i : chosen) {
        const bool is_address =
            located[i].level == MatchLevel::uprn || located[i].level == MatchLevel::address;
        add(addresses, is_address ? uprn_key(located[i].uprn) : std::string{}, i, records[i].when);
        add(reporters, records[i].reporter, i, records[i].when);
    }
    std::vector<CaseReview> reviews;
    append_reviews(addresses, false, rule, reviews);
    append_reviews(reporters, true, rule, reviews);
    const auto order = [](const CaseReview& review) {
        return std::tuple(review.by_reporter, -static_cast<double>(review.most_within),
                          -static_cast<double>(review.reports), review.incident);
    };
    std::sort(reviews.begin(), reviews.end(),
              [&](const CaseReview& a, const CaseReview& b) { return order(a) < order(b); });
    return reviews;
}

}  // namespace wardmap
