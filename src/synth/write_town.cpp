#include "write_town.hpp"

#include <string>

#include "geojson_text.hpp"
#include "town_file.hpp"
#include "wardmap/number_text.hpp"

namespace wardmap::synth {

namespace {

std::string metres_text(double value_m) { return fixed_text(value_m, 1); }

void append_plot(std::string& out, const Town& town, const Plot& plot)
{
    const std::string uprn = uprn_text(plot.first_row);
    const std::string building =
        plot.building < 0 ? "" : town.building_names[static_cast<std::size_t>(plot.building)];
    const std::string number =
        plot.number == 0
            ? ""
            : std::to_string(plot.number) + (plot.suffix == '\0' ? "" : std::string(1, plot.suffix));
    const std::string x = metres_text(plot.position.x_m);
    const std::string y = metres_text(plot.position.y_m);
    const auto row = [&](const std::string& own, const std::string& parent, const std::string& flat) {
        append_csv_line(out, {own, parent, flat, building, number, town.street_of(plot).name,
                              town.locality_of(plot), town_name, town.postcodes[plot.postcode].text, x, y});
    };
    row(uprn, "", "");
    for (std::uint32_t flat = 1; flat <= plot.flats; ++flat) {
        row(uprn_text(plot.first_row + flat), uprn, std::to_string(flat));
    }
}

void write_addresses(const std::filesystem::path& path, const Town& town)
{
    TownFile file(path);
    append_csv_line(file.text(), {"uprn", "parent_uprn", "flat", "building", "number", "street", "locality",
                                  "town", "postcode", "x", "y"});
    for (const Plot& plot : town.plots) {
        append_plot(file.text(), town, plot);
        file.write_when_full();
    }
    file.finish();
}

/// "ZV1 2AB" in a fixed number of characters, as the ONS writes it: the outward code padded to `outward`.
std::string padded(const std::string& postcode, std::size_t outward)
{
    const std::size_t blank = postcode.find(' ');
    std::string text = postcode.substr(0, blank);
    text.resize(outward, ' ');
    return text + postcode.substr(blank + 1);
}

/// The columns of the ONS Postcode Directory that matter here, by their names since 2025: dates are year
/// and month, doterm is empty while the postcode is in use.
void append_postcode(std::string& out, const std::string& text, const char* terminated, PointM position)
{
    append_csv_line(out, {padded(text, 4), padded(text, 5), text, "198001", terminated,
                          std::to_string(static_cast<int>(position.x_m)),
                          std::to_string(static_cast<int>(position.y_m)), "1"});
}

void write_postcodes(const std::filesystem::path& path, const Town& town)
{
    TownFile file(path);
    append_csv_line(file.text(),
                    {"pcd7", "pcd8", "pcds", "dointr", "doterm", "east1m", "north1m", "gridind"});
    for (const Postcode& postcode : town.postcodes) {
        append_postcode(file.text(), postcode.text, "", postcode.position);
        if (!postcode.former.empty()) {
            append_postcode(file.text(), postcode.former, "201906", postcode.former_position);
        }
        file.write_when_full();
    }
    file.finish();
}

const char* street_class(StreetKind kind)
{
    switch (kind) {
        case StreetKind::residential:
            return "residential";
        case StreetKind::close:
            return "close";
        case StreetKind::shopping:
            return "shopping";
        case StreetKind::retail:
            return "retail park";
        case StreetKind::distributor:
            return "main road";
        case StreetKind::dual_carriageway:
            return "dual carriageway";
    }
    return "";
}

void write_streets(const std::filesystem::path& path, const Town& town, const Projection& projection)
{
    constexpr std::uint32_t first_usrn = 99'000'001;
    GeoJsonFile file(path, "streets", projection);
    for (std::size_t s = 0; s < town.streets.size(); ++s) {
        const Street& street = town.streets[s];
        file.add_line(Properties()
                          .text("usrn", std::to_string(first_usrn + s))
                          .text("name", street.name)
                          .text("locality", town.localities[street.locality])
                          .text("town", town_name)
                          .text("class", street_class(street.kind)),
                      street.line);
    }
    file.finish();
}

void write_wards(const std::filesystem::path& path, const Town& town, const Projection& projection)
{
    GeoJsonFile file(path, "wards", projection);
    for (const Ward& ward : town.wards) {
        file.add_polygon(Properties()
                             .text("ward_code", ward.code)
                             .text("ward_name", ward.name)
                             .number("population", ward.population)
                             .number("dwellings", ward.dwellings)
                             .text("boundary_date", "2024-05-02"),
                         ward.ring);
    }
    file.finish();
}

void write_blocks(const std::filesystem::path& path, const Town& town, const Projection& projection)
{
    GeoJsonFile file(path, "blocks", projection);
    for (const Block& block : town.blocks) {
        const Plot& plot = town.plots[block.plot];
        std::string aliases;
        for (const std::string& alias : block.aliases) {
            aliases += aliases.empty() ? alias : ';' + alias;
        }
        file.add_polygon(Properties()
                             .text("id", block.id)
                             .text("name", block.name)
                             .text("aliases", aliases)
                             .text("uprn", uprn_text(plot.first_row))
                             .number("storeys", block.storeys)
                             .number("dwellings", block.dwellings)
                             .text("postcode", town.postcodes[plot.postcode].text),
                         block.footprint);
    }
    file.finish();
}

void write_venues(const std::filesystem::path& path, const Town& town, const Projection& projection)
{
    GeoJsonFile file(path, "venues", projection);
    for (const Venue& venue : town.venues) {
        file.add_point(Properties()
                           .text("id", venue.id)
                           .text("name", venue.name)
                           .text("kind", venue.kind)
                           .text("postcode", venue.postcode),
                       venue.position);
    }
    file.finish();
}

}  // namespace

void write_town(const std::filesystem::path& folder, const Town& town)
{
    const Projection projection = fixed_projection();
    write_addresses(folder / "addresses.csv", town);
    write_postcodes(folder / "postcodes.csv", town);
    write_streets(folder / "streets.geojson", town, projection);
    write_wards(folder / "wards.geojson", town, projection);
    write_blocks(folder / "blocks.geojson", town, projection);
    write_venues(folder / "venues.geojson", town, projection);
}

}  // namespace wardmap::synth
