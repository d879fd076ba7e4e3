#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "lattice.hpp"
#include "wardmap/geometry.hpp"
#include "wardmap/place.hpp"
#include "wardmap/synth.hpp"

/// The invented town as values. Positions are EPSG:27700 metres, rounded to 0.1 m where they are made, so
/// that everything computed from them and everything written is the same.
namespace wardmap::synth {

inline constexpr const char* town_name = "Tarrowmere";

enum class StreetKind : std::uint8_t { residential, close, shopping, retail, distributor, dual_carriageway };

struct Street {
    std::string name;
    std::uint32_t locality = 0;
    StreetKind kind = StreetKind::residential;
    std::vector<PointM> line;
};

/// Where two streets meet, and meet only once.
struct Junction {
    PointM position;
    std::uint32_t street_a = 0;
    std::uint32_t street_b = 0;
};

enum class PlotKind : std::uint8_t { house, low_rise, tower, shop, retail_unit };

/// One building on a street. Its rows in addresses.csv are itself and then its flats, if any.
struct Plot {
    PointM position;
    std::uint32_t street = 0;
    std::uint32_t postcode = 0;
    std::uint32_t first_row = 0;  ///< row of addresses.csv, 0-based
    std::int32_t building = -1;   ///< index into Town::building_names, -1 for none
    std::uint16_t number = 0;     ///< 0 for none
    std::uint16_t flats = 0;
    char suffix = '\0';  ///< the A of 12A
    PlotKind kind = PlotKind::house;
};

struct Postcode {
    std::string text;
    PointM position;
    std::string former;  ///< the terminated postcode that it replaced; may be empty
    PointM former_position;
};

/// The land between four lattice roads.
struct Superblock {
    std::uint32_t column = 0;
    std::uint32_t row = 0;
    std::uint32_t ward = 0;
    std::uint32_t locality = 0;
    double area_m2 = 0;
    /// Half-open ranges of its streets, junctions and plots.
    std::uint32_t first_street = 0, street_end = 0;
    std::uint32_t first_junction = 0, junction_end = 0;
    std::uint32_t first_plot = 0, plot_end = 0;
    std::int32_t block = -1;  ///< index into Town::blocks, -1 for none
};

struct Block {
    std::string id;
    std::string name;
    std::vector<std::string> aliases;
    std::uint32_t superblock = 0;
    std::uint32_t plot = 0;
    std::uint32_t storeys = 0;
    std::uint32_t dwellings = 0;
    Ring footprint;
};

struct Venue {
    std::string id;
    std::string name;
    std::string kind;
    std::string postcode;
    PointM position;
};

struct Ward {
    std::string code;
    std::string name;
    std::uint32_t dwellings = 0;
    std::uint32_t population = 0;
    Ring ring;
};

struct Town {
    std::vector<std::string> localities;
    std::vector<Superblock> superblocks;
    std::vector<Ward> wards;
    std::vector<Street> streets;
    std::vector<Junction> junctions;
    std::vector<Plot> plots;
    std::vector<std::string> building_names;
    std::vector<Postcode> postcodes;
    std::vector<Block> blocks;
    std::vector<Venue> venues;
    std::uint32_t address_rows = 0;

    [[nodiscard]] const Street& street_of(const Plot& plot) const { return streets[plot.street]; }
    [[nodiscard]] const std::string& locality_of(const Plot& plot) const
    {
        return localities[street_of(plot).locality];
    }
};

/// Lays out the whole town on its lattice: wards, streets, buildings, postcodes, blocks, venues.
[[nodiscard]] Town build_town(const Lattice& lattice, const SynthOptions& options);

/// The UPRN of a row of addresses.csv: 12 digits of a range in which none is allocated.
[[nodiscard]] std::string uprn_text(std::uint32_t row);

}  // namespace wardmap::synth
