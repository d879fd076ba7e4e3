#include "telling_breaks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "wardmap/error.hpp"
#include "wardmap/make_layers.hpp"
#include "wardmap/number_text.hpp"

namespace wardmap::protection {

namespace {

constexpr double fewest_possible = 3;  ///< counts behind a published number, as the intruder check has it

/// What a class of a map counts by.
struct Scale {
    std::string_view key;   ///< of the study
    std::string_view size;  ///< field of an area's size; empty where the class is of counts themselves
    double per = 1;         ///< one incident in an area of size 1 is this much
    std::string_view what;  ///< the size in words
};

std::optional<Scale> scale_of(std::string_view field)
{
    if (field == "rate_per_1000") {
        return Scale{"ward_breaks", "population", 1000, "residents"};
    }
    if (field == "density_per_km2") {
        return Scale{"ward_breaks", "area_km2", 1, "km²"};
    }
    if (field == "incidents") {
        return Scale{"block_breaks", "", 1, ""};
    }
    return std::nullopt;
}

/// 1, 2 or 5 times a power of ten, kept apart so that its multiples are the numbers that people write.
class Step {
public:
    /// The smallest one that is not below `least`.
    explicit Step(double least) : m_power(static_cast<int>(std::floor(std::log10(least))))
    {
        for (const double digit : {1.0, 2.0, 5.0, 10.0}) {
            m_digit = digit;
            if (times(1) >= least * (1 - 1e-12)) {
                return;
            }
        }
    }
    [[nodiscard]] double times(double count) const
    {
        return m_power < 0 ? count * m_digit / std::pow(10.0, -m_power)
                           : count * m_digit * std::pow(10.0, m_power);
    }
    /// The multiple that is nearest, not 0.
    [[nodiscard]] double nearest(double value) const
    {
        return times(std::max(1.0, std::round(value / times(1))));
    }

private:
    double m_digit = 1;
    int m_power = 0;
};

double smallest_size(const FeatureTable& table, const Scale& scale)
{
    double smallest = scale.size.empty() ? 1 : std::numeric_limits<double>::infinity();
    if (const auto index = table.field_index(scale.size)) {
        for (const Feature& feature : table.features) {
            const double size = value_number(feature.values[*index]).value_or(0);
            smallest = size > 0 ? std::min(smallest, size) : smallest;
        }
    }
    return smallest;
}

/// Two digits, for words.
std::string about(double value)
{
    return shortest_text(parse_double(fmt::format("{:.1e}", value)).value_or(value));
}

std::string reason(const Scale& scale, double smallest)
{
    return scale.size.empty() ? "they may be counts of single blocks"
                              : fmt::format("the smallest ward has {} {}, where three incidents are {}",
                                            shortest_text(smallest), scale.what,
                                            about(fewest_possible * scale.per / smallest));
}

/// The breaks on the ruler, each once.
std::vector<double> on_ruler(std::span<const double> breaks, const Scale& scale, const Step& step)
{
    std::vector<double> marks;
    for (const double one : breaks) {
        const bool ends_none = scale.size.empty() && one == 1;
        const double mark = ends_none ? 1 : step.nearest(one);
        if (marks.empty() || mark > marks.back()) {
            marks.push_back(mark);
        }
    }
    return marks;
}

std::string list_of(std::span<const double> numbers)
{
    std::string list;
    for (const double number : numbers) {
        list += (list.empty() ? "" : ", ") + shortest_text(number);
    }
    return list;
}

}  // namespace

void refuse_telling_breaks(const Layer& layer)
{
    const Style& style = layer.style;
    const std::optional<Scale> scale = scale_of(style.field);
    if (!style.is_frozen || style.kind != Style::Kind::graduated || !scale) {
        return;
    }
    const double smallest = smallest_size(layer.table, *scale);
    if (!std::isfinite(smallest)) {
        return;  // no area has a size, so none has a rate
    }
    const Step step(fewest_possible * scale->per / smallest);
    const std::vector<double> breaks = class_breaks(style);
    const std::vector<double> marks = on_ruler(breaks, *scale, step);
    const bool are_on_it = std::ranges::equal(
        breaks, marks, [](double one, double mark) { return std::abs(one - mark) <= 1e-9 * mark; });
    if (!are_on_it) {
        throw Error(
            ErrorKind::disclosure, fmt::format("themes.{} of \"{}\"", scale->key, layer.theme),
            fmt::format("these classes are too exact for others: {}", reason(*scale, smallest)),
            fmt::format("Write multiples of {}, {} = [{}], and run again; the maps of other months then "
                        "take the same",
                        shortest_text(step.times(1)), scale->key, list_of(marks)));
    }
}

}  // namespace wardmap::protection
