#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "wardmap/gazetteer.hpp"
#include "wardmap/incident.hpp"
#include "wardmap/locate.hpp"

namespace wardmap {

/// Records and where they were placed, in parallel.
struct PlacedRecords {
    const std::vector<IncidentFile>& files;
    std::span<const IncidentRecord> records;
    std::span<const LocatedIncident> places;
    const Gazetteer& gazetteer;
};

/// The review file: unmatched and ambiguous records, identical places grouped so that one decision settles
/// all, with up to five candidates each. Sets `group_count` to their number where it is given.
[[nodiscard]] std::string review_text(const PlacedRecords& placed, std::size_t* group_count = nullptr);

/// Applies the filled-in column `decision` of review files: 1 to 5 takes that candidate, a candidate's text
/// or reference takes that entry of the gazetteer, "none" leaves the text without a place.
class Decisions {
public:
    /// Throws Error (input) with file and line for a column that is missing, a decision that cannot be read,
    /// two that contradict each other, and one for an entry that the gazetteer no longer has.
    Decisions(const std::vector<std::filesystem::path>& files, const Gazetteer& gazetteer);

    /// True if a decision settles the record; `place` is then what it says. Records placed by their own
    /// coordinates or UPRN stay where they are.
    [[nodiscard]] bool apply(const IncidentRecord& record, LocatedIncident& place);
    [[nodiscard]] std::size_t size() const noexcept { return m_decisions.size(); }
    /// Decisions that were not applied.
    [[nodiscard]] std::size_t unused() const;

private:
    struct Decision {
        std::string place;
        std::string reference;  ///< empty: no place
        MatchLevel level = MatchLevel::none;
        std::string where;
        std::int64_t entry = -1;
        bool used = false;
    };
    void read(const std::filesystem::path& file);
    void find_entries();

    const Gazetteer& m_gazetteer;
    std::map<std::string, Decision> m_decisions;  ///< by place
};

}  // namespace wardmap
