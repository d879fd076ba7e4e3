#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <filesystem>

#include "incidents_of.hpp"

namespace wardmap {
namespace {

using namespace std::string_literals;

/// One incident file with one oddity, and all that is to come of it.
struct Oddity {
    std::string name;
    std::string bytes;
    std::size_t records = 0;
    std::string rejected = {};  ///< "line reason, …"
    std::string notice = {};    ///< all notices
    std::string error = {};     ///< what the message says, for those that end in exit code 3
};

std::ostream& operator<<(std::ostream& out, const Oddity& oddity) { return out << oddity.name; }

const std::string head = "ref,category,location,date,easting,northing,uprn\n";
const std::string good = "1,ASB,12 High Street,25/05/2021,523746,223474,100081000001\n";
const std::string two_good = good + good;

std::string row_with(const std::string& date, const std::string& easting, const std::string& northing,
                     const std::string& uprn)
{
    return "1,ASB,12 High Street," + date + "," + easting + "," + northing + "," + uprn + "\n";
}

std::string dated(const std::string& date) { return row_with(date, "523746", "223474", "1"); }
std::string at(const std::string& easting, const std::string& northing)
{
    return row_with("25/05/2021", easting, northing, "1");
}

std::string utf16_le(const std::string& ascii)
{
    std::string bytes = "\xFF\xFE";
    for (const char c : ascii) {
        bytes += c;
        bytes += '\0';
    }
    return bytes;
}

std::string with_crlf(const std::string& text, const std::string& newline)
{
    std::string changed;
    for (const char c : text) {
        changed += c == '\n' ? newline : std::string(1, c);
    }
    return changed;
}

std::vector<Oddity> encodings()
{
    return {
        {"Utf8ByteOrderMark", "\xEF\xBB\xBF" + head + good, 1},
        {"Windows1252Text", head + "1,ASB,Caf\xE9 Rouge,25/05/2021,1,2,3\n", 1, "",
         "The file is not UTF-8; it was read as Windows-1252"},
        {"TruncatedUtf8AtTheEnd", head + good + "2,ASB,Caf\xC3", 1, "3 ragged-row",
         "The file is not UTF-8; it was read as Windows-1252"},
        {"Utf16WithMark", utf16_le(head + good), 1},
        {"Utf16WithoutMark", utf16_le(head + good).substr(2), 0, "", "", "NUL byte"},
        {"Utf16CutInsideACharacter", utf16_le(head + good) + "x", 0, "", "", "not well-formed UTF-16"},
        {"Utf32WithMark", "\xFF\xFE\0\0r\0\0\0"s, 0, "", "", "NUL byte"},
        {"CrlfLines", with_crlf(head + two_good, "\r\n"), 2},
        {"CrLines", with_crlf(head + two_good, "\r"), 2},
        {"MixedLineBreaks", head + with_crlf(good, "\r\n") + with_crlf(good, "\r") + good, 3},
        {"NoLastLineBreak", head + good.substr(0, good.size() - 1), 1},
        {"SemicolonsAsInContinentalExcel", "ref;category;location;date\n1;ASB;12, High Street;25/05/2021\n",
         1},
        {"TabsInsteadOfCommas", "ref\tcategory\tlocation\n1\tASB\t12, High Street\n", 1},
        {"SeparatorLineOfExcel", "sep=;\nref;category;location\n1;ASB;High Street\n", 1},
    };
}

std::vector<Oddity> structures()
{
    return {
        {"NulByte", head + "1,AS\0B,x,,,,\n"s + good, 1, "2 nul-byte"},
        {"UnclosedQuote", head + "1,\"ASB,x,,,,\n" + two_good + two_good, 4, "2 unclosed-quote"},
        {"UnclosedQuoteBeforeAQuotedRow", head + "1,\"ASB,x,,,,\n" + good + "2,ASB,\"a, b\",,,,\n" + good, 3,
         "2 unclosed-quote"},
        {"UnclosedQuoteInTheLastRow", head + good + "1,ASB,\"x,,,,", 1, "3 unclosed-quote"},
        {"TextBehindAQuote", head + "1,\"ASB\"x,x,,,,\n" + good, 1, "2 text-after-quote"},
        {"UnquotedCommaInTheAddress", head + "1,ASB,12, High Street,25/05/2021,523746,223474,1\n" + good, 1,
         "2 ragged-row"},
        {"RowTooShort", head + "1,ASB\n" + good, 1, "2 ragged-row"},
        {"LineBreakInsideQuotes", head + "1,ASB,\"12\nHigh Street\",25/05/2021,1,2,3\n" + dated("31/02/2021"),
         1, "4 unreadable-date"},
        {"FieldOver64KiB", head + "1,ASB," + std::string(70000, 'x') + ",,,,\n" + good, 1,
         "2 field-too-long"},
        {"RecordOver1MiB", head + "1,ASB," + std::string(2000000, 'x') + ",,,,\n" + good, 1,
         "2 record-too-long"},
        {"RowsOfCommasBelowTheTable", head + good + ",,,,,,\n, ,,,,,\n\n", 1, "",
         "2 rows without any text passed over"},
        {"DuplicateColumn", "ref,category,location,Category\n1,ASB,x,y\n", 0, "", "",
         "the name of a column before it"},
        {"NamelessColumn", "ref,category,location,\n1,ASB,x,y\n", 0, "", "",
         "column 4 of the header has no name"},
        {"EmptyFile", "", 0, "", "", "the file is empty"},
        {"HeaderOnly", head, 0, "", "", "a header but no rows"},
        {"HeaderAndBlankRowsOnly", head + ",,,,,,\n", 0, "", "", "a header but no rows"},
        {"SpreadsheetNamedCsv", "PK\x03\x04\x14\0\x06\0[Content_Types].xml\n"s, 0, "", "", "NUL byte"},
        {"VirtualLayerNamedCsv",
         "<OGRVRTDataSource>\n<OGRVRTLayer name=\"x\"><SrcDataSource>/vsicurl/http://example.org/x"
         "</SrcDataSource></OGRVRTLayer>\n</OGRVRTDataSource>\n",
         0, "", "", "does not look like the names of columns"},
        {"WebPageNamedCsv", "<!DOCTYPE html>\n<html>\n", 0, "", "",
         "does not look like the names of columns"},
    };
}

std::vector<Oddity> values()
{
    const std::string shortened = row_with("25/05/2021", "523746", "223474", "1.00E+11");
    return {
        {"ThousandsComma", head + at("\"523,746\"", "\"223,474\"") + good, 1, "2 thousands-comma"},
        {"DecimalComma", head + at("\"523746,5\"", "223474") + good, 1, "2 unreadable-coordinates"},
        {"NanCoordinate", head + at("NaN", "223474") + good, 1, "2 unreadable-coordinates"},
        {"InfiniteCoordinate", head + at("523746", "inf") + at("1e999", "1") + good, 1,
         "2 unreadable-coordinates, 3 unreadable-coordinates"},
        {"WordInsteadOfACoordinate", head + at("unknown", "unknown") + good, 1, "2 unreadable-coordinates"},
        {"ZeroCoordinates", head + at("0", "0.0") + good, 1, "2 zero-coordinates"},
        {"ShortenedCoordinate", head + at("5.24E+05", "2.23E+05") + good, 1, "2 mangled-coordinates"},
        {"OneCoordinateOnly", head + at("523746", "") + good, 2, "",
         "1 row with only one of two coordinates: read as having none"},
        {"ShortenedUprn", head + shortened + good, 1, "2 mangled-uprn"},
        {"DayThatDoesNotExist", head + dated("31/02/2021") + good, 1, "2 unreadable-date"},
        {"HourThatDoesNotExist", head + dated("25/05/2021 24:00") + good, 1, "2 unreadable-date"},
        {"DatesOfBothOrders", head + good + dated("05/25/2021"), 0, "", "",
         "line 2 can only be read day first, that on line 3 only month first"},
        {"DatesMonthFirst", head + dated("05/25/2021"), 0, "", "", "State date_order = \"month-first\""},
        {"DatesThatTellNoOrder", head + dated("03/05/2021"), 1, "",
         "No date of this file tells day from month; they were read day first. State date_order in the study "
         "file to be sure"},
        {"ExcelSerialNotDeclared", head + dated("44341") + good, 1, "2 unreadable-date"},
        {"WordInsteadOfADate", head + dated("yesterday") + good, 1, "2 unreadable-date"},
        {"MarksOfWritingDirectionInADate",
         head +
             dated("\xE2\x80\x8E"
                   "25/\xE2\x80\x8E"
                   "05/2021") +
             good,
         2},
        {"FormulaCell", head + "=1+1,ASB,\"=HYPERLINK(\"\"http://example.org\"\")\",25/05/2021,1,2,3\n", 1},
        {"NoBreakSpacesAroundValues",
         head + dated("\xC2\xA0"
                      "25/05/2021\xC2\xA0"),
         1},
        {"EndBeforeStart", "category,location,from,to\nASB,x,25/05/2021,24/05/2021\n", 1, "",
         "1 row ended before the start: the start was used for both"},
        {"NullWords", head + "NULL,ASB,NULL,NULL,NULL,NULL,NULL\n", 1},
    };
}

class HostileFile : public testing::TestWithParam<Oddity> {};

TEST_P(HostileFile, EndsInTheLedgerAndTheMessageExpectedOfIt)
{
    const Oddity& oddity = GetParam();
    const ReadFile read = incidents_of(oddity.bytes);
    EXPECT_EQ(read.set.records.size(), oddity.records);
    EXPECT_EQ(read.rejected(), oddity.error.empty() ? oddity.rejected : read.rejected());
    EXPECT_EQ(read.notices(), oddity.notice);
    EXPECT_EQ(read.exit_code, oddity.error.empty() ? 0 : 3);
    EXPECT_NE(read.error.find(oddity.error), std::string::npos) << read.error;
    if (oddity.error.empty()) {
        EXPECT_EQ(read.error, "");
        ASSERT_EQ(read.set.files.size(), 1U);
        EXPECT_EQ(read.set.files.front().rows_read,
                  read.set.records.size() + read.diagnostics.rejections().size());
    }
}

std::string case_name(const testing::TestParamInfo<Oddity>& info) { return info.param.name; }

INSTANTIATE_TEST_SUITE_P(Encoding, HostileFile, testing::ValuesIn(encodings()), case_name);
INSTANTIATE_TEST_SUITE_P(Structure, HostileFile, testing::ValuesIn(structures()), case_name);
INSTANTIATE_TEST_SUITE_P(Values, HostileFile, testing::ValuesIn(values()), case_name);

TEST(HostileFile, AtLeastFortyOfThemAreTested)
{
    EXPECT_GE(encodings().size() + structures().size() + values().size(), 40U);
}

long peak_memory_kib()
{
    struct rusage usage = {};
    ::getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

TEST(HostileFile, ALineOfOneGigabyteIsRejectedInAFewMegabytesOfMemory)
{
    const WrittenFile file(head + good);
    // A hole: NUL bytes that take no room on the disk.
    std::filesystem::resize_file(file.path(), std::uintmax_t{1} << 30U);
    std::ofstream(file.path(), std::ios::app) << "\n" << good;
    const long before = peak_memory_kib();
    const ReadFile read = incidents_of_path(file.path());
    EXPECT_EQ(read.rejected(), "3 nul-byte");
    EXPECT_EQ(read.set.records.size(), 2U);
    EXPECT_LT(peak_memory_kib() - before, 16 * 1024);
}

}  // namespace
}  // namespace wardmap
