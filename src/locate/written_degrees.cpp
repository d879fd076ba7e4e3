#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

#include "wardmap/number_text.hpp"
#include "wardmap/written_place.hpp"

namespace wardmap {
namespace {

constexpr double coarsest_deg = 0.001;  // 111 m; a number with fewer decimals is a price or a distance
constexpr double metres_per_degree = 111'320;

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
bool is_letter(char c) noexcept { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

struct Angle {
    double deg = 0;
    double unit_deg = 0;  ///< what its last digit is worth
    char hemisphere = 0;  ///< N, S, E, W or 0
    std::size_t begin = 0;
    std::size_t end = 0;

    [[nodiscard]] bool is_longitude() const noexcept { return hemisphere == 'E' || hemisphere == 'W'; }
    [[nodiscard]] bool is_latitude() const noexcept { return hemisphere == 'N' || hemisphere == 'S'; }
};

/// Reads one angle from the front of a text.
class AngleReader {
public:
    AngleReader(std::string_view text, std::size_t at) : m_text(text), m_at(at) { m_angle.begin = at; }

    std::optional<Angle> read()
    {
        char before = hemisphere();
        const bool is_negative = take("-") || take("\u2212");
        if (!is_negative) {
            take("+");
        }
        if (!number(1) || !is_whole_part_short()) {
            return std::nullopt;
        }
        if (take("\u00B0") || take("\u00BA")) {
            minutes_and_seconds();
        }
        const std::size_t at_end = m_at;
        take(" ");
        const char after = hemisphere();
        if (after == 0) {
            m_at = at_end;
        }
        m_angle.hemisphere = after != 0 ? after : before;
        const bool is_south_or_west = m_angle.hemisphere == 'S' || m_angle.hemisphere == 'W';
        m_angle.deg = is_negative || is_south_or_west ? -m_angle.deg : m_angle.deg;
        m_angle.end = m_at;
        const bool ends = m_at == m_text.size() || !(is_digit(m_text[m_at]) || is_letter(m_text[m_at]));
        return ends && m_angle.unit_deg <= coarsest_deg ? std::optional(m_angle) : std::nullopt;
    }

private:
    bool take(std::string_view mark)
    {
        const bool here = m_text.substr(m_at).starts_with(mark);
        m_at += here ? mark.size() : 0;
        return here;
    }

    // A letter that no other letter follows.
    char hemisphere()
    {
        const std::string_view rest = m_text.substr(m_at);
        if (rest.empty() || (rest.size() > 1 && is_letter(rest[1]))) {
            return 0;
        }
        const char c = is_letter(rest[0]) ? static_cast<char>(rest[0] & ~0x20) : '\0';
        if (std::string_view("NSEW").find(c) == std::string_view::npos || c == 0) {
            return 0;
        }
        ++m_at;
        return c;
    }

    // Adds the number that starts here, in parts of a degree.
    bool number(double parts)
    {
        const std::size_t begin = m_at;
        std::size_t decimals = 0;
        bool has_point = false;
        for (; m_at < m_text.size(); ++m_at) {
            const bool is_point = m_text[m_at] == '.' && !has_point && m_at > begin &&
                                  m_at + 1 < m_text.size() && is_digit(m_text[m_at + 1]);
            if (!is_point && !is_digit(m_text[m_at])) {
                break;
            }
            decimals += has_point ? 1 : 0;
            has_point = has_point || is_point;
        }
        const auto value = parse_double(m_text.substr(begin, m_at - begin));
        const bool is_too_much =
            value && parts > 1 && *value >= 60;  // 60 minutes are the next degree: a slip
        if (!value || is_too_much) {
            m_at = begin;
            return false;
        }
        m_angle.deg += *value / parts;
        m_angle.unit_deg = std::pow(10.0, -static_cast<double>(decimals)) / parts;
        return true;
    }

    [[nodiscard]] bool is_whole_part_short() const noexcept { return m_angle.deg <= 180; }

    void minutes_and_seconds()
    {
        take(" ");
        if (!number(60) || !(take("'") || take("\u2032") || take("\u2019"))) {
            return;
        }
        take(" ");
        if (number(3600)) {
            static_cast<void>(take("\"") || take("\u2033") || take("\u201D") || take("''"));
        }
    }

    std::string_view m_text;
    std::size_t m_at;
    Angle m_angle;
};

std::optional<Angle> next_angle(std::string_view text, std::size_t from)
{
    for (std::size_t at = from; at < text.size(); ++at) {
        const char before = at == 0 ? ' ' : text[at - 1];
        if (is_digit(before) || is_letter(before) || before == '.') {
            continue;
        }
        if (auto angle = AngleReader(text, at).read()) {
            return angle;
        }
    }
    return std::nullopt;
}

}  // namespace

std::optional<WrittenDegrees> find_written_degrees(std::string_view text)
{
    constexpr std::size_t longest_gap = 12;  // ", longitude "
    auto first = next_angle(text, 0);
    while (first) {
        const auto second = next_angle(text, first->end);
        if (!second) {
            return std::nullopt;
        }
        const bool is_pair = second->begin - first->end <= longest_gap &&
                             !(first->is_latitude() && second->is_latitude()) &&
                             !(first->is_longitude() && second->is_longitude());
        if (is_pair) {
            const bool is_longitude_first = first->is_longitude() || second->is_latitude();
            const Angle& lat = is_longitude_first ? *second : *first;
            const Angle& lon = is_longitude_first ? *first : *second;
            if (std::abs(lat.deg) > 90 || std::abs(lon.deg) > 180) {
                first = second;
                continue;
            }
            const double unit_m = std::max(lat.unit_deg, lon.unit_deg) * metres_per_degree;
            return WrittenDegrees{.place = {.lon_deg = lon.deg, .lat_deg = lat.deg},
                                  .precision_m = std::max(1.0, unit_m),
                                  .labelled = lat.hemisphere != 0 && lon.hemisphere != 0};
        }
        first = second;
    }
    return std::nullopt;
}

}  // namespace wardmap
