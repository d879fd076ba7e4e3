#include "result_files.hpp"

#include "wardmap/map_document.hpp"
#include "wardmap/text_file.hpp"
#include "wardmap/write_layers.hpp"

namespace wardmap {

namespace fs = std::filesystem;

namespace {

/// The page, and each theme's map by itself for slides and letters.
void write_report(const LayerSet& layers, const ReportText& text, const fs::path& folder)
{
    write_new_text(folder / "report.html", report_html(layers, text));
    fs::create_directory(folder / "maps");
    for (const ThemeText& theme : text.themes) {
        write_new_text(folder / "maps" / (theme.id + ".svg"), map_svg(layers, theme.id, text));
    }
}

/// Beside each file its style once more, for programs other than QGIS.
void write_style_descriptors(const LayerSet& layers, const ResultFormats& formats, const fs::path& folder)
{
    if (formats.geojson) {
        write_slds(folder / "geojson", layers, SldFields::full);
    }
    if (formats.shapefile) {
        write_slds(folder / "shapefile", layers, SldFields::short_ones);
    }
    if (formats.geotiff) {
        write_raster_slds(folder / "rasters", layers);
    }
}

void write_formats(const LayerSet& layers, const ResultFormats& formats, const fs::path& folder)
{
    if (formats.geopackage) {
        write_geopackage(folder / "wardmap.gpkg", layers);
    }
    if (formats.geojson) {
        fs::create_directory(folder / "geojson");
        write_geojson(folder / "geojson", layers);
    }
    if (formats.shapefile) {
        fs::create_directory(folder / "shapefile");
        write_shapefiles(folder / "shapefile", layers);
    }
    if (formats.geotiff) {
        fs::create_directory(folder / "rasters");
        write_rasters(folder / "rasters", layers);
    }
    if (formats.sld) {
        write_style_descriptors(layers, formats, folder);
    }
    fs::create_directory(folder / "tables");
    write_tables(folder / "tables", layers);
}

}  // namespace

void write_layer_files(const LayerSet& layers, const ResultWords& words, const ResultFormats& formats,
                       const fs::path& folder)
{
    write_formats(layers, formats, folder);
    if (formats.geopackage) {
        write_map_document(folder / "map.json", layers, words.map);
    }
    if (formats.qgis) {
        write_qgis_project(folder / "wardmap.qgz", layers, words.map);
    }
    if (formats.report) {
        write_report(layers, words.report, folder);
    }
}

}  // namespace wardmap
