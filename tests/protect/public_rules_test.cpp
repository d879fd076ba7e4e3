#include <gtest/gtest.h>

#include <regex>
#include <set>
#include <string>

#include "reference/sample_town.hpp"
#include "wardmap/public_release.hpp"

/// What docs/privacy.md promises of a public release, where no other test names it.
namespace wardmap {
namespace {

using samples::Town;

struct Block {
    const char* name;
    std::int64_t dwellings;
    std::uint64_t incidents;
};

/// The town with blocks in its first ward.
LayerSet with_blocks(const Town& town, const std::vector<Block>& blocks)
{
    std::vector<TowerBlock> towers;
    std::vector<BlockRow> rows;
    for (const Block& block : blocks) {
        TowerBlock tower;
        tower.id = tower.name = block.name;
        tower.dwellings = static_cast<std::uint32_t>(block.dwellings);
        tower.position = {520'100.0 + 100 * static_cast<double>(towers.size()), 220'500};
        BlockRow row;
        row.block = static_cast<std::uint32_t>(towers.size());
        row.count = block.incidents;
        towers.push_back(tower);
        rows.push_back(row);
    }
    LayerSet internal = town.internal();
    internal.layers.push_back(blocks_layer(towers, rows, town.context()));
    return internal;
}

TEST(PublicRules, BlocksAreToldOnlyWhenAskedForAndOnlyThoseOfEightHomesAndEightIncidents)
{
    const Town town{.by_ward = {60, 33}};
    const LayerSet internal =
        with_blocks(town, {{"Large", 8, 8}, {"Few homes", 7, 20}, {"Few incidents", 80, 7}});
    PublicReleaseOptions options = town.options();
    EXPECT_TRUE(samples::published(public_release(internal, options).layers, "block").empty());
    options.publishes_blocks = true;
    const PublicRelease release = public_release(internal, options);
    EXPECT_EQ(samples::published(release.layers, "block"), std::vector<std::string>{"10"});
    for (const FeatureTable& table : samples::all_tables(release.layers)) {
        EXPECT_FALSE(table.name.starts_with("blocks")) << "a layer would tell where they stand";
    }
}

TEST(PublicRules, AMonthIsTheFinestTimeAndNoAreaIsToldByTime)
{
    const Town town{.by_ward = {60, 33}};
    const PublicRelease release = public_release(town.internal(), town.options());
    const std::set<std::string> without_time = {"ward_id",    "ward_name", "incidents_published",
                                                "population", "side_m",    "rate_published",
                                                "heat_class", "name"};
    const std::regex month("[0-9]{4}-[0-9]{2}");
    for (const FeatureTable& table : samples::all_tables(release.layers)) {
        if (table.name != "published_numbers") {
            for (const Field& field : table.fields) {
                EXPECT_TRUE(without_time.contains(field.name)) << table.name << ": " << field.name;
            }
            continue;
        }
        const std::size_t part = table.field_index("part").value();
        const std::size_t name = table.field_index("name").value();
        for (const Feature& number : table.features) {
            const std::string of = value_text(number.values[part]);
            const std::string text = value_text(number.values[name]);
            EXPECT_EQ(of == "month", std::regex_match(text, month)) << of << ": " << text;
            EXPECT_TRUE(of == "all" || of == "ward" || of == "month") << of;
        }
    }
    EXPECT_EQ(samples::published(release.layers, "month").size(), 6U);
}

TEST(PublicRules, TheMapHasNoRasterAndAtMostFiveClassesOnSquaresOf250MetresOrMore)
{
    const Town town{.by_ward = {900, 300, 90, 33, 0, 4}};
    LayerSet internal = town.internal();
    internal.layers.push_back(cells_layer(samples::grid(), samples::gi_star_cells(), town.context()));  // Gi*
    internal.rasters.push_back(samples::layers().rasters.front());
    PublicRelease release = public_release(internal, town.options());
    EXPECT_TRUE(release.layers.rasters.empty());
    std::set<std::string> names;
    for (const Layer& layer : release.layers.layers) {
        names.insert(layer.table.name);
    }
    EXPECT_EQ(names, (std::set<std::string>{"boundary", "heat_asb", "wards_asb"}));
    const Layer& heat = samples::layer_of(release.layers, "heat_asb");
    EXPECT_EQ(heat.style.classes.size(), 5U) << "as many as there may be";
    std::set<std::string> classes;
    for (const Feature& square : heat.table.features) {
        const BoxM box = bounds(square.geometry);
        EXPECT_GE(box.width_m(), 250);
        classes.insert(value_text(square.values[heat.table.field_index("heat_class").value()]));
    }
    EXPECT_LE(classes.size(), 5U);
}

}  // namespace
}  // namespace wardmap
