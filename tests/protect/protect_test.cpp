#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <set>

#include "reference/sample_layers.hpp"
#include "wardmap/disclosure.hpp"
#include "wardmap/error.hpp"

namespace wardmap {
namespace {

const Value& at(const FeatureTable& table, std::size_t row, std::string_view field)
{
    return table.features.at(row).values.at(table.field_index(field).value());
}

std::vector<FeatureTable> all_tables(const LayerSet& set)
{
    std::vector<FeatureTable> tables = set.tables;
    for (const Layer& layer : set.layers) {
        tables.push_back(layer.table);
    }
    return tables;
}

TEST(Protect, profiles_have_the_names_of_the_study_file)
{
    for (const Profile profile : {Profile::internal, Profile::partner, Profile::open_public}) {
        EXPECT_EQ(profile_named(profile_name(profile)), profile);
    }
    EXPECT_EQ(profile_named("public"), Profile::open_public);
    EXPECT_FALSE(profile_named("open"));
}

TEST(Protect, internal_keeps_everything)
{
    const LayerSet before = samples::layers();
    const LayerSet after = protect(before, {.profile = Profile::internal});
    ASSERT_EQ(after.layers.size(), before.layers.size());
    for (std::size_t i = 0; i < before.layers.size(); ++i) {
        ASSERT_EQ(after.layers[i].table.fields.size(), before.layers[i].table.fields.size());
        for (std::size_t f = 0; f < before.layers[i].table.features.size(); ++f) {
            EXPECT_EQ(after.layers[i].table.features[f].values, before.layers[i].table.features[f].values);
        }
    }
}

TEST(Protect, layers_of_a_result_are_never_public_themselves)
{
    try {
        (void)protect(samples::layers(), {.profile = Profile::open_public});
        FAIL() << "nothing was thrown";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::disclosure);
    }
}

TEST(Protect, partner_sees_no_reporters_and_no_free_text)
{
    const LayerSet set = protect(samples::layers(), {.profile = Profile::partner});
    for (const FeatureTable& table : all_tables(set)) {
        for (const Field& field : table.fields) {
            const FieldNature nature = find_field(field.name)->nature;
            EXPECT_NE(nature, FieldNature::reporter) << field.name;
            EXPECT_NE(nature, FieldNature::free_text) << field.name;
        }
        for (const Feature& feature : table.features) {
            EXPECT_EQ(feature.values.size(), table.fields.size());
        }
    }
    EXPECT_EQ(at(set.layers.at(5).table, 0, "last_12_months"), Value{std::int64_t{12}});
}

TEST(Protect, partner_sees_no_count_of_1_or_2_and_nothing_computed_from_it)
{
    const LayerSet set = protect(samples::layers(), {.profile = Profile::partner});
    const FeatureTable& wards = set.layers.at(1).table;
    EXPECT_EQ(at(wards, 0, "incidents"), Value{std::int64_t{120}});
    EXPECT_EQ(at(wards, 0, "rate_per_1000"), Value{20.0});
    for (const char* field : {"incidents", "share_pct", "rate_per_1000", "rate_low", "rate_high",
                              "density_per_km2", "change_ratio", "change_p", "change_words"}) {
        EXPECT_EQ(at(wards, 2, field), Value{}) << field;
    }
    EXPECT_EQ(at(wards, 2, "previous"), Value{std::int64_t{100}});
    EXPECT_EQ(at(wards, 2, "population"), Value{std::int64_t{7100}});
    EXPECT_NE(set.layers.at(1).description.find("hidden"), std::string::npos);
}

TEST(Protect, legends_do_not_tell_a_hidden_value)
{
    const LayerSet before = samples::layers();
    const LayerSet after = protect(before, {.profile = Profile::partner});
    // The ward with 2 incidents has the lowest rate, and the lowest class began there.
    EXPECT_EQ(before.layers.at(1).style.classes.front().lower, 0.33);
    const Style& style = after.layers.at(1).style;
    EXPECT_EQ(style.classes.front().lower, 10.17);
    EXPECT_EQ(style.classes.back().upper, 20.0);
    EXPECT_EQ(style.stroke_mm, before.layers.at(1).style.stroke_mm);
    EXPECT_EQ(after.layers.at(2).style.classes.size(), before.layers.at(2).style.classes.size());
}

/// The sample, with frozen classes of wards and blocks.
LayerSet frozen_sample(const FrozenBreaks& breaks)
{
    LayerSet set = samples::layers();
    LayerContext context = samples::context();
    context.frozen = breaks;
    set.layers.at(1) = wards_layer(samples::wards(), samples::ward_rows(), context);
    set.layers.at(5) = blocks_layer(samples::blocks(), samples::block_rows(), context);
    return set;
}

TEST(Protect, classes_that_the_study_froze_stay_as_they_are)
{
    const FrozenBreaks frozen{
        .density_per_km2 = {}, .monthly_density_per_km2 = {}, .wards = {1, 12}, .blocks = {1, 5, 10}};
    const LayerSet set = protect(frozen_sample(frozen), {.profile = Profile::partner});
    EXPECT_EQ(class_breaks(set.layers.at(1).style), frozen.wards);
    EXPECT_EQ(class_breaks(set.layers.at(5).style), frozen.blocks);
}

TEST(Protect, frozen_classes_that_may_be_numbers_of_single_areas_are_refused_with_what_to_write)
{
    struct Case {
        FrozenBreaks frozen;
        std::string where;
        std::string instead;
    };
    const std::vector<Case> cases = {
        {{.density_per_km2 = {}, .monthly_density_per_km2 = {}, .wards = {0.33, 10.17, 11.8}, .blocks = {}},
         "themes.ward_breaks of \"asb\"",
         "multiples of 1, ward_breaks = [1, 10, 12]"},
        {{.density_per_km2 = {}, .monthly_density_per_km2 = {}, .wards = {}, .blocks = {1, 4, 7, 12}},
         "themes.block_breaks of \"asb\"",
         "multiples of 5, block_breaks = [1, 5, 10]"}};
    for (const Case& one : cases) {
        try {
            static_cast<void>(protect(frozen_sample(one.frozen), {.profile = Profile::partner}));
            ADD_FAILURE() << one.where;
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::disclosure);
            EXPECT_EQ(error.where(), one.where);
            EXPECT_NE(error.advice().find(one.instead), std::string::npos) << error.advice();
        }
        const LayerSet internal = protect(frozen_sample(one.frozen), {.profile = Profile::internal});
        EXPECT_TRUE(internal.layers.at(1).style.is_frozen || internal.layers.at(5).style.is_frozen);
    }
}

