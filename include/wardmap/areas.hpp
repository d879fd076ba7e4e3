#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "wardmap/diagnostics.hpp"
#include "wardmap/feature_table.hpp"
#include "wardmap/geometry.hpp"

namespace wardmap {

/// One ward, LSOA or other polygon.
struct Area {
    std::string id;
    std::string name;
    std::optional<double> population;  ///< residents, or whatever rates are per; nullopt = not known
    MultiPolygon shape;
};

/// A layer of areas, sorted by id, ids unique.
struct AreaSet {
    std::string layer;    ///< name of the layer, for people
    std::string source;   ///< file it was read from
    std::string vintage;  ///< date of the boundaries as stated; may be empty
    std::string id_field;
    std::vector<Area> areas;
};

struct AreaFields {
    std::string id;
    std::string name;
    std::string population;  ///< empty: none
};

/// Takes polygons as areas. An invalid polygon is repaired if that changes its area by less than
/// 0.1 %, else Error (input) names the feature; overlaps and gaps between areas above 1 m² and slivers
/// are reported in `diagnostics`. Throws Error (input) for a missing field (lists those there are),
/// an empty or repeated id, a non-polygon or a layer without features.
[[nodiscard]] AreaSet make_areas(const FeatureTable& table, const AreaFields& fields,
                                 Diagnostics& diagnostics);

/// Finds the area that a point lies in. Half-open rule: a point on a shared edge or vertex is in
/// exactly one area; where areas overlap, in the one with the first id. Immutable; shared by threads.
class AreaIndex {
public:
    explicit AreaIndex(const AreaSet& areas);
    AreaIndex(AreaIndex&&) noexcept;
    AreaIndex& operator=(AreaIndex&&) noexcept;
    ~AreaIndex();

    static constexpr std::int32_t outside = -1;
    /// Index into AreaSet::areas, or `outside`.
    [[nodiscard]] std::int32_t find(PointM p) const noexcept;
    [[nodiscard]] std::vector<std::int32_t> find(std::span<const PointM> points, unsigned threads = 0) const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

/// Union of all areas. Throws Error (internal) if GEOS fails.
[[nodiscard]] MultiPolygon union_of(const AreaSet& areas);

}  // namespace wardmap
