#include "wardmap/date_text.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "cell_text.hpp"
#include "wardmap/number_text.hpp"

namespace wardmap {

namespace {

using std::chrono::seconds;

constexpr int first_year = 1900;
constexpr int last_year = 2100;

constexpr std::array<std::string_view, 12> months = {"january",   "february", "march",    "april",
                                                     "may",       "june",     "july",     "august",
                                                     "september", "october",  "november", "december"};
constexpr std::array<std::string_view, 7> weekdays = {"monday", "tuesday",  "wednesday", "thursday",
                                                      "friday", "saturday", "sunday"};

bool is_letter(char c) { return ascii_lower(c) >= 'a' && ascii_lower(c) <= 'z'; }

/// Position of the name that `word` is, whole or by its first letters (at least three).
template <std::size_t count>
std::optional<int> named(std::string_view word, const std::array<std::string_view, count>& names)
{
    for (std::size_t i = 0; word.size() >= 3 && i < count; ++i) {
        if (word.size() <= names[i].size() && equal_without_case(word, names[i].substr(0, word.size()))) {
            return static_cast<int>(i);
        }
    }
    return std::nullopt;
}

struct Digits {
    int value = 0;
    std::size_t count = 0;
};

/// Takes tokens off the front of a text.
class Cursor {
public:
    explicit Cursor(std::string_view text) : m_text(text) {}

    [[nodiscard]] bool at_end() const { return m_text.empty(); }
    [[nodiscard]] char peek() const { return m_text.empty() ? '\0' : m_text.front(); }
    [[nodiscard]] std::string_view rest() const { return m_text; }

