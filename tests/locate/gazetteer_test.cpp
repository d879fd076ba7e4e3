#include "wardmap/gazetteer.hpp"

#include <gtest/gtest.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <sstream>

#include "address_fixture.hpp"
#include "gazetteer_file.hpp"
#include "gazetteer_index.hpp"
#include "location_words.hpp"
#include "reference/typing_errors.hpp"
#include "wardmap/error.hpp"

namespace wardmap {
namespace {

class GazetteerFile : public testing::Test {
protected:
    void SetUp() override
    {
        m_folder =
            std::filesystem::temp_directory_path() / ("wardmap-gazetteer-" + std::to_string(::getpid()));
        std::filesystem::create_directories(m_folder);
        m_path = m_folder / "town.gazetteer";
        write_gazetteer(m_path, sources(), test::town_entries(), "EPSG:27700");
    }
    void TearDown() override { std::filesystem::remove_all(m_folder); }

    static std::vector<GazetteerSource> sources()
    {
        return {{.kind = SourceKind::addresses,
                 .path = "addresses.csv",
                 .sha256 = "ab12",
                 .date = "2026-01",
                 .licence = "invented"}};
    }

    static std::string bytes(const std::filesystem::path& path)
    {
        std::ifstream file(path, std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }

    void expect_error(const std::string& part) const
    {
        try {
            static_cast<void>(Gazetteer::open(m_path));
            FAIL() << "opened";
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::input);
            EXPECT_NE(error.found().find(part), std::string::npos) << error.what();
            EXPECT_FALSE(error.advice().empty());
        }
    }

    void execute(const char* sql) const
    {
        sqlite3* db = nullptr;
        ASSERT_EQ(sqlite3_open(m_path.c_str(), &db), SQLITE_OK);
        EXPECT_EQ(sqlite3_exec(db, sql, nullptr, nullptr, nullptr), SQLITE_OK);
        sqlite3_close(db);
    }

    std::filesystem::path m_folder;
    std::filesystem::path m_path;
};

TEST_F(GazetteerFile, HoldsWhatWasWritten)
{
    const Gazetteer opened = Gazetteer::open(m_path);
    const auto entries = test::town_entries();
    ASSERT_EQ(opened.entry_count(), entries.size());
    EXPECT_EQ(opened.crs(), "EPSG:27700");
    ASSERT_EQ(opened.sources().size(), 1U);
    EXPECT_EQ(opened.sources()[0].licence, "invented");
    for (std::uint32_t i = 0; i < entries.size(); ++i) {
        const GazetteerEntry entry = opened.entry(i);
        EXPECT_EQ(entry.kind, entries[i].kind);
        EXPECT_EQ(entry.position, entries[i].position);
        EXPECT_EQ(entry.aliases, entries[i].aliases);
        EXPECT_EQ(entry.historic, entries[i].historic);
        EXPECT_EQ(entry.uprn + entry.flat + entry.building + entry.number + entry.street + entry.postcode,
                  entries[i].uprn + entries[i].flat + entries[i].building + entries[i].number +
                      entries[i].street + entries[i].postcode);
    }
}

TEST_F(GazetteerFile, MatchesAsTheOneInMemoryDoes)
{
    const Gazetteer opened = Gazetteer::open(m_path);
    std::vector<IncidentRecord> records(3);
    records[0].location = "Flat 3B, Harow Court";
    records[1].location = "3 Church St, Upton";
    records[2].location = "Elm Rd j/w Oak Lane";
    const auto from_file = locate(records, opened, {});
    const auto from_memory = locate(records, test::town(), {});
    for (std::size_t i = 0; i < records.size(); ++i) {
        EXPECT_EQ(from_file[i].position, from_memory[i].position);
        EXPECT_EQ(from_file[i].reason, from_memory[i].reason);
        EXPECT_EQ(from_file[i].entry, from_memory[i].entry);
    }
}

TEST_F(GazetteerFile, HasTheSameBytesEachTimeAndLeavesNoStage)
{
    const auto again = m_folder / "again.gazetteer";
    write_gazetteer(again, sources(), test::town_entries(), "EPSG:27700");
    EXPECT_EQ(bytes(m_path), bytes(again));
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(m_folder), {}), 2);
}

