#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <sys/stat.h>

#include <algorithm>

#include "reference/naive_csv.hpp"
#include "wardmap/csv.hpp"
#include "wardmap/error.hpp"
#include "written_file.hpp"

namespace wardmap {
namespace {

using reference::CsvRow;
using Lines = std::vector<std::uint64_t>;

struct Read {
    CsvRow header;
    std::vector<CsvRow> rows;
    Lines row_lines;
    std::vector<std::pair<std::uint64_t, std::string>> rejected;
    TextEncoding encoding = TextEncoding::utf8;
    char delimiter = 0;
};

Read read_path(const std::filesystem::path& path, const CsvOptions& options = {})
{
    const auto source = open_csv(path, options);
    Read read{source->header(), {}, {}, {}, {}, source->delimiter()};
    for (auto step = source->next(); step != RowSource::Step::end; step = source->next()) {
        if (step == RowSource::Step::rejected) {
            read.rejected.emplace_back(source->line(), source->reject_reason());
            continue;
        }
        read.rows.emplace_back(source->cells().begin(), source->cells().end());
        read.row_lines.push_back(source->line());
    }
    read.encoding = source->encoding();
    return read;
}

Read read_text(std::string_view text, const CsvOptions& options = {})
{
    const WrittenFile file(text);
    return read_path(file.path(), options);
}

std::string error_of(std::string_view text, const CsvOptions& options = {})
{
    try {
        (void)read_text(text, options);
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::input);
        return error.found();
    }
    return "no error";
}

using Rejected = std::vector<std::pair<std::uint64_t, std::string>>;
using namespace std::string_literals;

TEST(CsvSource, ReadsQuotedFieldsWithDelimitersLineBreaksAndDoubledQuotes)
{
    const Read read = read_text("a,b,c\n1,\"x, y\",\"he said \"\"no\"\"\"\n2,\"two\nlines\",\"\"\n3,,\n");
    EXPECT_EQ(read.header, (CsvRow{"a", "b", "c"}));
    EXPECT_EQ(read.rows,
              (std::vector<CsvRow>{{"1", "x, y", "he said \"no\""}, {"2", "two\nlines", ""}, {"3", "", ""}}));
    EXPECT_EQ(read.row_lines, (Lines{2, 3, 5}));
    EXPECT_TRUE(read.rejected.empty());
}

TEST(CsvSource, ReadsLfCrlfAndCrAndALastLineWithoutBreak)
{
    for (const std::string& newline : {"\n"s, "\r\n"s, "\r"s}) {
        const Read read = read_text(fmt::format("a,b{0}1,\"x{0}y\"{0}{0}3,4", newline));
        EXPECT_EQ(read.rows, (std::vector<CsvRow>{{"1", "x" + newline + "y"}, {"3", "4"}}));
        EXPECT_EQ(read.row_lines, (Lines{2, 5})) << "a blank line is counted and passed over";
        EXPECT_TRUE(read.rejected.empty());
    }
}

TEST(CsvSource, FindsTheDelimiterInTheHeaderLine)
{
    EXPECT_EQ(read_text("a,b\n1;2,3\n").delimiter, ',');
    EXPECT_EQ(read_text("a;b;c\n1;2;3,5\n").rows.front().back(), "3,5");
    EXPECT_EQ(read_text("a\tb\n1\t2\n").delimiter, '\t');
    EXPECT_EQ(read_text("\"a,x,y\";b\n1;2\n").delimiter, ';') << "commas inside quotes do not count";
    EXPECT_EQ(read_text("only\n1\n").rows, (std::vector<CsvRow>{{"1"}}));
    EXPECT_EQ(read_text("sep=;\na,1;b\n1;2\n").header, (CsvRow{"a,1", "b"}));
    EXPECT_EQ(read_text("a|b\n1|2\n", {.delimiter = '|'}).rows.front(), (CsvRow{"1", "2"}));
}

TEST(CsvSource, PassesOverAByteOrderMarkAndTrimsColumnNames)
{
    EXPECT_EQ(read_text("\xEF\xBB\xBFref, category \n1,2\n").header, (CsvRow{"ref", "category"}));
}

TEST(CsvSource, ReadsAFileThatIsNotUtf8AsWindows1252EvenIfOnlyItsLastByteTells)
{
    std::string text = "a,b\n";
    for (int i = 0; i < 100000; ++i) {
        text += "caf\xC3\xA9,1\n";
    }
    EXPECT_EQ(read_text(text).encoding, TextEncoding::utf8);
    const Read read = read_text(text + "\x80 5 caf\xE9,2\n");
    EXPECT_EQ(read.encoding, TextEncoding::windows_1252);
    EXPECT_EQ(read.rows.front().front(), "caf\xC3\x83\xC2\xA9") << "one file has one encoding";
    EXPECT_EQ(read.rows.back().front(), "\xE2\x82\xAC 5 caf\xC3\xA9");
}

TEST(CsvSource, OneByteFarBehindPlainTextDecidesHowTheFirstForeignLetterIsRead)
{
    std::string plain = "street\n";
    while (plain.size() < 300'000) {
        plain += "High Street\n";
    }
    const std::string utf8 = plain + "Caf\xC3\xA9 Row\n" + plain.substr(7);
    const Read all_utf8 = read_text(utf8);
    EXPECT_EQ(all_utf8.encoding, TextEncoding::utf8);
    EXPECT_EQ(std::ranges::count(all_utf8.rows, std::vector<std::string>{"Caf\xC3\xA9 Row"}), 1);
    const Read mixed = read_text(utf8 + "\xE9\n");
    EXPECT_EQ(mixed.encoding, TextEncoding::windows_1252);
    EXPECT_EQ(mixed.rows.size(), all_utf8.rows.size() + 1);
    EXPECT_EQ(std::ranges::count(mixed.rows, std::vector<std::string>{"Caf\xC3\x83\xC2\xA9 Row"}), 1);
    EXPECT_EQ(mixed.rows.back(), std::vector<std::string>{"\xC3\xA9"});
}

TEST(CsvSource, TakesOverlongFormsSurrogatesAndCodesAboveUnicodeForWindows1252)
{
    for (const char* const bad :
         {"\xC0\xAF", "\xE0\x80\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xF8\x88", "\xC3"}) {
        EXPECT_EQ(read_text("a\n"s + bad + "\n").encoding, TextEncoding::windows_1252);
        EXPECT_EQ(read_text("a\n"s + bad).encoding, TextEncoding::windows_1252);
    }
    for (const char* const good :
         {"\xC2\x80", "\xE0\xA0\x80", "\xED\x9F\xBF", "\xEF\xBF\xBF", "\xF4\x8F\xBF\xBF"}) {
        EXPECT_EQ(read_text("a\n"s + good + "\n").encoding, TextEncoding::utf8);
    }
}

std::string utf16(std::u16string_view text, bool little)
{
    std::string bytes = little ? "\xFF\xFE" : "\xFE\xFF";
    for (const char16_t unit : text) {
        const char low = static_cast<char>(unit & 0xFFU);
        const char high = static_cast<char>(unit >> 8U);
        bytes += little ? low : high;
        bytes += little ? high : low;
    }
    return bytes;
}

TEST(CsvSource, ReadsUtf16OfEitherByteOrder)
{
    std::u16string text = u"ref\tnotes\r\n";
    for (int i = 0; i < 40000; ++i) {
        text += u"1\t\"caf\u00E9 \U0001F697\"\r\n";  // a car: two units
    }
    for (const bool little : {true, false}) {
        const Read read = read_text(utf16(text, little));
        EXPECT_EQ(read.encoding, little ? TextEncoding::utf16_le : TextEncoding::utf16_be);
        ASSERT_EQ(read.rows.size(), 40000U);
        EXPECT_EQ(read.rows.front(), (CsvRow{"1", "caf\xC3\xA9 \xF0\x9F\x9A\x97"}));
        EXPECT_EQ(read.rows.back(), read.rows.front());
    }
}

TEST(CsvSource, RefusesUtf16ThatIsNotWellFormed)
{
    std::u16string lone = u"a\n1 \n";
    lone[3] = 0xD800;
    EXPECT_NE(error_of(utf16(lone, true)).find("not well-formed UTF-16"), std::string::npos);
    EXPECT_NE(error_of(utf16(u"a\n1\n", true) + "x").find("not well-formed UTF-16"), std::string::npos);
    EXPECT_NE(error_of(utf16(u"a\n1\n", true).substr(2)).find("UTF-16 without its mark"), std::string::npos);
}

TEST(CsvSource, AnOpenQuoteCostsItsFirstLineAndNoRowAfterIt)
{
    std::string text = "a,b\n1,2\n3,\"open\n";
    for (int i = 0; i < 100; ++i) {
        text += "5,6\n";
    }
    const Read read = read_text(text);
    EXPECT_EQ(read.rejected, (Rejected{{3, "unclosed-quote"}}));
    EXPECT_EQ(read.rows.size(), 101U);
    EXPECT_EQ(read.row_lines.back(), 103U);
}

TEST(CsvSource, AnOpenQuoteClosedByALaterRowsQuoteCostsItsFirstLineOnly)
{
    const Read read = read_text("a,b\n1,\"open\n3,4\n5,\"fine\"\n7,8\n");
    EXPECT_EQ(read.rejected, (Rejected{{2, "unclosed-quote"}}));
    EXPECT_EQ(read.row_lines, (Lines{3, 4, 5}));
}

TEST(CsvSource, AnOpenQuoteAheadOfMoreThanARecordOfTextIsFoundWithoutReadingTheRest)
{
    std::string text = "a,b\n1,\"open\n";
    for (int i = 0; i < 400000; ++i) {
        text += "345,678\n";
    }
    const Read read = read_text(text);
    EXPECT_EQ(read.rejected, (Rejected{{2, "unclosed-quote"}}));
    EXPECT_EQ(read.rows.size(), 400000U);
}

TEST(CsvSource, RejectsRowsWithTooFewOrTooManyCellsAndShiftsNothing)
{
    const Read read = read_text("a,b,c\n1,2\n1,2,3\n1,2,3,4\n530,000,1,2\n,,\n");
    EXPECT_EQ(read.rejected, (Rejected{{2, "ragged-row"}, {4, "ragged-row"}, {5, "ragged-row"}}));
    EXPECT_EQ(read.rows, (std::vector<CsvRow>{{"1", "2", "3"}, {"", "", ""}}));
}

TEST(CsvSource, RejectsANulByteAndTextBehindAClosingQuote)
{
    const Read read = read_text("a,b\n1,x\0y\n2,\"q\0\"\n3,\"x\"y\n4,\"x\" \n5,6\n"s);
    EXPECT_EQ(read.rejected,
              (Rejected{{2, "nul-byte"}, {3, "nul-byte"}, {4, "text-after-quote"}, {5, "text-after-quote"}}));
    EXPECT_EQ(read.rows, (std::vector<CsvRow>{{"5", "6"}}));
}

TEST(CsvSource, AQuoteInsideAnUnquotedFieldIsText)
{
    EXPECT_EQ(read_text("a,b\n5\" pipe,the \"dog\"\n").rows.front(), (CsvRow{"5\" pipe", "the \"dog\""}));
}

TEST(CsvSource, TheFieldLimitIsExact)
{
    const std::string fits(std::size_t{64} * 1024, 'x');
    const Read read =
        read_text("a,b\n" + fits + ",1\n" + fits + "x,2\n\"" + fits + "\",3\n\"" + fits + "x\",4\n5,6\n");
    EXPECT_EQ(read.rejected, (Rejected{{3, "field-too-long"}, {5, "field-too-long"}}));
    EXPECT_EQ(read.rows.size(), 3U);
}

TEST(CsvSource, TheRecordLimitIsExactAndALineOfAnyLengthIsPassedOver)
{
    const CsvOptions options{.max_record_bytes = 10};
    const Read read =
        read_text("a,b\n12345,7890\n123456,8901\n" + std::string(3000000, 'y') + ",1\n5,6\n", options);
    EXPECT_EQ(read.rejected, (Rejected{{3, "record-too-long"}, {4, "record-too-long"}}));
    EXPECT_EQ(read.rows, (std::vector<CsvRow>{{"12345", "7890"}, {"5", "6"}}));
}

TEST(CsvSource, ManyLinesThatReopenAQuoteDoNotTakeForever)
{
    std::string text = "a,b,c\n";
    for (int i = 0; i < 200000; ++i) {
        text += "a\",\"b\n";
    }
    const Read read = read_text(text);
    EXPECT_TRUE(read.rows.empty());
    EXPECT_EQ(read.rejected.size(), 200000U);
}

TEST(CsvSource, RefusesEmptyFilesAndBadHeaders)
{
    EXPECT_EQ(error_of(""), "the file is empty");
    EXPECT_EQ(error_of("\xEF\xBB\xBF"), "the file is empty");
    EXPECT_EQ(error_of("\n\n"), "the file has no line of text");
    EXPECT_EQ(error_of("a,,c\n"), "column 2 of the header has no name");
    EXPECT_EQ(error_of("Date,b,DATE\n"), "column 3 of the header has the name of a column before it");
    EXPECT_NE(error_of("a,\0b\n"s).find("NUL"), std::string::npos);
    EXPECT_NE(error_of("a,\"b\n1,2\n").find("not closed"), std::string::npos);
    EXPECT_NE(error_of("a," + std::string(70000, 'x') + "\n").find("too long"), std::string::npos);
}

TEST(CsvSource, RefusesWhatIsNoPlainLocalFile)
{
    const WrittenFile file("a\n1\n");
    const auto pipe = file.folder() / "pipe";
    ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
    for (const std::filesystem::path& path :
         {file.folder(), pipe, std::filesystem::path("/dev/zero"),
          std::filesystem::path("/vsicurl/http/x.csv"), std::filesystem::path("https://example.org/x.csv"),
          file.folder() / "missing.csv"}) {
        EXPECT_THROW((void)open_csv(path), Error) << path;
    }
    EXPECT_EQ(open_csv(file.path())->name(), file.path().string());
}

TEST(CsvSource, APrefixIsRefusedEvenWhereAFileOfThatNameIsThere)
{
    const WrittenFile file("a\n1\n", "CSV:x.csv");
    const std::filesystem::path before = std::filesystem::current_path();
    std::filesystem::current_path(file.folder());
    EXPECT_THROW((void)open_csv("CSV:x.csv"), Error);
    std::filesystem::current_path(before);
}

TEST(CsvSource, TellsHowMuchOfTheFileHasBeenRead)
{
    std::string text = "a\n";
    for (int i = 0; i < 100'000; ++i) {
        text += "12345\n";
    }
    const WrittenFile file(text);
    const auto rows = open_csv(file.path());
    EXPECT_LT(rows->bytes_read(), text.size() / 2);
    while (rows->next() != RowSource::Step::end) {
    }
    EXPECT_EQ(rows->bytes_read(), text.size());
}

TEST(CsvSource, AFileWithoutHeaderTakesTheNamesGiven)
{
    const Read read = read_text("\"SG1 1AA\",10\n\"SG1 1AB\",20\n", {.header = {"Postcode", "PQI"}});
    EXPECT_EQ(read.header, (CsvRow{"Postcode", "PQI"}));
    EXPECT_EQ(read.rows.size(), 2U);
    EXPECT_EQ(read.row_lines.front(), 1U);
}

TEST(CsvSource, ARecordAcrossTheEdgeOfTheBufferIsWhole)
{
    // Rows of every length around the edges, quotes and CRLF included.
    std::string text = "a,b\r\n";
    std::size_t rows = 0;
    while (text.size() < 1200000) {
        text += "\"" + std::string(rows % 97, 'x') + "\"\"\",\"" + std::string(rows % 13, '\n') + "\"\r\n";
        ++rows;
    }
    const Read read = read_text(text);
    EXPECT_TRUE(read.rejected.empty());
    const auto expected = reference::naive_csv(text, ',');
    ASSERT_EQ(read.rows.size(), rows);
    EXPECT_TRUE(std::equal(read.rows.begin(), read.rows.end(), expected.begin() + 1));
}

/// Cells of the bytes that matter to CSV, and a few that do not.
rc::Gen<std::string> any_cell()
{
    return rc::gen::container<std::string>(rc::gen::elementOf("ab,;\"\n\r \t"s));
}

std::string quoted(const std::string& cell)
{
    std::string text = "\"";
    for (const char c : cell) {
        text.append(c == '"' ? 2 : 1, c);
    }
    return text + "\"";
}

RC_GTEST_PROP(CsvSource, QuotedCellsReadBackWhateverTheyHold, ())
{
    const auto rows = *rc::gen::nonEmpty(
        rc::gen::container<std::vector<CsvRow>>(rc::gen::container<CsvRow>(3, any_cell())));
    std::string text = "x,y,z\n";
    for (const CsvRow& row : rows) {
        text += quoted(row[0]) + "," + quoted(row[1]) + "," + quoted(row[2]) + "\n";
    }
    const Read read = read_text(text);
    RC_ASSERT(read.rejected.empty());
    RC_ASSERT(read.rows == rows);
    RC_ASSERT(reference::naive_csv(text, ',').size() == rows.size() + 1);
}

RC_GTEST_PROP(CsvSource, RowsOfUnquotedTextEqualTheNaiveReaders, ())
{
    const auto body = *rc::gen::container<std::string>(rc::gen::elementOf("abc,,\n\n\r"s));
    const std::string text = "x,y\n" + body;
    const Read read = read_text(text);
    std::vector<CsvRow> expected;
    std::size_t ragged = 0;
    for (const CsvRow& row : reference::naive_csv(text, ',')) {
        if (row.size() == 2) {
            expected.push_back(row);
        } else {
            ++ragged;
        }
    }
    expected.erase(expected.begin());
    RC_ASSERT(read.rows == expected);
    RC_ASSERT(read.rejected.size() == ragged);
}

RC_GTEST_PROP(CsvSource, AnyBytesAreReadWithoutACrashAndLinesGoUp, ())
{
    const auto body = *rc::gen::container<std::string>(
        rc::gen::oneOf(rc::gen::elementOf("a\"\n,"s), rc::gen::arbitrary<char>()));
    const Read read = read_text("x,y\n" + body);
    RC_ASSERT(std::is_sorted(read.row_lines.begin(), read.row_lines.end()));
    RC_ASSERT(std::is_sorted(read.rejected.begin(), read.rejected.end()));
}

TEST(CsvRow, QuotesOnlyWhatRfc4180AsksForAndReadsBack)
{
    std::string text;
    append_csv_row(text, {"plain", "a,b", "say \"x\"", "two\nlines", ""});
    EXPECT_EQ(text, "plain,\"a,b\",\"say \"\"x\"\"\",\"two\nlines\",\n");
    const Read read = read_text("a,b,c,d,e\n" + text);
    EXPECT_EQ(read.rows.front(), (CsvRow{"plain", "a,b", "say \"x\"", "two\nlines", ""}));
}

TEST(CsvRow, TextThatASpreadsheetWouldCalculateGetsAnApostropheAndNumbersDoNot)
{
    std::string text;
    append_csv_row(text, {"=1+1", "+44 7700", "-x", "@sum", "\tx", "\rx", "-12.5", "+3", "a=b"});
    EXPECT_EQ(text, "'=1+1,'+44 7700,'-x,'@sum,'\tx,\"'\rx\",-12.5,+3,a=b\n");
}

TEST(CsvRow, ARowOfOneEmptyCellIsNoBlankLine)
{
    std::string text = "a\n";
    append_csv_row(text, {""});
    EXPECT_EQ(read_text(text).rows, (std::vector<CsvRow>{{""}}));
}

}  // namespace
}  // namespace wardmap
