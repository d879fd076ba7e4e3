#pragma once

#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "wardmap/feature_table.hpp"
#include "wardmap/raster_grid.hpp"

namespace wardmap {

struct Colour {
    std::uint8_t red = 0, green = 0, blue = 0, alpha = 255;
    friend bool operator==(const Colour&, const Colour&) = default;
};

/// One line of a legend. For a graduated style lower <= value < upper (the last class includes its
/// upper bound); for a categorised style `category` equals the value.
struct StyleClass {
    std::string label;  ///< with the unit where there is one
    Colour fill;
    double lower = -std::numeric_limits<double>::infinity();
    double upper = std::numeric_limits<double>::infinity();
    Value category;
    double marker_mm = 0;  ///< of points; 0: the style's
};

/// How a layer is drawn: the one source of every legend and symbol (QGIS, report, viewer).
struct Style {
    enum class Kind { single, categorised, graduated };
    enum class Marker { circle, square, triangle };
    Kind kind = Kind::single;
    std::string field;   ///< what the classes are of; empty for single, the pixel value for rasters
    std::string legend;  ///< heading of the legend, with the unit
    std::string unit;
    std::vector<StyleClass> classes;  ///< single: exactly one, or none for a layer that has no style
    Colour stroke{90, 90, 90, 255};
    double stroke_mm = 0.2;
    Marker marker = Marker::circle;
    double marker_mm = 2.0;
    std::string label_field;  ///< drawn beside each feature; empty for none
    double opacity = 1.0;
    bool is_frozen = false;  ///< the study gave the classes: they tell nothing of the values, and stay
};

/// Lower ends of the classes of a theme's maps, ascending, so that one month's map compares with the next. Empty:
/// made from the map itself.
struct FrozenBreaks {
    std::vector<double> density_per_km2;
    std::vector<double> monthly_density_per_km2;
    std::vector<double> wards;   ///< in the unit of the layer of wards
    std::vector<double> blocks;  ///< incidents, whole numbers
};

/// Features with a name people read, a style, and where in the stack they lie.
struct Layer {
    FeatureTable table;  ///< table.name is the layer's name in every format, [a-z0-9_]+
    std::string title;
    std::string theme;  ///< id of the theme; empty for layers of the whole study
    std::string description;
    Style style;
};

struct RasterLayer {
    std::string name;
    std::string title;
    std::string theme;
    std::string description;
    Raster raster;
    std::string unit;
    std::map<std::string, std::string> metadata;  ///< kernel, bandwidth, incidents used and left out …
    Style style;
    std::string month;  ///< "2026-03": of that month alone; empty: of the whole period
};

/// All that a result holds, from the bottom of the map to the top; tables have no geometry.
struct LayerSet {
    std::string crs;
    std::vector<RasterLayer> rasters;
    std::vector<Layer> layers;
    std::vector<FeatureTable> tables;
};

/// What a field tells about people; the disclosure profiles go by it.
enum class FieldNature {
    plain,      ///< places, codes, names, sizes, classes
    count,      ///< a number of incidents, or of flats or places where they happened
    derived,    ///< computed from counts
    reporter,   ///< about who reported
    free_text,  ///< written by a person about an incident
};

/// One entry of the dictionary of fields: the only place where a field of an output is named.
struct FieldEntry {
    Field field;
    std::string meaning;  ///< one sentence for docs/formats.md and the CSV sidecar
    FieldNature nature = FieldNature::plain;
    /// Counts of the same row that this value would give away: it is hidden when one of them is.
    std::vector<std::string> gives_away;
};
/// Every field that any layer or table may have, sorted by name; short names are unique.
[[nodiscard]] const std::vector<FieldEntry>& field_dictionary();
/// Throws Error (internal) for a name that is not in the dictionary.
[[nodiscard]] const Field& dictionary_field(std::string_view name);
/// nullptr for a name that is not in the dictionary.
[[nodiscard]] const FieldEntry* find_field(std::string_view name);

/// "#RRGGBB".
[[nodiscard]] std::string hex_text(Colour colour);

}  // namespace wardmap
