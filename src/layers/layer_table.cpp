#include "layer_table.hpp"

#include <fmt/format.h>

#include <cmath>
#include <utility>

#include "wardmap/error.hpp"
#include "wardmap/number_text.hpp"

namespace wardmap::layers {

namespace {

bool fits(const Value& value, FieldType type)
{
    switch (type) {
        case FieldType::integer:
            return std::holds_alternative<std::int64_t>(value);
        case FieldType::real:
            return std::holds_alternative<double>(value);
        case FieldType::text:
            return std::holds_alternative<std::string>(value);
        case FieldType::boolean:
            return std::holds_alternative<bool>(value);
    }
    return false;
}

Value stored(Value value, const Field& field)
{
    if (std::holds_alternative<std::monostate>(value)) {
        return value;
    }
    if (!fits(value, field.type)) {
        throw Error(ErrorKind::internal, field.name, "a value is not of the field's type",
                    "report this as a defect");
    }
    if (const auto* number = std::get_if<double>(&value)) {
        if (!std::isfinite(*number)) {
            return {};
        }
        if (field.decimals >= 0) {
            return parse_double(fixed_text(*number, field.decimals)).value_or(*number);
        }
    }
    return value;
}

}  // namespace

FeatureTable table_of(std::string name, GeometryKind kind, std::initializer_list<std::string_view> fields)
{
    FeatureTable table{.name = std::move(name), .kind = kind, .fields = {}, .features = {}};
    for (const std::string_view field : fields) {
        table.fields.push_back(dictionary_field(field));
    }
    return table;
}

void add_row(FeatureTable& table, Geometry geometry, std::vector<Value> values)
{
    if (values.size() != table.fields.size()) {
        throw Error(ErrorKind::internal, table.name, "a row has not one value per field",
                    "report this as a defect");
    }
    for (std::size_t i = 0; i < values.size(); ++i) {
        values[i] = stored(std::move(values[i]), table.fields[i]);
    }
    table.features.push_back({std::move(geometry), std::move(values)});
}

std::string title_of(std::string_view what, const LayerContext& context)
{
    std::string title = fmt::format("{}: {}", context.theme_title, what);
    if (!context.area_name.empty()) {
        title += ", " + context.area_name;
    }
    if (!context.period.empty()) {
        title += ", " + context.period;
    }
    if (context.approximate) {
        title += " (approximate positions)";
    }
    return title;
}

std::string name_of(std::string_view kind, const LayerContext& context)
{
    return context.theme.empty() ? std::string(kind) : fmt::format("{}_{}", kind, context.theme);
}

Layer layer_of(FeatureTable table, std::string_view what, std::string_view description,
               const LayerContext& context)
{
    Layer layer;
    layer.table = std::move(table);
    layer.title = title_of(what, context);
    layer.theme = context.theme;
    layer.description = description;
    if (context.approximate) {
        layer.description += " Positions are approximate: incidents stand on anonymous map points.";
    }
    return layer;
}

Value rounded(double number)
{
    return std::isfinite(number) ? Value{std::int64_t{std::llround(number)}} : Value{};
}

Value whole(std::uint64_t number) { return static_cast<std::int64_t>(number); }

Value real(const std::optional<double>& number) { return number ? Value{*number} : Value{}; }

Value lower(const std::optional<Interval>& interval) { return interval ? Value{interval->lower} : Value{}; }

Value upper(const std::optional<Interval>& interval) { return interval ? Value{interval->upper} : Value{}; }

Value words(std::string_view text) { return text.empty() ? Value{} : Value{std::string(text)}; }

void append_change(std::vector<Value>& values, const std::optional<CountChange>& change)
{
    if (!change) {
        values.resize(values.size() + 5);
        return;
    }
    values.emplace_back(change->rate_ratio);
    values.emplace_back(change->ratio_interval.lower);
    values.emplace_back(change->ratio_interval.upper);
    values.emplace_back(change->p);
    values.emplace_back(words(change_words(*change)));
}

}  // namespace wardmap::layers
