#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "wardmap/diagnostics.hpp"
#include "wardmap/layer.hpp"

namespace wardmap {

/// What is told of one theme besides its layers.
struct ThemeText {
    std::string id;
    std::string title;
    std::size_t incidents = 0;          ///< on the map and in the tables
    std::vector<std::string> findings;  ///< one sentence each, the most important first
    std::string change = {};            ///< against the comparison period, in a few words; may be empty
};

/// How many of some rows were given a place.
struct HitRate {
    std::string by;     ///< "all", "level", "theme", "file", "month", "ward"
    std::string group;  ///< which of them
    std::size_t rows = 0;
    std::size_t located = 0;
    std::size_t at_address = 0;  ///< of those located, at an address or building
    [[nodiscard]] double share() const noexcept
    {
        return rows == 0 ? 0 : static_cast<double>(located) / static_cast<double>(rows);
    }
};

/// The words around the layers.
struct ReportText {
    std::string title;
    std::string area_name;
    std::string period;
    std::string comparison = {};    ///< the earlier period that changes are from; may be empty
    std::string marking;            ///< at the top and bottom of each printed page; may be empty
    std::vector<ThemeText> themes;  ///< in the order in which they are told
    Ledger ledger;
    std::vector<HitRate> hit_rates;  ///< empty: not shown
    std::vector<Notice> notices;
    std::vector<std::pair<std::string, std::string>> parameters;  ///< what it was made with
    std::vector<std::string> sources;                             ///< with licence
    /// A page for the public: no ledger, no hotspots, no hours; the numbers as published.
    bool is_public = false;
    std::vector<std::string> caveats;  ///< how to read a public page, one sentence or two each
};

/// One self-contained HTML page without script: a front page of findings, small maps and ledger; per theme a map
/// (SVG) and tables; a sheet per ward; tower blocks, patrol places, records, method and sources. The layers are those of make_layers.hpp, found by their names; a theme may lack
/// any of them, and the page then says so in words. Everything from outside is escaped. The same input
/// gives the same bytes.
[[nodiscard]] std::string report_html(const LayerSet& layers, const ReportText& text);

/// The town map of one theme as a stand-alone SVG: density, hotspots, ward borders and names, tower
/// blocks, scale bar, north arrow, legend in units, title, marking, sources. Throws Error (usage) for a
/// theme that `text` does not name.
[[nodiscard]] std::string map_svg(const LayerSet& layers, const std::string& theme, const ReportText& text);

}  // namespace wardmap
