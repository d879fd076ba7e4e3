#include "wardmap/time_steps.hpp"

#include <algorithm>

#include "wardmap/number_text.hpp"

namespace wardmap {

namespace {

constexpr std::int64_t months_a_year = 12;
constexpr std::int64_t days_a_week = 7;

/// Days or months since a fixed day: what whole steps are counted in.
std::int64_t ordinal(CivilDay day, const StepLength& length)
{
    if (length.months == 0) {
        return day.time_since_epoch().count();
    }
    const std::chrono::year_month_day date(day);
    return int{date.year()} * months_a_year + static_cast<unsigned>(date.month()) - 1;
}

CivilDay day_of(std::int64_t ordinal, const StepLength& length)
{
    if (length.months == 0) {
        return CivilDay{std::chrono::days{ordinal}};
    }
    return CivilDay{std::chrono::year(static_cast<int>(ordinal / months_a_year)) /
                    std::chrono::month(static_cast<unsigned>(ordinal % months_a_year + 1)) / 1};
}

}  // namespace

std::optional<StepLength> step_length_named(std::string_view text)
{
    constexpr std::int64_t longest = 10'000;
    const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
    const auto number = parse_integer(text.substr(0, digits));
    std::string_view unit = text.substr(digits);
    if (unit.ends_with('s')) {
        unit.remove_suffix(1);
    }
    if (!number || *number < 1 || *number > longest || (unit != "month" && unit != "week" && unit != "day")) {
        return std::nullopt;
    }
    if (unit == "month") {
        return StepLength{static_cast<std::int32_t>(*number), 0};
    }
    return StepLength{0, static_cast<std::int32_t>(unit == "week" ? *number * days_a_week : *number)};
}

TimeSteps time_steps(std::span<const TimeSpan> times, const Period& period, const StepLength& length)
{
    constexpr std::int64_t most_steps = 100'000;
    const std::int64_t first = ordinal(period.begin, length);
    const std::int64_t last = ordinal(period.end - std::chrono::days{1}, length);
    const std::int64_t size = std::max(length.months, length.days);
    TimeSteps steps;
    steps.count =
        static_cast<std::size_t>(std::clamp((last - first + 1) / size, std::int64_t{0}, most_steps));
    const auto count = static_cast<std::int64_t>(steps.count);
    for (std::int64_t step = 0; step < count; ++step) {
        steps.begins.push_back(day_of(last + 1 - (count - step) * size, length));
    }
    steps.of_time.reserve(times.size());
    for (const TimeSpan& time : times) {
        const bool is_dated = time.precision != TimePrecision::none;
        const std::int64_t back =
            is_dated ? last - ordinal(std::chrono::floor<std::chrono::days>(time.from), length) : -1;
        const std::int64_t step = back < 0 ? -1 : count - 1 - back / size;
        steps.of_time.push_back(static_cast<std::int32_t>(std::max<std::int64_t>(step, -1)));
        steps.left_out += step < 0 ? 1U : 0U;
    }
    return steps;
}

std::string step_text(CivilDay begin, const StepLength& length)
{
    constexpr std::size_t year_and_month = 7;
    return length.months > 0 ? iso_day_text(begin).substr(0, year_and_month) : iso_day_text(begin);
}

}  // namespace wardmap
