#include "sheet_cells.hpp"

#include <fmt/format.h>

#include <chrono>
#include <cmath>
#include <optional>

#include "wardmap/error.hpp"
#include "wardmap/number_text.hpp"

namespace wardmap::formats {

namespace {

/// Places in the list of formats that sheet_styles() makes.
enum Format : int { general = 0, header = 1, text = 2, quoted_text = 3, day = 4, time = 5, whole = 6 };
int decimals_format(int decimals) { return whole + decimals; }

/// The number of `digits` decimal digits at `at`, nothing if they are not all there.
std::optional<int> digits_at(std::string_view text, std::size_t at, std::size_t digits)
{
    int number = 0;
    for (std::size_t i = at; i < at + digits; ++i) {
        if (i >= text.size() || text[i] < '0' || text[i] > '9') {
            return std::nullopt;
        }
        number = number * 10 + (text[i] - '0');
    }
    return number;
}

/// Days since 30 December 1899, as sheets count them; nothing for what is no day, and for days before March 1900,
/// which Excel counts otherwise than others.
std::optional<int> day_number(std::string_view text)
{
    using namespace std::chrono;  // NOLINT(google-build-using-namespace)
    const auto year_number = digits_at(text, 0, 4);
    const auto month_number = digits_at(text, 5, 2);
    const auto of_month = digits_at(text, 8, 2);
    if (!year_number || !month_number || !of_month || text[4] != '-' || text[7] != '-') {
        return std::nullopt;
    }
    const std::chrono::year_month_day date(std::chrono::year(*year_number),
                                           std::chrono::month(static_cast<unsigned>(*month_number)),
                                           std::chrono::day(static_cast<unsigned>(*of_month)));
    constexpr int first_of_march_1900 = 61;
    if (!date.ok()) {
        return std::nullopt;
    }
    const auto days = (sys_days(date) - sys_days(1899y / December / 30)).count();
    return days < first_of_march_1900 ? std::nullopt : std::optional(static_cast<int>(days));
}

/// Seconds of "T14:25:00", or nothing.
std::optional<int> clock_seconds(std::string_view text)
{
    const auto hour = digits_at(text, 1, 2);
    const auto minute = digits_at(text, 4, 2);
    const auto second = digits_at(text, 7, 2);
    const bool shaped = text.size() == 9 && text[0] == 'T' && text[3] == ':' && text[6] == ':';
    if (!shaped || !hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 59) {
        return std::nullopt;
    }
    return *hour * 3600 + *minute * 60 + *second;
}

void append_number(std::string& out, const std::string& place, int format, const std::string& number)
{
    fmt::format_to(std::back_inserter(out), R"(<c r="{}" s="{}"><v>{}</v></c>)", place, format, number);
}

/// Whether a spreadsheet would take it for a formula if it were typed in.
bool looks_like_formula(std::string_view text)
{
    return !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos;
}

std::size_t characters_of(std::string_view text)
{
    std::size_t count = 0;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        count += (byte & 0xC0U) != 0x80U ? 1 : 0;
        count += byte >= 0xF0U ? 1 : 0;  // two UTF-16 units
    }
    return count;
}

std::size_t append_text(std::string& out, const std::string& place, std::string_view value)
{
    constexpr std::size_t most = 32'767;
    const std::size_t characters = characters_of(value);
    if (characters > most) {
        throw Error(ErrorKind::output, "cell " + place, fmt::format("the text has {} characters", characters),
                    "a cell of a workbook holds 32,767; use gpkg or csv");
    }
    fmt::format_to(std::back_inserter(out),
                   R"(<c r="{}" s="{}" t="inlineStr"><is><t xml:space="preserve">{}</t></is></c>)", place,
                   static_cast<int>(looks_like_formula(value) ? quoted_text : text), sheet_text(value));
    return characters;
}

std::size_t append_text_or_date(std::string& out, const std::string& place, const std::string& value)
{
    constexpr std::size_t day_length = 10;
    const std::optional<int> days = value.size() >= day_length ? day_number(value) : std::nullopt;
    if (days && value.size() == day_length) {
        append_number(out, place, day, std::to_string(*days));
        return day_length;
    }
    const auto seconds = days ? clock_seconds(std::string_view(value).substr(day_length)) : std::nullopt;
    if (!seconds) {
        return append_text(out, place, value);
    }
    append_number(out, place, time, shortest_text(*days + *seconds / 86'400.0));
    return value.size();
}

std::size_t append_whole(std::string& out, const std::string& place, std::int64_t value)
{
    constexpr std::int64_t most = 999'999'999'999'999;  // a sheet keeps 15 digits
    const std::string digits = std::to_string(value);
    if (value > most || value < -most) {
        return append_text(out, place, digits);
    }
    append_number(out, place, whole, digits);
    return digits.size();
}

std::size_t append_real(std::string& out, const std::string& place, const Field& field, double value)
{
    if (!std::isfinite(value)) {
        return 0;
    }
    const bool has_format = field.decimals >= 0 && field.decimals <= most_sheet_decimals;
    append_number(out, place, has_format ? decimals_format(field.decimals) : general, shortest_text(value));
    return has_format ? fixed_text(value, field.decimals).size() : std::size_t{8};
}

}  // namespace

std::string sheet_styles()
{
    constexpr int first_own_number = 164;  // below are Excel's own
    std::string numbers = R"(<numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/>)"
                          R"(<numFmt numFmtId="165" formatCode="yyyy\-mm\-dd hh:mm:ss"/>)";
    std::string formats =
        R"(<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>)"
        R"(<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>)"
        R"(<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>)"
        R"(<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" quotePrefix="1"/>)"
        R"(<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>)"
        R"(<xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>)"
        R"(<xf numFmtId="1" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>)";
    for (int decimals = 1; decimals <= most_sheet_decimals; ++decimals) {
        const int number = first_own_number + 1 + decimals;
        numbers += fmt::format(R"(<numFmt numFmtId="{}" formatCode="0.{}"/>)", number,
                               std::string(static_cast<std::size_t>(decimals), '0'));
        formats += fmt::format(
            R"(<xf numFmtId="{}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>)",
            number);
    }
    return fmt::format(
        R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="{}">{}</numFmts>)"
        R"(<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>)"
        R"(<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>)"
        R"(<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>)"
        R"(<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>)"
        R"(<cellXfs count="{}">{}</cellXfs>)"
        R"(<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>)",
        2 + most_sheet_decimals, numbers, 7 + most_sheet_decimals, formats);
}

