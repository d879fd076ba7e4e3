#pragma once

#include <string>

#include "theme_layers.hpp"

/// What a page for the public has in place of the ledger, the hotspots and the hours.
namespace wardmap::report {

/// How to read the page: the first thing on it.
[[nodiscard]] std::string caveats_html(const ReportText& text);
/// Tables of wards, months and blocks of one theme, with the numbers as they are published.
[[nodiscard]] std::string public_tables_html(const LayerSet& layers, const ThemeText& theme,
                                             const std::string& id);
/// How the numbers were made, and why there is no finer map.
[[nodiscard]] std::string public_method_html();

}  // namespace wardmap::report
