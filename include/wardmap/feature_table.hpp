#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "wardmap/geometry.hpp"

namespace wardmap {

enum class FieldType { integer, real, text, boolean };

/// A column. `short_name` is its name in a shapefile (at most 10 ASCII characters); `label` and
/// `unit` are what people read.
struct Field {
    std::string name;
    std::string short_name;
    FieldType type = FieldType::text;
    std::string label;
    std::string unit;
    int decimals = -1;  ///< for real numbers in text formats: fixed decimals, -1 = shortest
};

/// monostate is "no value" (NULL), which is not 0 and not "".
class Value : public std::variant<std::monostate, std::int64_t, double, std::string, bool> {
public:
    using variant::variant;
    Value() = default;
    // libstdc++ 12 destroys what it could not copy for want of memory. NOLINTNEXTLINE(bugprone-copy-constructor-init)
    Value(const Value& other) : variant() { variant::operator=(other); }
    Value(Value&&) noexcept = default;
    Value& operator=(const Value&) = default;
    Value& operator=(Value&&) noexcept = default;
    ~Value() = default;
};

struct Feature {
    Geometry geometry;
    std::vector<Value> values;  ///< one per field, in the order of the fields
};

enum class GeometryKind { none, point, line, polygon };

/// Rows with fields and (unless kind is none) a geometry in the study's CRS.
struct FeatureTable {
    std::string name;
    GeometryKind kind = GeometryKind::none;
    std::vector<Field> fields;
    std::vector<Feature> features;

    /// Index of the field of that name, compared without regard to ASCII case.
    [[nodiscard]] std::optional<std::size_t> field_index(std::string_view field_name) const;
};

/// The value as plain text: "" for none, shortest form for numbers, "true"/"false".
[[nodiscard]] std::string value_text(const Value& value);
/// The value as a number where it is one, or text that reads as one.
[[nodiscard]] std::optional<double> value_number(const Value& value);

}  // namespace wardmap
