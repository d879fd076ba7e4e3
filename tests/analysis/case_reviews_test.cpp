#include "wardmap/case_reviews.hpp"

#include <gtest/gtest.h>

#include <numeric>

namespace wardmap {
namespace {

struct Reports {
    std::vector<LocatedIncident> located;
    std::vector<IncidentRecord> records;

    void add(const std::string& day, const std::string& uprn, const std::string& reporter,
             MatchLevel level = MatchLevel::address)
    {
        LocatedIncident incident;
        incident.state = MatchState::located;
        incident.level = level;
        incident.uprn = uprn;
        located.push_back(incident);
        IncidentRecord record;
        record.reporter = reporter;
        if (!day.empty()) {
            record.when.from = record.when.to = CivilSecond{parse_iso_day(day).value()};
            record.when.precision = TimePrecision::day;
        }
        records.push_back(record);
    }
    [[nodiscard]] std::vector<CaseReview> reviews(const CaseRule& rule = {}) const
    {
        std::vector<std::uint32_t> all(located.size());
        std::iota(all.begin(), all.end(), 0U);
        return case_reviews(located, records, all, rule);
    }
};

TEST(CaseReviews, AnAddressWithThreeReportsInSixMonthsIsListedOneWithTwoIsNot)
{
    Reports reports;
    reports.add("2025-01-10", "100", "a");
    reports.add("2025-03-10", "100", "b");
    reports.add("2025-07-09", "100", "c");
    reports.add("2025-01-10", "200", "d");
    reports.add("2025-01-11", "200", "e");
    const auto reviews = reports.reviews();
    ASSERT_EQ(reviews.size(), 1U);
    EXPECT_FALSE(reviews[0].by_reporter);
    EXPECT_EQ(reviews[0].incident, 0U);
    EXPECT_EQ(reviews[0].most_within, 3U);
    EXPECT_EQ(iso_day_text(reviews[0].last), "2025-07-09");
}

TEST(CaseReviews, TheRuleIsHalfOpenAndConfigurable)
{
    Reports reports;
    reports.add("2025-01-10", "100", "");
    reports.add("2025-03-10", "100", "");
    reports.add("2025-07-10", "100", "");  // six months later to the day: no longer within
    EXPECT_TRUE(reports.reviews().empty());
    EXPECT_EQ(reports.reviews({.reports = 3, .months = 7}).size(), 1U);
    EXPECT_EQ(reports.reviews({.reports = 2, .months = 6}).size(), 1U);
}

TEST(CaseReviews, AReporterIsListedWhateverTheAddressesAndLeadingZerosOfUprnsSayNothing)
{
    Reports reports;
    reports.add("2025-01-10", "100", "R1");
    reports.add("2025-01-12", "000000000100", "R1");
    reports.add("2025-02-10", "300", "R1");
    reports.add("2025-02-11", "100", "R2");
    reports.add("", "100", "R2");
    const auto reviews = reports.reviews();
    ASSERT_EQ(reviews.size(), 2U);
    EXPECT_FALSE(reviews[0].by_reporter);
    EXPECT_EQ(reviews[0].reports, 4U);
    EXPECT_EQ(reviews[0].most_within, 3U) << "a report without a date is in no six months";
    EXPECT_TRUE(reviews[1].by_reporter);
    EXPECT_EQ(reviews[1].most_within, 3U);
}

TEST(CaseReviews, WhatIsKnownToAStreetOnlyIsNobodysAddress)
{
    Reports reports;
    for (const char* day : {"2025-01-10", "2025-01-11", "2025-01-12"}) {
        reports.add(day, "100", "", MatchLevel::street);
    }
    EXPECT_TRUE(reports.reviews().empty());
}

}  // namespace
}  // namespace wardmap
