#include "protect_summary.hpp"

#include <fmt/format.h>

#include "wardmap/number_text.hpp"

namespace wardmap::cli {

namespace {

std::string count_text(std::size_t count) { return grouped_text(static_cast<std::int64_t>(count)); }

std::string percent(double share) { return fixed_text(100 * share, 1) + " %"; }

}  // namespace

std::string release_text(const ProtectReport& report)
{
    std::string text;
    if (report.canaries == 0) {
        return fmt::format("The result for partners is in {} ({} files)\n", report.output_folder.string(),
                           report.files.size());
    }
    if (report.numbers > 0) {
        text += fmt::format("Intruder check: {} numbers put together", count_text(report.numbers));
        if (report.previous_read > 0) {
            text += fmt::format(", with {} of {} of the release before", count_text(report.previous),
                                count_text(report.previous_read));
        }
        text += fmt::format("; behind each but 0 at least {} counts are possible\n", report.narrowest);
    }
    text += fmt::format("Canary scan: {} ids, addresses and runs of words looked for in every byte, 0 found",
                        count_text(report.canaries));
    if (report.too_short > 0) {
        text += fmt::format("; {} are too short to be told from any number or word",
                            count_text(report.too_short));
    }
    text += '\n';
    for (const std::string& note : report.notes) {
        text += "  " + note + '\n';
    }
    return text + fmt::format("The release is in {} ({} files)\n", report.output_folder.string(),
                              report.files.size());
}

std::string shares_text(const std::vector<PlacedShares>& themes)
{
    std::string text =
        "Incidents that someone puts within 20 m of their true place, one guess for each, holding\n";
    for (const PlacedShares& theme : themes) {
        text += fmt::format("\n{}, {} incidents\n", theme.theme, count_text(theme.incidents));
        const auto add = [&](const char* what, double share) {
            text += fmt::format("  {:<52} {:>7}\n", what, percent(share));
        };
        add("the density raster of the internal result", theme.from_raster);
        add("a picture of it in 7 classes", theme.from_picture);
        add("the public release", theme.from_release);
        add("its ward table alone", theme.from_wards);
        add("nothing: dwellings chosen evenly over the town", theme.at_random);
        if (theme.map_square_m > 0) {
            text += fmt::format("  The release's map has squares of {} m and more.\n",
                                shortest_text(theme.map_square_m));
        } else {
            text += "  The release has no map.\n";
        }
        if (theme.wards_together > 0) {
            text += fmt::format("  {} of its {} wards are told as one.\n", theme.wards_together, theme.wards);
        }
    }
    return text;
}

}  // namespace wardmap::cli
