#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "town_file.hpp"
#include "wardmap/geometry.hpp"
#include "wardmap/projection.hpp"

namespace wardmap::synth {

/// From EPSG:27700 to WGS 84 by one fixed operation: OS's seven-parameter Helmert shift, stated in full.
/// Between the codes themselves PROJ would take the OSTN15 grid where it is installed, and the same seed
/// would give other bytes there (and positions up to 3 m away). A study that reads the town without the
/// grid gets its eastings and northings back to the centimetre.
[[nodiscard]] Projection fixed_projection();

/// The properties of a feature, as JSON members in the order of the calls.
class Properties {
public:
    Properties& text(std::string_view name, std::string_view value);
    Properties& number(std::string_view name, std::int64_t value);
    [[nodiscard]] const std::string& json() const noexcept { return m_json; }

private:
    void add_name(std::string_view name);
    std::string m_json;
};

/// A GeoJSON file (RFC 7946): WGS 84 longitude and latitude with 7 decimals, one feature a line.
class GeoJsonFile {
public:
    GeoJsonFile(const std::filesystem::path& path, std::string_view name, const Projection& projection);
    void add_point(const Properties& properties, PointM position);
    void add_line(const Properties& properties, const std::vector<PointM>& line);
    void add_polygon(const Properties& properties, const Ring& ring);
    void finish();

private:
    void begin_feature(const Properties& properties, std::string_view type);
    void end_feature();
    void append_coordinates(const std::vector<PointM>& points);

    TownFile m_file;
    const Projection& m_projection;
    bool m_is_first = true;
};

}  // namespace wardmap::synth
