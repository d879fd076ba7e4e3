#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "memory_file.hpp"
#include "processor_time.hpp"
#include "require.hpp"
#include "wardmap/error.hpp"
#include "wardmap/study.hpp"

// The bytes of a study file. Whatever they are: it is refused as such (exit code 2, with the place), or what it
// holds is within the limits that docs/cli.md states.
namespace wardmap {
namespace {

using fuzz::require;

void check(const Study& study)
{
    require(!study.themes.empty() && !study.incidents.empty());
    require(study.density_cell_m > 0 && std::isfinite(study.density_cell_m));
    require(study.lattice.cell_m > 0 && std::isfinite(study.lattice.cell_m));
    require(!study.bandwidth_m || (*study.bandwidth_m > 0 && *study.bandwidth_m <= 100'000));
    require(study.min_hit_rate >= 0 && study.min_hit_rate <= 1);
    require(study.max_rejected >= 0 && study.max_rejected <= 1);
    require(!study.period || study.period->begin < study.period->end);
    require(!study.comparison || study.comparison->begin < study.comparison->end);
    require(study.block_options.footprint_buffer_m >= 0 && study.block_options.footprint_buffer_m <= 100);
    for (const ThemeRule& theme : study.themes) {
        require(!theme.id.empty() && theme.id.size() <= 30);
    }
}

void read_text(std::string_view text)
{
    static const fuzz::MemoryFile file;
    file.hold(text);
    try {
        check(read_study(file.path()));
    } catch (const Error& error) {
        require(error.kind() == ErrorKind::usage && !error.where().empty() && !error.found().empty());
    }
}

}  // namespace
}  // namespace wardmap

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size)  // NOLINT(readability-identifier-naming)
{
    const wardmap::fuzz::TimedUnit unit;
    wardmap::read_text({reinterpret_cast<const char*>(data), size});
    return 0;
}
