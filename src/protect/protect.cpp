#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "telling_breaks.hpp"
#include "wardmap/disclosure.hpp"
#include "wardmap/error.hpp"
#include "wardmap/make_layers.hpp"

namespace wardmap {

namespace {

struct NamedProfile {
    Profile profile;
    std::string_view name;
};
constexpr std::array<NamedProfile, 3> profiles = {
    {{Profile::internal, "internal"}, {Profile::partner, "partner"}, {Profile::open_public, "public"}}};

/// A count of 1 or 2; a count of shared-out incidents of more than none and less than 3.
bool is_small(const Value& value)
{
    const auto number = value_number(value);
    return number && *number > 0 && *number < 3;
}

const FieldEntry& known_field(const Field& field, const std::string& table)
{
    const FieldEntry* entry = find_field(field.name);
    if (entry == nullptr) {
        throw Error(ErrorKind::disclosure, table,
                    "it is not known what the field '" + field.name + "' tells about people",
                    "add the field to the dictionary, or write with the profile 'internal'");
    }
    return *entry;
}

/// Removes the columns for which `drop` says so.
template <typename Drop>
void drop_fields(FeatureTable& table, const Drop& drop)
{
    std::vector<std::size_t> kept;
    for (std::size_t i = 0; i < table.fields.size(); ++i) {
        if (!drop(known_field(table.fields[i], table.name))) {
            kept.push_back(i);
        }
    }
    if (kept.size() == table.fields.size()) {
        return;
    }
    const auto keep = [&kept](auto& items) {
        for (std::size_t k = 0; k < kept.size(); ++k) {
            if (kept[k] != k) {
                items[k] = std::move(items[kept[k]]);
            }
        }
        items.resize(kept.size());
    };
    keep(table.fields);
    for (Feature& feature : table.features) {
        keep(feature.values);
    }
}

/// For each field, the columns (itself included if it is a count) whose small count hides it.
std::vector<std::vector<std::size_t>> hiding_columns(const FeatureTable& table)
{
    std::vector<std::vector<std::size_t>> result;
    for (std::size_t i = 0; i < table.fields.size(); ++i) {
        const FieldEntry& entry = known_field(table.fields[i], table.name);
        std::vector<std::size_t> columns;
        if (entry.nature == FieldNature::count) {
            columns.push_back(i);
        }
        for (const std::string& count : entry.gives_away) {
            if (const auto index = table.field_index(count)) {
                columns.push_back(*index);
            }
        }
        result.push_back(std::move(columns));
    }
    return result;
}

/// Returns whether anything was hidden.
bool hide_small_counts(FeatureTable& table)
{
    const auto hiding = hiding_columns(table);
    bool any = false;
    std::vector<std::size_t> hidden;
    for (Feature& feature : table.features) {
        hidden.clear();  // first look at the whole row, then hide: a hidden count still hides others
        for (std::size_t i = 0; i < hiding.size(); ++i) {
            if (std::ranges::any_of(hiding[i], [&](std::size_t c) { return is_small(feature.values[c]); })) {
                hidden.push_back(i);
            }
        }
        for (const std::size_t i : hidden) {
            feature.values[i] = {};
        }
        any = any || !hidden.empty();
    }
    return any;
}

bool protect_table(FeatureTable& table)
{
    drop_fields(table, [](const FieldEntry& entry) {
        return entry.nature == FieldNature::reporter || entry.nature == FieldNature::free_text;
    });
    return hide_small_counts(table);
}

/// Numbers of incidents in a raster's metadata are counts like any other.
void protect_metadata(RasterLayer& raster)
{
    for (auto& [key, value] : raster.metadata) {
        if (key.starts_with("INCIDENTS_") && is_small(Value{value})) {
            value = "1 or 2";
        }
    }
}

LayerSet for_partner(LayerSet layers)
{
    for (RasterLayer& raster : layers.rasters) {
        protect_metadata(raster);
    }
    for (Layer& layer : layers.layers) {
        protection::refuse_telling_breaks(layer);  // by sizes of areas, before anything is hidden
        if (protect_table(layer.table)) {
            layer.description += " Counts of 1 and 2, and what follows from them, are hidden.";
            renew_classes(layer);
        }
    }
    for (FeatureTable& table : layers.tables) {
        protect_table(table);
    }
    return layers;
}

}  // namespace

std::optional<Profile> profile_named(std::string_view name) noexcept
{
    const auto* found = std::ranges::find(profiles, name, &NamedProfile::name);
    if (found == profiles.end()) {
        return std::nullopt;
    }
    return found->profile;
}

std::string_view profile_name(Profile profile) noexcept
{
    const auto* found = std::ranges::find(profiles, profile, &NamedProfile::profile);
    return found == profiles.end() ? std::string_view{} : found->name;
}

LayerSet protect(LayerSet layers, const DisclosureOptions& options)
{
    switch (options.profile) {
        case Profile::internal:
            return layers;
        case Profile::partner:
            return for_partner(std::move(layers));
        case Profile::open_public:
            break;
    }
    throw Error(ErrorKind::disclosure, "profile", "layers of a result are not public, however they are cut",
                "make a public release of them: wardmap protect, or wardmap run --profile public");
}

}  // namespace wardmap
