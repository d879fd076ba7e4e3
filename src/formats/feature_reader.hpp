#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "vector_source.hpp"
#include "wardmap/feature_table.hpp"
#include "wardmap/projection.hpp"

namespace wardmap::formats {

/// The features of an opened layer, one at a time, in the layer's own coordinates.
class FeatureReader {
public:
    /// `where`: what messages call the layer. A source without dataset borrows the layer.
    FeatureReader(VectorSource source, std::string where);

    [[nodiscard]] OGRLayerH layer() const noexcept { return m_source.layer; }
    [[nodiscard]] const std::vector<Field>& fields() const noexcept { return m_fields; }
    /// Reads these fields alone, in this order. Throws Error (input) for one that is not there.
    void keep_only(const std::vector<std::string>& names);
    /// Of the features read so far.
    [[nodiscard]] GeometryKind kind() const noexcept { return m_kind; }
    /// The next feature in the place of the last; false after the last one. Throws Error (input), also for a feature
    /// of another kind than those before it.
    bool next(Feature& feature);

private:
    VectorSource m_source;
    std::string m_where;
    std::string m_place;
    std::vector<int> m_columns;
    std::vector<Field> m_fields;
    GeometryKind m_kind = GeometryKind::none;
    std::size_t m_count = 0;
};

/// Moves features from one CRS to another.
class FeatureProjection {
public:
    /// Throws Error (input) at `where` if there is no operation between them.
    FeatureProjection(const std::string& from_crs, std::string to_crs, std::string where);
    /// Throws Error (input) for a position that has no place in the other CRS.
    void apply(Feature& feature);
    void apply(FeatureTable& table);
    /// `feature_of`: the number of the feature at a position, for the message.
    void apply(std::span<PointM> positions, const std::function<std::size_t(std::size_t)>& feature_of);
    [[nodiscard]] UsedOperation used() const;

private:
    [[noreturn]] void refuse(std::size_t feature) const;

    std::string m_from;
    std::string m_between;
    std::string m_where;
    Projection m_projection;
    std::vector<double> m_x;
    std::vector<double> m_y;
    std::size_t m_count = 0;
};

/// The layer's own CRS as "AUTHORITY:CODE" or WKT; empty if it states none.
[[nodiscard]] std::string stated_crs(OGRLayerH layer);

}  // namespace wardmap::formats
