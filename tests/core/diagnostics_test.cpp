#include "wardmap/diagnostics.hpp"

#include <gtest/gtest.h>

#include "wardmap/error.hpp"

namespace wardmap {
namespace {

TEST(Ledger, BalancesOnlyWhenEveryRowIsAccountedFor)
{
    Ledger ledger{
        .read = 10, .located = 6, .unmatched = 1, .ambiguous = 1, .rejected = {{"unreadable-date", 2}}};
    EXPECT_TRUE(ledger.balances());
    EXPECT_DOUBLE_EQ(ledger.hit_rate(), 0.75);
    ledger.read = 11;
    EXPECT_FALSE(ledger.balances());
    EXPECT_EQ(Ledger{}.hit_rate(), 0);
}

TEST(Diagnostics, RejectionsAreCountedByReasonAndKeptInOrder)
{
    Diagnostics diagnostics;
    diagnostics.reject("b.csv", 7, "ragged-row");
    diagnostics.reject("a.csv", 3, "nul-byte");
    diagnostics.reject("a.csv", 9, "ragged-row");
    EXPECT_EQ(diagnostics.rejected_by_reason(),
              (std::map<std::string, std::size_t>{{"nul-byte", 1}, {"ragged-row", 2}}));
    EXPECT_EQ(diagnostics.rejections().front().file, "b.csv");
}

TEST(Diagnostics, OfRowsThatAreRejectedWithoutEndAllAreCountedAndTheFirstListed)
{
    Diagnostics diagnostics;
    constexpr std::size_t rows = Diagnostics::most_listed + 500;
    for (std::size_t i = 1; i <= rows; ++i) {
        diagnostics.reject("a.csv", i, "nul-byte");
    }
    diagnostics.reject("a.csv", rows + 1, "ragged-row");
    diagnostics.reject("b.csv", 2, "nul-byte");
    EXPECT_EQ(diagnostics.rejected_rows(), rows + 2);
    EXPECT_EQ(diagnostics.rejected_by_reason("a.csv").at("nul-byte"), rows);
    // Another reason and another file are listed all the same.
    ASSERT_EQ(diagnostics.rejections().size(), Diagnostics::most_listed + 2);
    EXPECT_EQ(diagnostics.rejections().back().file, "b.csv");
    ASSERT_EQ(diagnostics.notices().size(), 1U);
    EXPECT_EQ(diagnostics.notices().front().text,
              "More than 100,000 rows were rejected (nul-byte): only so many are listed, all are counted");
}

TEST(Error, SaysWhereWhatAndWhatToDo)
{
    const Error error(ErrorKind::input, "a.csv line 3", "there is no column \"x\"", "Name it with columns.x");
    EXPECT_EQ(error.exit_code(), 3);
    EXPECT_STREQ(error.what(), "a.csv line 3: there is no column \"x\". Name it with columns.x");
}

}  // namespace
}  // namespace wardmap
