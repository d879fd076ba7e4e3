#include <gtest/gtest.h>

#include <cstdio>
#include <vector>

#include "hotspot_plan.hpp"
#include "incident_plan.hpp"
#include "wardmap/area_table.hpp"
#include "wardmap/time_profile.hpp"

// What a town plants beside its hotspots is what the tables find, seed after seed, and nothing else is.
namespace wardmap::synth {
namespace {

constexpr std::uint32_t months = 18;  // a year and the half-year that a ward rises in

struct Scene {
    Town town;
    Planted planted;
    std::vector<Incident> incidents;
};

Scene scene_of(std::uint64_t seed)
{
    const SynthOptions options{.seed = seed, .addresses = 3'000, .incidents = 12'000, .months = months};
    const Lattice lattice(options.addresses, Random(options.seed, stream_lattice));
    Scene scene{build_town(lattice, options), {}, {}};
    scene.planted = plant(lattice, scene.town, options.months, Random(options.seed, stream_hotspots));
    scene.incidents = draw_incidents(scene.town, scene.planted, options);
    return scene;
}

AreaSet wards_of(const Town& town)
{
    AreaSet set;
    for (const Ward& ward : town.wards) {
        set.areas.push_back(
            {ward.code, ward.name, static_cast<double>(ward.population), {{{ward.ring, {}}}}});
    }
    return set;
}

/// The last half-year against the same months a year before, so that no season is taken for a change.
AreaTable half_years_compared(const Scene& scene, const AreaSet& wards)
{
    const Period after{day_after_months(months - 6), day_after_months(months)};
    const Period before{day_after_months(months - 18), day_after_months(months - 12)};
    const AreaIndex index(wards);
    std::vector<std::int32_t> current;
    std::vector<std::int32_t> previous;
    for (const Incident& incident : scene.incidents) {
        if (incident.theme != Theme::asb || !has_place(incident)) {
            continue;
        }
        if (after.contains(incident.from)) {
            current.push_back(index.find(position_of(scene.town, incident)));
        } else if (before.contains(incident.from)) {
            previous.push_back(index.find(position_of(scene.town, incident)));
        }
    }
    return area_table(wards, current, ComparisonCounts{previous, before.days(), after.days()});
}

TEST(PlantedEffects, ARiseOfSixtyPerCentIsFlaggedInNinetyFiveOfAHundredTownsAndUnchangedWardsAreNot)
{
    constexpr int towns = 100;
    int found = 0;
    int unchanged = 0;
    int false_alarms = 0;
    for (std::uint64_t seed = 7'001; seed < 7'001 + towns; ++seed) {
        const Scene scene = scene_of(seed);
        const AreaSet wards = wards_of(scene.town);
        for (const AreaRow& row : half_years_compared(scene, wards).rows) {
            const bool is_flagged = change_words(row.change.value()) != "within normal variation";
            if (row.area == static_cast<std::uint32_t>(scene.planted.rising_ward)) {
                found += is_flagged && row.change->rate_ratio > 1 ? 1 : 0;
            } else {
                ++unchanged;
                false_alarms += is_flagged ? 1 : 0;
            }
        }
    }
    std::printf("rising wards flagged: %d of %d; unchanged wards flagged: %d of %d\n", found, towns,
                false_alarms, unchanged);
    EXPECT_GE(found, 95);
    EXPECT_LE(static_cast<double>(false_alarms), 0.06 * unchanged);
}

TimeProfile profile_of(const Scene& scene, Theme theme)
{
    std::vector<TimeSpan> times;
    for (const Incident& incident : scene.incidents) {
        if (incident.theme == theme && !incident.is_time_missing) {
            times.push_back({incident.from, incident.from, TimePrecision::second});
        }
    }
    return time_profile(times);
}

TEST(PlantedEffects, EveningPeaksAndTheNightsOfTheCircuitAreFoundInEveryTown)
{
    for (std::uint64_t seed = 7'001; seed < 7'021; ++seed) {
        const Scene scene = scene_of(seed);
        EXPECT_EQ(peak_window_text(peak_window(profile_of(scene, Theme::car_cruising), 6)),
                  "Friday to Sunday 20:00–02:00")
            << seed;
        const PeakWindow evening = peak_window(profile_of(scene, Theme::asb), 4);
        EXPECT_GE(evening.hour_from, 18) << seed;
        EXPECT_LE(evening.hour_from, 20) << seed;
    }
}

}  // namespace
}  // namespace wardmap::synth
