#include "shared_time.hpp"

#include <algorithm>
#include <optional>
#include <string_view>

#include "wardmap/civil_time.hpp"
#include "wardmap/number_text.hpp"

namespace wardmap::protection {

namespace {

/// Both included.
struct Days {
    CivilDay first;
    CivilDay last;
};

/// "2025-07-01/2026-06-30".
std::optional<Days> days_of_period(const std::string& period)
{
    const std::size_t slash = period.find('/');
    if (slash == std::string::npos) {
        return std::nullopt;
    }
    const auto first = parse_iso_day(std::string_view(period).substr(0, slash));
    const auto last = parse_iso_day(std::string_view(period).substr(slash + 1));
    return first && last && *first <= *last ? std::optional{Days{*first, *last}} : std::nullopt;
}

/// "2026-03" or "2026-Q1".
std::optional<Days> days_of_month(const std::string& name)
{
    constexpr unsigned months_in_quarter = 3;
    const bool is_quarter = name.size() == 7 && name[5] == 'Q';
    const auto year = parse_integer(name.substr(0, name.find('-')));
    const auto number = parse_integer(name.size() == 7 ? name.substr(is_quarter ? 6 : 5) : "");
    if (!year || !number || *number < 1 || *number > (is_quarter ? 4 : 12)) {
        return std::nullopt;
    }
    const unsigned months = is_quarter ? months_in_quarter : 1;
    const unsigned last_month = static_cast<unsigned>(*number) * months;
    const std::chrono::year in_year(static_cast<int>(*year));
    return Days{CivilDay(in_year / std::chrono::month(last_month - months + 1) / 1),
                CivilDay(in_year / std::chrono::month(last_month) / std::chrono::last)};
}

}  // namespace

Share share_of(const PublishedNumber& number, const std::string& period)
{
    if (number.period == period) {
        return Share::all;
    }
    const bool is_month = number.part == "month";
    const auto other = days_of_period(period);
    auto days = days_of_period(number.period);
    if (!other || !days) {
        return is_month ? Share::all : Share::none;
    }
    if (is_month) {
        const auto month = days_of_month(number.name);
        if (!month) {
            return Share::none;
        }
        days = Days{std::max(days->first, month->first), std::min(days->last, month->last)};
    }
    if (days->first > other->last || days->last < other->first || days->first > days->last) {
        return Share::none;
    }
    return days->first >= other->first && days->last <= other->last ? Share::all : Share::some;
}

}  // namespace wardmap::protection
