#include "wardmap/make_layers.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <set>

#include "colours.hpp"
#include "layer_table.hpp"
#include "reference/sample_layers.hpp"
#include "styles.hpp"
#include "wardmap/error.hpp"

namespace wardmap {
namespace {

const Value& value_of(const Layer& layer, std::size_t feature, std::string_view field)
{
    return layer.table.features.at(feature).values.at(layer.table.field_index(field).value());
}

/// Number of classes that a value falls in by what StyleClass promises.
int classes_with(const Style& style, const Value& value)
{
    int found = 0;
    for (std::size_t i = 0; i < style.classes.size(); ++i) {
        const StyleClass& c = style.classes[i];
        if (style.kind == Style::Kind::single) {
            ++found;
        } else if (style.kind == Style::Kind::categorised) {
            found += c.category == value ? 1 : 0;
        } else if (const auto number = value_number(value)) {
            const bool last = i + 1 == style.classes.size();
            found += *number >= c.lower && (*number < c.upper || (last && *number <= c.upper)) ? 1 : 0;
        }
    }
    return found;
}

TEST(FieldDictionary, is_sorted_and_has_every_name_and_short_name_once)
{
    std::set<std::string> short_names;
    std::string previous;
    for (const FieldEntry& entry : field_dictionary()) {
        const Field& field = entry.field;
        EXPECT_LT(previous, field.name);
        previous = field.name;
        std::string folded = field.short_name;
        std::ranges::transform(folded, folded.begin(), [](unsigned char c) { return std::tolower(c); });
        EXPECT_TRUE(short_names.insert(folded).second) << field.short_name;
        EXPECT_GE(field.short_name.size(), 1U);
        EXPECT_LE(field.short_name.size(), 10U) << field.short_name;
        EXPECT_TRUE(std::ranges::all_of(field.short_name,
                                        [](unsigned char c) { return std::isalnum(c) || c == '_'; }));
        EXPECT_FALSE(field.label.empty());
        EXPECT_TRUE(entry.meaning.ends_with("."));
        for (const std::string& count : entry.gives_away) {
            ASSERT_NE(find_field(count), nullptr) << count;
            EXPECT_EQ(find_field(count)->nature, FieldNature::count);
        }
    }
}

TEST(FieldDictionary, refuses_a_name_that_it_does_not_hold)
{
    EXPECT_EQ(dictionary_field("ward_id").short_name, "ward_id");
    EXPECT_THROW((void)dictionary_field("ward_idx"), Error);
}

TEST(MakeLayers, every_layer_has_fields_of_the_dictionary_and_one_value_for_each)
{
    for (const Layer& layer : samples::layers().layers) {
        EXPECT_FALSE(layer.title.empty());
        EXPECT_FALSE(layer.description.empty());
        for (const Feature& feature : layer.table.features) {
            EXPECT_EQ(feature.values.size(), layer.table.fields.size());
        }
        for (const Field& field : layer.table.fields) {
            EXPECT_EQ(field.short_name, dictionary_field(field.name).short_name);
        }
        if (!layer.style.field.empty()) {
            EXPECT_TRUE(layer.table.field_index(layer.style.field));
        }
        if (!layer.style.label_field.empty()) {
            EXPECT_TRUE(layer.table.field_index(layer.style.label_field));
        }
    }
}

TEST(MakeLayers, every_feature_is_in_exactly_one_class_of_its_style)
{
    for (const Layer& layer : samples::layers().layers) {
        const auto index = layer.table.field_index(layer.style.field);
        for (const Feature& feature : layer.table.features) {
            EXPECT_EQ(classes_with(layer.style, index ? feature.values[*index] : Value{}), 1)
                << layer.table.name;
        }
    }
}

TEST(MakeLayers, graduated_labels_carry_the_unit)
{
    const LayerSet set = samples::layers();
    for (const StyleClass& c : set.rasters.front().style.classes) {
        EXPECT_TRUE(c.label.ends_with("incidents per km²")) << c.label;
    }
    for (const Layer& layer : set.layers) {
        if (layer.style.kind != Style::Kind::graduated) {
            continue;
        }
        EXPECT_FALSE(layer.style.unit.empty());
        for (const StyleClass& c : layer.style.classes) {
            EXPECT_TRUE(c.label.ends_with(layer.style.unit)) << c.label;
        }
    }
}

TEST(MakeLayers, raster_and_contours_are_drawn_with_the_same_classes)
{
    const LayerSet set = samples::layers();
    const Style& raster = set.rasters.front().style;
    const Style& bands = set.layers.at(2).style;
    ASSERT_EQ(raster.classes.size(), bands.classes.size());
    for (std::size_t i = 0; i < raster.classes.size(); ++i) {
        EXPECT_EQ(raster.classes[i].lower, bands.classes[i].lower);
        EXPECT_EQ(raster.classes[i].fill, bands.classes[i].fill);
    }
}

TEST(MakeLayers, snap_points_make_every_title_approximate)
{
    LayerContext context = samples::context();
    EXPECT_EQ(wards_layer({}, {}, context).title.find("approximate"), std::string::npos);
    context.approximate = true;
    EXPECT_NE(wards_layer({}, {}, context).title.find("approximate"), std::string::npos);
    EXPECT_NE(hotspots_layer({}, {}, context).title.find("approximate"), std::string::npos);
    EXPECT_NE(
        density_raster_layer(samples::raster(), {.bandwidth_m = 300}, {}, context).title.find("approximate"),
        std::string::npos);
}

TEST(MakeLayers, wards_are_drawn_by_rate_and_without_population_by_density)
{
    AreaTable rows = samples::ward_rows();
    EXPECT_EQ(wards_layer(samples::wards(), rows, samples::context()).style.field, "rate_per_1000");
    rows.rows[1].rate_per_1000.reset();
    EXPECT_EQ(wards_layer(samples::wards(), rows, samples::context()).style.field, "density_per_km2");
}

TEST(MakeLayers, numbers_are_rounded_to_the_decimals_of_their_field)
{
    const Layer layer = wards_layer(samples::wards(), samples::ward_rows(), samples::context());
    EXPECT_EQ(value_of(layer, 0, "share_pct"), Value{65.57});
    EXPECT_EQ(value_of(layer, 0, "rate_high"), Value{30.12});
}

TEST(MakeLayers, a_change_from_nothing_has_no_ratio)
{
    AreaTable rows = samples::ward_rows();
    CountChange change;
    change.rate_ratio = std::numeric_limits<double>::infinity();
    change.ratio_interval = {1.5, std::numeric_limits<double>::infinity()};
    rows.rows[0].change = change;
    const Layer layer = wards_layer(samples::wards(), rows, samples::context());
    EXPECT_EQ(value_of(layer, 0, "change_ratio"), Value{});
    EXPECT_EQ(value_of(layer, 0, "change_low"), Value{1.5});
    EXPECT_EQ(value_of(layer, 0, "change_high"), Value{});
}

TEST(MakeLayers, cells_report_p_and_q_of_the_side_they_are_on)
{
    CellGrid grid = samples::grid();
    std::vector<GiStarCell> cells = samples::gi_star_cells();
    cells[0].neighbourhood = 30;
    cells[0].p_hot = 0.001;
    cells[0].p_cold = 0.999;
    cells[1].neighbourhood = 3;
    cells[1].p_hot = 0.99;
    cells[1].p_cold = 0.02;
    const Layer layer = cells_layer(grid, cells, samples::context());
    EXPECT_EQ(value_of(layer, 0, "hs_p"), Value{0.001});
    EXPECT_EQ(value_of(layer, 1, "hs_p"), Value{0.02});
}

TEST(MakeLayers, unknown_reporters_are_no_value_and_not_zero)
{
    const Layer layer = blocks_layer(samples::blocks(), samples::block_rows(), samples::context());
    EXPECT_EQ(value_of(layer, 0, "reporters"), Value{std::int64_t{5}});
    EXPECT_EQ(value_of(layer, 1, "reporters"), Value{});
}

TEST(MakeLayers, block_markers_grow_with_the_class)
{
    std::vector<BlockRow> rows(2);
    rows[0].count = 3;
    rows[1].block = 1;
    rows[1].count = 9;
    const Layer layer = blocks_layer(samples::blocks(), rows, samples::context());
    ASSERT_EQ(layer.style.classes.size(), 2U);
    EXPECT_LT(layer.style.classes[0].marker_mm, layer.style.classes[1].marker_mm);
}

TEST(MakeLayers, a_time_table_has_168_rows_that_add_up_to_the_incidents)
{
    TimeProfile profile;
    profile.incidents = 42;
    for (double& w : profile.weight) {
        w = 0.25;
    }
    const FeatureTable table = time_table(profile, samples::context());
    ASSERT_EQ(table.features.size(), 168U);
    double sum = 0;
    for (const Feature& feature : table.features) {
        sum += value_number(feature.values[3]).value();
    }
    EXPECT_DOUBLE_EQ(sum, 42);
    EXPECT_EQ(table.features[25].values[1], Value{std::string("Tuesday")});
    EXPECT_EQ(table.features[25].values[2], Value{std::int64_t{1}});
}

TEST(MakeLayers, patrol_circles_have_the_stated_size)
{
    const std::vector<PatrolPlace> places = {{1, {100, 200}, 75, 9, 0.5}};
    const Layer layer = patrol_layer(places, samples::context());
    const auto& shape = std::get<MultiPolygon>(layer.table.features[0].geometry);
    EXPECT_NEAR(area_m2(shape), 3.14159265 * 75 * 75, 75 * 75 * 0.01);
    for (const PointM& p : shape.parts[0].outer) {
        EXPECT_NEAR(distance_m(p, {100, 200}), 75, 1e-9);
    }
    EXPECT_GT(signed_area_m2(shape.parts[0].outer), 0);
}

TEST(Styles, classes_of_counts_hold_about_equal_numbers_and_zero_apart)
{
    FeatureTable table = layers::table_of("t", GeometryKind::none, {"incidents"});
    for (const int n : {0, 0, 0, 1, 1, 2, 3, 4, 5, 8, 13, 100}) {
        layers::add_row(table, {}, {std::int64_t{n}});
    }
    const Style style = layers::quantile_style(table, {"incidents", "Incidents", "incidents"}, 3);
    ASSERT_EQ(style.classes.size(), 4U);
    EXPECT_EQ(style.classes[0].label, "0 incidents");
    EXPECT_EQ(style.classes[1].label, "1 to 2 incidents");
    EXPECT_EQ(style.classes[2].label, "3 to 7 incidents");
    EXPECT_EQ(style.classes[3].label, "8 to 100 incidents");
    for (const Feature& feature : table.features) {
        EXPECT_EQ(classes_with(style, feature.values[0]), 1);
    }
}

TEST(Styles, frozen_classes_are_the_same_whatever_the_values)
{
    const std::vector<double> breaks = {2, 5};
    const layers::Measure measure{"incidents", "Incidents", "incidents"};
    for (const auto& counts : {std::vector<int>{0, 1, 2, 4, 5, 900}, std::vector<int>{3}}) {
        FeatureTable table = layers::table_of("t", GeometryKind::none, {"incidents"});
        for (const int n : counts) {
            layers::add_row(table, {}, {std::int64_t{n}});
        }
        const Style style = layers::frozen_style(table, measure, breaks);
        ASSERT_EQ(style.classes.size(), 3U);
        EXPECT_EQ(style.classes[0].label, "0 to 1 incidents");
        EXPECT_EQ(style.classes[1].label, "2 to 4 incidents");
        EXPECT_EQ(style.classes[2].label, "5 or more incidents");
        EXPECT_EQ(class_breaks(style), breaks);
        for (const Feature& feature : table.features) {
            EXPECT_EQ(classes_with(style, feature.values[0]), 1);
        }
    }
}

TEST(MakeLayers, breaks_of_a_map_freeze_the_classes_of_wards_and_blocks_of_the_next)
{
    LayerContext context = samples::context();
    const Layer wards = wards_layer(samples::wards(), samples::ward_rows(), context);
    const Layer blocks = blocks_layer(samples::blocks(), samples::block_rows(), context);
    context.frozen = {.density_per_km2 = {},
                      .monthly_density_per_km2 = {},
                      .wards = class_breaks(wards.style),
                      .blocks = class_breaks(blocks.style)};
    AreaTable other = samples::ward_rows();
    for (AreaRow& row : other.rows) {
        *row.rate_per_1000 *= 3;
    }
    const Layer next = wards_layer(samples::wards(), other, context);
    EXPECT_TRUE(next.style.is_frozen);
    EXPECT_FALSE(wards.style.is_frozen);
    EXPECT_EQ(class_breaks(next.style), class_breaks(wards.style));
    EXPECT_EQ(next.style.classes.back().label, "20 or more per 1,000 residents");
    EXPECT_EQ(next.style.classes.back().fill, wards.style.classes.back().fill);
    const Layer next_blocks = blocks_layer(samples::blocks(), samples::block_rows(), context);
    EXPECT_EQ(class_breaks(next_blocks.style), (std::vector<double>{12}));
    EXPECT_LT(next_blocks.style.classes[0].marker_mm, next_blocks.style.classes[1].marker_mm);
}

TEST(Styles, a_class_that_begins_next_to_nothing_says_up_to)
{
    const std::vector<double> breaks = {1.3858894954974206e-06, 12.14, 30.4};
    const Style style = layers::break_style(breaks, {"density_from", "Density", "incidents per km²"});
    ASSERT_EQ(style.classes.size(), 3U);
    EXPECT_EQ(style.classes[0].label, "up to 12.1 incidents per km²");
    EXPECT_EQ(style.classes[0].lower, breaks[0]);
    EXPECT_EQ(style.classes[1].label, "12.1 to 30.4 incidents per km²");
    EXPECT_EQ(style.classes[2].label, "30.4 or more incidents per km²");
}

TEST(Styles, a_comparison_is_blue_below_no_change_and_orange_above_it)
{
    const layers::Measure measure{"density_from", "Density compared", "log ratio"};
    const std::vector<double> breaks = {-1.84, -std::numbers::ln2, -0.2, 0.2, std::numbers::ln2, 1.1};
    const Style style = layers::comparison_style(breaks, Comparison::log_ratio, measure);
    ASSERT_EQ(style.classes.size(), 6U);
    EXPECT_EQ(style.classes[0].label, "-1.84 to -0.693 log ratio: 0.159 to 0.5 times");
    EXPECT_EQ(style.classes[5].label, "1.1 or more log ratio: 3 or more times");
    EXPECT_EQ(style.classes[2].fill.alpha, 0);
    for (const std::size_t i : {0U, 1U}) {
        EXPECT_GT(style.classes[i].fill.blue, style.classes[i].fill.red);
    }
    for (const std::size_t i : {3U, 4U, 5U}) {
        EXPECT_GT(style.classes[i].fill.red, style.classes[i].fill.blue);
    }
    // As far from no change, as dark: the second step down is as dark as the second of three up.
    EXPECT_EQ(style.classes[0].fill, layers::change_colour(false, 2, 3));
    EXPECT_EQ(style.classes[4].fill, layers::change_colour(true, 2, 3));
    EXPECT_EQ(style.classes[5].fill, layers::hotspot_colours(false).back());

    const std::vector<double> ratios = {0, 1 / 1.25, 1.25};
    const Style ratio = layers::comparison_style(ratios, Comparison::ratio, measure);
    EXPECT_EQ(ratio.classes[0].label, "0 to 0.8 times");
    EXPECT_EQ(ratio.classes[1].fill.alpha, 0);
    const std::vector<double> differences = {-5, 0, 5};
    const Style difference = layers::comparison_style(differences, Comparison::difference,
                                                      {"density_from", "", "incidents per km², difference"});
    EXPECT_EQ(difference.classes[0].label, "-5 to 0 incidents per km², difference");
    EXPECT_EQ(difference.classes[1].fill, layers::change_colour(true, 1, 2));
}

TEST(Styles, a_layer_without_features_or_with_zeros_only_has_a_style)
{
    FeatureTable table = layers::table_of("t", GeometryKind::none, {"incidents"});
    const layers::Measure measure{"incidents", "Incidents", "incidents"};
    EXPECT_TRUE(layers::quantile_style(table, measure, 5).classes.empty());
    layers::add_row(table, {}, {std::int64_t{0}});
    const Style style = layers::quantile_style(table, measure, 5);
    ASSERT_EQ(style.classes.size(), 1U);
    EXPECT_EQ(classes_with(style, Value{std::int64_t{0}}), 1);
}

double lightness(Colour c) { return 0.2126 * c.red + 0.7152 * c.green + 0.0722 * c.blue; }

TEST(Styles, colours_keep_their_order_in_black_and_white)
{
    for (const std::size_t count : {2U, 3U, 5U, 9U}) {
        const std::vector<Colour> colours = layers::sequential_colours(count);
        for (std::size_t i = 1; i < count; ++i) {
            EXPECT_LT(lightness(colours[i]) + 8, lightness(colours[i - 1])) << count << " " << i;
        }
    }
    const auto& classes = layers::hotspot_colours(false);
    for (std::size_t i = 0; i < 3; ++i) {
        EXPECT_LT(lightness(classes[i]), lightness(classes[i + 1]));
        EXPECT_GT(lightness(classes[3 + i]), lightness(classes[4 + i]));
    }
}

TEST(Styles, esri_colours_are_esris)
{
    const Style style = layers::hotspot_class_style(true);
    ASSERT_EQ(style.classes.size(), 7U);
    const char* const expected[] = {"#4575B5", "#849EBA", "#C0CCBE", "#F7F7F2",
                                    "#FAB984", "#ED7551", "#D62F27"};
    for (std::size_t i = 0; i < 7; ++i) {
        EXPECT_EQ(hex_text(style.classes[i].fill), expected[i]);
    }
}

TEST(LayerTable, refuses_a_value_of_another_type_and_a_row_of_another_length)
{
    FeatureTable table = layers::table_of("t", GeometryKind::none, {"incidents"});
    EXPECT_THROW(layers::add_row(table, {}, {1.5}), Error);
    EXPECT_THROW(layers::add_row(table, {}, {}), Error);
    EXPECT_THROW((void)layers::table_of("t", GeometryKind::none, {"no_such_field"}), Error);
}

TEST(MakeLayers, a_frozen_density_class_without_area_keeps_its_colour_number_and_legend)
{
    const std::vector<ContourBand> all = samples::bands();
    const std::vector<ContourBand> without_middle = {all.front(), all.back()};
    const std::vector<double> breaks = {all[0].lower, all[1].lower, all[2].lower};
    const Layer full = density_layer(all, samples::context(), {.breaks = breaks});
    const Layer gap = density_layer(without_middle, samples::context(), {.breaks = breaks});
    ASSERT_EQ(gap.style.classes.size(), 3U);
    for (std::size_t i = 0; i < 3; ++i) {
        EXPECT_EQ(gap.style.classes[i].fill, full.style.classes[i].fill);
        EXPECT_EQ(gap.style.classes[i].label, full.style.classes[i].label);
    }
    const auto number = gap.table.field_index("class").value();
    EXPECT_EQ(gap.table.features[0].values[number], Value{std::int64_t{1}});
    EXPECT_EQ(gap.table.features[1].values[number], Value{std::int64_t{3}});
}

}  // namespace
}  // namespace wardmap
