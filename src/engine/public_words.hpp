#pragma once

#include <string>
#include <vector>

#include "public_folder.hpp"
#include "wardmap/qgis_project.hpp"
#include "wardmap/report.hpp"

namespace wardmap {

/// Without those of layers that no public result has.
[[nodiscard]] std::vector<std::string> public_sources(std::vector<std::string> sources);

/// The report's words for a public result: caveats in place of ledger and notices, sentences made of published numbers.
[[nodiscard]] ReportText public_report_text(const PublicSource& source, const PublicRelease& release);
[[nodiscard]] QgisText public_qgis_text(const PublicSource& source, const ReportText& report);

}  // namespace wardmap
