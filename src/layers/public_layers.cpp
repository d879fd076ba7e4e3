#include "wardmap/public_layers.hpp"

#include <algorithm>
#include <utility>

#include "colours.hpp"
#include "layer_table.hpp"
#include "styles.hpp"

namespace wardmap {

namespace {

constexpr Colour white{255, 255, 255, 255};
constexpr Colour dark{60, 60, 60, 255};
constexpr Colour grey{190, 190, 190, 255};
constexpr const char* rule =
    " 0 is exact, * stands for 1 up to the threshold, other numbers are rounded to 5.";

MultiPolygon square_of(const BoxM& box) { return {{box_polygon(box)}}; }

Style heat_style(std::span<const std::string> labels)
{
    Style style;
    style.kind = Style::Kind::categorised;
    style.field = "heat_class";
    style.legend = "Incidents per km², from protected counts";
    style.unit = "incidents per km²";
    style.stroke = white;
    style.stroke_mm = 0.1;
    style.opacity = 0.8;
    const std::vector<Colour> colours = layers::sequential_colours(labels.size() - 1);
    for (std::size_t i = 0; i < labels.size(); ++i) {
        StyleClass one{.label = labels[i], .fill = i == 0 ? white : colours[i - 1], .category = labels[i]};
        one.fill.alpha = i == 0 ? 0 : 255;  // where nothing happened the map beneath stays readable
        style.classes.push_back(std::move(one));
    }
    return style;
}

}  // namespace

Layer address_squares_layer(std::span<const AddressSquare> squares)
{
    FeatureTable table = layers::table_of("address_squares", GeometryKind::polygon, {"side_m", "addresses"});
    for (const AddressSquare& square : squares) {
        layers::add_row(table, square_of(square.box),
                        {square.box.width_m(), layers::whole(square.addresses)});
    }
    Layer layer =
        layers::layer_of(std::move(table), "squares for a public map",
                         "Squares that hold no postal address or at least eight. No incidents.", {});
    layer.title = "Squares for a public map";
    layer.style = layers::single_style("Square", {255, 255, 255, 0}, grey, 0.1);
    return layer;
}

Layer public_wards_layer(std::span<const PublicArea> areas, const LayerContext& context)
{
    FeatureTable table =
        layers::table_of(layers::name_of("wards", context), GeometryKind::polygon,
                         {"ward_id", "ward_name", "incidents_published", "population", "rate_published"});
    for (const PublicArea& area : areas) {
        layers::add_row(table, area.shape,
                        {layers::words(area.id), layers::words(area.name), layers::words(area.incidents),
                         area.population ? layers::rounded(*area.population) : Value{},
                         layers::real(area.rate_per_1000)});
    }
    Layer layer =
        layers::layer_of(std::move(table), "wards", std::string("Incidents by ward.") + rule, context);
    constexpr std::size_t classes = 4;
    layer.style = layers::class_style(
        layer.table,
        {"rate_published", "Incidents per 1,000 residents, from rounded counts", "per 1,000 residents"},
        {classes, context.frozen.wards});
    layer.style.stroke = dark;
    layer.style.stroke_mm = 0.3;
    layer.style.label_field = "ward_name";
    layer.style.opacity = 0.8;
    return layer;
}

Layer heat_layer(std::span<const HeatSquare> squares, std::span<const std::string> labels,
                 const LayerContext& context)
{
    FeatureTable table =
        layers::table_of(layers::name_of("heat", context), GeometryKind::polygon, {"side_m", "heat_class"});
    for (const HeatSquare& square : squares) {
        layers::add_row(table, square_of(square.box), {square.box.width_m(), labels[square.heat_class]});
    }
    Layer layer = layers::layer_of(std::move(table), "where more happens",
                                   "Classes of squares, made from protected counts only.", context);
    layer.style = heat_style(labels);
    return layer;
}

FeatureTable published_numbers_table(std::span<const PublishedNumber> numbers)
{
    FeatureTable table =
        layers::table_of("published_numbers", GeometryKind::none,
                         {"theme", "period", "part", "name", "incidents_published", "hidden_below"});
    for (const PublishedNumber& number : numbers) {
        layers::add_row(
            table, {},
            {layers::words(number.theme), layers::words(number.period), layers::words(number.part),
             layers::words(number.name), layers::words(number.incidents), number.hidden_below});
    }
    return table;
}

}  // namespace wardmap
