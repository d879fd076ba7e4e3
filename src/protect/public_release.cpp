#include "wardmap/public_release.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "release_gate.hpp"
#include "telling_breaks.hpp"
#include "theme_counts.hpp"
#include "wardmap/error.hpp"
#include "wardmap/public_squares.hpp"

namespace wardmap {

namespace {

using protection::CountedPart;
using protection::ThemeRelease;

constexpr std::int64_t threshold = 8;
constexpr std::int64_t sensitive_threshold = 10;

bool leaves_out(const PublicReleaseOptions& options, std::string_view part)
{
    return std::ranges::find(options.leave_out, part) != options.leave_out.end();
}

/// The squares of the internal result, in the order that protected_cells() gives.
std::vector<ProtectedCell> squares_of(const LayerSet& internal)
{
    std::vector<ProtectedCell> squares;
    const Layer* layer = protection::layer_named(internal, "address_squares");
    if (layer != nullptr) {
        for (const Feature& feature : layer->table.features) {
            const BoxM box = bounds(feature.geometry);
            squares.push_back(
                {.south_west = {box.min_x_m, box.min_y_m}, .side_m = box.width_m(), .addresses = 0});
        }
    }
    return squares;
}

std::vector<MultiPolygon> shapes_of(const Layer* wards)
{
    std::vector<MultiPolygon> shapes;
    if (wards != nullptr) {
        for (const Feature& feature : wards->table.features) {
            const auto* shape = std::get_if<MultiPolygon>(&feature.geometry);
            shapes.push_back(shape == nullptr ? MultiPolygon{} : *shape);
        }
    }
    return shapes;
}

/// Counts the theme and drops what may not, or is not to be, told.
ThemeRelease prepare(const LayerSet& internal, const PublicTheme& theme, const PublicReleaseOptions& options,
                     const std::vector<ProtectedCell>& squares)
{
    ThemeRelease release{
        .theme = theme,
        .counts = protection::count_theme(internal, theme, squares),
        .threshold = theme.is_sensitive ? sensitive_threshold : threshold,
        .heat = {},
        .ward_shapes = shapes_of(protection::layer_named(internal, "wards_" + theme.context.theme))};
    const bool is_small = release.counts.total < release.threshold;
    const bool has_map = theme.detail.square_m > 0 && !theme.is_sensitive && !leaves_out(options, "heat");
    if (is_small || leaves_out(options, "wards")) {
        release.counts.wards.clear();
        release.counts.together.clear();
    }
    if (is_small || leaves_out(options, "months")) {
        release.counts.months.clear();
    }
    if (is_small || theme.is_sensitive || !options.publishes_blocks) {
        release.counts.blocks.clear();
    }
    if (!is_small && has_map && !squares.empty()) {
        release.heat = protection::heat_classes(release.counts.squares, squares, release.threshold);
    }
    return release;
}

/// Said of a theme that is told, and has no map.
std::string why_no_map(const ThemeRelease& release, bool has_squares)
{
    if (release.theme.is_sensitive) {
        return "sensitive themes are told by ward only.";
    }
    if (!has_squares) {
        return "the result knows no postal addresses, so nobody can say how many homes a square holds.";
    }
    return release.theme.detail.square_m > 0 ? "it was left out."
                                             : "it would help to tell where single incidents were.";
}

void note_what_is_missing(const ThemeRelease& release, bool has_squares, std::vector<std::string>& notes)
{
    const std::string& title = release.theme.context.theme_title;
    if (release.counts.total < release.threshold) {
        notes.push_back(title + ": too few incidents for wards, months or a map.");
    } else if (release.heat.labels.empty()) {
        notes.push_back(title + ": no map of squares; " + why_no_map(release, has_squares));
    }
    if (!release.counts.together.empty()) {
        notes.push_back(
            fmt::format("{}: {} of {} wards are told together; one by one they would help to tell where "
                        "single incidents were.",
                        title, release.counts.together.size(), release.counts.wards.size()));
    }
    if (release.counts.left_out > 0) {
        notes.push_back(title + ": incidents of sensitive categories are left out.");
    }
}

/// The wards that are told together, as one.
CountedPart sum_of_wards(const protection::ThemeCounts& counts)
{
    CountedPart sum;
    for (const std::size_t ward : counts.together) {
        sum.name +=
            (sum.name.empty() ? "" : std::string(protection::between_wards)) + counts.wards[ward].name;
        sum.count += counts.wards[ward].count;
    }
    return sum;
}

/// Residents of a ward, or of all those that are told with it.
std::optional<double> residents_of(const Layer& wards, const std::vector<std::size_t>& with)
{
    const auto population = wards.table.field_index("population");
    double residents = 0;
    for (const std::size_t ward : with) {
        const auto number =
            population ? value_number(wards.table.features[ward].values[*population]) : std::nullopt;
        if (!number) {
            return std::nullopt;
        }
        residents += *number;
    }
    return residents;
}

void add_wards(const LayerSet& internal, const ThemeRelease& release, LayerSet& set)
{
    const Layer* wards = protection::layer_named(internal, "wards_" + release.theme.context.theme);
    if (wards == nullptr || release.counts.wards.empty()) {
        return;
    }
    const auto id = wards->table.field_index("ward_id");
    const auto population = wards->table.field_index("population");
    std::vector<PublicArea> areas;
    for (std::size_t i = 0; i < release.counts.wards.size(); ++i) {
        const CountedPart& ward = release.counts.wards[i];
        const Feature& feature = wards->table.features[i];
        const bool is_together = protection::is_told_together(release.counts, i);
        const PublishedCount published =
            published_count(is_together ? sum_of_wards(release.counts).count : ward.count, release.threshold);
        const auto residents =
            residents_of(*wards, is_together ? release.counts.together : std::vector<std::size_t>{i});
        PublicArea area{.id = id ? value_text(feature.values[*id]) : std::string{},
                        .name = ward.name,
                        .population = population ? value_number(feature.values[*population]) : std::nullopt,
                        .incidents = is_together ? together_text(published) : published.text(),
                        .rate_per_1000 = {},
                        .shape = release.ward_shapes[i]};
        if (published.kind != PublishedCount::Kind::hidden && residents && *residents > 0) {
            area.rate_per_1000 = 1000.0 * static_cast<double>(published.rounded) / *residents;
        }
        areas.push_back(std::move(area));
    }
    LayerContext context = release.theme.context;
    if (wards->style.is_frozen && wards->style.field == "rate_per_1000") {
        protection::refuse_telling_breaks(*wards);
        context.frozen.wards = class_breaks(wards->style);
    }
    set.layers.push_back(public_wards_layer(areas, context));
    set.tables.push_back(attribute_table(set.layers.back(), set.layers.back().table.name));
}

void add_heat(const ThemeRelease& release, const std::vector<ProtectedCell>& squares, LayerSet& set)
{
    if (release.heat.labels.empty()) {
        return;
    }
    std::vector<HeatSquare> drawn;
    drawn.reserve(squares.size());
    for (std::size_t i = 0; i < squares.size(); ++i) {
        drawn.push_back({squares[i].box(), release.heat.of_square[i]});
    }
    set.layers.push_back(heat_layer(drawn, release.heat.labels, release.theme.context));
}

void add_numbers(const ThemeRelease& release, std::vector<PublishedNumber>& numbers)
{
    const auto add = [&](const std::string& part, const CountedPart& counted) {
        numbers.push_back({.theme = release.theme.context.theme,
                           .period = release.theme.period,
                           .part = part,
                           .name = counted.name,
                           .incidents = published_count(counted.count, release.threshold).text(),
                           .hidden_below = release.threshold});
    };
    add("all", {.name = "", .count = release.counts.total});
    for (std::size_t i = 0; i < release.counts.wards.size(); ++i) {
        if (!protection::is_told_together(release.counts, i)) {
            add("ward", release.counts.wards[i]);
        }
    }
    if (!release.counts.together.empty()) {
        add(std::string(protection::part_of_wards_together), sum_of_wards(release.counts));
    }
    for (const CountedPart& month : release.counts.months) {
        add("month", month);
    }
    for (const CountedPart& block : release.counts.blocks) {
        add("block", block);
    }
}

void add_finding(const protection::GateFinding& finding, PublicRelease& release)
{
    release.numbers += finding.numbers;
    if (finding.narrowest > 0) {
        release.narrowest =
            release.narrowest == 0 ? finding.narrowest : std::min(release.narrowest, finding.narrowest);
    }
    const auto merge = [](const std::vector<std::size_t>& of_theme, std::vector<std::size_t>& of_all) {
        of_all.insert(of_all.end(), of_theme.begin(), of_theme.end());
        std::ranges::sort(of_all);
    };
    merge(finding.put_together, release.put_together);
    merge(finding.contradicting, release.contradicting);
}

}  // namespace

PublicRelease public_release(const LayerSet& internal, const PublicReleaseOptions& options)
{
    if (options.approved_by.empty()) {
        throw Error(ErrorKind::disclosure, "public release", "nobody has approved it",
                    "name who did: --approved-by, or output.approved_by in the study");
    }
    PublicRelease release;
    release.layers.crs = internal.crs;
    const Layer* boundary = protection::layer_named(internal, "boundary");
    if (boundary != nullptr && !leaves_out(options, "boundary")) {
        release.layers.layers.push_back(*boundary);
    }
    const std::vector<ProtectedCell> finest = squares_of(internal);
    std::vector<PublishedNumber> numbers;
    for (const PublicTheme& theme : options.themes) {
        if (theme.is_sensitive && !options.publishes_sensitive) {
            release.notes.push_back(theme.context.theme_title + ": left out, a sensitive theme.");
            continue;
        }
        const std::vector<ProtectedCell> squares = merged_squares(finest, theme.detail.square_m);
        const ThemeRelease told = prepare(internal, theme, options, squares);
        const protection::GateFinding finding = protection::pass_gate(told, squares, options.previous);
        add_finding(finding, release);
        note_what_is_missing(told, !finest.empty(), release.notes);
        add_wards(internal, told, release.layers);
        add_heat(told, squares, release.layers);
        add_numbers(told, numbers);
    }
    release.layers.tables.push_back(published_numbers_table(numbers));
    return release;
}

}  // namespace wardmap