std::string column_letters(std::size_t column)
{
    std::string letters;
    for (std::size_t rest = column + 1; rest > 0; rest = (rest - 1) / 26) {
        letters.insert(letters.begin(), static_cast<char>('A' + (rest - 1) % 26));
    }
    return letters;
}

std::string sheet_text(std::string_view value)
{
    std::string result;
    for (std::size_t i = 0; i < value.size(); ++i) {
        const auto byte = static_cast<unsigned char>(value[i]);
        // What looks like an escape is told apart by escaping its underscore (ECMA-376 part 1, 22.9.2.19).
        const bool mock_escape = value.substr(i, 2) == "_x" && value.size() > i + 6 && value[i + 6] == '_';
        // U+FFFE and U+FFFF are no characters of XML either.
        const bool no_character = value.substr(i, 2) == "\xEF\xBF" && i + 2 < value.size() &&
                                  static_cast<unsigned char>(value[i + 2]) >= 0xBEU;
        if (no_character) {
            result += static_cast<unsigned char>(value[i + 2]) == 0xBEU ? "_xFFFE_" : "_xFFFF_";
            i += 2;
        } else if (mock_escape) {
            result += "_x005F_";
        } else if (byte < 0x20U && byte != '\t' && byte != '\n') {
            result += fmt::format("_x{:04X}_", byte);
        } else if (value[i] == '&') {
            result += "&amp;";
        } else if (value[i] == '<') {
            result += "&lt;";
        } else if (value[i] == '>') {
            result += "&gt;";
        } else {
            result += value[i];
        }
    }
    return result;
}

std::size_t append_cell(std::string& out, const std::string& place, const Field& field, const Value& value)
{
    if (const auto* words = std::get_if<std::string>(&value)) {
        return append_text_or_date(out, place, *words);
    }
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
        return append_whole(out, place, *number);
    }
    if (const auto* number = std::get_if<double>(&value)) {
        return append_real(out, place, field, *number);
    }
    if (const auto* truth = std::get_if<bool>(&value)) {
        out += fmt::format(R"(<c r="{}" t="b"><v>{}</v></c>)", place, *truth ? 1 : 0);
        return 5;
    }
    return 0;
}

void append_header_cell(std::string& out, const std::string& place, std::string_view words)
{
    out += fmt::format(R"(<c r="{}" s="{}" t="inlineStr"><is><t xml:space="preserve">{}</t></is></c>)", place,
                       static_cast<int>(header), sheet_text(words));
}

}  // namespace wardmap::formats
