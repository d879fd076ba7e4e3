#include "wardmap/memory_estimate.hpp"

#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>

#include "wardmap/error.hpp"
#include "wardmap/number_text.hpp"

namespace wardmap {

namespace {

// Measured at 10^4 to 10^6 rows, 400 to 250,000 cells and 10^4 to 6·10^6 pixels, rounded up.
constexpr std::uint64_t bytes_of_program = std::uint64_t{100} << 20U;
constexpr std::uint64_t bytes_per_row = 1024;
constexpr std::uint64_t bytes_per_theme_row = std::uint64_t{5} << 10U;
constexpr std::uint64_t bytes_per_cell = std::uint64_t{2} << 10U;
constexpr std::uint64_t bytes_per_pixel = 40;

std::string gib_text(std::uint64_t bytes)
{
    return fixed_text(static_cast<double>(bytes) / static_cast<double>(std::uint64_t{1} << 30U), 1) + " GiB";
}

std::string count_text(std::uint64_t count) { return grouped_text(static_cast<std::int64_t>(count)); }

/// The limit of the control group, as containers have it; the largest number where there is none.
std::uint64_t control_group_limit()
{
    std::uint64_t bytes = 0;
    for (const char* file : {"/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"}) {
        if (std::ifstream(file) >> bytes) {
            return bytes;
        }
    }
    return UINT64_MAX;
}

}  // namespace

std::uint64_t estimated_bytes(const RunSize& size) noexcept
{
    return bytes_of_program + bytes_per_row * size.rows + bytes_per_theme_row * size.theme_rows +
           bytes_per_cell * size.cells + bytes_per_pixel * size.pixels;
}

std::uint64_t memory_limit_bytes()
{
    const auto pages = static_cast<std::uint64_t>(std::max(0L, ::sysconf(_SC_PHYS_PAGES)));
    const auto page_bytes = static_cast<std::uint64_t>(std::max(0L, ::sysconf(_SC_PAGESIZE)));
    struct rlimit own = {};
    const bool is_limited = ::getrlimit(RLIMIT_AS, &own) == 0 && own.rlim_cur != RLIM_INFINITY;
    return std::min(
        {pages * page_bytes, is_limited ? std::uint64_t{own.rlim_cur} : UINT64_MAX, control_group_limit()});
}

void refuse_beyond_memory(const RunSize& size, std::uint64_t limit_bytes)
{
    const std::uint64_t needed = estimated_bytes(size);
    if (needed <= limit_bytes) {
        return;
    }
    throw Error(
        ErrorKind::limit, "memory",
        fmt::format("the run would take about {} ({} rows, {} in themes, {} cells, {} pixels), and {} are "
                    "at hand",
                    gib_text(needed), count_text(size.rows), count_text(size.theme_rows),
                    count_text(size.cells), count_text(size.pixels), gib_text(limit_bytes)),
        "Take larger cells and pixels, a shorter period or fewer themes");
}

void refuse_grid_beyond_memory(double cells, std::uint64_t cell_bytes, std::uint64_t limit_bytes,
                               const char* cells_text)
{
    const double needed = static_cast<double>(bytes_of_program) + cells * static_cast<double>(cell_bytes);
    if (needed <= static_cast<double>(limit_bytes)) {
        return;
    }
    throw Error(ErrorKind::limit, "memory",
                fmt::format("{} {} would take about {} GiB, and {} are at hand",
                            grouped_text(static_cast<std::int64_t>(cells)), cells_text,
                            fixed_text(needed / static_cast<double>(std::uint64_t{1} << 30U), 1),
                            gib_text(limit_bytes)),
                "Take larger ones or a smaller area");
}

}  // namespace wardmap
