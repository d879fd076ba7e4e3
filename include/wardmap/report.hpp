#pragma once

#include <string>
#include <vector>

#include "wardmap/diagnostics.hpp"
#include "wardmap/layer.hpp"

namespace wardmap {

/// The words around the layers.
struct ReportText {
    std::string title;
    std::string area_name;
    std::string period;
    std::string marking;
    std::vector<std::string> findings;  ///< one sentence each, in order
    Ledger ledger;
    std::vector<Notice> notices;
    std::vector<std::pair<std::string, std::string>> parameters;    ///< what it was made with
    std::vector<std::pair<std::string, std::string>> theme_titles;  ///< id → title, in order
    std::vector<std::string> sources;                               ///< with licence
};

/// One self-contained HTML page without script: findings, ledger, a map (SVG) and tables per theme,
/// method and sources. Everything from outside is escaped.
[[nodiscard]] std::string report_html(const LayerSet& layers, const ReportText& text);

/// The town map of one theme as a stand-alone SVG: density, hotspots, ward borders and names, scale
/// bar, north arrow, legend in units, title, marking.
[[nodiscard]] std::string map_svg(const LayerSet& layers, const std::string& theme, const ReportText& text);

}  // namespace wardmap