TEST(Protect, frozen_classes_of_a_surface_belong_to_no_area_and_stay)
{
    LayerContext context = samples::context();
    context.frozen.density_per_km2 = {10.171717, 50.5};
    LayerSet set = samples::layers();
    set.layers.at(2) = density_layer(samples::bands(), context, {.breaks = context.frozen.density_per_km2});
    set = protect(std::move(set), {.profile = Profile::partner});
    EXPECT_EQ(class_breaks(set.layers.at(2).style), context.frozen.density_per_km2);
}

/// Wards of these residents or, without any, square kilometres.
Layer wards_of_sizes(const std::vector<double>& residents, double km2, double frozen)
{
    AreaSet areas;
    AreaTable rows;
    for (std::size_t i = 0; i < residents.size(); ++i) {
        areas.areas.push_back({std::to_string(i), "", residents[i], samples::square(0, 0, 1000)});
        AreaRow row;
        row.area = static_cast<std::uint32_t>(i);
        row.area_km2 = km2;
        row.per_km2 = 1;
        if (residents[i] > 0) {
            row.rate_per_1000 = 1;
        }
        rows.rows.push_back(row);
    }
    LayerContext context = samples::context();
    context.frozen.wards = {frozen};
    return wards_layer(areas, rows, context);
}

bool is_refused(const Layer& wards)
{
    LayerSet set;
    set.layers.push_back(wards);
    try {
        static_cast<void>(protect(set, {.profile = Profile::partner}));
        return false;
    } catch (const Error&) {
        return true;
    }
}

