#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "wardmap/gazetteer.hpp"
#include "wardmap/incident.hpp"
#include "wardmap/place.hpp"

namespace wardmap {

/// How an incident got its position, best first (methods §8).
enum class MatchLevel {
    uprn,
    address,
    building,
    coordinates,
    postcode,
    junction,
    street,
    sector,
    snap_point,
    none
};
[[nodiscard]] std::string_view match_level_name(MatchLevel level) noexcept;
/// Default precision in metres; infinity for none.
[[nodiscard]] double default_precision_m(MatchLevel level) noexcept;

enum class MatchState { located, unmatched, ambiguous };
[[nodiscard]] std::string_view match_state_name(MatchState state) noexcept;

/// One candidate of an ambiguous or unmatched record, for the review file.
struct MatchCandidate {
    std::uint32_t entry = 0;  ///< index into the gazetteer
    MatchLevel level = MatchLevel::none;
    double score = 0;  ///< 0..1
};

/// An incident with its place, and how it came by it.
struct LocatedIncident {
    std::uint32_t record = 0;  ///< index into IncidentSet::records
    MatchState state = MatchState::unmatched;
    MatchLevel level = MatchLevel::none;
    double precision_m = 0;
    double score = 0;
    PointM position;          ///< valid only when located
    std::string reason;       ///< stable codes joined with "+", such as "postcode-repaired+number"
    std::int64_t entry = -1;  ///< matched gazetteer entry, -1 for none
    std::string uprn;         ///< of the matched entry; may be empty
    std::string parent_uprn;
    std::string building;                    ///< building or block name of the matched entry
    std::vector<MatchCandidate> candidates;  ///< at most five, best first; for review
};

struct LocateOptions {
    /// By file of the incident set: its coordinates are anonymous map points (police.uk), level
    /// snap_point. Shorter than the files or empty: the rest are not.
    std::vector<bool> snapped_files = {};
    /// Of the positions. Grid references and eastings in text are read where it is the British National Grid.
    std::string crs = "EPSG:27700";
    unsigned threads = 0;
};

/// One result per record, in order; independent of the number of threads and of the other records.
/// Never places a record on a near miss in silence: a postcode that does not exist is unmatched unless
/// exactly one confusion repair exists (reason "postcode-repaired"), ties are ambiguous.
[[nodiscard]] std::vector<LocatedIncident> locate(std::span<const IncidentRecord> records,
                                                  const Gazetteer& gazetteer, const LocateOptions& options);

/// A record placed by a person at an entry of the gazetteer, as precisely as `level` says; reason
/// "decision". A street or sector stands for all of itself.
[[nodiscard]] LocatedIncident located_at(const Gazetteer& gazetteer, std::uint32_t entry, MatchLevel level);
/// What of the entry a match at that level means: a street's row stands for the street, not for its house.
[[nodiscard]] std::string matched_text(const GazetteerEntry& entry, MatchLevel level);
/// The level of an entry that is named without one.
[[nodiscard]] MatchLevel usual_level(GazetteerEntry::Kind kind) noexcept;

/// How one record came by its place, part by part.
struct MatchExplanation {
    struct Word {
        std::string text;
        std::string read_as;  ///< "postcode", "name", "number or flat", "says nothing", "not understood"
    };
    struct Part {
        std::string reason;  ///< a code of LocatedIncident::reason
        double weight = 0;   ///< evidence that it added or took; 0 for one that contradicts
        bool contradicts = false;
    };
    struct Candidate {
        std::uint32_t entry = 0;
        MatchLevel level = MatchLevel::none;
        double evidence = 0;
        double score = 0;
        bool is_contradicted = false;
        std::vector<Part> parts;
    };
    LocatedIncident result;
    std::vector<Word> words;
    std::string postcode;               ///< as it was read; empty for none
    double weight = 0;                  ///< of all parts that the text gives: score = evidence / weight
    std::vector<Candidate> candidates;  ///< of the text, best first; all of them
};
[[nodiscard]] MatchExplanation explain_location(const IncidentRecord& record, const Gazetteer& gazetteer,
                                                const LocateOptions& options);

/// Whether given coordinates are snapped to few anonymous points, as police.uk's are.
struct SnapPointTest {
    std::size_t records = 0;
    std::size_t distinct_positions = 0;
    bool snapped = false;
};
[[nodiscard]] SnapPointTest detect_snap_points(std::span<const IncidentRecord> records);

/// A place name of police.uk that stands for no place ("Parking Area", "Supermarket").
[[nodiscard]] bool is_generic_place(std::string_view name);

}  // namespace wardmap
