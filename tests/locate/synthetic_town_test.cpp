#include <gtest/gtest.h>
#include <unistd.h>

#include <cmath>
#include <filesystem>
#include <iomanip>
#include <iostream>
#include <map>

#include "wardmap/csv.hpp"
#include "wardmap/gazetteer.hpp"
#include "wardmap/locate.hpp"
#include "wardmap/number_text.hpp"
#include "wardmap/read_features.hpp"
#include "wardmap/read_incidents.hpp"
#include "wardmap/synth.hpp"

namespace wardmap {
namespace {

namespace fs = std::filesystem;

/// An invented town in a folder of its own, removed afterwards.
class SyntheticTown {
public:
    explicit SyntheticTown(std::uint64_t seed)
        : m_folder(fs::temp_directory_path() /
                   ("wardmap-town-" + std::to_string(::getpid()) + "-" + std::to_string(seed)))
    {
        write_synthetic_town(m_folder, {.seed = seed, .addresses = 6000, .incidents = 8000});
    }
    SyntheticTown(const SyntheticTown&) = delete;
    SyntheticTown& operator=(const SyntheticTown&) = delete;
    ~SyntheticTown() { fs::remove_all(m_folder); }

    [[nodiscard]] Gazetteer gazetteer() const
    {
        std::vector<GazetteerEntry> entries;
        Diagnostics diagnostics;
        for (const auto& [file, kind] : {std::pair{"addresses.csv", SourceKind::addresses},
                                         std::pair{"postcodes.csv", SourceKind::onspd}}) {
            const auto rows = open_gazetteer_csv(m_folder / file, kind);
            append_entries(*rows, {.kind = kind}, entries, diagnostics);
        }
        for (const auto& [file, kind] : {std::pair{"streets.geojson", SourceKind::streets},
                                         std::pair{"blocks.geojson", SourceKind::blocks},
                                         std::pair{"venues.geojson", SourceKind::names}}) {
            append_entries(read_features(m_folder / file, {}), {.kind = kind}, entries, diagnostics);
        }
        EXPECT_TRUE(diagnostics.rejections().empty());
        return Gazetteer::in_memory({}, std::move(entries), "EPSG:27700");
    }

    [[nodiscard]] std::vector<IncidentRecord> records() const
    {
        IncidentSet set;
        Diagnostics diagnostics;
        const auto rows = open_csv(m_folder / "incidents.csv");
        read_incidents(*rows, preset_mapping("generic", rows->header()), {.path = "incidents.csv"}, set,
                       diagnostics);
        return set.records;
    }

    struct Truth {
        std::string mess;
        std::optional<PointM> position;
    };
    [[nodiscard]] std::map<std::string, Truth> truth() const
    {
        std::map<std::string, Truth> out;
        const auto rows = open_csv(m_folder / "truth/incidents.csv");
        while (rows->next() == RowSource::Step::row) {
            const auto& cells = rows->cells();
            Truth& truth = out[std::string(cells[0])];
            truth.mess = cells[5];
            const auto x = parse_double(cells[2]);
            const auto y = parse_double(cells[3]);
            if (x && y) {
                truth.position = PointM{*x, *y};
            }
        }
        return out;
    }

private:
    fs::path m_folder;
};

struct Tally {
    std::size_t all = 0, right = 0, coarser = 0, not_placed = 0, wrong = 0, beyond_precision = 0;
};

void count(const LocatedIncident& found, const SyntheticTown::Truth& truth, Tally& tally)
{
    ++tally.all;
    if (found.state != MatchState::located) {
        ++tally.not_placed;
        return;
    }
    const double gap_m = truth.position ? distance_m(found.position, *truth.position)
                                        : std::numeric_limits<double>::infinity();
    const bool claims_address = found.level <= MatchLevel::building;
    constexpr double wrong_m = 50;
    if (!claims_address) {
        ++tally.coarser;
        tally.beyond_precision += gap_m > std::max(found.precision_m, wrong_m) ? 1U : 0U;
    } else {
        ++(gap_m > wrong_m ? tally.wrong : tally.right);
    }
}

void print(const std::map<std::string, Tally>& table)
{
    std::cout << std::left << std::setw(20) << "mess" << std::right << std::setw(8) << "records"
              << std::setw(8) << "right" << std::setw(9) << "coarser" << std::setw(12) << "not placed"
              << std::setw(8) << "wrong" << '\n';
    for (const auto& [mess, t] : table) {
        std::cout << std::left << std::setw(20) << mess << std::right << std::setw(8) << t.all << std::setw(8)
                  << t.right << std::setw(9) << t.coarser << std::setw(12) << t.not_placed << std::setw(8)
                  << t.wrong << '\n';
    }
}

// Seeds that the matcher was not looked at with while it was written.
TEST(SyntheticTowns, ArePlacedRightAndNeverWronglyInSilence)
{
    std::map<std::string, Tally> table;
    Tally naming;  // records whose text names an address
    Tally total;
    for (const std::uint64_t seed : {424242ULL, 515151ULL}) {
        const SyntheticTown town(seed);
        const Gazetteer gazetteer = town.gazetteer();
        const auto records = town.records();
        const auto truth = town.truth();
        for (const LocatedIncident& found : locate(records, gazetteer, {})) {
            const SyntheticTown::Truth& of = truth.at(records[found.record].ref);
            count(found, of, table[of.mess]);
            count(found, of, total);
            static const std::vector<std::string> unnamed = {
                "blank",    "easting_northing", "grid_reference", "junction",
                "landmark", "not_in_gazetteer", "postcode_only",  "street_only"};
            if (std::find(unnamed.begin(), unnamed.end(), of.mess) == unnamed.end()) {
                count(found, of, naming);
            }
        }
    }
    print(table);
    const auto share = [](std::size_t part, std::size_t whole) {
        return static_cast<double>(part) / static_cast<double>(whole);
    };
    EXPECT_LE(share(total.wrong, total.all), 0.001);
    EXPECT_GE(share(naming.right, naming.all), 0.95);
    EXPECT_LE(share(total.beyond_precision, total.all), 0.002);
    const Tally& absent = table["not_in_gazetteer"];
    EXPECT_GE(share(absent.not_placed, absent.all), 0.99);
    EXPECT_EQ(table["blank"].not_placed, table["blank"].all);
}

}  // namespace
}  // namespace wardmap
