#include "wardmap/synth.hpp"

#include <string>
#include <system_error>

#include "hotspot_plan.hpp"
#include "lattice.hpp"
#include "town.hpp"
#include "wardmap/error.hpp"
#include "wardmap/number_text.hpp"
#include "wardmap/published_file.hpp"
#include "write_incidents.hpp"
#include "write_town.hpp"

namespace wardmap {

namespace {

struct Range {
    const char* option;
    std::uint32_t least;
    std::uint32_t most;
};

void check(std::uint32_t value, const Range& range)
{
    if (value < range.least || value > range.most) {
        throw Error(ErrorKind::usage, range.option, std::to_string(value),
                    "give " + grouped_text(range.least) + " to " + grouped_text(range.most));
    }
}

void make_folder(const std::filesystem::path& folder)
{
    refuse_links(folder);
    std::error_code fault;
    std::filesystem::create_directories(folder, fault);
    if (fault || !std::filesystem::is_directory(folder, fault)) {
        throw Error(ErrorKind::output, folder.string(), "cannot be made",
                    "name a folder that you may write to");
    }
}

}  // namespace

void write_synthetic_town(const std::filesystem::path& folder, const SynthOptions& options)
{
    check(options.addresses, {"--addresses", synth_least_addresses, synth_most_addresses});
    check(options.incidents, {"--incidents", 1, synth_most_incidents});
    check(options.months, {"--months", 1, synth_most_months});
    make_folder(folder / "truth");

    const synth::Lattice lattice(options.addresses, synth::Random(options.seed, synth::stream_lattice));
    const synth::Town town = synth::build_town(lattice, options);
    const synth::Planted planted =
        synth::plant(lattice, town, options.months, synth::Random(options.seed, synth::stream_hotspots));
    synth::write_town(folder, town);
    synth::write_incidents(folder, town, planted, options);
}

}  // namespace wardmap
