#include "earlier_release.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <string_view>

#include "wardmap/csv.hpp"
#include "wardmap/error.hpp"
#include "wardmap/number_text.hpp"

namespace wardmap {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view numbers_file = "tables/published_numbers.csv";
constexpr std::string_view as_written = "Name the folder of a public release as wardmap wrote it";

/// Places of the cells of a number in a row.
struct Columns {
    std::size_t theme, period, part, name, incidents, hidden_below;
};

Columns columns_of(const CsvSource& rows)
{
    const auto column = [&](std::string_view name) {
        const auto& header = rows.header();
        const auto found = std::ranges::find(header, name);
        if (found == header.end()) {
            throw Error(ErrorKind::input, rows.name(), fmt::format("there is no column \"{}\"", name),
                        std::string(as_written));
        }
        return static_cast<std::size_t>(found - header.begin());
    };
    return {column("theme"),
            column("period"),
            column("part"),
            column("name"),
            column("incidents_published"),
            column("hidden_below")};
}

/// "*", 0, or a number rounded to the nearest 5.
bool is_published_text(std::string_view text)
{
    const auto number = parse_integer(text);
    return text == "*" || (number && *number >= 0 && *number % 5 == 0);
}

PublishedNumber number_of(const std::vector<std::string_view>& cells, const Columns& at,
                          const std::string& where)
{
    const auto hidden_below = parse_integer(cells[at.hidden_below]);
    if (!is_published_text(cells[at.incidents]) || !hidden_below || *hidden_below < 1) {
        throw Error(ErrorKind::input, where,
                    "it holds no published number: *, 0 or a multiple of 5, and below what it is hidden",
                    std::string(as_written));
    }
    return {.theme = std::string(without_formula_guard(cells[at.theme])),
            .period = std::string(cells[at.period]),
            .part = std::string(cells[at.part]),
            .name = std::string(without_formula_guard(cells[at.name])),
            .incidents = std::string(cells[at.incidents]),
            .hidden_below = *hidden_below};
}

}  // namespace

EarlierRelease read_earlier_release(const std::string& folder)
{
    EarlierRelease earlier;
    if (folder.empty()) {
        return earlier;
    }
    const fs::path file = fs::path(folder) / numbers_file;
    if (!fs::is_regular_file(file)) {
        throw Error(ErrorKind::input, folder,
                    fmt::format("the folder holds no public release ({})", numbers_file),
                    "Name the folder of the release before this one");
    }
    const auto rows = open_csv(file);
    const Columns columns = columns_of(*rows);
    while (true) {
        const RowSource::Step step = rows->next();
        if (step == RowSource::Step::end) {
            return earlier;
        }
        const std::string where = fmt::format("{}:{}", rows->name(), rows->line());
        if (step == RowSource::Step::rejected) {
            throw Error(ErrorKind::input, where, rows->reject_reason(), std::string(as_written));
        }
        earlier.numbers.push_back(number_of(rows->cells(), columns, where));
        earlier.lines.push_back(rows->line());
    }
}

std::string first_contradiction(const EarlierRelease& earlier, const PublicRelease& release)
{
    if (release.contradicting.empty()) {
        return {};
    }
    const std::size_t first = release.contradicting.front();
    const PublishedNumber& number = earlier.numbers[first];
    return fmt::format("{}, {}{}{} ({}, line {})", number.theme, number.part, number.name.empty() ? "" : " ",
                       number.name, numbers_file, earlier.lines[first]);
}

std::string contradictions_sentence(const EarlierRelease& earlier, const PublicRelease& release)
{
    const std::size_t count = release.contradicting.size();
    if (count == 0) {
        return {};
    }
    return fmt::format(
        "{} of {} numbers of the release before {} what is told now, as happens when records are "
        "corrected. {}: {}.",
        grouped_text(static_cast<std::int64_t>(count)),
        grouped_text(static_cast<std::int64_t>(earlier.numbers.size())),
        count == 1 ? "contradicts" : "contradict", count == 1 ? "It is" : "The first is",
        first_contradiction(earlier, release));
}

}  // namespace wardmap
