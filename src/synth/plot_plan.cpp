#include "plot_plan.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "along_street.hpp"
#include "apportion.hpp"
#include "names.hpp"
#include "postcode_maker.hpp"
#include "street_plan.hpp"

namespace wardmap::synth {

namespace {

constexpr double set_back_m = 11;         // from the middle of the street to the door
constexpr double clear_of_corner_m = 20;  // houses of the street that it leaves stand there
constexpr double clear_of_end_m = 8;
constexpr double block_set_back_m = 32;
constexpr double block_half_length_m = 12;
constexpr double block_half_width_m = 9;

constexpr std::array<std::string_view, 3> low_rise_kinds{"Court", "House", "Lodge"};
constexpr std::array<std::string_view, 20> shop_names{
    "Quickpenny",          "Fenbury Foods",   "Marlow & Tibbs",     "The Copper Kettle",
    "Golden Wok House",    "Paperclip News",  "Brightwash",         "Pennyfold Bakery",
    "Snipwell Barbers",    "Tarrow Pharmacy", "The Lucky Fryer",    "Nettlebed Pets",
    "Hobb & Son Hardware", "Velvet Nails",    "Betwell Bookmakers", "The Drayman's Arms",
    "Sundial Travel",      "Cobble Shoes",    "Larder Express",     "Threadneedle Repairs"};

/// What stands on one street: so many buildings, some of which hold flats.
struct StreetFill {
    std::uint32_t street = 0;
    std::uint32_t plots = 0;
    PlotKind kind = PlotKind::house;
};

/// Where a tower block stands: its middle, and the direction and number of the street beside it.
struct Site {
    std::uint32_t street = 0;
    OnLine place;
};

double usable_m(const Street& street)
{
    return std::max(1.0, length_m(street.line) - clear_of_corner_m - clear_of_end_m);
}

/// Fills one superblock after another.
class Builder {
public:
    Builder(const Lattice& lattice, Random& random, Town& town)
        : m_lattice(lattice), m_random(random), m_town(town), m_names(random), m_postcodes(town)
    {
    }

    void fill(Superblock& superblock, std::uint32_t rows)
    {
        superblock.first_plot = static_cast<std::uint32_t>(m_town.plots.size());
        const LandUse use = land_use(m_lattice, superblock.column, superblock.row);
        const bool has_homes = use == LandUse::homes || use == LandUse::centre;
        const std::vector<std::uint32_t> shops = streets_of_kind(superblock, StreetKind::shopping, true);
        if (!shops.empty() && has_homes) {
            const std::uint32_t count =
                use == LandUse::centre ? std::min(rows / 2, 50U) : std::min(rows / 12, 10U);
            fill_street({shops.front(), count, PlotKind::shop}, {});
            rows -= count;
        }
        fill_streets(superblock, rows, has_homes ? PlotKind::house : PlotKind::retail_unit);
        if (superblock.block >= 0) {
            raise_block(superblock);
        }
        superblock.plot_end = static_cast<std::uint32_t>(m_town.plots.size());
    }

private:
    [[nodiscard]] std::vector<std::uint32_t> streets_of_kind(const Superblock& superblock, StreetKind kind,
                                                             bool is_wanted) const
    {
        std::vector<std::uint32_t> found;
        for (std::uint32_t s = superblock.first_street; s < superblock.street_end; ++s) {
            if ((m_town.streets[s].kind == kind) == is_wanted) {
                found.push_back(s);
            }
        }
        return found;
    }

    /// Flats of the low-rise buildings that a superblock of so many rows has: one building in 40 rows.
    [[nodiscard]] std::vector<std::uint16_t> plan_low_rise(std::uint32_t rows)
    {
        std::vector<std::uint16_t> flats(rows / 40);
        for (std::uint16_t& count : flats) {
            count = static_cast<std::uint16_t>(m_random.between(6, 12));
        }
        return flats;
    }