TEST_F(GazetteerFile, CutShortIsAnInputError)
{
    const std::string whole = bytes(m_path);
    for (const std::size_t part : {std::size_t{1}, std::size_t{4}, std::size_t{10}}) {
        std::ofstream(m_path, std::ios::binary) << whole.substr(0, whole.size() * part / 11);
        EXPECT_THROW(static_cast<void>(Gazetteer::open(m_path)), Error) << part;
    }
}

TEST_F(GazetteerFile, OfAnotherKindIsRefused)
{
    std::ofstream(m_path) << "uprn,x,y\n1,2,3\n";
    expect_error("not a gazetteer");
    std::filesystem::remove(m_path);
    expect_error("no such file");
}

TEST_F(GazetteerFile, OfAnotherSchemaVersionIsRefused)
{
    execute("PRAGMA user_version = 99");
    expect_error("schema version 99");
}

TEST_F(GazetteerFile, WithAPieceDamagedIsRefusedWhenItIsLookedAt)
{
    execute(
        "UPDATE piece SET data = zeroblob(length(data)) WHERE number >> 32 = "
        "(SELECT number FROM array WHERE name = 'entries')");
    const Gazetteer opened = Gazetteer::open(m_path);
    const std::vector<IncidentRecord> records(1, IncidentRecord{.location = "12 Elm Road"});
    try {
        static_cast<void>(locate(records, opened, {}));
        FAIL() << "located with a damaged gazetteer";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::input);
        EXPECT_NE(error.found().find("damaged"), std::string::npos) << error.what();
        EXPECT_EQ(error.where(), m_path.string());
    }
    EXPECT_THROW(locate_detail::verify_file(m_path), Error);
}

TEST_F(GazetteerFile, WithAnArrayMissingOrCutShortIsRefused)
{
    EXPECT_NO_THROW(locate_detail::verify_file(m_path));
    execute("DELETE FROM piece WHERE number >> 32 = (SELECT number FROM array WHERE name = 'entries')");
    expect_error("cut short");
    execute("DELETE FROM array WHERE name = 'entries'");
    expect_error("no array");
}

// Two programs, or two threads, that look at one gazetteer at once read what one alone does.
TEST_F(GazetteerFile, IsSharedByThreads)
{
    std::vector<IncidentRecord> records;
    for (int i = 0; i < 20'000; ++i) {
        records.emplace_back().location = std::to_string(1 + i % 25) + (i % 2 == 0 ? " Elm Rd" : " Oak Lne");
    }
    const auto alone = locate(records, Gazetteer::open(m_path), {.threads = 1});
    const Gazetteer opened = Gazetteer::open(m_path);
    const Gazetteer again = Gazetteer::open(m_path);
    for (const Gazetteer* shared : {&opened, &again}) {
        const auto found = locate(records, *shared, {.threads = 8});
        for (std::size_t i = 0; i < records.size(); ++i) {
            ASSERT_EQ(found[i].position, alone[i].position);
            ASSERT_EQ(found[i].reason, alone[i].reason);
        }
    }
}

