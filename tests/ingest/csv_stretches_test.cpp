#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

#include "wardmap/csv_stretches.hpp"
#include "written_file.hpp"

namespace wardmap {
namespace {

using namespace std::string_literals;

/// All that a reader says of a record.
struct Record {
    std::uint64_t line = 0;
    std::string reason;
    std::vector<std::string> cells;

    friend bool operator==(const Record&, const Record&) = default;
};

using Records = std::vector<Record>;

Records rest_of(CsvSource& rows)
{
    Records records;
    for (auto step = rows.next(); step != RowSource::Step::end; step = rows.next()) {
        if (step == RowSource::Step::rejected) {
            records.push_back({rows.line(), rows.reject_reason(), {}});
        } else {
            records.push_back({rows.line(), "", {rows.cells().begin(), rows.cells().end()}});
        }
    }
    return records;
}

struct Read {
    Records records;
    TextEncoding encoding = TextEncoding::utf8;
    std::uint64_t bytes = 0;
    std::size_t stretches = 0;  ///< taken

    friend bool operator==(const Read& a, const Read& b)
    {
        return a.records == b.records && a.encoding == b.encoding && a.bytes == b.bytes;
    }
};

/// The slow twin: one record after the other.
Read in_turn(const std::filesystem::path& path)
{
    const auto rows = open_csv(path);
    Records records = rest_of(*rows);
    return {std::move(records), rows->encoding(), rows->bytes_read(), 1};
}

Read in_stretches(const std::filesystem::path& path, const StretchOptions& options)
{
    const auto rows = open_csv(path);
    Read read;
    read_in_stretches(
        *rows,
        [&](CsvSource& stretch) {
            return [&read, records = rest_of(stretch)](std::uint64_t lines_before) {
                for (const Record& record : records) {
                    read.records.push_back({record.line + lines_before, record.reason, record.cells});
                }
                ++read.stretches;
            };
        },
        options);
    read.encoding = rows->encoding();
    read.bytes = rows->bytes_read();
    return read;
}

/// The same for stretches of every size up to the text's, and for more threads than one.
void expect_same(const std::string& text)
{
    const WrittenFile file(text);
    const Read expected = in_turn(file.path());
    for (std::size_t bytes = 1; bytes <= text.size() + 1; bytes += bytes < 40 ? 1 : bytes / 2) {
        for (const unsigned threads : {1U, 3U}) {
            const Read read = in_stretches(file.path(), {threads, bytes});
            ASSERT_EQ(read, expected) << bytes << " bytes, " << threads << " threads";
        }
    }
}

TEST(CsvStretches, GiveTheRowsLinesAndReasonsOfTheReaderThatGoesInTurn)
{
    expect_same("a,b\n1,2\n\n3,4\r\n\r\n5\n6,7,8\n\"9\",\"10\n11\"\n\"12\"x,13\n14,\0\n15,16"s);
}

TEST(CsvStretches, ThatBeginInsideQuotesAreSeenWhereTheOneBeforeEnds)
{
    std::string text = "a,b\n";
    for (std::size_t i = 0; i < 60; ++i) {
        text += fmt::format("{},\"so\nmany\n\"\"lines\"\",\n1,2\n{}\"\n", i, std::string(i % 7, '\n'));
    }
    expect_same(text);
    expect_same(text + "7,\"never closed\n1,2\n3,4\n5,6\n");
}

TEST(CsvStretches, OfFilesWhoseLinesEndWithACarriageReturn)
{
    std::string text = "a,b\r";
    for (int i = 0; i < 60; ++i) {
        text += fmt::format("{},x\r", i);
    }
    expect_same(text);
    expect_same(text + "1,2\r\n3,4\n5,6\r\r\n");
}

TEST(CsvStretches, OfEveryEncodingAndItsMark)
{
    std::string plain = "street,n\n";
    for (int i = 0; i < 60; ++i) {
        plain += fmt::format("High Street,{}\n", i);
    }
    const std::string utf8 = plain + "Caf\xC3\xA9 Row,1\n" + plain;
    expect_same("\xEF\xBB\xBF" + plain);
    expect_same("\xEF\xBB\xBF" + utf8);
    expect_same(utf8);
    expect_same(
        "Stra\xC3\x9F"
        "e,n\n" +
        plain);
    expect_same(plain + "Caf\xE9 Row,1\n" + plain);
    expect_same(utf8 + "Caf\xE9 Row,1\n");
    std::string utf16 = "\xFF\xFE";
    for (const char c : plain) {
        utf16 += {c, '\0'};
    }
    expect_same(utf16);
}

TEST(CsvStretches, GoOnWhereTheReaderIs)
{
    const WrittenFile file("a\n1\n2\n3\n4\n5\n6\n7\n8\n9\n");
    const auto rows = open_csv(file.path());
    ASSERT_EQ(rows->next(), RowSource::Step::row);
    ASSERT_EQ(rows->next(), RowSource::Step::row);
    std::string cells;
    std::uint64_t lines = 0;
    read_in_stretches(*rows,
                      [&](CsvSource& stretch) {
                          return [&, records = rest_of(stretch)](std::uint64_t lines_before) {
                              for (const Record& record : records) {
                                  cells += record.cells.front();
                                  lines += record.line + lines_before;
                              }
                          };
                      },
                      {2, 4});
    EXPECT_EQ(cells, "3456789");
    EXPECT_EQ(lines, 4U + 5 + 6 + 7 + 8 + 9 + 10);
    EXPECT_EQ(rows->next(), RowSource::Step::end);
}

TEST(CsvStretches, OfALargeFileAreManyAndEachIsTakenOnce)
{
    std::string text = "n\n";
    for (int i = 0; i < 300'000; ++i) {
        text += fmt::format("{}\n", i);
    }
    const WrittenFile file(text);
    const Read read = in_stretches(file.path(), {2, 16'384});
    EXPECT_EQ(read, in_turn(file.path()));
    EXPECT_GE(read.stretches, text.size() / 17'000);
}

TEST(CsvStretches, AFaultOfARightStretchIsThrownAndThatOfAWrongGuessIsNot)
{
    std::string text = "a,b\n";
    for (int i = 0; i < 40; ++i) {
        text += "1,\"x\nBAD,2\n\"\n";
    }
    const auto read = [](const std::string& written) {
        const WrittenFile file(written);
        const auto rows = open_csv(file.path());
        const ReadStretch refuse_bad = [](CsvSource& stretch) -> StretchTake {
            for (const Record& record : rest_of(stretch)) {
                if (!record.cells.empty() && record.cells.front() == "BAD") {
                    throw std::runtime_error("read");
                }
            }
            return [](std::uint64_t) {};
        };
        read_in_stretches(*rows, refuse_bad, {2, 5});
    };
    EXPECT_NO_THROW(read(text)) << "BAD is inside quotes";
    EXPECT_THROW(read(text + "BAD,1\n" + text), std::runtime_error);
}

TEST(CsvStretches, WhatATakeThrowsComesOut)
{
    const WrittenFile file("a\n" + std::string(400, '1') + "\n2\n3\n4\n5\n6\n7\n8\n9\n");
    const auto rows = open_csv(file.path());
    const ReadStretch read = [](CsvSource& stretch) -> StretchTake {
        (void)rest_of(stretch);
        return [](std::uint64_t) { throw std::runtime_error("take"); };
    };
    EXPECT_THROW(read_in_stretches(*rows, read, {2, 4}), std::runtime_error);
}

RC_GTEST_PROP(CsvStretches, OfAnyBytesAreWhatTheReaderInTurnGives, ())
{
    const auto body = *rc::gen::container<std::string>(rc::gen::oneOf(
        rc::gen::elementOf("a\"\n,"s), rc::gen::elementOf("\r\n\n\xC3\xA9"s), rc::gen::arbitrary<char>()));
    const auto bytes = *rc::gen::inRange<std::size_t>(1, 30);
    const auto threads = *rc::gen::inRange<unsigned>(1, 4);
    const WrittenFile file("x,y\n" + body);
    RC_ASSERT(in_stretches(file.path(), {threads, bytes}) == in_turn(file.path()));
}

}  // namespace
}  // namespace wardmap