    void fill_streets(const Superblock& superblock, std::uint32_t rows, PlotKind kind)
    {
        const std::vector<std::uint32_t> streets = streets_of_kind(superblock, StreetKind::shopping, false);
        const std::vector<std::uint16_t> flats =
            kind == PlotKind::house ? plan_low_rise(rows) : std::vector<std::uint16_t>{};
        std::uint32_t plots = rows;
        for (const std::uint16_t count : flats) {
            plots -= count;
        }
        std::vector<double> lengths_m;
        lengths_m.reserve(streets.size());
        for (const std::uint32_t street : streets) {
            lengths_m.push_back(usable_m(m_town.streets[street]));
        }
        const std::vector<std::uint32_t> shares = apportion(plots, lengths_m);
        // Low-rise buildings stand evenly among all plots of the superblock.
        std::vector<std::uint16_t> flats_of_plot(plots, 0);
        for (std::size_t k = 0; k < flats.size(); ++k) {
            flats_of_plot[(2 * k + 1) * plots / (2 * flats.size())] = flats[k];
        }
        std::span<const std::uint16_t> rest = flats_of_plot;
        for (std::size_t i = 0; i < streets.size(); ++i) {
            fill_street({streets[i], shares[i], kind}, rest.first(shares[i]));
            rest = rest.subspan(shares[i]);
        }
    }

    /// Odd numbers on the left, even on the right, both from the street's start.
    void fill_street(const StreetFill& fill, std::span<const std::uint16_t> flats)
    {
        if (fill.plots == 0) {
            return;
        }
        const Street& street = m_town.streets[fill.street];
        const std::uint32_t pairs = (fill.plots + 1) / 2;
        const double spacing_m = usable_m(street) / pairs;
        const auto first = static_cast<std::uint32_t>(m_town.plots.size());
        for (std::uint32_t k = 0; k < fill.plots; ++k) {
            const std::uint32_t pair = k / 2;
            const double along_m = clear_of_corner_m + (pair + 0.5) * spacing_m;
            const double left_m = (k % 2 == 0 ? 1 : -1) * (set_back_m + m_random.between(-1.5, 1.5));
            Plot plot;
            plot.position = to_decimetres(beside(place_along(street.line, along_m), 0, left_m));
            plot.street = fill.street;
            plot.kind = fill.kind;
            plot.number = static_cast<std::uint16_t>(k + 1);
            plot.flats = flats.empty() ? std::uint16_t{0} : flats[k];
            finish(plot, k);
            add(plot);
        }
        give_postcodes(first);
    }

    /// The name, kind and suffix of the k-th plot of its street.
    void finish(Plot& plot, std::uint32_t k)
    {
        if (plot.flats > 0) {
            plot.kind = PlotKind::low_rise;
            plot.building = add_name(m_names.next(m_random.pick(low_rise_kinds)));
        } else if (plot.kind == PlotKind::shop) {
            if (k == 0) {
                m_first_shop = m_random.below(static_cast<std::uint32_t>(shop_names.size()));
            }
            plot.building = add_name(std::string(shop_names.at((m_first_shop + 7 * k) % shop_names.size())));
        } else if (plot.kind == PlotKind::retail_unit) {
            const std::string park = park_name(plot.street);
            plot.building = add_name("Unit " + std::to_string(++m_units) + ' ' + park);
            plot.number = 0;
        } else if (k >= 2 && m_random.chance(0.01)) {
            plot.number = static_cast<std::uint16_t>(k - 1);  // 12A stands where 14 would
            plot.suffix = 'A';
        }
    }

    [[nodiscard]] std::string park_name(std::uint32_t street)
    {
        const std::uint32_t locality = m_town.streets[street].locality;
        if (m_parks.empty() || m_parks.back() != locality) {
            m_parks.push_back(locality);
            m_units = 0;
        }
        return m_parks.size() == 1 ? "Sandpiper Retail Park" : "Spindrift Leisure Park";
    }

    std::int32_t add_name(std::string name)
    {
        m_town.building_names.push_back(std::move(name));
        return static_cast<std::int32_t>(m_town.building_names.size() - 1);
    }

    void add(Plot plot)
    {
        plot.first_row = m_town.address_rows;
        m_town.address_rows += 1U + plot.flats;
        m_town.plots.push_back(plot);
    }

    /// A postcode for every 15 to 20 addresses along the street, and no small rest.
    void give_postcodes(std::uint32_t first)
    {
        constexpr std::uint32_t least_plots = 6;
        const auto end = static_cast<std::uint32_t>(m_town.plots.size());
        while (first < end) {
            const std::uint32_t wanted = 15 + m_random.below(6);
            std::uint32_t stop = first;
            while (stop < end && m_town.plots[stop].first_row - m_town.plots[first].first_row < wanted) {
                ++stop;
            }
            if (end - stop < least_plots) {
                stop = end;
            }
            m_postcodes.add(first, stop, m_random);
            first = stop;
        }
    }

