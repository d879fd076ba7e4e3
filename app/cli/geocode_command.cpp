#include <fmt/format.h>
#include <sys/stat.h>

#include <iostream>
#include <map>
#include <memory>
#include <string>

#include "command_list.hpp"
#include "notice_text.hpp"
#include "wardmap/error.hpp"
#include "wardmap/geocode.hpp"
#include "wardmap/number_text.hpp"

namespace wardmap::cli {

namespace {

struct Arguments {
    std::string file;
    GeocodeOptions options;
    std::string explain;
};

std::string counted(std::size_t count) { return grouped_text(static_cast<std::int64_t>(count)); }

void print_report(const Arguments& arguments, const GeocodeReport& report)
{
    const Ledger& ledger = report.ledger;
    std::cout << fmt::format(
        "{} rows read: {} located, {} unmatched, {} ambiguous, {} rejected\nHit rate {} %, read from {}\n",
        counted(ledger.read), counted(ledger.located), counted(ledger.unmatched), counted(ledger.ambiguous),
        counted(ledger.rejected_total()), fixed_text(100 * ledger.hit_rate(), 1),
        fmt::join(report.columns, ", "));
    for (const auto& [level, rows] : report.located_by_level) {
        std::cout << fmt::format("  {:<12}{:>9}\n", match_level_name(level), counted(rows));
    }
    if (!arguments.options.decisions.empty()) {
        std::cout << fmt::format("{} rows settled by decisions; {} decisions were for none of these rows\n",
                                 counted(report.decided_rows), counted(report.unused_decisions));
    }
    std::cout << fmt::format("Written: {}\n", arguments.options.out.string());
    if (!arguments.options.review.empty()) {
        std::cout << fmt::format(
            "To review: {} ({} texts); fill in its column decision and give it back "
            "with --decisions\n",
            arguments.options.review.string(), counted(report.review_groups));
    }
    for (const Notice& notice : report.notices) {
        std::cerr << notice_text(notice) << '\n';
    }
    for (const auto& [reason, rows] : ledger.rejected) {
        std::cerr << fmt::format("warning: {} rows were rejected: {}\n", counted(rows), reason);
    }
}

std::string place_text(const ExplainedRecord& explained)
{
    const LocatedIncident& result = explained.explanation.result;
    if (result.state != MatchState::located) {
        return fmt::format("{}, because {}", match_state_name(result.state), result.reason);
    }
    return fmt::format("located at level {} to {} m, score {}, because {}{}", match_level_name(result.level),
                       fixed_text(result.precision_m, 0), fixed_text(result.score, 2), result.reason,
                       explained.matched.empty() ? "" : ": " + explained.matched);
}

void print_explanation(const ExplainedRecord& explained)
{
    const MatchExplanation& how = explained.explanation;
    std::cout << fmt::format("Record {} on line {}: {}\n", explained.record.ref, explained.record.line,
                             place_text(explained));
    if (explained.record.position) {
        std::cout << "It gives coordinates, which stand; its text was read as follows.\n";
    }
    std::cout << "Words:\n";
    for (const MatchExplanation::Word& word : how.words) {
        std::cout << fmt::format("  {:<20} {}\n", word.text, word.read_as);
    }
    std::cout << fmt::format("Postcode: {}\nWeight of all parts that the text gives: {}\n",
                             how.postcode.empty() ? "none" : how.postcode, fixed_text(how.weight, 2));
    for (std::size_t i = 0; i < how.candidates.size(); ++i) {
        const MatchExplanation::Candidate& candidate = how.candidates[i];
        std::cout << fmt::format("Candidate {}, {}: {}\n", i + 1, match_level_name(candidate.level),
                                 explained.candidates[i]);
        for (const MatchExplanation::Part& part : candidate.parts) {
            const std::string weight =
                part.weight > 0 ? '+' + fixed_text(part.weight, 2) : fixed_text(part.weight, 2);
            std::cout << fmt::format("  {:<24}{:>6}{}\n", part.reason, weight,
                                     part.contradicts ? "  contradicts: never placed here" : "");
        }
        std::cout << fmt::format("  evidence {}, score {}\n", fixed_text(candidate.evidence, 2),
                                 fixed_text(candidate.score, 2));
    }
}

void run_geocode(const Arguments& arguments)
{
    ::umask(077);  // records of victims: nobody else's business
    if (!arguments.explain.empty()) {
        print_explanation(explain_record(arguments.file, arguments.options, arguments.explain));
        return;
    }
    if (arguments.options.out.empty()) {
        throw Error(ErrorKind::usage, "--out", "no output file is named",
                    "Name one that ends in .csv, .gpkg or .geojson");
    }
    print_report(arguments, geocode(arguments.file, arguments.options));
}

std::function<void()> declare(CLI::App& parser)
{
    auto arguments = std::make_shared<Arguments>();
    GeocodeOptions& options = arguments->options;
    std::map<std::string, MatchLevel> levels;
    for (int level = 0; level < static_cast<int>(MatchLevel::none); ++level) {
        levels.emplace(match_level_name(static_cast<MatchLevel>(level)), static_cast<MatchLevel>(level));
    }
    parser.add_option("FILE", arguments->file, "CSV, XLSX, ODS or GeoPackage with a row per record")
        ->required();
    parser.add_option("--gazetteer", options.gazetteer, "Built with `wardmap gazetteer build`")->required();
    parser.add_option("--out", options.out, "Result: .csv, .gpkg or .geojson");
    parser.add_option("--review", options.review, "CSV for the texts that wait for a decision");
    parser
        .add_option("--decisions", options.decisions,
                    "Review files with decisions; may be given several times")
        ->allow_extra_args(false);
    parser.add_option("--location", options.location, "Columns of the place as text, separated by commas")
        ->delimiter(',')
        ->allow_extra_args(false);
    parser.add_option("--postcode", options.postcode, "Column of the postcode");
    parser.add_option("--uprn", options.uprn, "Column of the UPRN");
    parser.add_option("--layer", options.layer, "Sheet or table, where the file has several");
    parser.add_option("--min-level", options.min_level, "Coarsest level to take; coarser rows go to review")
        ->transform(CLI::CheckedTransformer(levels).description(
            "uprn, address, building, coordinates, postcode, junction, street, sector or snap_point"));
    parser.add_option("--explain", arguments->explain,
                      "Print how the record of this reference or line was scored, and write nothing");
    parser
        .add_option("--threads", options.threads,
                    "Threads, 0 to 256 (0: all cores); the result is the same for any number")
        ->check(CLI::Range(0, 256))
        ->capture_default_str();
    return [arguments] { run_geocode(*arguments); };
}

}  // namespace

Command geocode_command()
{
    return {"geocode", "Find the places of typed addresses, offline, with reasons", declare};
}

}  // namespace wardmap::cli
