#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <iostream>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "hotspot_plan.hpp"
#include "incident_plan.hpp"
#include "incident_text.hpp"
#include "location_text.hpp"
#include "names.hpp"
#include "reference/even_spread_hotspots.hpp"

namespace wardmap::synth {
namespace {

/// A whole invented town with its incidents, as values.
struct Scene {
    SynthOptions options;
    Town town;
    Planted planted;
    std::vector<Incident> incidents;
};

Scene scene_of(const SynthOptions& options)
{
    const Lattice lattice(options.addresses, Random(options.seed, stream_lattice));
    Scene scene{options, build_town(lattice, options), {}, {}};
    scene.planted = plant(lattice, scene.town, options.months, Random(options.seed, stream_hotspots));
    scene.incidents = draw_incidents(scene.town, scene.planted, options);
    return scene;
}

const Scene& demo()
{
    static const Scene scene = scene_of({});
    return scene;
}

int hour_of(const Incident& incident)
{
    const auto day = std::chrono::floor<std::chrono::days>(incident.from);
    return static_cast<int>(std::chrono::floor<std::chrono::hours>(incident.from - day).count());
}

std::vector<reference::PlantedPlace> planted_of(const Scene& scene, Theme theme)
{
    std::vector<reference::PlantedPlace> places;
    for (const PlantedHotspot& hotspot : scene.planted.hotspots) {
        if (hotspot.theme == theme) {
            places.push_back({hotspot.centre, hotspot.radius_m});
        }
    }
    return places;
}

TEST(Incidents, planted_hotspots_are_what_an_exact_test_finds_in_seeds_never_looked_at)
{
    std::map<Theme, std::array<std::size_t, 4>> sums;  // planted, planted found, reported, reported planted
    for (std::uint64_t seed = 9'001; seed <= 9'010; ++seed) {
        const Scene scene = scene_of({.seed = seed});
        MultiPolygon town;
        for (const Ward& ward : scene.town.wards) {
            town.parts.push_back({ward.ring, {}});
        }
        for (const Theme theme : {Theme::asb, Theme::drugs, Theme::car_cruising}) {
            std::vector<PointM> points;
            for (const Incident& incident : scene.incidents) {
                if (incident.theme == theme && has_place(incident)) {
                    points.push_back(position_of(scene.town, incident));
                }
            }
            const reference::Found found = reference::find_planted(town, points, planted_of(scene, theme));
            sums[theme][0] += found.planted;
            sums[theme][1] += found.planted_found;
            sums[theme][2] += found.reported;
            sums[theme][3] += found.reported_planted;
        }
    }
    for (const auto& [theme, counts] : sums) {
        std::cout << theme_name(theme) << ": found " << counts[1] << " of " << counts[0] << " planted; "
                  << counts[3] << " of " << counts[2] << " reported are planted\n";
        EXPECT_GE(static_cast<double>(counts[1]), 0.9 * static_cast<double>(counts[0]));
        EXPECT_GE(static_cast<double>(counts[3]), 0.8 * static_cast<double>(counts[2]));
    }
}

TEST(Incidents, six_asb_four_drugs_and_three_cruising_hotspots_of_150_to_250_metres_are_planted)
{
    for (const std::uint64_t seed : {1U, 2U, 3U, 4U, 5U, 6U, 7U, 8U}) {
        const Scene scene = scene_of({.seed = seed, .incidents = 10});
        std::map<Theme, int> counts;
        for (const PlantedHotspot& hotspot : scene.planted.hotspots) {
            ++counts[hotspot.theme];
            BoxM box;
            for (const PointM corner : hotspot.outline) {
                box.include(corner);
            }
            EXPECT_GE(box.width_m(), 149.8);
            EXPECT_LE(box.width_m(), 250.2);
        }
        EXPECT_EQ(counts,
                  (std::map<Theme, int>{{Theme::asb, 6}, {Theme::drugs, 4}, {Theme::car_cruising, 3}}));
    }
}

TEST(Incidents, of_a_hotspot_happen_within_its_outline)
{
    std::size_t planted = 0;
    for (const Incident& incident : demo().incidents) {
        if (incident.hotspot >= 0) {
            ++planted;
            const PlantedHotspot& hotspot =
                demo().planted.hotspots[static_cast<std::size_t>(incident.hotspot)];
            EXPECT_EQ(hotspot.theme, incident.theme);
            EXPECT_TRUE(
                covers(MultiPolygon{{Polygon{hotspot.outline, {}}}}, position_of(demo().town, incident)));
        }
    }
    EXPECT_GT(planted, 1'500U);
}

TEST(Incidents, between_four_and_six_percent_cannot_be_placed_by_anyone)
{
    for (const std::uint64_t seed : {1U, 2U, 3U}) {
        const Scene scene = scene_of({.seed = seed, .incidents = 20'000});
        const auto lost = std::count_if(
            scene.incidents.begin(), scene.incidents.end(),
            [](const Incident& i) { return i.mess == Mess::blank || i.mess == Mess::not_in_gazetteer; });
        EXPECT_GE(lost, 800);
        EXPECT_LE(lost, 1'200);
    }
}

TEST(Incidents, every_kind_of_mess_occurs_and_most_records_hold_an_address)
{
    std::array<std::size_t, mess_count> counts{};
    for (const Incident& incident : demo().incidents) {
        ++counts.at(static_cast<std::size_t>(incident.mess));
    }
    std::set<std::string_view> names;
    for (std::size_t kind = 0; kind < mess_count; ++kind) {
        EXPECT_GE(counts.at(kind), 50U) << mess_name(static_cast<Mess>(kind));
        names.insert(mess_name(static_cast<Mess>(kind)));
    }
    EXPECT_EQ(names.size(), mess_count);
}

TEST(Incidents, are_in_the_period_in_order_and_never_in_the_hour_that_the_clocks_leave_out)
{
    const Scene scene = scene_of({.incidents = 200'000});
    const CivilMinute change = CivilDay{std::chrono::March / 30 / 2025} + std::chrono::hours{1};
    CivilMinute last{first_day};
    for (const Incident& incident : scene.incidents) {
        EXPECT_GE(incident.from, last);
        EXPECT_LT(incident.from, day_after_months(18));
        EXPECT_FALSE(incident.from >= change && incident.from < change + std::chrono::hours{1});
        last = incident.from;
    }
    EXPECT_EQ(british_minute_text(day_after_months(18)), "01/07/2026 00:00");
}

TEST(Incidents, of_asb_peak_in_the_evening_and_cruising_on_weekend_nights)
{
    std::size_t asb = 0;
    std::size_t asb_evening = 0;
    std::size_t cruising = 0;
    std::size_t cruising_night = 0;
    for (const Incident& incident : demo().incidents) {
        const int hour = hour_of(incident);
        if (incident.theme == Theme::asb) {
            ++asb;
            asb_evening += hour >= 17 ? 1U : 0U;
        } else if (incident.theme == Theme::car_cruising) {
            ++cruising;
            const auto night = std::chrono::floor<std::chrono::days>(incident.from - std::chrono::hours{2});
            const unsigned weekday = std::chrono::weekday{night}.iso_encoding();
            cruising_night += weekday >= 5 && (hour >= 20 || hour < 2) ? 1U : 0U;
        }
    }
    EXPECT_GT(asb_evening, asb / 2);
    EXPECT_GT(cruising_night, cruising * 4 / 5);
}

TEST(Incidents, of_asb_in_the_rising_ward_are_sixty_percent_more_in_the_last_six_months_and_elsewhere_not)
{
    const Scene scene = scene_of({.incidents = 200'000});
    ASSERT_GE(scene.planted.rising_ward, 0);
    std::map<bool, std::array<double, 2>> counts;  // by "rising ward": first six months, last six
    std::vector<std::uint32_t> ward_of_plot(scene.town.plots.size());
    for (const Superblock& superblock : scene.town.superblocks) {
        std::fill(ward_of_plot.begin() + superblock.first_plot, ward_of_plot.begin() + superblock.plot_end,
                  superblock.ward);
    }
    for (const Incident& incident : scene.incidents) {
        if (incident.theme == Theme::asb && has_place(incident)) {
            const bool is_rising =
                ward_of_plot[incident.plot] == static_cast<std::uint32_t>(scene.planted.rising_ward);
            counts[is_rising][0] += incident.from < day_after_months(6) ? 1 : 0;
            counts[is_rising][1] += incident.from >= day_after_months(12) ? 1 : 0;
        }
    }
    EXPECT_NEAR(counts[true][1] / counts[true][0], rise_factor, 0.1);
    EXPECT_NEAR(counts[false][1] / counts[false][0], 1, 0.03);
    EXPECT_EQ(scene_of({.incidents = 10, .months = 11}).planted.rising_ward, -1);
}

TEST(Incidents, of_asb_in_one_block_are_nearly_all_told_by_one_resident)
{
    std::map<std::uint32_t, std::size_t> reports;
    const Block& block = demo().town.blocks[demo().planted.one_caller_block];
    for (const Incident& incident : demo().incidents) {
        if (incident.theme == Theme::asb && has_place(incident) && incident.plot == block.plot) {
            ++reports[incident.reporter];
        }
    }
    std::size_t sum = 0;
    for (const auto& [reporter, count] : reports) {
        sum += count;
    }
    EXPECT_GE(sum, 30U);
    EXPECT_GT(static_cast<double>(reports[home_reporter(demo().planted.caller_row)]),
              0.7 * static_cast<double>(sum));
}

/// All texts of one kind of mess, in the demo town.
template <typename Check>
void for_each_text(Mess mess, const Check& check)
{
    const LocationWriter writer(demo().town);
    Random random(1, 99);
    std::size_t seen = 0;
    for (const Incident& incident : demo().incidents) {
        if (incident.mess == mess) {
            ++seen;
            check(writer.write(incident, random), demo().town.plots[incident.plot], incident);
        }
    }
    EXPECT_GT(seen, 0U);
}

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

TEST(LocationText, clean_holds_street_and_postcode)
{
    for_each_text(Mess::clean, [](const std::string& text, const Plot& plot, const Incident&) {
        EXPECT_TRUE(holds(text, demo().town.street_of(plot).name)) << text;
        EXPECT_TRUE(text.ends_with(demo().town.postcodes[plot.postcode].text)) << text;
    });
}

TEST(LocationText, old_postcode_is_the_terminated_one_and_not_the_live_one)
{
    for_each_text(Mess::old_postcode, [](const std::string& text, const Plot& plot, const Incident&) {
        const Postcode& postcode = demo().town.postcodes[plot.postcode];
        EXPECT_FALSE(postcode.former.empty());
        EXPECT_TRUE(holds(text, postcode.former)) << text;
        EXPECT_FALSE(holds(text, postcode.text)) << text;
    });
}

TEST(LocationText, postcode_confusion_spells_no_postcode_of_the_town)
{
    for_each_text(Mess::postcode_confusion, [](const std::string& text, const Plot& plot, const Incident&) {
        EXPECT_FALSE(holds(text, demo().town.postcodes[plot.postcode].text)) << text;
        EXPECT_TRUE(std::none_of(demo().town.postcodes.begin(), demo().town.postcodes.end(),
                                 [&](const Postcode& p) {
                                     return text.ends_with(p.text) ||
                                            (!p.former.empty() && text.ends_with(p.former));
                                 }))
            << text;
    });
}

TEST(LocationText, typo_is_never_the_true_name_nor_another)
{
    std::set<std::string> streets;
    for (const Street& street : demo().town.streets) {
        streets.insert(street.name);
    }
    for_each_text(Mess::typo, [&](const std::string& text, const Plot& plot, const Incident&) {
        const bool is_numbered = plot.number > 0;
        if (is_numbered) {
            const std::string number = std::to_string(plot.number) + (plot.suffix == '\0' ? "" : "A") + ' ';
            const std::size_t at = text.find(number) + number.size();
            EXPECT_FALSE(streets.contains(text.substr(at, text.find(',', at) - at))) << text;
        }
    });
}

TEST(LocationText, flats_of_a_block_are_told_before_and_behind_its_name)
{
    for_each_text(Mess::flat_before, [](const std::string& text, const Plot& plot, const Incident& incident) {
        const std::string flat = std::to_string(incident.row - plot.first_row);
        const std::string building = demo().town.building_names[static_cast<std::size_t>(plot.building)];
        EXPECT_LT(text.find(flat), text.find(building)) << text;
    });
    for_each_text(Mess::flat_after, [](const std::string& text, const Plot& plot, const Incident& incident) {
        const std::string flat = "lat " + std::to_string(incident.row - plot.first_row);
        const std::string building = demo().town.building_names[static_cast<std::size_t>(plot.building)];
        EXPECT_GT(text.find(flat), text.find(building)) << text;
        EXPECT_TRUE(holds(text, flat)) << text;
    });
}

TEST(LocationText, of_a_place_not_in_the_gazetteer_holds_no_street_locality_or_postcode_of_the_town)
{
    for_each_text(Mess::not_in_gazetteer, [](const std::string& text, const Plot&, const Incident&) {
        for (const Street& street : demo().town.streets) {
            EXPECT_FALSE(holds(text, street.name)) << text;
        }
        for (const std::string& locality : demo().town.localities) {
            EXPECT_FALSE(holds(text, locality)) << text;
        }
        EXPECT_FALSE(holds(text, "ZV")) << text;
    });
}

TEST(LocationText, eastings_northings_and_grid_references_are_the_building_s)
{
    for_each_text(Mess::easting_northing, [](const std::string& text, const Plot& plot, const Incident&) {
        EXPECT_TRUE(holds(text, std::to_string(static_cast<int>(plot.position.x_m)))) << text;
        EXPECT_TRUE(holds(text, std::to_string(static_cast<int>(plot.position.y_m)))) << text;
    });
    // Ordnance Survey's own example, "A guide to coordinate systems in Great Britain": Caister water tower.
    EXPECT_EQ(grid_reference({651'409.9, 313'177.3}), "TG 5140 1317");
    EXPECT_EQ(grid_reference({523'450.0, 224'120.0}), "TL 2345 2412");
    EXPECT_EQ(grid_reference({656'004.0, 222'009.0}), "TM 5600 2200");
}

TEST(LocationText, blank_is_blank_and_block_name_alone_is_a_name_or_alias)
{
    for_each_text(Mess::blank,
                  [](const std::string& text, const Plot&, const Incident&) { EXPECT_EQ(text, ""); });
    for_each_text(Mess::block_name, [](const std::string& text, const Plot& plot, const Incident& incident) {
        EXPECT_EQ(incident.row, plot.first_row);
        std::vector<std::string> names{demo().town.building_names[static_cast<std::size_t>(plot.building)]};
        for (const Block& block : demo().town.blocks) {
            if (&demo().town.plots[block.plot] == &plot) {
                names.insert(names.end(), block.aliases.begin(), block.aliases.end());
            }
        }
        EXPECT_TRUE(std::any_of(names.begin(), names.end(), [&](const std::string& n) {
            return text.starts_with(n);
        })) << text;
    });
}

TEST(IncidentText, a_blank_or_wrong_category_comes_with_notes_and_occurs_in_about_one_of_twelve)
{
    Random random(3, 3);
    const std::set<std::string> wrong{"", "Theft", "Concern for Safety", "Other", "Miscellaneous"};
    for (const Theme theme : {Theme::asb, Theme::drugs, Theme::car_cruising}) {
        int untold = 0;
        for (int i = 0; i < 10'000; ++i) {
            const IncidentText text = write_incident(theme, random);
            if (wrong.contains(text.category)) {
                ++untold;
                EXPECT_FALSE(text.notes.empty());
            }
        }
        EXPECT_NEAR(untold, 800, 140);
    }
}

}  // namespace
}  // namespace wardmap::synth