    bool take(char c)
    {
        const bool found = !m_text.empty() && m_text.front() == c;
        m_text.remove_prefix(found ? 1 : 0);
        return found;
    }
    bool take_any(std::string_view set)
    {
        return !m_text.empty() && set.find(m_text.front()) != std::string_view::npos && take(m_text.front());
    }
    bool take_blanks()
    {
        bool found = false;
        while (take_any(" \t")) {
            found = true;
        }
        return found;
    }
    bool take_word(std::string_view lower)
    {
        const bool found = equal_without_case(m_text.substr(0, lower.size()), lower);
        m_text.remove_prefix(found ? lower.size() : 0);
        return found;
    }
    std::string_view take_letters()
    {
        std::size_t n = 0;
        while (n < m_text.size() && is_letter(m_text[n])) {
            ++n;
        }
        const std::string_view letters = m_text.substr(0, n);
        m_text.remove_prefix(n);
        return letters;
    }
    /// Up to nine digits: more are no part of a date.
    Digits take_digits()
    {
        Digits digits;
        while (is_digit(peek()) && digits.count < 9) {
            digits.value = digits.value * 10 + (peek() - '0');
            ++digits.count;
            m_text.remove_prefix(1);
        }
        return digits;
    }

private:
    std::string_view m_text;
};

struct ReadDay {
    DayMonthOrder order = DayMonthOrder::unreadable;
    CivilDay day{};
    bool month_only = false;
};

std::optional<int> year_of(Digits digits)
{
    if (digits.count == 2) {
        return digits.value < 70 ? 2000 + digits.value : 1900 + digits.value;
    }
    return digits.count == 4 && digits.value >= first_year && digits.value <= last_year
               ? std::optional{digits.value}
               : std::nullopt;
}

std::optional<CivilDay> day_of(std::optional<int> year, int month, int day)
{
    if (!year || month < 1 || month > 12 || day < 1 || day > 31) {
        return std::nullopt;
    }
    const std::chrono::year_month_day ymd{std::chrono::year{*year},
                                          std::chrono::month{static_cast<unsigned>(month)},
                                          std::chrono::day{static_cast<unsigned>(day)}};
    return ymd.ok() ? std::optional{CivilDay{ymd}} : std::nullopt;
}

ReadDay whole_day(std::optional<CivilDay> day) { return day ? ReadDay{DayMonthOrder::any, *day} : ReadDay{}; }

ReadDay whole_month(std::optional<int> year, int month)
{
    const auto day = day_of(year, month, 1);
    return day ? ReadDay{DayMonthOrder::any, *day, true} : ReadDay{};
}

/// Three numbers; `stated` is the order that the study states.
ReadDay day_of_numbers(Digits a, Digits b, Digits c, std::optional<DateOrder> stated)
{
    const auto is_short = [](Digits digits) { return digits.count >= 1 && digits.count <= 2; };
    if (a.count == 4 || stated == DateOrder::year_first) {
        const bool fits = is_short(b) && is_short(c) && a.count % 2 == 0;
        return fits ? whole_day(day_of(year_of(a), b.value, c.value)) : ReadDay{};
    }
    if (!is_short(a) || !is_short(b)) {
        return {};
    }
    const auto day_first = day_of(year_of(c), b.value, a.value);
    const auto month_first = day_of(year_of(c), a.value, b.value);
    if (stated) {
        return whole_day(*stated == DateOrder::day_first ? day_first : month_first);
    }
    if (day_first && month_first) {
        return {a.value == b.value ? DayMonthOrder::any : DayMonthOrder::ambiguous, *day_first};
    }
    if (day_first) {
        return {DayMonthOrder::only_day_first, *day_first};
    }
    return month_first ? ReadDay{DayMonthOrder::only_month_first, *month_first} : ReadDay{};
}

/// "May 2021", "May 3, 2021", from behind the name.
ReadDay read_after_month(Cursor& text, int month)
{
    while (text.take_any(" -/.,")) {
    }
    const Digits first = text.take_digits();
    if (first.count == 4) {
        return whole_month(year_of(first), month);
    }
    text.take_letters();  // 3rd
    while (text.take_any(" -/.,")) {
    }
    return whole_day(day_of(year_of(text.take_digits()), month, first.value));
}

/// "3 May 2021", "3rd May 2021", "03-MAY-21", from behind the day.
ReadDay read_after_day(Cursor& text, int day)
{
    std::string_view word = text.take_letters();
    for (const std::string_view ordinal : {"st", "nd", "rd", "th"}) {
        if (equal_without_case(word, ordinal)) {
            text.take_blanks();
            word = text.take_letters();
            break;
        }
    }
    const auto month = named(word, months);
    while (text.take_any(" -/.,")) {
    }
    return month ? whole_day(day_of(year_of(text.take_digits()), *month + 1, day)) : ReadDay{};
}

ReadDay read_numbers(Cursor& text, Digits a, std::optional<DateOrder> stated)
{
    if (a.count == 8) {
        return whole_day(day_of(year_of({a.value / 10000, 4}), a.value / 100 % 100, a.value % 100));
    }
    const char separator = text.peek();
    const bool is_separated = text.take_any("/-. ");
    if (is_letter(text.peek())) {
        return read_after_day(text, a.value);
    }
    const Digits b = text.take_digits();
    if (!is_separated || separator == ' ' || b.count == 0) {
        return {};
    }
    if (text.take(separator)) {
        return day_of_numbers(a, b, text.take_digits(), stated);
    }
    return a.count == 4 ? whole_month(b.count == 2 ? year_of(a) : std::nullopt, b.value)
                        : whole_month(b.count == 4 ? year_of(b) : std::nullopt, a.value);
}

ReadDay read_day(Cursor& text, std::optional<DateOrder> stated)
{
    if (is_letter(text.peek())) {
        const std::string_view word = text.take_letters();
        if (const auto month = named(word, months)) {
            return read_after_month(text, *month + 1);
        }
        if (!named(word, weekdays)) {
            return {};
        }
        while (text.take_any(" ,.")) {
        }
        if (is_letter(text.peek())) {
            const auto month = named(text.take_letters(), months);
            return month ? read_after_month(text, *month + 1) : ReadDay{};
        }
    }
    return read_numbers(text, text.take_digits(), stated);
}

/// "18:05", "18.05:30.25", "1805", "180530"; nullopt if the numbers are no time.
std::optional<seconds> read_clock(Cursor& text)
{
    const Digits first = text.take_digits();
    int hour = first.value;
    int minute = 0;
    int second = 0;
    if (first.count == 4 || first.count == 6) {
        second = first.count == 6 ? first.value % 100 : 0;
        hour = first.count == 6 ? first.value / 10000 : first.value / 100;
        minute = first.count == 6 ? first.value / 100 % 100 : first.value % 100;
    } else {
        if (first.count == 0 || first.count > 2 || !text.take_any(":.")) {
            return std::nullopt;
        }
        const Digits minutes = text.take_digits();
        const bool has_seconds = text.take_any(":.");
        const Digits whole_seconds = has_seconds ? text.take_digits() : Digits{0, 2};
        if (minutes.count != 2 || whole_seconds.count != 2) {
            return std::nullopt;
        }
        minute = minutes.value;
        second = whole_seconds.value;
        if (has_seconds && text.take_any(".,")) {
            text.take_digits();  // fractions of a second
        }
    }
    if (hour > 23 || minute > 59 || second > 59) {
        return std::nullopt;
    }
    return seconds{hour * 3600 + minute * 60 + second};
}

/// A clock with AM or PM, or "hrs", behind it.
std::optional<seconds> read_twelve_hour_clock(Cursor& text)
{
    const auto clock = read_clock(text);
    if (!clock) {
        return std::nullopt;
    }
    text.take_blanks();
    const bool is_am = text.take_word("am") || text.take_word("a.m.");
    const bool is_pm = !is_am && (text.take_word("pm") || text.take_word("p.m."));
    if (!is_am && !is_pm) {
        if (!text.take_word("hrs")) {
            text.take_word("hours");
        }
        return clock;
    }
    const auto hour = std::chrono::duration_cast<std::chrono::hours>(*clock).count();
    if (hour < 1 || hour > 12) {
        return std::nullopt;
    }
    return *clock + std::chrono::hours{(is_pm ? 12 : 0) - (hour == 12 ? 12 : 0)};
}

/// What the clock is ahead of UTC; nullopt in `offset` for a clock without it. False for what is none.
bool read_offset(Cursor& text, std::optional<seconds>& offset)
{
    text.take_blanks();
    if (text.take_word("utc") || text.take_word("gmt") || text.take_word("z")) {
        offset = seconds{0};
    } else if (text.take_word("bst")) {
        offset = std::chrono::hours{1};
    }
    const bool is_west = text.peek() == '-';
    if (!text.take_any("+-")) {
        return text.at_end();
    }
    Digits hours = text.take_digits();
    Digits minutes{0, 2};
    if (hours.count == 4) {
        minutes.value = hours.value % 100;
        hours = {hours.value / 100, 2};
    } else if (text.take(':')) {
        minutes = text.take_digits();
    }
    const bool is_offset =
        hours.count == 2 && minutes.count == 2 && hours.value <= 14 && minutes.value < 60 && text.at_end();
    if (is_offset) {
        const seconds ahead{hours.value * 3600 + minutes.value * 60};
        offset = is_west ? -ahead : ahead;
    }
    return is_offset;
}

DateReading read_serial(double days)
{
    // Excel counts a 29 February 1900 that never was as day 60: what is before it would be a day off.
    // 73415 is the first day of 2101.
    if (!(days >= 61 && days < 73415)) {
        return {};
    }
    constexpr CivilDay origin{std::chrono::year{1899} / std::chrono::December / 30};
    const bool is_whole = days == std::floor(days);
    const auto since = seconds{std::llround(days * 86400.0)};
    return {DayMonthOrder::any, {origin + since, is_whole ? TimePrecision::day : TimePrecision::second}};
}

/// Milliseconds (13 digits) or seconds (10 digits) since 1970 in UTC, as databases and web services write them: the
/// years 2001 to 2033, which begin with 1, so that no date in figures is meant.
std::optional<UtcSecond> read_epoch(std::string_view text)
{
    constexpr std::size_t second_digits = 10;
    constexpr std::size_t millisecond_digits = 13;
    const bool is_epoch = (text.size() == second_digits || text.size() == millisecond_digits) &&
                          text.front() == '1' &&
                          std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (!is_epoch) {
        return std::nullopt;
    }
    return UtcSecond{seconds{parse_integer(text.substr(0, second_digits)).value()}};
}

DateReading read_visible_date(std::string_view text, const DateRules& rules)
{
    if (const auto moment = read_epoch(text)) {
        return {DayMonthOrder::any, {to_civil(*moment, rules.zone), TimePrecision::second}};
    }
    if (rules.excel_serials) {
        if (const auto number = parse_double(text)) {
            return read_serial(*number);
        }
    }
    Cursor cursor(text);
    const ReadDay day = read_day(cursor, rules.order);
    const CivilSecond midnight{day.day};
    if (day.order == DayMonthOrder::unreadable || cursor.at_end()) {
        return {day.order, {midnight, day.month_only ? TimePrecision::month : TimePrecision::day}};
    }
    bool is_parted = cursor.take_any("Tt,");
    is_parted = cursor.take_blanks() || is_parted;
    const auto clock = read_twelve_hour_clock(cursor);
    std::optional<seconds> ahead;
    if (!is_parted || day.month_only || !clock || !read_offset(cursor, ahead)) {
        return {};
    }
    const CivilSecond local = midnight + *clock;
    const CivilSecond at = ahead ? to_civil(UtcSecond{local.time_since_epoch() - *ahead}, rules.zone) : local;
    return {day.order, {at, TimePrecision::second}};
}

}  // namespace

DateReading read_date(std::string_view text, const DateRules& rules)
{
    const bool is_ascii =
        std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    return is_ascii ? read_visible_date(text, rules)
                    : read_visible_date(without_invisible_marks(text), rules);
}

std::optional<seconds> read_time_of_day(std::string_view text)
{
    Cursor cursor(text);
    const auto clock = read_twelve_hour_clock(cursor);
    return cursor.at_end() ? clock : std::nullopt;
}

}  // namespace wardmap
