#include "wardmap/count_statistics.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "wardmap/error.hpp"

namespace wardmap {
namespace {

/// Equal to R's number to 1e-9 relative (R prints 15 digits here).
void expect_as_r(double ours, double from_r)
{
    if (std::isinf(from_r)) {
        EXPECT_EQ(ours, from_r);
    } else {
        EXPECT_LE(std::abs(ours - from_r), 1e-9 * std::abs(from_r)) << ours << " instead of " << from_r;
    }
}

TEST(CountStatistics, PoissonIntervalsAreThoseOfR)
{
    struct Case {
        std::uint64_t count;
        double confidence, lower, upper;
    };
    // R 4.2.2: c(qchisq(a, 2*k)/2, qchisq(1 - a, 2*k + 2)/2) with a = (1 - confidence)/2
    for (const Case& c : std::vector<Case>{{0, 0.95, 0, 3.68887945411394},
                                           {1, 0.95, 0.0253178079842899, 5.5716433909389},
                                           {5, 0.95, 1.62348639011842, 11.6683320793227},
                                           {19, 0.95, 11.4392411643667, 29.6708535715856},
                                           {100, 0.95, 81.3639912509231, 121.626793792426},
                                           {1234, 0.95, 1166.10171851755, 1304.82037052892},
                                           {1'000'000, 0.95, 998040.983340294, 1001961.91194543},
                                           {0, 0.998, 0, 6.90775527898214},
                                           {7, 0.998, 1.52033626039881, 19.6261773953842},
                                           {250, 0.998, 203.973480373, 302.820605551526}}) {
        const Interval interval = poisson_interval(c.count, c.confidence);
        expect_as_r(interval.lower, c.lower);
        expect_as_r(interval.upper, c.upper);
    }
}

TEST(CountStatistics, BinomialIntervalsAreThoseOfR)
{
    struct Case {
        std::uint64_t hits, trials;
        double lower, upper;
    };
    // R 4.2.2: binom.test(hits, trials)$conf.int
    for (const Case& c : std::vector<Case>{{0, 10, 0, 0.308497107818761},
                                           {10, 10, 0.691502892181239, 1},
                                           {3, 17, 0.037985068070626, 0.434317872844284},
                                           {50, 1000, 0.0373353976046618, 0.0653904879154936},
                                           {123456, 1'000'000, 0.12281184162963, 0.124102340276803}}) {
        const Interval interval = binomial_interval(c.hits, c.trials);
        expect_as_r(interval.lower, c.lower);
        expect_as_r(interval.upper, c.upper);
    }
}

TEST(CountStatistics, BinomialTailsAreThoseOfRDownToTheSmallest)
{
    struct Case {
        std::uint64_t t, n;
        double p, upper, lower;
    };
    // R 4.2.2: pbinom(t - 1, n, p, lower.tail = FALSE) and pbinom(t, n, p)
    for (const Case& c : std::vector<Case>{{3, 60, 0.0035, 0.00126398203709949, 0.999937425663616},
                                           {12, 2800, 0.0009, 1.34139101343749e-05, 0.999997450249856},
                                           {1, 1'000'000, 1e-6, 0.632120742768355, 0.735758882342916},
                                           {900, 1'000'000, 0.0008, 0.000274454711603653, 0.999758200223374},
                                           {0, 5, 0.3, 1, 0.16807},
                                           {5, 5, 0.3, 0.00243, 1},
                                           {40, 60, 0.01, 3.44550973948076e-65, 1}}) {
        expect_as_r(binomial_upper_tail(c.t, c.n, c.p), c.upper);
        expect_as_r(binomial_lower_tail(c.t, c.n, c.p), c.lower);
    }
}

TEST(CountStatistics, BinomialTailsEqualTheSumOfTheirTerms)
{
    for (const double p : {0.0, 0.01, 0.3, 0.5, 1.0}) {
        constexpr int n = 25;
        double below = 0;
        for (int t = 0; t <= n; ++t) {
            const double ways =
                std::exp(std::lgamma(n + 1.0) - std::lgamma(t + 1.0) - std::lgamma(n - t + 1.0));
            EXPECT_NEAR(binomial_upper_tail(static_cast<std::uint64_t>(t), n, p), 1 - below, 1e-12);
            below += ways * std::pow(p, t) * std::pow(1 - p, n - t);
            EXPECT_NEAR(binomial_lower_tail(static_cast<std::uint64_t>(t), n, p), below, 1e-12);
        }
    }
    EXPECT_EQ(binomial_upper_tail(3, 2, 0.5), 0);
    EXPECT_EQ(binomial_upper_tail(0, 0, 0.5), 1);
    EXPECT_EQ(binomial_lower_tail(0, 0, 0.5), 1);
}

TEST(CountStatistics, ChangesAreThoseOfR)
{
    struct Case {
        std::uint64_t before;
        double length_before;
        std::uint64_t after;
        double length_after, p, lower, upper;
    };
    // R 4.2.2, q <- la/(la+lb): min(1, 2*min(pbinom(a, a+b, q), pbinom(a-1, a+b, q, lower.tail = FALSE)));
    // poisson.test(c(a, b), c(la, lb))$conf.int
    for (const Case& c :
         std::vector<Case>{{30, 181, 45, 181, 0.105342268874605, 0.924447978476192, 2.46597351210532},
                           {30, 365, 45, 181, 3.41845070805431e-06, 1.86421829913707, 4.97281951336157},
                           {0, 181, 7, 181, 0.015625, 1.44130851883524, INFINITY},
                           {7, 181, 0, 181, 0.015625, 0, 0.693813980096453},
                           {12, 90, 12, 90, 1, 0.410918380274882, 2.43357330312422},
                           {100000, 365, 101000, 365, 0.0258623924397345, 1.00119763857809, 1.01887984629365},
                           {5, 365, 1, 31, 0.773645393187702, 0.0497877644524652, 21.044447432932}}) {
        const CountChange change = change_between(c.before, c.length_before, c.after, c.length_after);
        expect_as_r(change.p, c.p);
        expect_as_r(change.ratio_interval.lower, c.lower);
        expect_as_r(change.ratio_interval.upper, c.upper);
    }
}

TEST(CountStatistics, SwappingThePeriodsInvertsTheChange)
{
    const CountChange there = change_between(30, 181, 45, 92);
    const CountChange back = change_between(45, 92, 30, 181);
    EXPECT_NEAR(there.p, back.p, 1e-12);
    EXPECT_NEAR(there.rate_ratio * back.rate_ratio, 1, 1e-12);
    EXPECT_NEAR(there.ratio_interval.lower * back.ratio_interval.upper, 1, 1e-9);
}

TEST(CountStatistics, ChangesAreToldInWordsAndPercentagesOnlyFromTwenty)
{
    EXPECT_EQ(change_words(change_between(30, 181, 45, 181)), "within normal variation");
    EXPECT_EQ(change_words(change_between(30, 181, 75, 181)), "higher than chance would give");
    EXPECT_EQ(change_words(change_between(75, 181, 30, 181)), "lower than chance would give");
    EXPECT_EQ(change_words(change_between(0, 181, 7, 181)), "higher than chance would give");
    EXPECT_EQ(change_words(change_between(0, 181, 0, 181)), "within normal variation");
    EXPECT_TRUE(std::isnan(change_between(0, 181, 0, 181).rate_ratio));
    EXPECT_TRUE(std::isinf(change_between(0, 181, 7, 181).rate_ratio));
    EXPECT_TRUE(change_between(20, 1, 20, 1).percentage_is_fair);
    EXPECT_FALSE(change_between(19, 1, 200, 1).percentage_is_fair);
}

TEST(CountStatistics, WhatCannotBeIsRefused)
{
    EXPECT_THROW((void)binomial_interval(5, 4), Error);
    EXPECT_THROW((void)poisson_interval(5, 1.0), Error);
    EXPECT_THROW((void)binomial_upper_tail(1, 2, 1.5), Error);
    EXPECT_THROW((void)change_between(1, 0, 1, 30), Error);
}

}  // namespace
}  // namespace wardmap
