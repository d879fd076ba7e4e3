#include "field_document.hpp"

#include <fmt/format.h>

#include <string_view>
#include <vector>

#include "wardmap/cluster_layers.hpp"
#include "wardmap/make_layers.hpp"

namespace wardmap::layers {

namespace {

std::string_view type_words(FieldType type)
{
    switch (type) {
        case FieldType::integer:
            return "whole number";
        case FieldType::real:
            return "number";
        case FieldType::boolean:
            return "yes or no";
        case FieldType::text:
            break;
    }
    return "text";
}

std::string_view kind_words(GeometryKind kind)
{
    switch (kind) {
        case GeometryKind::point:
            return "points";
        case GeometryKind::line:
            return "lines";
        case GeometryKind::polygon:
            return "polygons";
        case GeometryKind::none:
            break;
    }
    return "table";
}

std::string_view partner_words(const FieldEntry& entry)
{
    switch (entry.nature) {
        case FieldNature::reporter:
        case FieldNature::free_text:
            return "left out";
        case FieldNature::count:
            return "1 and 2 hidden";
        case FieldNature::derived:
            return "hidden with its count";
        case FieldNature::plain:
            break;
    }
    return entry.gives_away.empty() ? "kept" : "hidden with its count";
}

/// Every layer and table, without features.
std::vector<FeatureTable> empty_tables()
{
    LayerContext context;
    context.theme = "THEME";
    return {boundary_layer({}, "").table,
            wards_layer({}, {}, context).table,
            density_layer({}, context).table,
            cells_layer({}, {}, context).table,
            hotspots_layer({}, {}, context).table,
            blocks_layer({}, {}, context).table,
            emerging_layer({}, {}, context).table,
            clusters_layer({}, "", context).table,
            spates_layer({}, {}, context).table,
            patrol_layer({}, context).table,
            incidents_layer({}, context).table,
            rota_table({{}, {}, {}, {}}, context),
            surgeries_layer({}, {}, {}, {}).table,
            case_review_table({}, context),
            time_table({}, context),
            place_times_table({}, context),
            peaks_table({}, 4, context),
            monthly_table({}, context),
            knox_rows({}, {}, context),
            seasons_table({}, context),
            zone_table({}),
            targets_table({})};
}

}  // namespace

std::string field_document()
{
    std::string text = "| layer | holds | fields |\n|---|---|---|\n";
    for (const FeatureTable& table : empty_tables()) {
        std::vector<std::string> names;
        names.reserve(table.fields.size());
        for (const Field& field : table.fields) {
            names.push_back(fmt::format("`{}`", field.name));
        }
        text +=
            fmt::format("| `{}` | {} | {} |\n", table.name, kind_words(table.kind), fmt::join(names, ", "));
    }
    text +=
        "\n| field | short name | type | label | unit | decimals | meaning | profile `partner` |\n"
        "|---|---|---|---|---|---|---|---|\n";
    for (const FieldEntry& entry : field_dictionary()) {
        const Field& field = entry.field;
        const bool fixed = field.type == FieldType::real && field.decimals >= 0;
        text += fmt::format("| `{}` | `{}` | {} | {} | {} | {} | {} | {} |\n", field.name, field.short_name,
                            type_words(field.type), field.label, field.unit,
                            fixed ? std::to_string(field.decimals) : "", entry.meaning, partner_words(entry));
    }
    return text;
}

}  // namespace wardmap::layers
