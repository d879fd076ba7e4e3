#include "partner_layers.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace wardmap {
namespace {

using Names = std::vector<std::string>;

/// Of layers and tables of these names, those that partners may have.
Names for_partners(const Names& names)
{
    LayerSet set;
    for (const std::string& name : names) {
        Layer layer;
        layer.table.name = name;
        set.layers.push_back(layer);
        set.tables.push_back(layer.table);
    }
    const LayerSet kept =
        layers_for_partners(set, {.theme_ids = {"asb", "car_cruising"}, .context_kinds = {"roads", "water"}});
    Names left;
    for (const Layer& layer : kept.layers) {
        left.push_back(layer.table.name);
    }
    Names tables;
    for (const FeatureTable& table : kept.tables) {
        tables.push_back(table.name);
    }
    EXPECT_EQ(left, tables);
    return left;
}

TEST(PartnerLayers, ATableThatNobodyKnowsIsLeftOut)
{
    EXPECT_EQ(for_partners({"victims_asb", "wards_by_hour_asb", "wards_asb_by_hour", "wards_drugs", "wards",
                            "wards_", "ledger_of_names", ""}),
              Names{});
}

TEST(PartnerLayers, WhatIsMadeForInternalResultsOnlyIsLeftOut)
{
    EXPECT_EQ(for_partners({"place_times_asb", "peaks_asb", "monthly_asb", "seasons_asb", "case_reviews_asb",
                            "rota_asb", "hit_rate", "address_squares"}),
              Names{});
}

TEST(PartnerLayers, AContextLayerThatTheStudyDoesNotReleaseIsLeftOut)
{
    EXPECT_EQ(for_partners({"context_roads", "context_buildings", "context_refuges", "context_",
                            "context_water", "buildings"}),
              (Names{"context_roads", "context_water"}));
}

TEST(PartnerLayers, OfAStudysContextBuildingsStayUnlessItSaysOtherwise)
{
    Study study;
    study.themes.push_back(preset_theme("drugs"));
    study.context.push_back({.kind = ContextKind::roads, .layer = {}, .licence = {}});
    study.context.push_back(
        {.kind = ContextKind::buildings, .layer = {}, .licence = {}, .for_partners = false});
    const PartnerScope scope = partner_scope(study);
    EXPECT_EQ(scope.theme_ids, Names{"drugs"});
    EXPECT_EQ(scope.context_kinds, Names{"roads"});
}

TEST(PartnerLayers, WhatIsForPartnersStays)
{
    const Names names = {"boundary",   "context_roads", "wards_asb",    "density_classes_asb",
                         "cells_asb",  "hotspots_asb",  "clusters_asb", "emerging_cells_car_cruising",
                         "spates_asb", "knox_asb",      "blocks_asb",   "patrol_asb",
                         "times_asb",  "incidents_asb", "surgeries",    "zone",
                         "targets",    "ledger",        "rejected",     "rows_by_ward"};
    EXPECT_EQ(for_partners(names), names);
}

TEST(PartnerLayers, OfTheRastersOnlyTheSurfaceOfTheWholePeriodStays)
{
    LayerSet set;
    set.rasters.resize(4);
    set.rasters[0].name = "density_asb";
    set.rasters[1].name = "density_asb";
    set.rasters[1].month = "2026-03";
    set.rasters[2].name = "density_asb_2026_03";
    set.rasters[3].name = "callers_asb";
    const LayerSet kept = layers_for_partners(set, {.theme_ids = {"asb"}, .context_kinds = {}});
    ASSERT_EQ(kept.rasters.size(), 1U);
    EXPECT_EQ(kept.rasters.front().month, "");
}

}  // namespace
}  // namespace wardmap