// Rounded to the nearest of them, the rate of any count is that of two others too.
TEST(Protect, frozen_classes_that_pass_are_three_incidents_of_the_smallest_area_apart_or_more)
{
    for (const double smallest : {180.0, 1'500.0, 6'123.0, 20'000.0}) {
        for (const bool has_residents : {true, false}) {
            const double three = 3 * (has_residents ? 1'000 / smallest : 5'000 / smallest);
            const double fine = std::pow(10.0, std::floor(std::log10(three)) - 1);
            double last = 0;
            int passed = 0;
            for (int i = 1; i <= 600; ++i) {
                const double frozen = i * fine;
                const Layer layer = has_residents ? wards_of_sizes({9'000'000, smallest}, 1, frozen)
                                                  : wards_of_sizes({0, 1'000}, smallest / 5'000, frozen);
                if (!is_refused(layer)) {
                    EXPECT_GE(frozen - last, three * (1 - 1e-9)) << smallest << ": " << last;
                    last = frozen;
                    ++passed;
                }
            }
            EXPECT_GE(passed, 6) << smallest << ": not so coarse that nobody can live with it";
        }
    }
}

TEST(Protect, parts_of_a_block_are_hidden_together_because_they_add_up)
{
    const LayerSet set = protect(samples::layers(), {.profile = Profile::partner});
    const FeatureTable& blocks = set.layers.at(5).table;
    for (const char* field : {"by_uprn", "by_address", "by_name", "by_footprint"}) {
        EXPECT_EQ(at(blocks, 0, field), Value{}) << field;
        EXPECT_EQ(at(blocks, 1, field), Value{std::int64_t{0}}) << field;
    }
}

TEST(Protect, a_small_number_of_incidents_is_hidden_in_raster_metadata)
{
    const LayerSet set = protect(samples::layers(), {.profile = Profile::partner});
    EXPECT_EQ(set.rasters.front().metadata.at("INCIDENTS_LEFT_OUT"), "1 or 2");
    EXPECT_EQ(set.rasters.front().metadata.at("INCIDENTS_USED"), "181");
}

TEST(Protect, a_field_that_is_not_in_the_dictionary_is_refused)
{
    LayerSet set = samples::layers();
    set.tables.front().fields.front().name = "caller_phone";
    EXPECT_NO_THROW((void)protect(set, {.profile = Profile::internal}));
    try {
        (void)protect(set, {.profile = Profile::partner});
        FAIL() << "nothing was thrown";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::disclosure);
        EXPECT_NE(error.found().find("caller_phone"), std::string::npos);
    }
}

/// Any table of dictionary fields with any values.
FeatureTable random_table()
{
    FeatureTable table;
    table.name = "t";
    for (const FieldEntry& entry : field_dictionary()) {
        if (*rc::gen::arbitrary<bool>()) {
            table.fields.push_back(entry.field);
        }
    }
    const int rows = *rc::gen::inRange(0, 6);
    for (int r = 0; r < rows; ++r) {
        Feature feature;
        for (const Field& field : table.fields) {
            const std::int64_t n = *rc::gen::inRange(0, 6);
            switch (field.type) {
                case FieldType::integer:
                    feature.values.emplace_back(n);
                    break;
                case FieldType::real:
                    feature.values.emplace_back(static_cast<double>(n));
                    break;
                case FieldType::boolean:
                    feature.values.emplace_back(n > 3);
                    break;
                case FieldType::text:
                    feature.values.emplace_back(std::string(1, 'x'));
                    break;
            }
        }
        table.features.push_back(feature);
    }
    return table;
}

RC_GTEST_PROP(Protect, hides_exactly_small_counts_and_what_gives_them_away, ())
{
    LayerSet set;
    set.tables.push_back(random_table());
    const FeatureTable before = set.tables.front();
    const FeatureTable after = protect(set, {.profile = Profile::partner}).tables.front();
    for (std::size_t row = 0; row < before.features.size(); ++row) {
        std::set<std::string> small;
        for (const Field& field : before.fields) {
            const double n = value_number(at(before, row, field.name)).value_or(0);
            if (find_field(field.name)->nature == FieldNature::count && n > 0 && n < 3) {
                small.insert(field.name);
            }
        }
        for (const Field& field : after.fields) {
            const FieldEntry& entry = *find_field(field.name);
            bool hidden = small.contains(field.name);
            for (const std::string& count : entry.gives_away) {
                hidden = hidden || small.contains(count);
            }
            RC_ASSERT((at(after, row, field.name) == Value{}) == hidden);
            RC_ASSERT(hidden || at(after, row, field.name) == at(before, row, field.name));
        }
    }
}

}  // namespace
}  // namespace wardmap
