#include "run_summary.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "protect_summary.hpp"
#include "wardmap/number_text.hpp"

namespace wardmap::cli {

namespace {

std::string count_text(std::size_t count) { return grouped_text(static_cast<std::int64_t>(count)); }

/// The groups whose hit rate is under that of a map that can be trusted, worst first.
std::string low_rates_text(const RunReport& report)
{
    constexpr double trusted = 0.85;  // Ratcliffe 2004
    constexpr std::size_t most = 5;
    constexpr std::size_t fewest_rows = 10;
    std::vector<const HitRate*> low;
    for (const HitRate& rate : report.hit_rates) {
        const bool is_part =
            rate.by == "theme" || rate.by == "file" || rate.by == "month" || rate.by == "ward";
        if (is_part && rate.rows >= fewest_rows && rate.share() < trusted && !rate.group.starts_with('(')) {
            low.push_back(&rate);
        }
    }
    // Pointers into one list: where shares are equal its order stands.
    std::ranges::sort(low, {}, [](const HitRate* rate) { return std::pair(rate->share(), rate); });
    std::string text;
    for (std::size_t i = 0; i < std::min(most, low.size()); ++i) {
        text += fmt::format("  under 85 %: {} {}: {} % of {} rows\n", low[i]->by, low[i]->group,
                            fixed_text(100 * low[i]->share(), 1), count_text(low[i]->rows));
    }
    if (low.size() > most) {
        text += fmt::format("  and {} more in tables/hit_rate.csv\n", low.size() - most);
    }
    return text;
}

std::string ledger_text(const RunReport& report)
{
    const Ledger& ledger = report.ledger;
    std::string text =
        fmt::format("Ledger: {} rows read = {} located + {} unmatched + {} ambiguous + {} rejected\n",
                    count_text(ledger.read), count_text(ledger.located), count_text(ledger.unmatched),
                    count_text(ledger.ambiguous), count_text(ledger.rejected_total()));
    for (const auto& [reason, rows] : ledger.rejected) {
        text += fmt::format("  rejected, {}: {}\n", reason, count_text(rows));
    }
    text += fmt::format("Hit rate: {} %", fixed_text(100 * ledger.hit_rate(), 1));
    const char* separator = " (";
    for (const auto& [level, rows] : report.located_by_level) {
        text += fmt::format("{}{} {}", separator, match_level_name(level), count_text(rows));
        separator = ", ";
    }
    return text + (report.located_by_level.empty() ? "\n" : ")\n") + low_rates_text(report);
}

std::string theme_text(const ThemeFindings& theme)
{
    std::string text = fmt::format("\n{}: {} incidents mapped of {} rows", theme.title,
                                   count_text(theme.used), count_text(theme.rows));
    const auto add = [&](std::size_t rows, const char* words) {
        if (rows > 0) {
            text += fmt::format("; {} {}", count_text(rows), words);
        }
    };
    add(theme.outside_period, "outside the period");
    add(theme.unlocated, "not located");
    add(theme.too_coarse, "located too coarsely");
    add(theme.outside_area, "outside the area");
    text += '\n';
    if (theme.outside_wards > 0) {
        text +=
            fmt::format("  {} of the mapped incidents lie in no ward.\n", count_text(theme.outside_wards));
    }
    for (const std::string& sentence : theme.sentences) {
        text += "  " + sentence + '\n';
    }
    return text;
}

std::string json_text(std::string_view text)
{
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            quoted += '\\';
            quoted += c;
        } else if (static_cast<unsigned char>(c) < 0x20) {
            quoted += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
        } else {
            quoted += c;
        }
    }
    return quoted + '"';
}

template <typename Items, typename Write>
std::string json_list(const Items& items, const Write& write)
{
    std::string text = "[";
    for (const auto& item : items) {
        text += (text.size() > 1 ? "," : "") + write(item);
    }
    return text + "]";
}

std::string hit_rate_json(const HitRate& rate)
{
    return fmt::format(R"({{"by":{},"group":{},"rows":{},"located":{},"at_address":{}}})", json_text(rate.by),
                       json_text(rate.group), rate.rows, rate.located, rate.at_address);
}

std::string theme_json(const ThemeFindings& theme)
{
    return fmt::format(
        R"({{"id":{},"title":{},"rows":{},"used":{},"outside_period":{},"unlocated":{},"too_coarse":{},"outside_area":{},"findings":{}}})",
        json_text(theme.id), json_text(theme.title), theme.rows, theme.used, theme.outside_period,
        theme.unlocated, theme.too_coarse, theme.outside_area, json_list(theme.sentences, json_text));
}

std::string notice_json(const Notice& notice)
{
    return fmt::format(R"({{"severity":{},"where":{},"text":{}}})",
                       json_text(notice.severity == Severity::warning ? "warning" : "note"),
                       json_text(notice.where), json_text(notice.text));
}

}  // namespace

std::string summary_text(const RunReport& report)
{
    std::string text = ledger_text(report);
    for (const ThemeFindings& theme : report.themes) {
        text += theme_text(theme);
    }
    if (!report.surgeries.empty()) {
        text += "\n";
        for (const std::string& sentence : report.surgeries) {
            text += sentence + '\n';
        }
    }
    const std::string folder = report.output_folder.string();
    if (report.release) {
        ProtectReport release = *report.release;
        release.output_folder = report.output_folder;
        text += "\n" + release_text(release);
    }
    text += fmt::format("\nThe result is in {} ({} files):\n", folder, report.files.size());
    const auto tell = [&](const std::string& file, const char* what) {
        for (const std::string& written : report.files) {
            if (written == file || written.starts_with(file + "/")) {
                text += fmt::format("  {:<44} {}\n", (report.output_folder / file).string(), what);
                return;
            }
        }
    };
    tell("report.html", "the report, for any browser");
    tell("maps", "the town map of each theme as SVG");
    tell("wardmap.qgz", "the QGIS project");
    tell("wardmap.gpkg", "all layers, styled");
    tell("geojson", "the layers as GeoJSON");
    tell("shapefile", "the layers as shapefiles");
    tell("rasters", "the density surfaces as GeoTIFF");
    tell("tables", "the tables as CSV");
    tell("patrol", "patrol places and routes as GPX, for hand-held devices");
    tell("review.csv", "locations to decide on");
    return text;
}

std::string summary_json(const RunReport& report)
{
    const Ledger& ledger = report.ledger;
    const auto level_json = [](const auto& level) {
        return fmt::format("{{\"level\":{},\"rows\":{}}}", json_text(match_level_name(level.first)),
                           level.second);
    };
    const auto reason_json = [](const auto& reason) {
        return fmt::format("{{\"reason\":{},\"rows\":{}}}", json_text(reason.first), reason.second);
    };
    return fmt::format(
        R"({{"ledger":{{"read":{},"located":{},"unmatched":{},"ambiguous":{},"rejected":{}}},"hit_rate":{},"levels":{},"hit_rates":{},"themes":{},"surgeries":{},"notices":{},"output":{},"files":{}}})"
        "\n",
        ledger.read, ledger.located, ledger.unmatched, ledger.ambiguous,
        json_list(ledger.rejected, reason_json), shortest_text(ledger.hit_rate()),
        json_list(report.located_by_level, level_json), json_list(report.hit_rates, hit_rate_json),
        json_list(report.themes, theme_json), json_list(report.surgeries, json_text),
        json_list(report.notices, notice_json), json_text(report.output_folder.string()),
        json_list(report.files, json_text));
}

}  // namespace wardmap::cli
