#include "review_file.hpp"

#include <cstdio>
#include <map>
#include <memory>
#include <tuple>

#include "wardmap/csv.hpp"
#include "wardmap/error.hpp"
#include "wardmap/number_text.hpp"

namespace wardmap {

namespace {

constexpr std::size_t most_candidates = 5;

/// What makes two records the same question to the person who decides.
using PlaceText = std::tuple<std::string, std::string, std::string>;  // location, postcode, uprn

struct ReviewGroup {
    std::uint32_t first = 0;  ///< index of the first incident
    std::size_t rows = 0;
};

std::string candidate_text(const Gazetteer& gazetteer, const MatchCandidate& candidate)
{
    const GazetteerEntry entry = gazetteer.entry(candidate.entry);
    std::string text;
    for (const std::string* part : {&entry.uprn, &entry.flat, &entry.building, &entry.number, &entry.street,
                                    &entry.locality, &entry.postcode}) {
        if (!part->empty()) {
            text += (text.empty() ? "" : ", ") + *part;
        }
    }
    return text;
}

}  // namespace

void write_text_file(const std::filesystem::path& file, const std::string& text)
{
    struct CloseFile {
        void operator()(std::FILE* handle) const { static_cast<void>(std::fclose(handle)); }
    };
    std::unique_ptr<std::FILE, CloseFile> output(std::fopen(file.c_str(), "wbx"));
    const bool written = output != nullptr &&
                         std::fwrite(text.data(), 1, text.size(), output.get()) == text.size() &&
                         std::fflush(output.get()) == 0;
    const bool closed = output != nullptr && std::fclose(output.release()) == 0;
    if (!written || !closed) {
        throw Error(ErrorKind::output, file.string(), "this file could not be written",
                    "Check the free space and the folder's permissions");
    }
}

void write_review_file(const std::filesystem::path& file, const StudyInputs& inputs,
                       const LocatedSet& located)
{
    std::map<PlaceText, ReviewGroup> groups;
    for (std::uint32_t i = 0; i < located.incidents.size(); ++i) {
        if (located.incidents[i].state == MatchState::located) {
            continue;
        }
        const IncidentRecord& record = inputs.incidents.records[i];
        ReviewGroup& group =
            groups.try_emplace({record.location, record.postcode, record.uprn}, ReviewGroup{i, 0})
                .first->second;
        ++group.rows;
    }
    std::string text;
    std::vector<std::string> cells = {"rows",     "file", "line",  "ref",    "location",
                                      "postcode", "uprn", "state", "reason", "decision"};
    for (std::size_t c = 1; c <= most_candidates; ++c) {
        cells.push_back("candidate_" + std::to_string(c));
    }
    append_csv_row(text, cells);
    for (const auto& [place, group] : groups) {
        const LocatedIncident& incident = located.incidents[group.first];
        const IncidentRecord& record = inputs.incidents.records[group.first];
        cells = {std::to_string(group.rows),
                 inputs.incidents.files[record.file].path,
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
                                ? candidate_text(inputs.gazetteer, incident.candidates[c])
                                : "");
        }
        append_csv_row(text, cells);
    }
    write_text_file(file, text);
}

}  // namespace wardmap
