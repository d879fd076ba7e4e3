#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <iostream>

#include "location_words.hpp"
#include "read_address.hpp"
#include "wardmap/gazetteer.hpp"
#include "wardmap/locate.hpp"
#include "wardmap/postcode.hpp"
#include "wardmap/projection.hpp"
#include "wardmap/read_incidents.hpp"

namespace wardmap {
namespace {

const std::filesystem::path data = WARDMAP_SHARED_DATA;

#define NEEDS(file)                                                        \
    if (!std::filesystem::exists(file)) {                                  \
        GTEST_SKIP() << "larger test data is absent: " << (file).string(); \
    }

std::vector<GazetteerEntry> read(const std::filesystem::path& file, SourceKind kind, Diagnostics& diagnostics)
{
    std::vector<GazetteerEntry> entries;
    const auto rows = open_gazetteer_csv(file, kind);
    append_entries(*rows, {.kind = kind}, entries, diagnostics);
    return entries;
}

TEST(CodePointOpen, IsReadWithoutAHeaderRow)
{
    const auto file = data / "gazetteer/codepoint_open_sg.csv";
    NEEDS(file)
    Diagnostics diagnostics;
    const auto entries = read(file, SourceKind::codepoint, diagnostics);
    EXPECT_EQ(entries.size() + diagnostics.rejections().size(), 12145U);
    EXPECT_GT(entries.size(), 12100U);
    const Gazetteer gazetteer = Gazetteer::in_memory({}, entries, "EPSG:27700");
    std::vector<IncidentRecord> records(3);
    records[0].location = "SG1 1AA";
    records[1].location = "SG106AA";
    records[2].location = "SG1 1ZZ";
    const auto found = locate(records, gazetteer, {});
    EXPECT_EQ(found[0].position, (PointM{523746, 223474}));
    EXPECT_EQ(found[1].level, MatchLevel::postcode);
    EXPECT_EQ(found[2].state, MatchState::unmatched);
}

TEST(CodePointOpen, IsReadWithAHeaderRowToo)
{
    const auto file = data / "stevenage/postcodes_stevenage_codepoint_2025-11.csv";
    NEEDS(file)
    Diagnostics diagnostics;
    EXPECT_EQ(read(file, SourceKind::codepoint, diagnostics).size() + diagnostics.rejections().size(), 1927U);
}

TEST(Naptan, GivesEveryStopAPlaceThatItsDegreesConfirm)
{
    const auto file = data / "gazetteer/naptan_210_hertfordshire.csv";
    NEEDS(file)
    Diagnostics diagnostics;
    const auto entries = read(file, SourceKind::stops, diagnostics);
    EXPECT_EQ(entries.size() + diagnostics.rejections().size(), 6065U);
    std::vector<GazetteerEntry> by_degrees;
    EntryOptions options{.kind = SourceKind::stops, .crs = "EPSG:4326"};
    options.columns.x = "Longitude";
    options.columns.y = "Latitude";
    const auto rows = open_gazetteer_csv(file, SourceKind::stops);
    append_entries(*rows, options, by_degrees, diagnostics);
    ASSERT_EQ(by_degrees.size(), entries.size());
    std::size_t apart = 0;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        apart += distance_m(entries[i].position, by_degrees[i].position) > 10 ? 1U : 0U;
    }
    EXPECT_LT(apart, entries.size() / 100);
}

TEST(StreetAnchors, OfPoliceUkGiveStreetsAndNoGenericPlaces)
{
    const auto file = data / "stevenage/stevenage_street_anchor_points_from_police_uk.csv";
    NEEDS(file)
    Diagnostics diagnostics;
    const auto entries = read(file, SourceKind::streets, diagnostics);
    EXPECT_GT(entries.size(), 600U);
    EXPECT_LT(entries.size(), 833U);
    for (const GazetteerEntry& entry : entries) {
        EXPECT_FALSE(entry.street.starts_with("On or near"));
        EXPECT_NE(entry.street, "Parking Area");
        EXPECT_NE(entry.street, "Pedestrian Subway");
    }
    const Gazetteer gazetteer = Gazetteer::in_memory({}, entries, "EPSG:27700");
    std::vector<IncidentRecord> records(3);
    records[0].location = "12 Baddeley Close, Stevenage";
    records[1].location = "On or near Apollo Way";
    records[2].location = "Pedestrian Subway";
    const auto found = locate(records, gazetteer, {});
    EXPECT_EQ(found[1].level, MatchLevel::street);
    EXPECT_EQ(found[2].state, MatchState::unmatched);
}

IncidentSet police_uk(const std::filesystem::path& file)
{
    IncidentSet set;
    Diagnostics diagnostics;
    const auto rows = open_csv(file);
    read_incidents(*rows, preset_mapping("police.uk", rows->header()),
                   {.path = file.string(), .preset = "police.uk", .crs = "EPSG:4326"}, set, diagnostics);
    static_cast<void>(project_given(set, "EPSG:27700", diagnostics));
    return set;
}

TEST(SnapPoints, OfPoliceUkAreDetectedInATownAndInACounty)
{
    const auto town = data / "stevenage/police_uk_stevenage_11_months_to_2021-06.csv";
    const auto county = data / "hertfordshire/street/2021-06-hertfordshire-street.csv";
    NEEDS(town)
    NEEDS(county)
    const SnapPointTest in_town = detect_snap_points(police_uk(town).records);
    EXPECT_TRUE(in_town.snapped);
    EXPECT_EQ(in_town.distinct_positions, 833U);
    EXPECT_TRUE(detect_snap_points(police_uk(county).records).snapped);
}

// x, y of two columns of a file as positions; rows without numbers are left out.
std::vector<IncidentRecord> positions(const std::filesystem::path& file, const std::string& x,
                                      const std::string& y, bool degrees)
{
    std::vector<IncidentRecord> records;
    const auto rows = open_csv(file);
    const auto& header = rows->header();
    const auto column = [&](const std::string& name) {
        return static_cast<std::size_t>(std::find(header.begin(), header.end(), name) - header.begin());
    };
    while (true) {
        const auto step = rows->next();
        if (step == RowSource::Step::end) {
            return records;
        }
        char* end = nullptr;
        const std::string x_text(step == RowSource::Step::row ? rows->cells()[column(x)] : "");
        const std::string y_text(step == RowSource::Step::row ? rows->cells()[column(y)] : "");
        PointM p{std::strtod(x_text.c_str(), &end), std::strtod(y_text.c_str(), nullptr)};
        if (x_text.empty() || *end != '\0') {
            continue;
        }
        if (degrees) {  // metres enough for a distance of 15 m
            p = {p.x_m * 111'320 * std::cos(p.y_m * 0.0174532925), p.y_m * 111'320};
        }
        records.emplace_back().position = p;
    }
}

TEST(SnapPoints, AreNotSeenInExactPositions)
{
    const auto calls = data / "timed/sapd_loud_music.csv";
    NEEDS(calls)
    const SnapPointTest blocks = detect_snap_points(positions(calls, "LON", "LAT", true));
    EXPECT_GT(blocks.records, 18'000U);
    EXPECT_FALSE(blocks.snapped) << "positions by address block are stacked, yet stand side by side";
    const auto rescues = data / "timed/lfb_animal_rescues_2009_2021.csv";
    NEEDS(rescues)
    IncidentSet set;
    std::vector<IncidentRecord> exact;
    try {
        exact = positions(rescues, "easting m", "northing m", false);
    } catch (const std::exception&) {  // two of its columns have one name; the reader refuses such a header
        GTEST_SKIP() << "the file's header names a column twice";
    }
    EXPECT_FALSE(detect_snap_points(exact).snapped);
}

TEST(FoodHygieneAddresses, AreTakenApartWithEveryPostcodeFound)
{
    const auto file = data / "gazetteer/fhrs_addresses_sample.csv";
    NEEDS(file)
    const Gazetteer empty = Gazetteer::in_memory({}, {}, "EPSG:27700");
    const auto rows = open_csv(file);
    std::size_t count = 0;
    std::size_t with_postcode = 0;
    std::size_t found = 0;
    locate_detail::AddressText text;
    while (rows->next() == RowSource::Step::row) {
        const std::string address(rows->cells()[2]);
        const std::string postcode(rows->cells()[3]);
        ++count;
        const auto key = parse_postcode(postcode);
        with_postcode += key ? 1U : 0U;
        std::string glued;
        std::copy_if(postcode.begin(), postcode.end(), std::back_inserter(glued),
                     [](char c) { return c != ' '; });
        locate_detail::read_address(address + ' ' + postcode, "", empty.index(), text);
        const bool as_written = key && text.postcode.key == *key;
        locate_detail::read_address(address + ", " + glued, "", empty.index(), text);
        found += as_written && key && text.postcode.key == *key ? 1U : 0U;
    }
    std::cout << "food hygiene: " << found << " of " << with_postcode << " postcodes found in " << count
              << " addresses\n";
    EXPECT_EQ(count, 5000U);
    EXPECT_EQ(found, with_postcode);
}

}  // namespace
}  // namespace wardmap
