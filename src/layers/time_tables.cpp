#include <fmt/format.h>

#include <array>
#include <string>

#include "layer_table.hpp"
#include "wardmap/make_layers.hpp"

/// Tables of when: hours of the week, peaks, months, seasons.
namespace wardmap {

namespace {

constexpr std::array<const char*, 7> weekday_names = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                                      "Friday", "Saturday", "Sunday"};
constexpr std::int32_t months_per_year = 12;

}  // namespace

FeatureTable time_table(const TimeProfile& profile, const LayerContext& context)
{
    FeatureTable table = layers::table_of(layers::name_of("times", context), GeometryKind::none,
                                          {"theme", "weekday", "hour", "incidents_aoristic"});
    for (std::size_t i = 0; i < profile.weight.size(); ++i) {
        layers::add_row(table, {},
                        {layers::words(context.theme), std::string(weekday_names.at(i / 24)),
                         static_cast<std::int64_t>(i % 24), profile.weight[i]});
    }
    return table;
}

FeatureTable place_times_table(std::span<const PlaceTimes> places, const LayerContext& context)
{
    FeatureTable table = layers::table_of(
        layers::name_of("place_times", context), GeometryKind::none,
        {"theme", "part", "place_id", "place_name", "weekday", "hour", "incidents_aoristic"});
    for (const PlaceTimes& place : places) {
        for (std::size_t i = 0; i < place.profile.weight.size(); ++i) {
            if (place.profile.weight[i] > 0) {
                layers::add_row(
                    table, {},
                    {layers::words(context.theme), layers::words(place.part), layers::words(place.id),
                     layers::words(place.name), std::string(weekday_names.at(i / 24)),
                     static_cast<std::int64_t>(i % 24), place.profile.weight[i]});
            }
        }
    }
    return table;
}

FeatureTable peaks_table(std::span<const PlaceTimes> places, int hours, const LayerContext& context)
{
    FeatureTable table = layers::table_of(layers::name_of("peaks", context), GeometryKind::none,
                                          {"theme", "part", "place_id", "place_name", "incidents_timed",
                                           "without_time", "at_midnight", "peak_time", "peak_pct"});
    for (const PlaceTimes& place : places) {
        const TimeProfile& profile = place.profile;
        Value when;
        Value share;
        if (profile.incidents > 0) {
            const PeakWindow window = peak_window(profile, hours);
            when = peak_window_text(window);
            share = 100 * window.share;
        }
        layers::add_row(table, {},
                        {layers::words(context.theme), layers::words(place.part), layers::words(place.id),
                         layers::words(place.name), layers::whole(std::uint64_t{profile.incidents}),
                         layers::whole(std::uint64_t{profile.without_time}),
                         layers::whole(std::uint64_t{profile.at_midnight}), when, share});
    }
    return table;
}

FeatureTable seasons_table(std::span<const SeasonMonth> months, const LayerContext& context)
{
    constexpr std::array<const char*, 12> names = {"January",   "February", "March",    "April",
                                                   "May",       "June",     "July",     "August",
                                                   "September", "October",  "November", "December"};
    FeatureTable table = layers::table_of(layers::name_of("seasons", context), GeometryKind::none,
                                          {"theme", "month_name", "years", "incidents", "season_expected",
                                           "season_index", "season_low", "season_high"});
    for (std::size_t m = 0; m < months.size(); ++m) {
        const SeasonMonth& month = months[m];
        const bool known = month.years > 0 && month.expected > 0;
        layers::add_row(
            table, {},
            {layers::words(context.theme), std::string(names.at(m)),
             layers::whole(std::uint64_t{month.years}), layers::whole(month.count),
             known ? Value{month.expected} : Value{}, known ? Value{month.index} : Value{},
             known ? Value{month.interval.lower} : Value{}, known ? Value{month.interval.upper} : Value{}});
    }
    return table;
}

FeatureTable monthly_table(std::span<const MonthlySeries> series, const LayerContext& context)
{
    FeatureTable table =
        layers::table_of(layers::name_of("monthly", context), GeometryKind::none,
                         {"theme", "ward_id", "ward_name", "month", "incidents", "month_expected",
                          "month_low", "month_high", "month_signal", "last_year", "last_year_p"});
    for (const MonthlySeries& one : series) {
        for (std::size_t i = 0; i < one.months.size(); ++i) {
            const MonthCount& month = one.months[i];
            const ControlPoint& point = one.points.at(i);
            const bool judged = point.expected.has_value();
            layers::add_row(
                table, {},
                {layers::words(context.theme), layers::words(one.id), layers::words(one.name),
                 fmt::format("{:04}-{:02}", month.month / months_per_year, month.month % months_per_year + 1),
                 layers::whole(month.count), layers::real(point.expected),
                 judged ? layers::whole(point.lower) : Value{}, judged ? layers::whole(point.upper) : Value{},
                 layers::words(point.signal > 0 ? "above" : (point.signal < 0 ? "below" : "")),
                 layers::whole(point.last_year),
                 point.change_on_last_year ? Value{point.change_on_last_year->p} : Value{}});
        }
    }
    return table;
}

}  // namespace wardmap
