#include "wardmap/locate.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "candidate_evidence.hpp"
#include "gazetteer_index.hpp"
#include "match_address.hpp"
#include "place_clusters.hpp"
#include "read_address.hpp"
#include "wardmap/parallel.hpp"
#include "wardmap/projection.hpp"
#include "wardmap/written_place.hpp"
#include "written_coordinates.hpp"

namespace wardmap {

namespace detail = locate_detail;
using detail::none;
using detail::PlaceCandidate;

namespace {

constexpr double agreeing_m = 250;      // given coordinates and a UPRN of one place: a large site's extent
constexpr double same_address_m = 100;  // given coordinates and the address of one place
constexpr double beyond_gazetteer_m = 5000;  // unlabelled numbers farther out are not coordinates

/// Locates records one by one; one per thread.
class RecordLocator {
public:
    RecordLocator(const Gazetteer::Index& index, const LocateOptions& options, const BoxM& bounds)
        : m_index(index), m_options(options), m_bounds(bounds), m_matcher(index)
    {
    }

    LocatedIncident locate(const IncidentRecord& record)
    {
        LocatedIncident out;
        if (record.position && is_snapped(record.file)) {
            place(out, MatchLevel::snap_point, *record.position, "snap-point");
        } else if (record.position) {
            locate_given(record, out);
        } else {
            locate_text(record, out);
        }
        return out;
    }

    /// What the matcher makes of the record's text, whether or not its place came from there.
    void explain(const IncidentRecord& record, MatchExplanation& out)
    {
        detail::read_address(record.location, record.postcode, m_index, m_text);
        static_cast<void>(m_matcher.match(m_text));
        const auto uses = std::to_array<std::string_view>(
            {"not understood", "postcode", "name", "number or flat", "says nothing"});
        for (std::size_t i = 0; i < m_text.words().size(); ++i) {
            out.words.push_back({std::string(m_text.words()[i].text),
                                 std::string(uses[static_cast<std::size_t>(m_text.use[i])])});
        }
        if (m_text.postcode.state != detail::PostcodeMention::State::absent) {
            out.postcode = postcode_text(m_text.postcode.key);
        }
        out.weight = m_matcher.weight();
        for (const PlaceCandidate& candidate : m_matcher.candidates()) {
            if (candidate.entry != none) {
                out.candidates.push_back(explained(candidate));
            }
        }
    }

private:
    [[nodiscard]] MatchExplanation::Candidate explained(const PlaceCandidate& candidate) const
    {
        MatchExplanation::Candidate out{.entry = candidate.entry,
                                        .level = candidate.level,
                                        .evidence = candidate.evidence,
                                        .score = m_matcher.score_of(candidate),
                                        .is_contradicted = candidate.is_contradicted(),
                                        .parts = {}};
        for (std::size_t i = 0; i < candidate.parts_16.size(); ++i) {
            const auto reason = static_cast<detail::Reason>(i);
            if ((candidate.reasons & detail::bit(reason)) != 0) {
                out.parts.push_back({std::string(detail::reason_code(reason)),
                                     static_cast<double>(candidate.parts_16[i]) / 16,
                                     (detail::contradictions & detail::bit(reason)) != 0});
            }
        }
        return out;
    }

    [[nodiscard]] bool is_snapped(std::uint32_t file) const
    {
        return file < m_options.snapped_files.size() && m_options.snapped_files[file];
    }

    static void place(LocatedIncident& out, MatchLevel level, PointM position, std::string reason)
    {
        out.state = MatchState::located;
        out.level = level;
        out.precision_m = default_precision_m(level);
        out.score = 1;
        out.position = position;
        out.reason = std::move(reason);
    }

    void set_entry(LocatedIncident& out, std::uint32_t entry) const
    {
        const detail::EntryRow& row = m_index.entries[entry];
        out.entry = entry;
        out.uprn = m_index.string(row.uprn);
        out.parent_uprn = m_index.string(row.parent_uprn);
        out.building = m_index.string(row.building);
    }

    void place_uprn(LocatedIncident& out, std::uint32_t entry, std::string reason) const
    {
        place(out, MatchLevel::uprn, m_index.position(entry), std::move(reason));
        const auto own_m = static_cast<double>(m_index.entries[entry].precision_m);
        out.precision_m = own_m > 0 ? own_m : out.precision_m;
        set_entry(out, entry);
    }

