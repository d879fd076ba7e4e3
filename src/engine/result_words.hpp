#pragma once

#include "theme_analysis.hpp"
#include "wardmap/qgis_project.hpp"
#include "wardmap/report.hpp"

namespace wardmap {

/// The words around the layers, for the report.
[[nodiscard]] ReportText report_text(const AnalysedStudy& analysed);

/// The QGIS project's words are the report's, without anything counted.
[[nodiscard]] QgisText qgis_text(const AnalysedStudy& analysed, const ReportText& report);

}  // namespace wardmap
