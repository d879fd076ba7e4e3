#pragma once

#include <string_view>

#include "theme_analysis.hpp"
#include "wardmap/qgis_project.hpp"
#include "wardmap/report.hpp"

namespace wardmap {

/// How the source of a context layer begins.
constexpr std::string_view source_of_context = "Map beneath";

/// The words around the layers, for the report.
[[nodiscard]] ReportText report_text(const AnalysedStudy& analysed);

/// The QGIS project's words are the report's, without anything counted.
[[nodiscard]] QgisText qgis_text(const AnalysedStudy& analysed, const ReportText& report);

}  // namespace wardmap
