#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

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

TEST(Protect, classes_that_the_study_froze_stay_as_they_are)
{
    LayerSet set = samples::layers();
    LayerContext context = samples::context();
    context.frozen.wards = {0.5, 12};
    set.layers.at(1) = wards_layer(samples::wards(), samples::ward_rows(), context);
    const Style& style = protect(set, {.profile = Profile::partner}).layers.at(1).style;
    EXPECT_EQ(class_breaks(style), context.frozen.wards);
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
