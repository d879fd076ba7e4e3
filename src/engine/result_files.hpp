#pragma once

#include <filesystem>

#include "wardmap/layer.hpp"
#include "wardmap/qgis_project.hpp"
#include "wardmap/report.hpp"

namespace wardmap {

struct ResultFormats {
    bool geopackage = true, geojson = true, shapefile = true, geotiff = true, report = true, qgis = true;
    bool sld = false;  ///< the styles once more, for programs other than QGIS
};

struct ResultWords {
    const ReportText& report;
    const QgisText& map;
};

/// The files that show layers: vector and raster formats, tables, report, maps, map.json and the QGIS project.
void write_layer_files(const LayerSet& layers, const ResultWords& words, const ResultFormats& formats,
                       const std::filesystem::path& folder);

}  // namespace wardmap
