#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "wardmap/diagnostics.hpp"
#include "wardmap/incident.hpp"
#include "wardmap/place.hpp"

namespace wardmap {

/// A coordinate operation between two systems, each "AUTHORITY:CODE", WKT or a PROJ string; x is
/// always longitude or easting, y latitude or northing. One operation for all points: the one that PROJ
/// ranks first among those whose grids are installed. Without network. Not shared between threads.
/// Same systems: coordinates stay as they are, to the last bit.
class Projection {
public:
    /// Throws Error (input) for an unknown system and for a pair that only a ballpark operation joins.
    Projection(const std::string& source_crs, const std::string& target_crs);
    Projection(Projection&&) noexcept;
    Projection& operator=(Projection&&) noexcept;
    ~Projection();

    /// In place; a pair that cannot be transformed becomes NaN, NaN. Returns how many did.
    std::size_t forward(std::span<double> x, std::span<double> y) const;
    std::size_t inverse(std::span<double> x, std::span<double> y) const;

    /// PROJ's own name of the operation used, and its stated accuracy in metres (nullopt: not stated).
    [[nodiscard]] std::string operation() const;
    [[nodiscard]] std::optional<double> accuracy_m() const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

/// True if the CRS is projected with metre axes. Throws Error (input) if it is unknown.
[[nodiscard]] bool is_projected_in_metres(const std::string& crs);
/// True if its coordinates are longitude and latitude. Throws Error (input) if it is unknown.
[[nodiscard]] bool is_in_degrees(const std::string& crs);

/// Where on Earth a system is meant to be used, as a box of degrees.
class AreaOfUse {
public:
    /// Throws Error (input) if the system is unknown.
    explicit AreaOfUse(const std::string& crs);
    [[nodiscard]] bool is_known() const noexcept { return m_is_known; }
    /// True for every place where the area is not known.
    [[nodiscard]] bool contains(double lon_deg, double lat_deg) const noexcept;

private:
    bool m_is_known = false;
    double m_west_deg = 0;
    double m_south_deg = 0;
    double m_east_deg = 0;
    double m_north_deg = 0;
};

/// An operation that project_given() used, for the manifest.
struct UsedOperation {
    std::string source_crs;
    std::string name;
    std::optional<double> accuracy_m;
};

/// Sets IncidentRecord::position from `given` for every record, by its file's CRS. Records whose
/// coordinates cannot be projected, or look swapped, are removed and counted as rejected
/// ("unprojectable-coordinates", "swapped-coordinates"). Returns each operation used, one per CRS.
///
/// A pair looks swapped if, as given, it lies outside the area of use of the study's CRS and the other
/// way round inside it. Easting and northing swapped often stay inside (523000, 224000 of Stevenage is
/// at sea off Galloway the other way round), so if the study says with `expected` where its incidents
/// are (bounds of boundary or wards), a pair farther than 20 km from there is also swapped if it is
/// there the other way round. A pair that is merely outside the study is kept.
/// Throws Error (input) for coordinates in a file without CRS and as Projection does.
[[nodiscard]] std::vector<UsedOperation> project_given(IncidentSet& incidents, const std::string& study_crs,
                                                       Diagnostics& diagnostics, const BoxM& expected = {});

}  // namespace wardmap
