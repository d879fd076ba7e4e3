#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <vector>

#include "wardmap/feature_table.hpp"

/// Whether a layer holds the same features and values in another format, one by one.
namespace wardmap::reference {

/// What a format cannot say, or says otherwise.
struct FormatLimits {
    double tolerance_m = 0;       ///< of a vertex
    bool blank_is_null = false;   ///< "" comes back as no value
    bool fixed_decimals = false;  ///< a number has its field's decimals, or 15
    bool truth_is_number = false;
};

inline std::vector<PointM> vertices_of(const Geometry& geometry)
{
    std::vector<PointM> vertices;
    const auto add = [&](const std::vector<PointM>& run) {
        vertices.insert(vertices.end(), run.begin(), run.end());
    };
    if (const auto* point = std::get_if<PointM>(&geometry)) {
        vertices.push_back(*point);
    } else if (const auto* lines = std::get_if<MultiLine>(&geometry)) {
        std::ranges::for_each(lines->parts, add);
    } else if (const auto* shape = std::get_if<MultiPolygon>(&geometry)) {
        for (const Polygon& part : shape->parts) {
            add(part.outer);
            std::ranges::for_each(part.holes, add);
        }
    }
    return vertices;
}

/// The same vertices in the same order; with a tolerance, each vertex of one lies near one of the other.
inline bool same_geometry(const Geometry& found, const Geometry& expected, double tolerance_m)
{
    const std::vector<PointM> a = vertices_of(found);
    const std::vector<PointM> b = vertices_of(expected);
    const auto near = [&](const PointM& p, const PointM& q) {
        return std::hypot(p.x_m - q.x_m, p.y_m - q.y_m) <= tolerance_m;
    };
    if (found.index() != expected.index()) {
        return false;
    }
    if (a.size() == b.size()) {
        return std::ranges::equal(a, b, near);
    }
    // Neighbours that rounding made one are one: nothing else may be missing.
    return tolerance_m > 0 && a.size() < b.size() &&
           std::ranges::all_of(
               b,
               [&](const PointM& q) {
                   return std::ranges::any_of(a, [&](const PointM& p) { return near(p, q); });
               });
}

inline bool same_value(const Value& found, const Value& expected, const Field& field,
                       const FormatLimits& limits)
{
    if (const auto* truth = std::get_if<bool>(&expected); truth != nullptr && limits.truth_is_number) {
        return value_number(found) == (*truth ? 1.0 : 0.0);
    }
    if (const auto* number = std::get_if<double>(&expected); number != nullptr && limits.fixed_decimals) {
        const double half = 0.5 * std::pow(10.0, field.decimals >= 0 ? -field.decimals : -15);
        const double last_digit = std::abs(*number) * 4e-16;
        return value_number(found) &&
               std::abs(*value_number(found) - *number) <= half * (1 + 1e-6) + last_digit;
    }
    if (const auto* number = std::get_if<double>(&expected)) {
        return value_number(found) == *number;  // 3.0 may come back as 3
    }
    if (limits.blank_is_null && value_text(expected).empty()) {
        return value_text(found).empty();
    }
    return found == expected;
}

/// Every feature and value, in order. `fields`: the expected table's, with their decimals.
inline void expect_same_features(const FeatureTable& found, const FeatureTable& expected,
                                 const FormatLimits& limits)
{
    ASSERT_EQ(found.features.size(), expected.features.size()) << expected.name;
    ASSERT_EQ(found.fields.size(), expected.fields.size()) << expected.name;
    for (std::size_t f = 0; f < expected.features.size(); ++f) {
        const Feature& a = found.features[f];
        const Feature& b = expected.features[f];
        ASSERT_TRUE(same_geometry(a.geometry, b.geometry, limits.tolerance_m))
            << expected.name << ", feature " << f + 1;
        for (std::size_t i = 0; i < expected.fields.size(); ++i) {
            ASSERT_TRUE(same_value(a.values[i], b.values[i], expected.fields[i], limits))
                << expected.name << ", feature " << f + 1 << ", " << expected.fields[i].name << ": "
                << value_text(a.values[i]) << " for " << value_text(b.values[i]);
        }
    }
}

}  // namespace wardmap::reference
