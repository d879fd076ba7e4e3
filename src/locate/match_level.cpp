#include <algorithm>
#include <array>
#include <limits>

#include "gazetteer_index.hpp"
#include "wardmap/locate.hpp"

namespace wardmap {

namespace detail = locate_detail;
using detail::none;

std::string_view match_level_name(MatchLevel level) noexcept
{
    constexpr auto names =
        std::to_array<std::string_view>({"uprn", "address", "building", "coordinates", "postcode", "junction",
                                         "street", "sector", "snap_point", "none"});
    return names[static_cast<std::size_t>(level)];
}

double default_precision_m(MatchLevel level) noexcept
{
    constexpr auto precisions_m =
        std::to_array<double>({5, 5, 20, 5, 50, 30, 150, 1000, 100, std::numeric_limits<double>::infinity()});
    return precisions_m[static_cast<std::size_t>(level)];
}

std::string_view match_state_name(MatchState state) noexcept
{
    constexpr auto names = std::to_array<std::string_view>({"located", "unmatched", "ambiguous"});
    return names[static_cast<std::size_t>(state)];
}

std::string matched_text(const GazetteerEntry& entry, MatchLevel level)
{
    GazetteerEntry meant = entry;
    const bool names_itself =
        entry.kind == GazetteerEntry::Kind::landmark || entry.kind == GazetteerEntry::Kind::postcode;
    if (level >= MatchLevel::building) {
        meant.flat.clear();
    }
    if (level > MatchLevel::building && level != MatchLevel::coordinates && !names_itself) {
        meant.building.clear();
        meant.number.clear();
        meant.postcode.clear();
    }
    return entry_text(meant);
}

MatchLevel usual_level(GazetteerEntry::Kind kind) noexcept
{
    switch (kind) {
        case GazetteerEntry::Kind::address:
            return MatchLevel::address;
        case GazetteerEntry::Kind::building:
            return MatchLevel::building;
        case GazetteerEntry::Kind::postcode:
            return MatchLevel::postcode;
        case GazetteerEntry::Kind::street:
        case GazetteerEntry::Kind::landmark:
        case GazetteerEntry::Kind::place:
            break;
    }
    return MatchLevel::street;
}

LocatedIncident located_at(const Gazetteer& gazetteer, std::uint32_t entry, MatchLevel level)
{
    const Gazetteer::Index& index = gazetteer.index();
    const detail::EntryRow& row = index.entries[entry];
    const bool is_address = level <= MatchLevel::building;
    const auto kind = static_cast<GazetteerEntry::Kind>(row.kind);
    LocatedIncident out;
    out.state = MatchState::located;
    out.level = is_address || kind == GazetteerEntry::Kind::postcode ? level : MatchLevel::street;
    out.score = 1;
    out.reason = "decision";
    out.entry = entry;
    out.position = index.position(entry);
    out.precision_m = std::max(static_cast<double>(row.precision_m), default_precision_m(out.level));
    if (out.level == MatchLevel::street && kind != GazetteerEntry::Kind::landmark && row.street_row != none) {
        const detail::StreetRow& street = index.streets[row.street_row];
        out.position = {street.x_m, street.y_m};
        out.precision_m = std::max(out.precision_m, street.radius_m);
    }
    if (is_address) {
        const bool is_at_flat = level != MatchLevel::building || row.flat == 0;
        out.uprn = index.string(is_at_flat ? row.uprn : row.parent_uprn);
        out.parent_uprn = index.string(row.parent_uprn);
        out.building = index.string(row.building);
    }
    return out;
}

}  // namespace wardmap
