#include "partner_layers.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace wardmap {

namespace {

/// Of the whole study.
constexpr std::array<std::string_view, 7> of_the_study = {"boundary", "surgeries", "zone",        "targets",
                                                          "ledger",   "rejected",  "rows_by_ward"};

/// Of one theme, whose id follows the name. Not here: the times of places, few incidents being behind an hour of one;
/// earlier months and seasons, which give counts away; case reviews, rotas and hit rates of groups of one or two; the
/// squares of the public's maps.
constexpr std::array<std::string_view, 12> of_a_theme = {
    "wards", "density_classes", "cells",  "emerging_cells", "hotspots", "clusters", "spates",
    "knox",  "blocks",          "patrol", "times",          "incidents"};

/// Streets, water and the like. They are the study's own layers, and it says which may leave the house.
constexpr std::string_view of_the_map = "context_";

bool is_of_a_theme(std::string_view name, std::string_view theme_id)
{
    return std::ranges::any_of(of_a_theme, [&](std::string_view kind) {
        return name.starts_with(kind) && name.substr(kind.size()).starts_with('_') &&
               name.substr(kind.size() + 1) == theme_id;
    });
}

bool is_released_context(std::string_view name, const PartnerScope& scope)
{
    return name.starts_with(of_the_map) &&
           std::ranges::find(scope.context_kinds, name.substr(of_the_map.size())) !=
               scope.context_kinds.end();
}

bool is_for_partners(std::string_view name, const PartnerScope& scope)
{
    return std::ranges::find(of_the_study, name) != of_the_study.end() || is_released_context(name, scope) ||
           std::ranges::any_of(scope.theme_ids,
                               [&](const std::string& id) { return is_of_a_theme(name, id); });
}

/// Of the whole period: few incidents stand behind that of a month.
bool is_the_surface(std::string_view name, const PartnerScope& scope)
{
    return std::ranges::any_of(scope.theme_ids,
                               [&](const std::string& id) { return name == "density_" + id; });
}

}  // namespace

PartnerScope partner_scope(const Study& study)
{
    PartnerScope scope;
    for (const ThemeRule& theme : study.themes) {
        scope.theme_ids.push_back(theme.id);
    }
    for (const Study::Context& context : study.context) {
        if (context.for_partners) {
            scope.context_kinds.emplace_back(context_kind_name(context.kind));
        }
    }
    return scope;
}

LayerSet layers_for_partners(LayerSet layers, const PartnerScope& scope)
{
    std::erase_if(layers.layers,
                  [&](const Layer& layer) { return !is_for_partners(layer.table.name, scope); });
    std::erase_if(layers.tables,
                  [&](const FeatureTable& table) { return !is_for_partners(table.name, scope); });
    std::erase_if(layers.rasters, [&](const RasterLayer& raster) {
        return !raster.month.empty() || !is_the_surface(raster.name, scope);
    });
    return layers;
}

}  // namespace wardmap