    // Coordinates stand as given; a UPRN or an address of the same place adds which address it is.
    void locate_given(const IncidentRecord& record, LocatedIncident& out)
    {
        const PointM given = *record.position;
        const std::uint32_t entry = m_index.find_uprn(record.uprn);
        if (entry != none && distance_m(m_index.position(entry), given) > agreeing_m) {
            out.state = MatchState::ambiguous;
            out.reason = "uprn-coordinates-conflict";
            out.candidates.push_back({.entry = entry, .level = MatchLevel::uprn, .score = 0.5});
            return;
        }
        if (entry != none) {
            place_uprn(out, entry, "uprn+coordinates-agree");
            return;
        }
        place(out, MatchLevel::coordinates, given, "coordinates");
        if (m_index.entry_count() == 0 || record.location.empty()) {
            return;
        }
        detail::read_address(record.location, record.postcode, m_index, m_text);
        const detail::AddressMatch match = m_matcher.match(m_text);
        const bool is_finer =
            match.best.level == MatchLevel::address || match.best.level == MatchLevel::building;
        if (match.state != MatchState::located || !is_finer) {
            return;
        }
        if (distance_m(match.best.position, given) <= same_address_m) {
            take(match, out);
            out.reason += "+coordinates-agree";
        } else {
            out.reason += "+address-elsewhere";
        }
    }

    void locate_text(const IncidentRecord& record, LocatedIncident& out)
    {
        const std::uint32_t entry = m_index.find_uprn(record.uprn);
        if (entry != none) {
            const auto stated = parse_postcode(record.postcode);
            const auto own = m_index.entries[entry].postcode_key;
            const bool differs = stated && own != 0 && *stated != own;
            place_uprn(out, entry, differs ? "uprn+postcode-differs" : "uprn");
            return;
        }
        detail::read_address(record.location, record.postcode, m_index, m_text);
        const bool says_nothing = detail::says_no_location(m_text.list);
        if (says_nothing && record.postcode.empty()) {
            out.reason = record.uprn.empty() ? "no-location" : "uprn-unknown";
            return;
        }
        if (!locate_written(out) && !locate_degrees(record.location, out)) {
            take(m_matcher.match(m_text), out);
            if (out.state == MatchState::unmatched && out.candidates.empty()) {
                take_sector(out);
            }
        }
        if (!record.uprn.empty()) {
            out.reason += "+uprn-unknown";
        }
    }

    // A UPRN, a grid reference or an easting and northing in the text.
    bool locate_written(LocatedIncident& out) const
    {
        for (const detail::Word& word : m_text.words()) {
            constexpr std::size_t shortest_uprn = 8;  // shorter numbers are something else
            const std::uint32_t entry = word.raw.size() >= shortest_uprn ? m_index.find_uprn(word.raw) : none;
            if (entry != none) {
                place_uprn(out, entry, "uprn-in-text");
                return true;
            }
        }
        if (m_options.crs != "EPSG:27700") {
            return false;
        }
        const auto written = detail::find_written_coordinates(m_text.words());
        if (!written) {
            return false;
        }
        const bool is_reference = written->form == WrittenCoordinates::Form::grid_reference;
        if (!written->labelled && !is_reference && !m_bounds.is_empty() &&
            !m_bounds.contains(written->position)) {
            return false;
        }
        place(out, MatchLevel::coordinates, written->position,
              is_reference ? "grid-reference" : "easting-northing");
        out.precision_m = written->precision_m;
        return true;
    }

    // A latitude and longitude in the text. Without letters, the order is the one that lies in the gazetteer.
    bool locate_degrees(std::string_view text, LocatedIncident& out)
    {
        const auto written = find_written_degrees(text);
        if (!written) {
            return false;
        }
        const LonLat given = written->place;
        for (const LonLat reading : {given, LonLat{given.lat_deg, given.lon_deg}}) {
            const PointM here = projected(reading);
            const bool is_possible = std::isfinite(here.x_m) && std::isfinite(here.y_m);
            if (is_possible && (written->labelled || m_bounds.is_empty() || m_bounds.contains(here))) {
                place(out, MatchLevel::coordinates, here, "latitude-longitude");
                out.precision_m = written->precision_m;
                return true;
            }
            if (written->labelled) {
                break;
            }
        }
        return false;
    }

