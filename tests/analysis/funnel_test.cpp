#include "wardmap/funnel.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <random>

namespace wardmap {
namespace {

void expect_as_r(double ours, double from_r)
{
    EXPECT_LE(std::abs(ours - from_r), 1e-9 * std::abs(from_r)) << ours << " instead of " << from_r;
}

const std::vector<double> residents{4000, 3200, 1500, 5100, 4600, 3900, 2800, 4100, 5200, 4000, 2500, 4300};

std::vector<FunnelUnit> units_of(const std::vector<std::uint64_t>& counts)
{
    std::vector<FunnelUnit> units;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        units.push_back({counts[i], residents[i]});
    }
    return units;
}

// R 4.2.2: E <- sum(O)/sum(P)*P; z <- (O-E)/sqrt(E); zw <- pmin(pmax(z, quantile(z,.1)), quantile(z,.9));
// phi <- mean(zw^2); s <- sqrt(max(1,phi)); x <- E+(O-E)/s
// p <- pmin(1, 2*pmin(pgamma(E,x), pgamma(E,x+1,lower.tail=FALSE))); q <- p.adjust(p,"BH")
// lim <- function(p,E){ r<-qpois(p,E); r-(ppois(r,E)-p)/(ppois(r,E)-ppois(r-1,E)) }
// pmax(0, E-(E-lim(.025,E))*s); E+(lim(.975,E)-E)*s; the same with .001 and .999
TEST(Funnel, OfWardsThatVaryAsChanceWouldIsThatOfR)
{
    const Funnel made = funnel(units_of({45, 30, 12, 80, 51, 33, 29, 41, 60, 38, 22, 47}));
    expect_as_r(made.rate, 0.0107964601769911);
    expect_as_r(made.overdispersion, 0.431346771457006);
    expect_as_r(made.rows[3]->expected, 55.0619469026549);
    expect_as_r(made.rows[3]->p, 0.00188846127361194);
    expect_as_r(made.rows[3]->q, 0.0226615352833433);
    expect_as_r(made.rows[5]->p, 0.177313162741402);
    expect_as_r(made.rows[5]->q, 0.971638446696039);
    expect_as_r(made.rows[2]->limits_95.lower, 8.26772409973504);
    expect_as_r(made.rows[2]->limits_95.upper, 24.0246172618111);
    EXPECT_EQ(made.rows[3]->category, FunnelCategory::high);
    EXPECT_EQ(made.rows[0]->category, FunnelCategory::normal);
}

TEST(Funnel, OfWardsThatVaryMoreIsWidenedAsInR)
{
    const Funnel made = funnel(units_of({45, 20, 12, 110, 51, 33, 19, 41, 90, 38, 22, 47}));
    expect_as_r(made.overdispersion, 3.62336640527065);
    const std::vector<double> q{0.972012417444227, 0.595597811248741, 0.877192117590937, 0.0177462487155771,
                                0.972012417444227, 0.877192117590937, 0.707748330758977, 0.887958206731243,
                                0.379275634888647, 0.877192117590937, 0.877192117590937, 0.972012417444227};
    for (std::size_t i = 0; i < q.size(); ++i) {
        expect_as_r(made.rows[i]->q, q[i]);
    }
    expect_as_r(made.rows[3]->p, 0.00147885405963142);
    expect_as_r(made.rows[3]->limits_998.upper, 106.700216127373);
    expect_as_r(made.rows[8]->limits_95.upper, 89.7390862463588);
    expect_as_r(made.rows[6]->limits_998.lower, 0.989396804478886);
    EXPECT_EQ(made.rows[2]->limits_998.lower, 0);
    EXPECT_EQ(made.rows[3]->category, FunnelCategory::high);
    EXPECT_EQ(made.rows[8]->category, FunnelCategory::high_maybe);
}

/// The limits again, by adding up probabilities one by one.
double limit_by_adding(double p, double mean)
{
    double term = std::exp(-mean);
    double sum = term;
    double r = 0;
    while (sum < p) {
        ++r;
        term *= mean / r;
        sum += term;
    }
    return r - (sum - p) / term;
}

TEST(Funnel, LimitsEqualThoseOfAddingUpProbabilities)
{
    for (const double expected : {2.0, 7.5, 19.0, 88.8}) {
        const auto count = static_cast<std::uint64_t>(std::llround(expected * 10));
        const Funnel made = funnel(std::vector<FunnelUnit>{{count, 5}, {0, 5}});
        const FunnelRow& row = *made.rows[0];
        EXPECT_NEAR(row.limits_95.upper, limit_by_adding(0.975, row.expected), 1e-8);
        EXPECT_NEAR(row.limits_95.lower, std::max(0.0, limit_by_adding(0.025, row.expected)), 1e-8);
        EXPECT_NEAR(row.limits_998.upper, limit_by_adding(0.999, row.expected), 1e-8);
    }
}

TEST(Funnel, ExpectedCountsAddUpToTheIncidentsOfAreasWithPeople)
{
    const std::vector<FunnelUnit> units{{12, 100}, {7, 300}, {5, 0}, {0, 50}, {9, -1}};
    const Funnel made = funnel(units);
    double expected = 0;
    for (const auto& row : made.rows) {
        expected += row ? row->expected : 0;
    }
    EXPECT_NEAR(expected, 19, 1e-12);
    EXPECT_FALSE(made.rows[2].has_value());
    EXPECT_FALSE(made.rows[4].has_value());
    EXPECT_EQ(made.overdispersion, 1);
}

TEST(Funnel, JudgesNothingWithoutPeopleOrIncidents)
{
    EXPECT_FALSE(funnel(std::vector<FunnelUnit>{{3, 0}, {4, 0}}).rows[0].has_value());
    EXPECT_FALSE(funnel(std::vector<FunnelUnit>{{0, 10}, {0, 20}}).rows[1].has_value());
    EXPECT_TRUE(funnel({}).rows.empty());
}

TEST(Funnel, CallsAboutOneWardInTwentyUnusualWhereAllHaveOneRate)
{
    std::mt19937_64 random(7);
    std::size_t unusual = 0;
    std::size_t judged = 0;
    for (int town = 0; town < 400; ++town) {
        std::vector<FunnelUnit> units;
        for (const double people : residents) {
            std::poisson_distribution<std::uint64_t> draw(people * 0.008);
            units.push_back({draw(random), people});
        }
        for (const auto& row : funnel(units).rows) {
            ++judged;
            unusual += row->category == FunnelCategory::normal ? 0U : 1U;
        }
    }
    EXPECT_LE(static_cast<double>(unusual) / static_cast<double>(judged), 0.06);
    EXPECT_GE(static_cast<double>(unusual) / static_cast<double>(judged), 0.02);
}

TEST(Funnel, FindsAWardPlantedSixtyPercentAboveTheOthers)
{
    std::mt19937_64 random(11);
    int found = 0;
    for (int town = 0; town < 200; ++town) {
        std::vector<FunnelUnit> units;
        for (std::size_t i = 0; i < residents.size(); ++i) {
            std::poisson_distribution<std::uint64_t> draw(residents[i] * 0.02 * (i == 4 ? 1.6 : 1.0));
            units.push_back({draw(random), residents[i]});
        }
        found += funnel(units).rows[4]->category >= FunnelCategory::high_maybe ? 1 : 0;
    }
    EXPECT_GE(found, 190);
}

}  // namespace
}  // namespace wardmap
