#include "wardmap/context_layers.hpp"

#include <gtest/gtest.h>

#include "wardmap/error.hpp"

namespace wardmap {
namespace {

const BoxM town{0, 0, 1000, 1000};

FeatureTable lines(std::vector<MultiLine> all)
{
    FeatureTable table;
    table.kind = GeometryKind::line;
    table.fields = {dictionary_field("name")};
    for (MultiLine& line : all) {
        table.features.push_back({std::move(line), {std::string("High Street")}});
    }
    return table;
}

TEST(ContextLayers, kinds_have_names_and_only_those)
{
    for (const auto kind : {ContextKind::green, ContextKind::water, ContextKind::buildings,
                            ContextKind::railways, ContextKind::roads}) {
        EXPECT_EQ(context_kind_named(context_kind_name(kind)), kind);
    }
    EXPECT_FALSE(context_kind_named("road"));
}

TEST(ContextLayers, lines_are_cut_to_the_segments_that_touch_the_town_and_the_rest_is_left_out)
{
    const Layer layer =
        context_layer(ContextKind::roads,
                      lines({{{{{-5000, 500}, {-4000, 500}, {500, 500}, {1500, 500}, {9000, 500}}}},
                             {{{{2000, 0}, {2000, 900}}}}}),
                      town);
    ASSERT_EQ(layer.table.features.size(), 1U);
    EXPECT_EQ(std::get<MultiLine>(layer.table.features[0].geometry),
              (MultiLine{{{{-4000, 500}, {500, 500}, {1500, 500}}}}));
    EXPECT_EQ(value_text(layer.table.features[0].values[0]), "High Street");
    EXPECT_EQ(layer.table.name, "context_roads");
}

TEST(ContextLayers, polygons_stay_whole_where_they_reach_into_the_town)
{
    FeatureTable table;
    table.kind = GeometryKind::polygon;
    const MultiPolygon lake{{box_polygon({900, 900, 5000, 5000})}};
    table.features = {{lake, {}}, {MultiPolygon{{box_polygon({2000, 2000, 3000, 3000})}}, {}}};
    const Layer layer = context_layer(ContextKind::water, table, town);
    ASSERT_EQ(layer.table.features.size(), 1U);
    EXPECT_EQ(std::get<MultiPolygon>(layer.table.features[0].geometry), lake);
    EXPECT_EQ(layer.style.stroke_mm, 0);
}

TEST(ContextLayers, a_name_too_long_for_a_map_is_no_name_and_points_are_refused)
{
    FeatureTable table = lines({{{{{1, 1}, {2, 2}}}}});
    table.features[0].values[0] = std::string(300, 'x');
    EXPECT_TRUE(std::holds_alternative<std::monostate>(
        context_layer(ContextKind::roads, table, town).table.features[0].values[0]));
    table.kind = GeometryKind::point;
    EXPECT_THROW(static_cast<void>(context_layer(ContextKind::roads, table, town)), Error);
}

}  // namespace
}  // namespace wardmap