// An array of several pieces gives the same whether it is read from its file or held in memory.
TEST_F(GazetteerFile, OfManyPiecesHoldsWhatWasWritten)
{
    std::vector<GazetteerEntry> entries;
    for (int i = 0; i < 3000; ++i) {
        const int road = i / 40;
        const int house = i % 40;
        entries.push_back(test::address({.uprn = std::to_string(10'000 + i),
                                         .number = std::to_string(1 + house),
                                         .street = "Road Number " + std::to_string(road),
                                         .postcode = "SG1 1AA",
                                         .position = {1000.0 * road, 20.0 * house}}));
    }
    ASSERT_GT(entries.size(), 2 * locate_detail::IndexArray<locate_detail::EntryRow>::piece_items);
    write_gazetteer(m_path, {}, entries, "EPSG:27700");
    const Gazetteer opened = Gazetteer::open(m_path);
    ASSERT_EQ(opened.entry_count(), entries.size());
    for (const std::uint32_t i : {2999U, 0U, 1500U, 511U, 512U}) {
        EXPECT_EQ(entry_text(opened.entry(i)), entry_text(entries[i]));
    }
    EXPECT_EQ(opened.index().find_uprn("12999"), 2999U);
    EXPECT_EQ(opened.index().bounds.max_x_m, 74'000);
}

TEST(WriteGazetteer, ToAFolderThatIsNotThereIsAnOutputError)
{
    try {
        write_gazetteer("/nonexistent/town.gazetteer", {}, test::town_entries(), "EPSG:27700");
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::output);
    }
}

TEST(Gazetteer, RefusesPositionsThatAreNotNumbers)
{
    auto entries = test::town_entries();
    entries[3].position.x_m = std::nan("");
    EXPECT_THROW(static_cast<void>(Gazetteer::in_memory({}, entries, "EPSG:27700")), Error);
}

TEST(Gazetteer, KindsHaveOneNameEach)
{
    for (const auto kind :
         {SourceKind::codepoint, SourceKind::onspd, SourceKind::uprn, SourceKind::addresses,
          SourceKind::names, SourceKind::streets, SourceKind::blocks, SourceKind::stops, SourceKind::osm}) {
        EXPECT_EQ(source_kind_named(source_kind_name(kind)), kind);
    }
    EXPECT_EQ(source_kind_named("postcodes"), std::nullopt);
}

TEST(Nearest, IsTheOneThatASlowSearchFinds)
{
    std::mt19937 random(11);
    std::uniform_real_distribution<double> coordinate(0, 3000);
    std::vector<GazetteerEntry> entries;
    for (int i = 0; i < 500; ++i) {
        entries.push_back(
            test::named(i % 3 == 0 ? GazetteerEntry::Kind::street : GazetteerEntry::Kind::landmark, "x",
                        {std::floor(coordinate(random) / 50) * 50, coordinate(random)}));
    }
    const Gazetteer gazetteer = Gazetteer::in_memory({}, entries, "EPSG:27700");
    for (int i = 0; i < 500; ++i) {
        const PointM p{coordinate(random) * 1.4 - 600, coordinate(random) * 1.4 - 600};
        const double max_m = 20.0 + i;
        std::int64_t expected = -1;
        for (std::size_t k = 0; k < entries.size(); ++k) {
            const double gap_m = distance_m(p, entries[k].position);
            if (entries[k].kind == GazetteerEntry::Kind::street && gap_m <= max_m &&
                (expected < 0 ||
                 gap_m < distance_m(p, entries[static_cast<std::size_t>(expected)].position))) {
                expected = static_cast<std::int64_t>(k);
            }
        }
        EXPECT_EQ(gazetteer.nearest(p, GazetteerEntry::Kind::street, max_m), expected);
    }
}

// The search from west to east leaves out no building that has a part within reach.
TEST(BuildingsNamedNear, HoldAllThatASlowSearchFinds)
{
    std::mt19937 random(17);
    std::uniform_real_distribution<double> coordinate(0, 20'000);
    std::vector<GazetteerEntry> entries;
    for (int i = 0; i < 200; ++i) {
        const PointM corner{coordinate(random), coordinate(random)};
        for (int flat = 0; flat < 3; ++flat) {  // one building 160 m long
            entries.push_back(test::address({.uprn = std::to_string(1000 + 3 * i + flat),
                                             .flat = std::to_string(flat + 1),
                                             .building = "Rose Cottages",
                                             .position = {corner.x_m + 80 * flat, corner.y_m}}));
        }
    }
    const Gazetteer gazetteer = Gazetteer::in_memory({}, entries, "EPSG:27700");
    const auto& index = gazetteer.index();
    const std::string key = locate_detail::name_key("Rose Cottages");
    const std::uint32_t name = index.find_name(key, locate_detail::hash_text(key));
    ASSERT_NE(name, locate_detail::none);
    const auto all = index.buildings_named(name);
    std::size_t found = 0;
    for (int i = 0; i < 300; ++i) {
        const PointM p{coordinate(random), coordinate(random)};
        const double reach_m = 10.0 * (i % 40);
        const auto near = index.buildings_named_near(name, p.x_m, reach_m);
        for (const std::uint32_t building : all) {
            const auto rows = index.entries_of(index.buildings[building]);
            const bool is_within = std::any_of(rows.begin(), rows.end(), [&](std::uint32_t row) {
                return distance_m(index.position(row), p) <= reach_m;
            });
            found += is_within ? 1U : 0U;
            EXPECT_TRUE(!is_within || std::find(near.begin(), near.end(), building) != near.end());
        }
        EXPECT_LT(near.size(), all.size());
    }
    EXPECT_GT(found, 10U);
}

TEST(NearNames, AreThoseThatAComparisonWithEveryNameFinds)
{
    const auto& index = test::town().index();
    std::mt19937 random(5);
    const auto letter = [&] { return static_cast<char>('A' + random() % 26); };
    std::size_t found_any = 0;
    for (int i = 0; i < 400; ++i) {
        const auto name = static_cast<std::uint32_t>(random() % index.names.size());
        std::string key(index.name(name));
        if (locate_detail::indexed_deletions(key.size()) < 2 ||
            key.find_first_of("0123456789") != std::string::npos) {
            continue;
        }
        for (unsigned error = 0; error < 1 + random() % 2; ++error) {
            const std::size_t at = random() % (key.size() - 1);
            switch (random() % 4) {
                case 0:
                    key[at] = letter();
                    break;
                case 1:
                    key.insert(at, 1, letter());
                    break;
                case 2:
                    key.erase(at, 1);
                    break;
                default:
                    std::swap(key[at], key[at + 1]);
                    break;
            }
        }
        if (locate_detail::indexed_deletions(key.size()) < 2) {
            continue;
        }
        std::vector<locate_detail::NearName> near;
        locate_detail::find_near_names(index, key, 2, near);
        std::vector<std::uint32_t> names;
        for (const auto& n : near) {
            names.push_back(n.name);
            EXPECT_EQ(n.edits, reference::typing_errors(key, index.name(n.name)));
        }
        std::sort(names.begin(), names.end());
        std::vector<std::uint32_t> expected;
        for (std::uint32_t n = 0; n < index.names.size(); ++n) {
            const unsigned errors = reference::typing_errors(key, index.name(n));
            if (errors >= 1 && errors <= 2 && locate_detail::indexed_deletions(index.name(n).size()) == 2) {
                expected.push_back(n);
            }
        }
        std::erase_if(names, [&](std::uint32_t n) {
            return locate_detail::indexed_deletions(index.name(n).size()) < 2;
        });
        EXPECT_EQ(names, expected) << key;
        found_any += expected.empty() ? 0U : 1U;
    }
    EXPECT_GT(found_any, 50U);
}

TEST(TypingErrors, AreTheShortestAlignment)
{
    std::mt19937 random(3);
    const auto word = [&] {
        std::string text(random() % 9, ' ');
        for (char& c : text) {
            c = static_cast<char>('A' + random() % 3);
        }
        return text;
    };
    for (int i = 0; i < 5000; ++i) {
        const std::string a = word();
        const std::string b = word();
        const unsigned exact = reference::typing_errors(a, b);
        EXPECT_EQ(locate_detail::typing_errors(a, b, 2), std::min(exact, 3U)) << a << ' ' << b;
    }
}

}  // namespace
}  // namespace wardmap
