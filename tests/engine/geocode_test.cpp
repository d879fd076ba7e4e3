#include "wardmap/geocode.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "engine/temporary_folder.hpp"
#include "wardmap/build_gazetteer.hpp"
#include "wardmap/csv.hpp"
#include "wardmap/error.hpp"

namespace wardmap {
namespace {

namespace fs = std::filesystem;

std::string text_of(const fs::path& file)
{
    std::ifstream input(file, std::ios::binary);
    std::ostringstream text;
    text << input.rdbuf();
    return text.str();
}

std::vector<std::string> sorted_lines(const fs::path& file)
{
    std::ifstream input(file);
    std::vector<std::string> lines;
    for (std::string line; std::getline(input, line);) {
        lines.push_back(line);
    }
    std::sort(lines.begin(), lines.end());
    return lines;
}

/// The demo town's gazetteer, built anew.
class Geocode : public ::testing::Test {
protected:
    void SetUp() override
    {
        const fs::path demo = fs::path(WARDMAP_SOURCE_DIR) / "data/demo";
        std::vector<GazetteerSourceFile> sources;
        for (const char* file : {"addresses.csv", "postcodes.csv", "streets.geojson", "blocks.geojson"}) {
            sources.push_back(source_argument((demo / file).string()));  // kinds are found out
        }
        Diagnostics diagnostics;
        build_gazetteer(m_options.gazetteer = m_folder.path() / "town.gazetteer", sources, "EPSG:27700",
                        diagnostics);
        m_incidents = demo / "incidents.csv";
        m_options.out = m_folder.path() / "located.csv";
    }

    /// The demo's incidents, last one first.
    [[nodiscard]] fs::path reversed_incidents() const
    {
        std::ifstream input(m_incidents);
        std::vector<std::string> lines;
        for (std::string line; std::getline(input, line);) {
            lines.push_back(line);
        }
        std::reverse(lines.begin() + 1, lines.end());
        const fs::path file = m_folder.path() / "reversed.csv";
        std::ofstream output(file);
        for (const std::string& line : lines) {
            output << line << '\n';
        }
        return file;
    }

    test::TemporaryFolder m_folder;
    GeocodeOptions m_options;
    fs::path m_incidents;
};

TEST_F(Geocode, KeepsEveryRowAndEveryCellOfItsInput)
{
    const GeocodeReport report = geocode(m_incidents, m_options);
    EXPECT_TRUE(report.ledger.balances());
    EXPECT_EQ(report.ledger.read, 6000U);
    const auto before = open_csv(m_incidents);
    const auto after = open_csv(m_options.out);
    std::size_t rows = 0;
    while (before->next() == RowSource::Step::row) {
        ASSERT_EQ(after->next(), RowSource::Step::row);
        for (std::size_t i = 0; i < before->header().size(); ++i) {
            ASSERT_EQ(before->cells()[i], after->cells()[i]) << "row " << rows;
        }
        ++rows;
    }
    EXPECT_EQ(rows, report.ledger.read);
    EXPECT_EQ(after->next(), RowSource::Step::end);
}

TEST_F(Geocode, GivesTheSameForAnyThreadCountAndAnyOrderOfRows)
{
    m_options.threads = 1;
    static_cast<void>(geocode(m_incidents, m_options));
    const std::string one = text_of(m_options.out);
    const std::vector<std::string> in_order = sorted_lines(m_options.out);
    m_options.threads = 3;
    static_cast<void>(geocode(m_incidents, m_options));
    EXPECT_EQ(text_of(m_options.out), one);
    static_cast<void>(geocode(reversed_incidents(), m_options));
    EXPECT_EQ(sorted_lines(m_options.out), in_order);
}

TEST_F(Geocode, DecisionsOfItsOwnReviewSettleEveryRowThatWaited)
{
    m_options.review = m_folder.path() / "review.csv";
    const GeocodeReport first = geocode(m_incidents, m_options);
    ASSERT_GT(first.review_groups, 0U);
    // Everything that waits is decided to be nowhere.
    const auto rows = open_csv(m_options.review);
    const auto decision = static_cast<std::size_t>(
        std::find(rows->header().begin(), rows->header().end(), "decision") - rows->header().begin());
    std::string text;
    append_csv_row(text, rows->header());
    while (rows->next() == RowSource::Step::row) {
        std::vector<std::string> cells(rows->cells().begin(), rows->cells().end());
        cells[decision] = "none";
        append_csv_row(text, cells);
    }
    const fs::path decided = m_folder.path() / "decided.csv";
    std::ofstream(decided) << text;
    m_options.decisions = {decided};
    const GeocodeReport second = geocode(m_incidents, m_options);
    EXPECT_EQ(second.decided_rows, first.ledger.unmatched + first.ledger.ambiguous);
    EXPECT_EQ(second.unused_decisions, 0U);
    EXPECT_EQ(second.ledger.located, first.ledger.located);
    EXPECT_EQ(second.review_groups, 0U) << "what a person has decided is not asked again";
}

TEST_F(Geocode, ExplanationAddsUpToItsEvidence)
{
    for (const char* id : {"INC0000001", "INC0000003", "INC0000100"}) {
        const ExplainedRecord explained = explain_record(m_incidents, m_options, id);
        for (const MatchExplanation::Candidate& candidate : explained.explanation.candidates) {
            double sum = 0;
            for (const MatchExplanation::Part& part : candidate.parts) {
                sum += part.weight;
            }
            EXPECT_DOUBLE_EQ(sum, candidate.evidence) << id;
        }
    }
}

TEST_F(Geocode, RefusesToWriteOverItsInput)
{
    m_options.out = reversed_incidents();
    EXPECT_THROW(static_cast<void>(geocode(m_options.out, m_options)), Error);
}

TEST_F(Geocode, GazetteersOfTheSameSourcesHaveTheSameBytes)
{
    const std::string before = text_of(m_options.gazetteer);
    SetUp();
    EXPECT_EQ(text_of(m_options.gazetteer), before);
}

}  // namespace
}  // namespace wardmap
