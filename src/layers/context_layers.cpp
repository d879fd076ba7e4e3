#include "wardmap/context_layers.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "layer_table.hpp"
#include "styles.hpp"
#include "wardmap/error.hpp"

namespace wardmap {

namespace {

/// How a kind looks: greys that stay behind every result, water and green with a breath of their colour.
struct Look {
    std::string_view name;
    const char* title;
    Colour colour;
    double line_mm;
};
constexpr std::array<Look, 5> looks = {{
    {"green", "Green spaces", {226, 232, 222, 255}, 0.2},
    {"water", "Water", {208, 219, 226, 255}, 0.4},
    {"buildings", "Buildings", {205, 208, 210, 255}, 0.2},
    {"railways", "Railways", {120, 126, 130, 255}, 0.35},
    {"roads", "Roads", {150, 156, 160, 255}, 0.25},
}};
// A name on a map has room for far fewer; longer ones would stop a shapefile.
constexpr std::size_t longest_name_bytes = 200;

const Look& look_of(ContextKind kind) { return looks.at(static_cast<std::size_t>(kind)); }

bool touches(const BoxM& a, const BoxM& b)
{
    return a.min_x_m <= b.max_x_m && b.min_x_m <= a.max_x_m && a.min_y_m <= b.max_y_m &&
           b.min_y_m <= a.max_y_m;
}

BoxM box_of(PointM a, PointM b)
{
    return {std::min(a.x_m, b.x_m), std::min(a.y_m, b.y_m), std::max(a.x_m, b.x_m), std::max(a.y_m, b.y_m)};
}

/// The runs of segments whose boxes touch `around`.
MultiLine cut_to(const MultiLine& lines, const BoxM& around)
{
    MultiLine cut;
    for (const auto& part : lines.parts) {
        bool is_open = false;
        for (std::size_t i = 1; i < part.size(); ++i) {
            if (!touches(box_of(part[i - 1], part[i]), around)) {
                is_open = false;
                continue;
            }
            if (!is_open) {
                cut.parts.push_back({part[i - 1]});
                is_open = true;
            }
            cut.parts.back().push_back(part[i]);
        }
    }
    return cut;
}

/// monostate for what lies elsewhere.
Geometry near_part(const Geometry& geometry, const BoxM& around)
{
    if (const auto* lines = std::get_if<MultiLine>(&geometry)) {
        MultiLine cut = cut_to(*lines, around);
        return cut.parts.empty() ? Geometry{} : Geometry{std::move(cut)};
    }
    return touches(bounds(geometry), around) ? geometry : Geometry{};
}

Value name_of(const FeatureTable& table, const Feature& feature)
{
    const auto field = table.field_index("name");
    std::string name = field ? value_text(feature.values[*field]) : std::string{};
    return name.empty() || name.size() > longest_name_bytes ? Value{} : Value{std::move(name)};
}

}  // namespace

std::string_view context_kind_name(ContextKind kind) noexcept
{
    return looks[static_cast<std::size_t>(kind)]
        .name;  // NOLINT(cppcoreguidelines-pro-bounds-constant-array-index)
}

std::optional<ContextKind> context_kind_named(std::string_view name) noexcept
{
    const auto* at = std::ranges::find(looks, name, &Look::name);
    return at == looks.end() ? std::nullopt : std::optional(static_cast<ContextKind>(at - looks.begin()));
}

Layer context_layer(ContextKind kind, const FeatureTable& features, const BoxM& around)
{
    const Look& look = look_of(kind);
    if (features.kind == GeometryKind::point || features.kind == GeometryKind::none) {
        throw Error(ErrorKind::input, "context layer " + std::string(look.name),
                    "it holds no lines or polygons", "Give a layer of lines or polygons");
    }
    Layer layer;
    layer.table = layers::table_of("context_" + std::string(look.name), features.kind, {"name"});
    for (const Feature& feature : features.features) {
        Geometry part = near_part(feature.geometry, around);
        if (!std::holds_alternative<std::monostate>(part)) {
            layers::add_row(layer.table, std::move(part), {name_of(features, feature)});
        }
    }
    layer.title = look.title;
    layer.description = "For orientation.";
    layer.style = layers::single_style(look.title, look.colour, look.colour, look.line_mm);
    if (features.kind == GeometryKind::polygon) {
        layer.style.stroke_mm = 0;
    }
    return layer;
}

}  // namespace wardmap
