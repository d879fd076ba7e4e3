#include "written_coordinates.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string_view>

namespace wardmap::locate_detail {
namespace {

constexpr double square_m = 100'000;

bool all_digits(std::string_view text) noexcept
{
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

double number_of(std::string_view digits) noexcept
{
    std::uint64_t value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return static_cast<double>(value);
}

// South-west corner of a 100 km square. Two letters, A..Z without I, in 5 × 5 squares from the top left;
// the first letter's squares are 500 km wide and "SV" has its corner at 0, 0 (Ordnance Survey, "A guide to
// coordinate systems in Great Britain", section 7).
std::optional<PointM> square_corner(std::string_view letters) noexcept
{
    if (letters.size() != 2 || std::string_view("HJNOST").find(letters[0]) == std::string_view::npos ||
        letters[1] < 'A' || letters[1] > 'Z' || letters[1] == 'I') {
        return std::nullopt;
    }
    const auto place = [](char c) { return c - 'A' - (c > 'I' ? 1 : 0); };
    const int first = place(letters[0]);
    const int second = place(letters[1]);
    const int east = ((first % 5) - 2) * 5 + second % 5;
    const int north = (3 - first / 5) * 5 + (4 - second / 5);
    if (east < 0 || north < 0 || east > 6 || north > 12) {
        return std::nullopt;
    }
    return PointM{east * square_m, north * square_m};
}

std::optional<WrittenCoordinates> from_digits(std::string_view letters, std::string_view east,
                                              std::string_view north)
{
    const auto corner = square_corner(letters);
    if (!corner || east.size() != north.size() || east.size() < 2 || east.size() > 5 || !all_digits(east) ||
        !all_digits(north)) {
        return std::nullopt;
    }
    const double side_m = square_m / std::pow(10.0, static_cast<double>(east.size()));
    return WrittenCoordinates{.form = WrittenCoordinates::Form::grid_reference,
                              .position = {corner->x_m + (number_of(east) + 0.5) * side_m,
                                           corner->y_m + (number_of(north) + 0.5) * side_m},
                              .precision_m = side_m};
}

// Reads a grid reference that starts at words[at]; sets how many words it takes.
std::optional<WrittenCoordinates> grid_reference_at(const std::vector<Word>& words, std::size_t at,
                                                    std::size_t& taken)
{
    const std::string_view first = words[at].raw;
    if (first.size() > 2 && all_digits(first.substr(2))) {
        const std::string_view digits = first.substr(2);
        if (digits.size() % 2 == 0) {
            taken = 1;
            return from_digits(first.substr(0, 2), digits.substr(0, digits.size() / 2),
                               digits.substr(digits.size() / 2));
        }
    }
    if (first.size() == 2 && at + 1 < words.size() && all_digits(words[at + 1].raw)) {
        const std::string_view next = words[at + 1].raw;
        if (at + 2 < words.size() && next.size() == words[at + 2].raw.size() &&
            all_digits(words[at + 2].raw)) {
            taken = 3;
            return from_digits(first, next, words[at + 2].raw);
        }
        if (next.size() >= 6 && next.size() % 2 == 0) {
            taken = 2;
            return from_digits(first, next.substr(0, next.size() / 2), next.substr(next.size() / 2));
        }
    }
    return std::nullopt;
}

bool is_grid_label(std::string_view raw) noexcept
{
    static constexpr auto labels =
        std::to_array<std::string_view>({"BNG", "GR", "GRID", "MAP", "NGR", "OS", "REF", "REFERENCE"});
    return std::binary_search(labels.begin(), labels.end(), raw);
}

bool is_axis_label(std::string_view raw, char axis) noexcept
{
    const std::string_view full = axis == 'E' ? "EASTING" : "NORTHING";
    return raw == full ||
           raw == (axis == 'E' ? std::string_view("EASTINGS") : std::string_view("NORTHINGS")) ||
           (raw.size() == 1 && (raw[0] == axis || raw[0] == (axis == 'E' ? 'X' : 'Y')));
}

// The six digits of "523746", "E523746"; empty for others. Decimals ("523746.5") come as a word of their own.
std::string_view six_digits(std::string_view raw, char axis) noexcept
{
    if (raw.size() == 7 && raw[0] == axis) {
        raw.remove_prefix(1);
    }
    return raw.size() == 6 && all_digits(raw) ? raw : std::string_view{};
}

std::optional<WrittenCoordinates> easting_northing(const std::vector<Word>& words)
{
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string_view east = six_digits(words[i].raw, 'E');
        if (east.empty()) {
            continue;
        }
        for (std::size_t j = i + 1; j < std::min(words.size(), i + 4); ++j) {
            const std::string_view north = six_digits(words[j].raw, 'N');
            if (north.empty()) {
                continue;
            }
            const bool labelled =
                (east.data() != words[i].raw.data() || (i > 0 && is_axis_label(words[i - 1].raw, 'E'))) &&
                (north.data() != words[j].raw.data() || is_axis_label(words[j - 1].raw, 'N'));
            if (j > i + 1 && !labelled && !(j == i + 2 && all_digits(words[i + 1].raw))) {
                break;
            }
            return WrittenCoordinates{.form = WrittenCoordinates::Form::easting_northing,
                                      .position = {number_of(east), number_of(north)},
                                      .precision_m = 1,
                                      .labelled = labelled};
        }
    }
    return std::nullopt;
}

}  // namespace

std::optional<WrittenCoordinates> find_written_coordinates(const std::vector<Word>& words)
{
    std::optional<WrittenCoordinates> found;
    std::size_t others = 0;  // words that are neither the reference nor its label
    for (std::size_t i = 0; i < words.size();) {
        std::size_t taken = 0;
        const auto here = grid_reference_at(words, i, taken);
        if (here && !found) {
            found = here;
            i += taken;
        } else {
            others += is_grid_label(words[i].raw) ? 0U : 1U;
            i += 1;
        }
    }
    constexpr double coarsest_among_words_m =
        100;  // "SO 14 12 HIGH STREET" is a postcode district and a number
    if (found && (found->precision_m <= coarsest_among_words_m || others == 0)) {
        found->labelled = others < words.size();
        return found;
    }
    return easting_northing(words);
}

}  // namespace wardmap::locate_detail

namespace wardmap {

std::optional<WrittenCoordinates> find_written_coordinates(std::string_view text)
{
    locate_detail::WordList list;
    locate_detail::read_words(text, list);
    return locate_detail::find_written_coordinates(list.words);
}

}  // namespace wardmap
