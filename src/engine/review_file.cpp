#include "review_file.hpp"

#include <algorithm>
#include <map>
#include <optional>

#include "wardmap/csv.hpp"
#include "wardmap/error.hpp"
#include "wardmap/number_text.hpp"

namespace wardmap {

namespace {

constexpr std::size_t most_candidates = 5;
constexpr std::string_view decided_none = "decision-none";  ///< a person says that it is nowhere

struct ReviewGroup {
    std::uint32_t first = 0;  ///< index of the first incident
    std::size_t rows = 0;
};

/// What makes two records the same question to the person who decides.
std::string place_key(std::string_view location, std::string_view postcode, std::string_view uprn)
{
    std::string key(location);
    for (const std::string_view part : {postcode, uprn}) {
        (key += '\x1f') += part;
    }
    return key;
}

std::string candidate_text(const Gazetteer& gazetteer, const MatchCandidate& candidate)
{
    const GazetteerEntry entry = gazetteer.entry(candidate.entry);
    std::string text = entry_reference(entry);
    if (!entry.uprn.empty()) {
        text += " = " + matched_text(entry, candidate.level);
    }
    return text + " (" + std::string(match_level_name(candidate.level)) + ')';
}

}  // namespace

std::string review_text(const PlacedRecords& placed, std::size_t* group_count)
{
    std::map<std::string, ReviewGroup> groups;
    for (std::uint32_t i = 0; i < placed.places.size(); ++i) {
        if (placed.places[i].state == MatchState::located || placed.places[i].reason == decided_none) {
            continue;
        }
        const IncidentRecord& record = placed.records[i];
        const std::string key = place_key(record.location, record.postcode, record.uprn);
        ++groups.try_emplace(key, ReviewGroup{i, 0}).first->second.rows;
    }
    std::string text;
    std::vector<std::string> cells = {"rows",     "file", "line",  "ref",    "location",
                                      "postcode", "uprn", "state", "reason", "decision"};
    for (std::size_t c = 1; c <= most_candidates; ++c) {
        cells.push_back("candidate_" + std::to_string(c));
    }
    append_csv_row(text, cells);
    for (const auto& [key, group] : groups) {
        const LocatedIncident& incident = placed.places[group.first];
        const IncidentRecord& record = placed.records[group.first];
        cells = {std::to_string(group.rows),
                 placed.files[record.file].path,
                 std::to_string(record.line),
                 record.ref,
                 record.location,
                 record.postcode,
                 record.uprn,
                 std::string(match_state_name(incident.state)),
                 incident.reason,
                 ""};
        for (std::size_t c = 0; c < most_candidates; ++c) {
            cells.push_back(c < incident.candidates.size()
                                ? candidate_text(placed.gazetteer, incident.candidates[c])
                                : "");
        }
        append_csv_row(text, cells);
    }
    if (group_count != nullptr) {
        *group_count = groups.size();
    }
    return text;
}

// ---- decisions

namespace {

constexpr std::string_view no_place = "none";

std::string_view trimmed(std::string_view text)
{
    const std::size_t begin = text.find_first_not_of(" \t\r\n");
    return begin == std::string_view::npos ? std::string_view{}
                                           : text.substr(begin, text.find_last_not_of(" \t\r\n") + 1 - begin);
}

std::optional<MatchLevel> level_named(std::string_view name)
{
    for (int level = 0; level < static_cast<int>(MatchLevel::none); ++level) {
        if (match_level_name(static_cast<MatchLevel>(level)) == name) {
            return static_cast<MatchLevel>(level);
        }
    }
    return std::nullopt;
}

/// Cuts " (level)" and " = text" off a candidate's text: what is left is the entry's reference.
std::string_view cut_reference(std::string_view text, MatchLevel& level)
{
    const std::size_t bracket = text.rfind(" (");
    if (bracket != std::string_view::npos && text.ends_with(')')) {
        const auto named = level_named(text.substr(bracket + 2, text.size() - bracket - 3));
        level = named.value_or(level);
        text = named ? text.substr(0, bracket) : text;
    }
    return trimmed(text.substr(0, text.find(" = ")));
}

class ReviewColumns {
public:
    explicit ReviewColumns(const CsvSource& rows) : m_rows(rows)
    {
        for (const char* name : {"location", "postcode", "uprn", "decision"}) {
            if (!find(name)) {
                throw Error(ErrorKind::input, rows.name(),
                            std::string("a file of decisions needs the column \"") + name + '"',
                            "Give a review file back with its column `decision` filled in");
            }
        }
    }
    [[nodiscard]] std::string_view cell(std::string_view name) const
    {
        const auto column = find(name);
        return column ? trimmed(without_formula_guard(m_rows.cells()[*column])) : std::string_view{};
    }

private:
    [[nodiscard]] std::optional<std::size_t> find(std::string_view name) const
    {
        const auto at = std::find(m_rows.header().begin(), m_rows.header().end(), name);
        return at == m_rows.header().end()
                   ? std::nullopt
                   : std::optional(static_cast<std::size_t>(at - m_rows.header().begin()));
    }
    const CsvSource& m_rows;
};

}  // namespace

Decisions::Decisions(const std::vector<std::filesystem::path>& files, const Gazetteer& gazetteer)
    : m_gazetteer(gazetteer)
{
    for (const std::filesystem::path& file : files) {
        read(file);
    }
    find_entries();
}

void Decisions::read(const std::filesystem::path& file)
{
    const auto rows = open_csv(file);
    const ReviewColumns columns(*rows);
    for (auto step = rows->next(); step != RowSource::Step::end; step = rows->next()) {
        const std::string where = file.string() + " line " + std::to_string(rows->line());
        if (step == RowSource::Step::rejected) {
            throw Error(ErrorKind::input, where, "this row cannot be read: " + rows->reject_reason(),
                        "Mend it: a decision must not be lost");
        }
        std::string_view said = columns.cell("decision");
        if (said.empty()) {
            continue;
        }
        Decision decision;
        decision.where = where;
        decision.place = place_key(columns.cell("location"), columns.cell("postcode"), columns.cell("uprn"));
        if (said.size() == 1 && said[0] >= '1' && said[0] <= '5') {
            said = columns.cell("candidate_" + std::string(said));
            if (said.empty()) {
                throw Error(ErrorKind::input, where,
                            "the decision names a candidate that this row does not have",
                            "Write the number of one of its candidates, a reference, or none");
            }
        }
        if (said != no_place) {
            decision.reference = cut_reference(said, decision.level);
        }
        const auto [kept, is_new] = m_decisions.try_emplace(decision.place, decision);
        if (!is_new &&
            (kept->second.reference != decision.reference || kept->second.level != decision.level)) {
            throw Error(ErrorKind::input, where,
                        "this decision contradicts that of " + kept->second.where + " for the same text",
                        "Keep one of the two");
        }
    }
}

void Decisions::find_entries()
{
    std::vector<std::string> references;
    std::vector<Decision*> asking;
    for (auto& [place, decision] : m_decisions) {
        if (!decision.reference.empty()) {
            references.push_back(decision.reference);
            asking.push_back(&decision);
        }
    }
    const std::vector<std::int64_t> found = m_gazetteer.find(references);
    for (std::size_t i = 0; i < found.size(); ++i) {
        if (found[i] < 0) {
            throw Error(ErrorKind::input, asking[i]->where,
                        "the decision names \"" + references[i] + "\", which is not in the gazetteer",
                        "Choose a candidate that is, or clear the cell to have the text reviewed again");
        }
        asking[i]->entry = found[i];
    }
}

bool Decisions::apply(const IncidentRecord& record, LocatedIncident& place)
{
    const bool stands_by_itself =
        place.state == MatchState::located && (record.position || place.level == MatchLevel::uprn);
    const auto found = stands_by_itself
                           ? m_decisions.end()
                           : m_decisions.find(place_key(record.location, record.postcode, record.uprn));
    if (found == m_decisions.end()) {
        return false;
    }
    Decision& decision = found->second;
    decision.used = true;
    const std::uint32_t index = place.record;
    if (decision.entry < 0) {
        place = {};
        place.reason = decided_none;
    } else {
        const auto entry = static_cast<std::uint32_t>(decision.entry);
        const MatchLevel level =
            decision.level == MatchLevel::none ? usual_level(m_gazetteer.entry(entry).kind) : decision.level;
        place = located_at(m_gazetteer, entry, level);
    }
    place.record = index;
    return true;
}

std::size_t Decisions::unused() const
{
    return static_cast<std::size_t>(std::count_if(m_decisions.begin(), m_decisions.end(),
                                                  [](const auto& item) { return !item.second.used; }));
}

}  // namespace wardmap
