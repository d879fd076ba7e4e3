#include <algorithm>
#include <string_view>

#include "wardmap/published_counts.hpp"

namespace wardmap {

namespace {

/// Publishing 13 and 12 as 15 and 10 leaves five numbers behind each.
constexpr std::int64_t rounding_step = 5;
constexpr std::string_view together = " together";

}  // namespace

std::string PublishedCount::text() const
{
    switch (kind) {
        case Kind::zero:
            return "0";
        case Kind::hidden:
            return "*";
        case Kind::rounded:
            break;
    }
    return std::to_string(rounded);
}

std::string together_text(const PublishedCount& sum) { return sum.text() + std::string(together); }

std::string number_told_together(const std::string& text)
{
    return text.ends_with(together) ? text.substr(0, text.size() - together.size()) : "";
}

PublishedCount published_count(std::int64_t count, std::int64_t threshold)
{
    if (count <= 0) {
        return {};
    }
    if (count < threshold) {
        return {.kind = PublishedCount::Kind::hidden, .rounded = 0, .possible = {1, threshold - 1}};
    }
    const std::int64_t rounded = (count + rounding_step / 2) / rounding_step * rounding_step;
    return {.kind = PublishedCount::Kind::rounded,
            .rounded = rounded,
            .possible = {std::max(threshold, rounded - rounding_step / 2), rounded + rounding_step / 2}};
}

}  // namespace wardmap