    /// Beside one of the superblock's two main streets, as far from the other streets, the
    /// superblock's sides and the houses as can be.
    void raise_block(const Superblock& superblock)
    {
        Site best;
        double best_clearance_m = -1;
        for (std::uint32_t street = superblock.first_street; street < superblock.first_street + 2; ++street) {
            const MultiLine others = lines_around(superblock, street);
            const std::vector<PointM>& line = m_town.streets[street].line;
            for (int k = 6; k <= 34; ++k) {  // 15 to 85 % of the way, on both sides
                const int twentieths = k / 2;
                const OnLine place = place_along(line, length_m(line) * twentieths / 20);
                const PointM centre = beside(place, 0, k % 2 == 0 ? block_set_back_m : -block_set_back_m);
                const double clearance_m =
                    std::min(distance_m(others, centre), to_nearest_plot_m(superblock, centre));
                if (clearance_m > best_clearance_m) {
                    best_clearance_m = clearance_m;
                    best = {street, {centre, place.direction}};
                }
            }
        }
        build_block(superblock, best);
    }

    [[nodiscard]] double to_nearest_plot_m(const Superblock& superblock, PointM p) const
    {
        double nearest_m = std::numeric_limits<double>::infinity();
        for (std::size_t i = superblock.first_plot; i < m_town.plots.size(); ++i) {
            nearest_m = std::min(nearest_m, distance_m(m_town.plots[i].position, p));
        }
        return nearest_m;
    }

    /// The superblock's sides and its streets but one.
    [[nodiscard]] MultiLine lines_around(const Superblock& superblock, std::uint32_t but) const
    {
        MultiLine lines{{m_lattice.superblock_ring(superblock.column, superblock.row)}};
        for (std::uint32_t s = superblock.first_street; s < superblock.street_end; ++s) {
            if (s != but) {
                lines.parts.push_back(m_town.streets[s].line);
            }
        }
        return lines;
    }

    void build_block(const Superblock& superblock, const Site& site)
    {
        Block& block = m_town.blocks[static_cast<std::size_t>(superblock.block)];
        const auto corner = [&](double ahead_m, double left_m) {
            return to_decimetres(beside(site.place, ahead_m, left_m));
        };
        block.footprint = {corner(-block_half_length_m, -block_half_width_m),
                           corner(block_half_length_m, -block_half_width_m),
                           corner(block_half_length_m, block_half_width_m),
                           corner(-block_half_length_m, block_half_width_m)};
        block.footprint.push_back(block.footprint.front());
        block.plot = static_cast<std::uint32_t>(m_town.plots.size());
        Plot plot;
        plot.position = to_decimetres(site.place.position);
        plot.street = site.street;
        plot.kind = PlotKind::tower;
        plot.flats = static_cast<std::uint16_t>(block.dwellings);
        plot.building = add_name(block.name);
        add(plot);
        m_postcodes.add(block.plot, block.plot + 1, m_random);
    }

    const Lattice& m_lattice;
    Random& m_random;
    Town& m_town;
    Names m_names;
    PostcodeMaker m_postcodes;
    std::uint32_t m_first_shop = 0;
    std::uint32_t m_units = 0;
    std::vector<std::uint32_t> m_parks;  ///< localities of the retail and the leisure park, as they come
};

/// How much of a superblock's land is built on, relative to homes.
double built_share(LandUse use, Random& random)
{
    switch (use) {
        case LandUse::centre:
            return 0.8;
        case LandUse::retail_park:
            return 0.15;
        case LandUse::leisure_park:
            return 0.1;
        case LandUse::homes:
            break;
    }
    return random.between(0.94, 1.06);
}

}  // namespace

void place_plots(const Lattice& lattice, std::uint32_t addresses, Random random, Town& town)
{
    std::uint32_t rows_of_blocks = 0;
    for (const Block& block : town.blocks) {
        rows_of_blocks += 1 + block.dwellings;
    }
    std::vector<double> weights;
    for (const Superblock& superblock : town.superblocks) {
        const LandUse use = land_use(lattice, superblock.column, superblock.row);
        weights.push_back(superblock.area_m2 * built_share(use, random));
    }
    const std::vector<std::uint32_t> rows = apportion(addresses - rows_of_blocks, weights);
    Builder builder(lattice, random, town);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        builder.fill(town.superblocks[i], rows[i]);
    }
}

}  // namespace wardmap::synth
