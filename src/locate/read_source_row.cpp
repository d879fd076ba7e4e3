#include "read_source_row.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "location_words.hpp"
#include "wardmap/number_text.hpp"
#include "wardmap/postcode.hpp"

namespace wardmap::locate_detail {
namespace {

std::string_view trimmed(std::string_view text) noexcept
{
    const std::size_t begin = text.find_first_not_of(" \t\r\n");
    return begin == std::string_view::npos ? std::string_view{}
                                           : text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

bool is_empty_word(std::string_view text) noexcept
{
    static constexpr auto words = std::to_array<std::string_view>(
        {"", "-", "--", "---", "N/A", "NA", "NULL", "None", "UNKNOWN", "Unknown", "n/a"});
    return std::find(words.begin(), words.end(), text) != words.end();
}

}  // namespace

std::string SourceRow::text(SourceColumns::Column column) const
{
    if (!column) {
        return {};
    }
    const std::string raw = cell(*column);
    const std::string_view value = trimmed(raw);
    return is_empty_word(value) ? std::string{} : std::string(value);
}

std::string SourceRow::tag(std::string_view key) const
{
    for (std::size_t i = 0; i < header.size(); ++i) {
        std::string name = header[i];
        std::replace(name.begin(), name.end(), '_', ':');
        if (name == key) {
            const std::string value = text(i);
            if (!value.empty()) {
                return value;
            }
        }
    }
    const std::string tags = text(columns.other_tags);
    const std::string opening = '"' + std::string(key) + "\"=>\"";
    const std::size_t at = tags.find(opening);
    if (at == std::string::npos) {
        return {};
    }
    std::string value;
    for (std::size_t i = at + opening.size(); i < tags.size() && tags[i] != '"'; ++i) {
        i += tags[i] == '\\' && i + 1 < tags.size() ? 1U : 0U;  // a quote or a backslash in the value
        value += tags[i];
    }
    return value;
}

namespace {

std::string joined_number(const std::string& start, const std::string& start_suffix, const std::string& end,
                          const std::string& end_suffix)
{
    const std::string low = start + start_suffix;
    const std::string high = end + end_suffix;
    return low.empty() || high.empty() || low == high ? low : low + '-' + high;
}

// The flat without its word: "Flat 3B" is "3B"; "Ground Floor Flat" stays.
std::string without_flat_word(const std::string& text)
{
    WordList list;
    read_words(text, list);
    const auto& words = list.words;
    if (words.size() < 2 || words[0].role != WordRole::flat) {
        return text;
    }
    const std::size_t blank = text.find_first_of(" .:");
    return blank == std::string::npos ? text : std::string(trimmed(std::string_view(text).substr(blank + 1)));
}

void read_address_parts(const SourceRow& row, GazetteerEntry& entry)
{
    const SourceColumns& c = row.columns;
    entry.uprn = row.text(c.uprn);
    entry.parent_uprn = row.text(c.parent_uprn);
    entry.flat = without_flat_word(row.text(c.flat));
    entry.building = row.text(c.building);
    entry.number = row.text(c.number);
    entry.street = row.text(c.street);
    entry.locality = row.text(c.locality);
    entry.town = row.text(c.town);
    entry.postcode = row.text(c.postcode);
    if (entry.flat.empty()) {
        entry.flat = joined_number(row.text(c.sao_start), row.text(c.sao_start_suffix), row.text(c.sao_end),
                                   row.text(c.sao_end_suffix));
    }
    if (entry.flat.empty()) {
        entry.flat = without_flat_word(row.text(c.sao_text));
    }
    if (entry.number.empty()) {
        entry.number = joined_number(row.text(c.pao_start), row.text(c.pao_start_suffix), row.text(c.pao_end),
                                     row.text(c.pao_end_suffix));
    }
    if (entry.building.empty()) {
        entry.building = row.text(c.pao_text);
    }
}

std::vector<std::string> split_aliases(const std::string& text)
{
    std::vector<std::string> aliases;
    const bool is_list = text.size() >= 2 && text.front() == '[' && text.back() == ']';
    std::string one;
    const auto finish = [&] {
        const std::string_view name = trimmed(one);
        if (!name.empty()) {
            aliases.emplace_back(name);
        }
        one.clear();
    };
    for (const char c : is_list ? text.substr(1, text.size() - 2) : text) {
        if (c == ';' || c == '|' || (is_list && c == ',')) {
            finish();
        } else if (!(is_list && c == '"')) {
            one += c;
        }
    }
    finish();
    return aliases;
}

bool is_uprn(std::string_view text) noexcept
{
    return text.size() <= 12 &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Metres that a postcode's quality stands for; nullopt: it has no position. Code-Point Open PQI (10 … 90,
// its user guide's table), ONSPD grid indicator (1 … 9, its user guide's annex).
std::optional<double> postcode_precision_m(const std::string& quality)
{
    const auto code = parse_integer(quality);
    if (!code || *code <= 4 || *code == 10 || *code == 20) {
        return 0;
    }
    switch (*code) {
        case 30:
            return 50;
        case 6:
        case 60:
            return 1000;
        case 9:
        case 90:
            return std::nullopt;
        default:
            return 100;
    }
}

ReadRow rejected(std::string reason) { return {.entry = {}, .reject_reason = std::move(reason)}; }
ReadRow left_out() { return {.entry = {}, .reject_reason = {}, .is_left_out = true}; }

ReadRow read_postcode(const SourceRow& row)
{
    ReadRow out;
    out.entry.kind = GazetteerEntry::Kind::postcode;
    const auto key = parse_postcode(row.text(row.columns.postcode));
    if (!key) {
        return rejected("unreadable-postcode");
    }
    out.entry.postcode = postcode_text(*key);
    const auto precision_m = postcode_precision_m(row.text(row.columns.quality));
    if (!precision_m) {
        return rejected("postcode-without-position");
    }
    out.entry.precision_m = *precision_m;
    out.entry.historic = !row.text(row.columns.ended).empty();
    return out;
}

ReadRow read_address_row(const SourceRow& row)
{
    ReadRow out;
    read_address_parts(row, out.entry);
    const GazetteerEntry& e = out.entry;
    if (e.uprn.empty() && e.street.empty() && e.building.empty() && e.postcode.empty()) {
        return rejected("empty-address");
    }
    return out;
}

ReadRow read_uprn_row(const SourceRow& row)
{
    ReadRow out;
    out.entry.uprn = row.text(row.columns.uprn);
    return out.entry.uprn.empty() ? rejected("no-uprn") : out;
}

ReadRow read_street(const SourceRow& row)
{
    ReadRow out;
    out.entry.kind = GazetteerEntry::Kind::street;
    out.entry.locality = row.text(row.columns.locality);
    out.entry.town = row.text(row.columns.town);
    std::string name = row.text(row.columns.street);
    name = name.empty() ? row.text(row.columns.name) : name;
    constexpr std::string_view on_or_near = "On or near ";  // police.uk writes it before every name
    out.entry.street = name.starts_with(on_or_near) ? name.substr(on_or_near.size()) : name;
    return out.entry.street.empty() || is_generic_place(out.entry.street) ? left_out() : out;
}

ReadRow read_block(const SourceRow& row)
{
    ReadRow out;
    read_address_parts(row, out.entry);
    out.entry.kind = GazetteerEntry::Kind::building;
    out.entry.flat.clear();
    const std::string name = row.text(row.columns.name);
    out.entry.building = name.empty() ? out.entry.building : name;
    out.entry.aliases = split_aliases(row.text(row.columns.aliases));
    return out.entry.building.empty() ? rejected("no-name") : out;
}

ReadRow read_stop(const SourceRow& row)
{
    ReadRow out;
    out.entry.kind = GazetteerEntry::Kind::landmark;
    out.entry.building = row.text(row.columns.name);
    out.entry.street = row.text(row.columns.street);
    out.entry.locality = row.text(row.columns.locality);
    return out.entry.building.empty() ? rejected("no-name") : out;
}

bool contains(std::string_view text, std::string_view part) noexcept
{
    return text.find(part) != std::string_view::npos;
}

// OS Open Names by LOCAL_TYPE; a table without types is one of landmarks.
ReadRow read_name(const SourceRow& row)
{
    ReadRow out;
    GazetteerEntry& entry = out.entry;
    const std::string name = row.text(row.columns.name);
    const std::string type = row.text(row.columns.local_type);
    entry.town = row.text(row.columns.town);
    if (name.empty()) {
        return rejected("no-name");
    }
    static constexpr auto settlements = std::to_array<std::string_view>(
        {"City", "Hamlet", "Other Settlement", "Suburban Area", "Town", "Village"});
    if (type == "Postcode") {
        const auto key = parse_postcode(name);
        entry.kind = GazetteerEntry::Kind::postcode;
        entry.postcode = key ? postcode_text(*key) : std::string{};
        return key ? out : rejected("unreadable-postcode");
    }
    if (contains(type, "Road")) {
        entry.kind = GazetteerEntry::Kind::street;
        entry.street = name;
    } else if (std::find(settlements.begin(), settlements.end(), type) != settlements.end()) {
        entry.kind = GazetteerEntry::Kind::place;
        entry.building = name;
    } else {
        entry.kind = GazetteerEntry::Kind::landmark;
        entry.building = name;
        entry.aliases = split_aliases(row.text(row.columns.aliases));
    }
    return out;
}

ReadRow read_osm(const SourceRow& row)
{
    ReadRow out;
    GazetteerEntry& entry = out.entry;
    const std::string name = row.tag("name");
    entry.flat = row.tag("addr:flats").empty() ? row.tag("addr:unit") : row.tag("addr:flats");
    entry.number = row.tag("addr:housenumber");
    entry.street = row.tag("addr:street");
    entry.locality = row.tag("addr:suburb");
    entry.town = row.tag("addr:city");
    entry.postcode = row.tag("addr:postcode");
    entry.uprn = row.tag("ref:GB:uprn");
    entry.building = row.tag("addr:housename");
    if (!row.tag("highway").empty() && !name.empty() && entry.number.empty()) {
        entry.kind = GazetteerEntry::Kind::street;
        entry.street = name;
        return out;
    }
    if (!row.tag("place").empty() && !name.empty()) {
        entry.kind = GazetteerEntry::Kind::place;
        entry.building = name;
        return out;
    }
    if (!entry.number.empty() || !entry.building.empty()) {
        return out;
    }
    static constexpr auto landmark_keys =
        std::to_array<std::string_view>({"amenity", "shop", "leisure", "tourism", "office", "railway",
                                         "public:transport", "healthcare", "historic"});
    const bool is_landmark = std::any_of(landmark_keys.begin(), landmark_keys.end(),
                                         [&](std::string_view key) { return !row.tag(key).empty(); });
    entry.building = name;
    if (name.empty() || (!is_landmark && row.tag("building").empty())) {
        return left_out();
    }
    entry.kind = is_landmark ? GazetteerEntry::Kind::landmark : GazetteerEntry::Kind::building;
    return out;
}

}  // namespace

ReadRow read_source_row(const SourceRow& row, SourceKind kind)
{
    ReadRow out;
    switch (kind) {
        case SourceKind::codepoint:
        case SourceKind::onspd:
            out = read_postcode(row);
            break;
        case SourceKind::uprn:
            out = read_uprn_row(row);
            break;
        case SourceKind::addresses:
            out = read_address_row(row);
            break;
        case SourceKind::names:
            out = read_name(row);
            break;
        case SourceKind::streets:
            out = read_street(row);
            break;
        case SourceKind::blocks:
            out = read_block(row);
            break;
        case SourceKind::stops:
            out = read_stop(row);
            break;
        case SourceKind::osm:
            out = read_osm(row);
            break;
    }
    if (out.reject_reason.empty() && (!is_uprn(out.entry.uprn) || !is_uprn(out.entry.parent_uprn))) {
        return rejected("mangled-uprn");
    }
    return out;
}

}  // namespace wardmap::locate_detail
