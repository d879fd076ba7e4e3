#include "location_mess.hpp"

#include <array>

namespace wardmap::synth {

namespace {

constexpr std::array<std::string_view, mess_count> mess_names{
    "clean",           "abbreviated",        "typo",           "no_postcode",   "missing_commas", "swapped",
    "old_postcode",    "postcode_confusion", "flat_before",    "flat_after",    "junction",       "landmark",
    "block_name",      "easting_northing",   "grid_reference", "postcode_only", "street_only",    "blank",
    "not_in_gazetteer"};

/// In the order of the enumeration: clean, abbreviated, typo, no_postcode, missing_commas, swapped, old_postcode,
/// postcode_confusion | flat_before, flat_after, junction, landmark, block_name | easting_northing,
/// grid_reference, postcode_only, street_only, blank, not_in_gazetteer.
using Weights = std::array<double, mess_count>;
constexpr Weights house_weights{26, 13, 8, 14, 8, 4, 9, 1.5, 0, 0, 5, 0, 0, 2, 1.5, 4, 3.5, 2.6, 0};
constexpr Weights flat_weights{14, 9, 5, 6, 5, 3, 4, 1, 20, 18, 0, 0, 10, 1.5, 1, 3, 0, 2.6, 0};
constexpr Weights communal_weights{12, 4, 4, 9, 3, 2, 2, 1, 0, 0, 0, 0, 55, 1, 1, 4, 0, 2.6, 0};
constexpr Weights shop_weights{16, 5, 3, 12, 4, 2, 2, 1, 0, 0, 4, 42, 0, 1, 1, 3, 3, 2.6, 0};
constexpr Weights unit_weights{22, 5, 3, 22, 5, 3, 2, 1, 0, 0, 8, 15, 0, 5, 3, 4, 0, 2.6, 0};

const Weights& weights_of(const Plot& plot, std::uint32_t row)
{
    if (plot.flats > 0) {
        return row == plot.first_row ? communal_weights : flat_weights;
    }
    return plot.kind == PlotKind::shop          ? shop_weights
           : plot.kind == PlotKind::retail_unit ? unit_weights
                                                : house_weights;
}

}  // namespace

std::string_view mess_name(Mess mess) { return mess_names.at(static_cast<std::size_t>(mess)); }

Mess draw_mess(const Town& town, const Plot& plot, std::uint32_t row, Random& random)
{
    const auto mess = static_cast<Mess>(random.pick_weighted(weights_of(plot, row)));
    const Postcode& postcode = town.postcodes[plot.postcode];
    const bool cannot =
        (mess == Mess::old_postcode && postcode.former.empty()) ||
        (mess == Mess::postcode_confusion && postcode.text.find_first_of("0158") == std::string::npos);
    return cannot ? Mess::clean : mess;
}

}  // namespace wardmap::synth
