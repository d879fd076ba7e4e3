#include "wardmap/geocode.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "geocoded_output.hpp"
#include "geocoder_input.hpp"
#include "review_file.hpp"
#include "wardmap/error.hpp"
#include "wardmap/number_text.hpp"
#include "wardmap/published_file.hpp"
#include "wardmap/text_file.hpp"

namespace wardmap {

namespace fs = std::filesystem;

namespace {

LocateOptions locate_options(const GeocoderInput& input, const Gazetteer& gazetteer, unsigned threads)
{
    return {.snapped_files = {input.is_snapped}, .crs = gazetteer.crs(), .threads = threads};
}

/// A place coarser than asked for is not taken, but stays as the candidate.
void drop_if_coarser(MatchLevel min_level, LocatedIncident& place)
{
    if (place.state != MatchState::located || place.level <= min_level) {
        return;
    }
    std::vector<MatchCandidate> candidates;
    if (place.entry >= 0) {
        candidates.push_back({static_cast<std::uint32_t>(place.entry), place.level, place.score});
    }
    const std::uint32_t record = place.record;
    const std::string reason = place.reason + "+coarser-than-asked";
    place = {};
    place.record = record;
    place.reason = reason;
    place.candidates = std::move(candidates);
}

void count_places(const std::vector<LocatedIncident>& places, GeocodeReport& report)
{
    std::map<MatchLevel, std::size_t> levels;
    for (const LocatedIncident& place : places) {
        report.ledger.located += place.state == MatchState::located ? 1 : 0;
        report.ledger.unmatched += place.state == MatchState::unmatched ? 1 : 0;
        report.ledger.ambiguous += place.state == MatchState::ambiguous ? 1 : 0;
        if (place.state == MatchState::located) {
            ++levels[place.level];
        }
    }
    report.located_by_level.assign(levels.begin(), levels.end());
}

/// Nothing that was read is written over: decisions are a person's work, and a review beside them is easily given the
/// same name.
void refuse_to_overwrite(const fs::path& input, const GeocodeOptions& options)
{
    std::vector<std::pair<fs::path, const char*>> read = {{input, "this is the input file"},
                                                          {options.gazetteer, "this is the gazetteer"}};
    for (const fs::path& decisions : options.decisions) {
        read.emplace_back(decisions, "this is a file of decisions");
    }
    std::error_code ignored;
    for (const fs::path* output : {&options.out, &options.review}) {
        for (const auto& [file, what] : read) {
            if (!output->empty() && fs::equivalent(file, *output, ignored)) {
                throw Error(ErrorKind::usage, output->string(), what, "Name another file");
            }
        }
    }
    if (!options.review.empty() &&
        fs::absolute(options.out).lexically_normal() == fs::absolute(options.review).lexically_normal()) {
        throw Error(ErrorKind::usage, options.out.string(), "the result and the review have the same name",
                    "Name another file");
    }
}

}  // namespace

GeocodeReport geocode(const fs::path& file, const GeocodeOptions& options)
{
    refuse_to_overwrite(file, options);
    const OutputFormat format = output_format_of(options.out);
    const Gazetteer gazetteer = Gazetteer::open(options.gazetteer);
    Decisions decisions(options.decisions, gazetteer);
    GeocodeReport report;
    Diagnostics diagnostics;
    const GeocoderInput input = read_geocoder_input(file, options, gazetteer.crs(), diagnostics);
    std::vector<LocatedIncident> places =
        locate(input.set.records, gazetteer, locate_options(input, gazetteer, options.threads));
    for (LocatedIncident& place : places) {
        if (decisions.apply(input.set.records[place.record], place)) {
            ++report.decided_rows;
        } else {
            drop_if_coarser(options.min_level, place);
        }
    }
    report.ledger.read = input.rows_read;
    report.ledger.rejected = diagnostics.rejected_by_reason();
    count_places(places, report);
    report.unused_decisions = decisions.unused();
    report.columns = input.place_columns;
    report.notices = diagnostics.notices();
    PublishedFile out(options.out);
    out.fill([&] { write_geocoded({input, places, gazetteer}, out, format); });
    if (options.review.empty()) {
        out.publish();  // the last step that can fail
        return report;
    }
    PublishedFile review(options.review);
    review.fill([&] {
        write_new_text(review.path(), review_text({input.set.files, input.set.records, places, gazetteer},
                                                  &report.review_groups));
    });
    PublishedFile::publish_together({&review, &out});
    return report;
}

ExplainedRecord explain_record(const fs::path& file, const GeocodeOptions& options, const std::string& id)
{
    const Gazetteer gazetteer = Gazetteer::open(options.gazetteer);
    Diagnostics diagnostics;
    const GeocoderInput input = read_geocoder_input(file, options, gazetteer.crs(), diagnostics);
    const std::vector<IncidentRecord>& records = input.set.records;
    auto found = std::find_if(records.begin(), records.end(),
                              [&](const IncidentRecord& record) { return record.ref == id; });
    if (found == records.end()) {
        found = std::find_if(records.begin(), records.end(),
                             [&](const IncidentRecord& record) { return std::to_string(record.line) == id; });
    }
    if (id.empty() || found == records.end()) {
        throw Error(ErrorKind::usage, "--explain", "no record has that reference or starts on that line",
                    fmt::format("Give a reference, or a line number of {}", file.string()));
    }
    ExplainedRecord out{
        .record = *found,
        .explanation = explain_location(*found, gazetteer, locate_options(input, gazetteer, 1)),
        .candidates = {},
        .matched = {}};
    for (const MatchExplanation::Candidate& candidate : out.explanation.candidates) {
        out.candidates.push_back(matched_text(gazetteer.entry(candidate.entry), candidate.level));
    }
    if (out.explanation.result.entry >= 0) {
        out.matched = matched_text(gazetteer.entry(static_cast<std::uint32_t>(out.explanation.result.entry)),
                                   out.explanation.result.level);
    }
    return out;
}

}  // namespace wardmap
