#include "progress_line.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cmath>
#include <iostream>

#include "wardmap/number_text.hpp"

namespace wardmap::cli {

namespace {

/// "40,960 rows", "12.3 MB".
std::string amount_text(double count, std::string_view unit)
{
    constexpr double bytes_per_mb = 1e6;
    if (unit == "bytes") {
        return fixed_text(count / bytes_per_mb, 1) + " MB";
    }
    return grouped_text(static_cast<std::int64_t>(count));
}

std::string time_text(double seconds)
{
    constexpr double s_per_min = 60;
    return seconds < 2 * s_per_min ? fixed_text(std::ceil(seconds), 0) + " s"
                                   : fixed_text(std::ceil(seconds / s_per_min), 0) + " min";
}

}  // namespace

std::string progress_text(const StepProgress& progress, std::uint64_t done_before, double seconds)
{
    const auto done = static_cast<double>(progress.done);
    const auto of = static_cast<double>(progress.of);
    const bool is_bytes = progress.unit == "bytes";
    std::string text =
        fmt::format("{}: {} of {}{}", progress.step, amount_text(done, progress.unit),
                    amount_text(of, progress.unit), is_bytes ? "" : fmt::format(" {}", progress.unit));
    const double gained = done - static_cast<double>(done_before);
    if (gained > 0 && seconds > 0) {
        text += fmt::format(", {} a second, {} left", amount_text(gained / seconds, progress.unit),
                            time_text((of - done) * seconds / gained));
    }
    return text;
}

ProgressLine::ProgressLine(bool shown) : m_shown(shown && ::isatty(STDERR_FILENO) == 1) {}

ProgressLine::~ProgressLine()
{
    if (m_shown) {
        std::cerr << "\r\033[K";
    }
}

void ProgressLine::tell(std::string_view step) const
{
    if (m_shown) {
        std::cerr << "\r\033[K" << step << " …" << std::flush;
    }
}

void ProgressLine::tell(const StepProgress& progress)
{
    if (!m_shown) {
        return;
    }
    const Clock::time_point now = Clock::now();
    const bool is_new = progress.of != m_of || progress.done < m_last_done;
    if (is_new) {
        m_of = progress.of;
        m_first_done = progress.done;
        m_begin = now;
    }
    m_last_done = progress.done;
    if (is_new || now - m_told >= std::chrono::milliseconds(100)) {
        m_told = now;
        tell(progress_text(progress, m_first_done, std::chrono::duration<double>(now - m_begin).count()));
    }
}

}  // namespace wardmap::cli
