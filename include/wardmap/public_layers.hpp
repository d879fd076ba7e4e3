#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "wardmap/layer.hpp"
#include "wardmap/make_layers.hpp"

/// Layers and tables of what the public may see. Their numbers are protected already; here they get names, fields,
/// units and styles.
namespace wardmap {

/// A square of the ground and the postal addresses in it: what the public map is made on.
struct AddressSquare {
    BoxM box;
    std::size_t addresses = 0;
};
/// "address_squares": no incidents in it; kept in an internal result so that a public one can be made from it.
[[nodiscard]] Layer address_squares_layer(std::span<const AddressSquare> squares);

struct PublicArea {
    std::string id;
    std::string name;
    std::optional<double> population;
    std::string incidents;                ///< as published: "0", "*", "35"
    std::optional<double> rate_per_1000;  ///< made from the published number; none where that is hidden
    MultiPolygon shape;
};
/// "wards_<theme>" of a public result.
[[nodiscard]] Layer public_wards_layer(std::span<const PublicArea> areas, const LayerContext& context);

/// One square of the public map: its class counts from 0, "no incidents".
struct HeatSquare {
    BoxM box;
    std::size_t heat_class = 0;
};
/// "heat_<theme>": `labels` one for each class, the last the hottest.
[[nodiscard]] Layer heat_layer(std::span<const HeatSquare> squares, std::span<const std::string> labels,
                               const LayerContext& context);

/// One number of a public release, and what it counts.
struct PublishedNumber {
    std::string theme;
    std::string period;  ///< "2025-07-01/2026-06-30"
    std::string part;    ///< "all", "ward", "month", "block"
    std::string name;    ///< of the ward, the block or the month; empty for all
    std::string incidents;
    std::int64_t hidden_below = 8;  ///< "*" is 1 to one less
};
/// "published_numbers": every number that is published, in one table, so that the next release can be checked
/// against it.
[[nodiscard]] FeatureTable published_numbers_table(std::span<const PublishedNumber> numbers);

}  // namespace wardmap
