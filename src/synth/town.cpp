#include "town.hpp"

#include <fmt/format.h>

#include <utility>

#include "along_street.hpp"
#include "lattice.hpp"
#include "plot_plan.hpp"
#include "street_plan.hpp"
#include "ward_plan.hpp"

namespace wardmap::synth {

namespace {

void add_venue(Town& town, std::string name, const char* kind, const Plot& beside_plot)
{
    Venue venue;
    venue.id = fmt::format("V{}", town.venues.size() + 1);
    venue.name = std::move(name);
    venue.kind = kind;
    venue.postcode = town.postcodes[beside_plot.postcode].text;
    venue.position = to_decimetres({beside_plot.position.x_m + 15, beside_plot.position.y_m + 10});
    town.venues.push_back(std::move(venue));
}

/// A community centre at each parade of shops, a library in the High Street, a room in each tower block.
void open_venues(Town& town)
{
    for (const Superblock& superblock : town.superblocks) {
        for (std::uint32_t p = superblock.first_plot; p < superblock.plot_end; ++p) {
            const Plot& plot = town.plots[p];
            const bool is_first_shop = plot.kind == PlotKind::shop && plot.number == 1;
            if (is_first_shop && town.street_of(plot).name == "High Street") {
                add_venue(town, std::string(town_name) + " Library", "library", plot);
            } else if (is_first_shop) {
                add_venue(town, town.locality_of(plot) + " Community Centre", "community centre", plot);
            }
        }
    }
    for (const Block& block : town.blocks) {
        add_venue(town, block.name + " Community Room", "community room", town.plots[block.plot]);
    }
}

}  // namespace

Town build_town(const Lattice& lattice, const SynthOptions& options)
{
    Town town;
    lay_streets(lattice, Random(options.seed, stream_streets), town);
    draw_wards(lattice, town);
    choose_blocks(lattice, options.addresses, Random(options.seed, stream_blocks), town);
    place_plots(lattice, options.addresses, Random(options.seed, stream_plots), town);
    populate_wards(options.addresses, town);
    open_venues(town);
    return town;
}

std::string uprn_text(std::uint32_t row)
{
    constexpr std::uint64_t first = 990'000'000'001;
    return std::to_string(first + row);
}

}  // namespace wardmap::synth