    PointM projected(LonLat place)
    {
        if (!m_from_degrees) {
            m_from_degrees.emplace("EPSG:4326", m_options.crs);
        }
        m_from_degrees->forward({&place.lon_deg, 1}, {&place.lat_deg, 1});
        return {place.lon_deg, place.lat_deg};
    }

    // All postcodes of a sector ("SG1 1") as one place, when nothing better is known.
    void take_sector(LocatedIncident& out) const
    {
        if (m_text.sector == 0 || !m_text.names.empty()) {
            return;
        }
        std::vector<PointM> points;
        for (const detail::PostcodeRow& row :
             m_index.postcodes_within(m_text.sector, m_text.sector + sector_span)) {
            points.push_back({row.x_m, row.y_m});
        }
        if (points.empty()) {
            return;
        }
        const detail::Spread spread = detail::spread_of(points);
        place(out, MatchLevel::sector, spread.mean, "sector");
        out.precision_m = std::max(out.precision_m, spread.radius_m);
    }

    void take(const detail::AddressMatch& match, LocatedIncident& out) const
    {
        out.state = match.state;
        out.reason = detail::reason_text(match.reasons);
        out.score = match.score;
        out.level = match.state == MatchState::located ? match.best.level : MatchLevel::none;
        out.candidates.clear();
        if (match.state == MatchState::located) {
            take_place(match.best, out);
            return;
        }
        constexpr std::size_t most = 5;
        for (const PlaceCandidate& candidate : m_matcher.candidates()) {
            const bool is_listed =
                std::any_of(out.candidates.begin(), out.candidates.end(), [&](const MatchCandidate& c) {
                    return c.entry == candidate.entry && c.level == candidate.level;
                });
            if (out.candidates.size() < most && candidate.entry != none && !is_listed) {
                out.candidates.push_back({.entry = candidate.entry,
                                          .level = candidate.level,
                                          .score = m_matcher.score_of(candidate)});
            }
        }
    }

    void take_place(const PlaceCandidate& best, LocatedIncident& out) const
    {
        out.position = best.position;
        out.precision_m = best.precision_m;
        if (best.entry == none) {
            return;
        }
        const bool is_address = best.level == MatchLevel::address || best.level == MatchLevel::building;
        if (!is_address) {  // the record is near that row, not at it: no UPRN and no building
            out.entry = best.entry;
            return;
        }
        set_entry(out, best.entry);
        const bool stands_for_building =
            best.level == MatchLevel::building && m_index.entries[best.entry].flat != 0;
        if (stands_for_building) {  // the row is one of its flats: the record is not at that flat
            out.uprn = out.parent_uprn;
        }
    }

    const Gazetteer::Index& m_index;
    const LocateOptions& m_options;
    const BoxM& m_bounds;  ///< where unlabelled numbers may be coordinates
    detail::AddressMatcher m_matcher;
    detail::AddressText m_text;
    std::optional<Projection> m_from_degrees;  ///< made when the first text needs it
};

}  // namespace

namespace {

/// Where unlabelled numbers may be coordinates.
BoxM bounds_of(const Gazetteer::Index& index) { return index.bounds.grown(beyond_gazetteer_m); }

}  // namespace

std::vector<LocatedIncident> locate(std::span<const IncidentRecord> records, const Gazetteer& gazetteer,
                                    const LocateOptions& options)
{
    const Gazetteer::Index& index = gazetteer.index();
    const BoxM bounds = bounds_of(index);
    std::vector<LocatedIncident> located(records.size());
    constexpr std::size_t chunk = 1024;
    parallel_chunks(records.size(), chunk, options.threads, [&](std::size_t begin, std::size_t end) {
        RecordLocator locator(index, options, bounds);
        for (std::size_t i = begin; i < end; ++i) {
            located[i] = locator.locate(records[i]);
            located[i].record = static_cast<std::uint32_t>(i);
        }
    });
    return located;
}

MatchExplanation explain_location(const IncidentRecord& record, const Gazetteer& gazetteer,
                                  const LocateOptions& options)
{
    const BoxM bounds = bounds_of(gazetteer.index());
    RecordLocator locator(gazetteer.index(), options, bounds);
    MatchExplanation out;
    out.result = locator.locate(record);
    locator.explain(record, out);
    return out;
}

}  // namespace wardmap
