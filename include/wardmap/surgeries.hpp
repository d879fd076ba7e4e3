#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "wardmap/civil_time.hpp"
#include "wardmap/place.hpp"

namespace wardmap {

/// A place where residents could be met: a community centre, a school, a tower block.
struct Venue {
    std::string id;
    std::string name;
    std::string kind;
    PointM position;
    std::vector<CivilDay> held;  ///< days of past surgeries there, in any order
};

/// What residents could come about.
struct SurgeryIncident {
    PointM position;
    std::string reporter;  ///< empty: not known
};

struct SurgeryOptions {
    CivilDay today{};  ///< later days of `held` are in the future and say nothing
    /// Ten minutes on foot: what makes a neighbourhood walkable (Manual for Streets 2007, 4.4.1).
    double walk_m = 800;
    /// Months after which a venue's turn has come again.
    double full_months = 12;
    bool by_reporters = false;  ///< rank by distinct reporters instead of incidents
};

struct SurgeryRow {
    std::uint32_t venue = 0;  ///< index into the venues
    std::uint32_t rank = 0;
    std::uint64_t incidents = 0;  ///< within walking distance
    std::uint64_t reporters = 0;  ///< distinct ones of those; 0 also where none is known
    /// Of `incidents` (or of `reporters`), those not in reach of a venue ranked above.
    std::uint64_t new_incidents = 0;
    std::uint64_t new_reporters = 0;
    std::optional<CivilDay> last_held;
    std::optional<double> months_since;  ///< nullopt: never held
    double turn = 1;                     ///< months since by full_months, at most 1; 1 when never held
    double score = 0;                    ///< what is new times `turn`
};

/// Ranks the venues greedily: the highest score first; what lies in its reach is served and counts no more for
/// those after it, so that two halls in one street do not both stand at the top. Ties: the longer since the last,
/// then the more incidents in reach, then the id. Independent of the order of incidents.
/// Throws Error (usage) for a distance or months that are not finite and above 0.
[[nodiscard]] std::vector<SurgeryRow> rank_surgeries(std::span<const Venue> venues,
                                                     std::span<const SurgeryIncident> incidents,
                                                     const SurgeryOptions& options);

}  // namespace wardmap
