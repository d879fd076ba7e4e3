#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "wardmap/geometry.hpp"
#include "wardmap/layer.hpp"
#include "wardmap/qgis_project.hpp"

/// Which layers a QGIS project has, in which order, and how each is written.
namespace wardmap::formats {

/// One layer of the project: a layer of a file as the project draws it.
struct ProjectLayer {
    std::string id;        ///< in the project
    std::string source;    ///< relative to the project
    std::string provider;  ///< "ogr" or "gdal"
    std::string name;      ///< in the layer panel
    std::string legend;    ///< heading of its legend on pages, with the unit
    std::string xml;       ///< the whole <maplayer>
    bool visible = false;
    bool in_legend = false;  ///< of pages
    /// Numbers of the lines of its legend that pages show, as QGIS counts them; empty: all.
    std::string legend_lines;
};

/// The layers of a theme, from the top of the map to the bottom.
struct ProjectGroup {
    QgisTheme theme;
    std::vector<ProjectLayer> layers;
    std::string ward_layer;  ///< id of the wards' outlines, over which an atlas goes; empty: no wards
};

struct ProjectLayers {
    std::vector<ProjectGroup> groups;
    std::vector<ProjectLayer> background;  ///< of no theme: the study area
    BoxM extent;                           ///< of the study area
};

[[nodiscard]] ProjectLayers project_layers(const LayerSet& layers, const QgisText& text);

/// <spatialrefsys> of a CRS.
[[nodiscard]] std::string crs_xml(const std::string& crs);

/// <layer-tree-layer> of the panel, or of a page's legend (under its heading).
enum class TreeUse { panel, legend };
[[nodiscard]] std::string tree_layer_xml(const ProjectLayer& layer, TreeUse use);

}  // namespace wardmap::formats
