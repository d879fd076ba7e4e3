#include "wardmap/public_detail.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

#include "heat_classes.hpp"
#include "theme_counts.hpp"
#include "wardmap/areas.hpp"
#include "wardmap/placement_attack.hpp"
#include "wardmap/public_layers.hpp"
#include "wardmap/public_squares.hpp"

namespace wardmap {

namespace {

constexpr double largest_side_m = 4000;
constexpr std::int64_t threshold = 8;
constexpr std::size_t most_incidents = 5'000;
constexpr double radius_m = 20;
constexpr int draws = 200;
constexpr double draws_may_miss = 0.0005;  ///< so much of the share, in 120 releases of 40 invented towns

std::vector<PointM> evenly(std::span<const PointM> points, std::size_t most)
{
    if (points.size() <= most) {
        return {points.begin(), points.end()};
    }
    std::vector<PointM> chosen;
    chosen.reserve(most);
    for (std::size_t i = 0; i < most; ++i) {
        chosen.push_back(points[i * points.size() / most]);
    }
    return chosen;
}

LayerContext context_of(const std::string& theme)
{
    return {.theme = theme, .theme_title = {}, .area_name = {}, .period = {}};
}

Layer published_heat(std::span<const ProtectedCell> squares, const DetailSearch& search)
{
    std::vector<std::int64_t> counts(squares.size(), 0);
    for (const std::size_t square : cells_of_points(squares, search.incidents)) {
        if (square < squares.size()) {
            ++counts[square];
        }
    }
    const protection::HeatClasses classes =
        protection::heat_classes(counts, {squares.begin(), squares.end()}, threshold);
    std::vector<HeatSquare> drawn;
    drawn.reserve(squares.size());
    for (std::size_t i = 0; i < squares.size(); ++i) {
        drawn.push_back({squares[i].box(), classes.of_square[i]});
    }
    return heat_layer(drawn, classes.labels, context_of(search.theme));
}

/// Incidents and addresses of a ward, or of several.
struct WardPart {
    double incidents = 0;
    double addresses = 0;

    /// How much its number adds to the chance that a guess by such numbers hits: the more, the more it stands out.
    [[nodiscard]] double tells() const { return addresses > 0 ? incidents * incidents / addresses : 0; }
    [[nodiscard]] WardPart with(const WardPart& other) const
    {
        return {incidents + other.incidents, addresses + other.addresses};
    }
    /// How much less is told where both are told together.
    [[nodiscard]] double lost_with(const WardPart& other) const
    {
        return tells() + other.tells() - with(other).tells();
    }
};

std::vector<WardPart> ward_parts(const DetailSearch& search)
{
    std::vector<WardPart> parts(search.wards->table.features.size());
    const AreaIndex index(protection::areas_of(search.wards));
    const auto count = [&](std::span<const PointM> points, double WardPart::* what) {
        for (const std::int32_t ward : index.find(points, 1)) {
            if (ward != AreaIndex::outside) {
                ++(parts[static_cast<std::size_t>(ward)].*what);
            }
        }
    };
    count(search.incidents, &WardPart::incidents);
    count(search.addresses, &WardPart::addresses);
    return parts;
}

/// The two wards that tell least when they are told together.
std::array<std::size_t, 2> first_two(const std::vector<WardPart>& parts)
{
    std::array<std::size_t, 2> two = {0, 1};
    for (std::size_t one = 0; one < parts.size(); ++one) {
        for (std::size_t other = one + 1; other < parts.size(); ++other) {
            if (parts[one].lost_with(parts[other]) > parts[two[0]].lost_with(parts[two[1]])) {
                two = {one, other};
            }
        }
    }
    return two;
}

/// The wards in the order in which telling them together takes away most of what their numbers tell.
std::vector<std::size_t> by_what_they_tell(const std::vector<WardPart>& parts)
{
    if (parts.size() < 2) {
        return {};
    }
    const std::array<std::size_t, 2> two = first_two(parts);
    std::vector<std::size_t> order(two.begin(), two.end());
    WardPart together = parts[order[0]].with(parts[order[1]]);
    std::vector<std::size_t> others;
    for (std::size_t ward = 0; ward < parts.size(); ++ward) {
        if (ward != order[0] && ward != order[1]) {
            others.push_back(ward);
        }
    }
    while (!others.empty()) {
        const auto next = std::ranges::max_element(
            others, {}, [&](std::size_t ward) { return together.lost_with(parts[ward]); });
        together = together.with(parts[*next]);
        order.push_back(*next);
        others.erase(next);
    }
    return order;
}

/// The ward table as it would be published, the first `together` of the order being told as one number.
Layer published_wards(const DetailSearch& search, const std::vector<WardPart>& parts,
                      std::span<const std::size_t> together)
{
    WardPart sum;
    std::vector<std::string> texts;
    texts.reserve(parts.size());
    for (const WardPart& part : parts) {
        texts.push_back(published_count(static_cast<std::int64_t>(part.incidents), threshold).text());
    }
    for (const std::size_t ward : together) {
        sum = sum.with(parts[ward]);
    }
    for (const std::size_t ward : together) {
        texts[ward] = together_text(published_count(static_cast<std::int64_t>(sum.incidents), threshold));
    }
    std::vector<PublicArea> areas;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const auto* shape = std::get_if<MultiPolygon>(&search.wards->table.features[i].geometry);
        areas.push_back({.id = {},
                         .name = {},
                         .population = {},
                         .incidents = std::move(texts[i]),
                         .rate_per_1000 = {},
                         .shape = shape == nullptr ? MultiPolygon{} : *shape});
    }
    return public_wards_layer(areas, context_of(search.theme));
}

/// What someone places who holds a release, by the best of the ways that use all of it.
class Attacker {
public:
    explicit Attacker(const DetailSearch& search)
        : m_search(search),
          m_trial(search.addresses, evenly(search.incidents, most_incidents), radius_m),
          m_allowed(m_trial.placed_share(std::vector<double>(search.addresses.size(), 1), draws) +
                    search.most_gain - draws_may_miss)
    {
    }
    [[nodiscard]] bool may_have(const LayerSet& release) const
    {
        const ReleaseWeights told = weights_from_release(release, m_search.theme, m_search.addresses);
        return std::ranges::all_of(
            std::array{&told.by_wards, &told.by_squares, &told.by_both},
            [&](const auto* way) { return m_trial.placed_share(*way, draws) <= m_allowed; });
    }

private:
    const DetailSearch& m_search;
    PlacementTrial m_trial;
    double m_allowed;
};

/// The fewest wards that have to be told together: what they tell falls with each that joins them.
std::vector<std::size_t> wards_together(const DetailSearch& search, const std::vector<WardPart>& parts,
                                        const Attacker& attacker)
{
    const auto tells_too_much = [&](std::span<const std::size_t> together) {
        LayerSet release;
        release.layers.push_back(published_wards(search, parts, together));
        return !attacker.may_have(release);
    };
    if (!tells_too_much({})) {
        return {};
    }
    std::vector<std::size_t> order = by_what_they_tell(parts);
    std::size_t too_few = 1;
    std::size_t enough = order.size();
    while (too_few + 1 < enough) {
        const std::size_t middle = (too_few + enough) / 2;
        (tells_too_much(std::span(order).first(middle)) ? too_few : enough) = middle;
    }
    order.resize(enough);
    return order;
}

double finest_square_m(const DetailSearch& search, const Attacker& attacker, LayerSet release)
{
    if (search.squares.empty()) {
        return 0;
    }
    const auto finest = std::ranges::min_element(search.squares, {}, &ProtectedCell::side_m);
    release.layers.emplace_back();
    for (double side_m = finest->side_m; side_m <= largest_side_m; side_m *= 2) {
        release.layers.back() = published_heat(merged_squares(search.squares, side_m), search);
        if (attacker.may_have(release)) {
            return side_m;
        }
    }
    return 0;
}

}  // namespace

PublicDetail finest_public_detail(const DetailSearch& search)
{
    PublicDetail detail;
    if (search.addresses.empty() || search.incidents.size() < static_cast<std::size_t>(threshold)) {
        return detail;
    }
    const Attacker attacker(search);
    LayerSet release;
    if (search.wards != nullptr && !search.wards->table.features.empty()) {
        const std::vector<WardPart> parts = ward_parts(search);
        std::vector<std::size_t> together = wards_together(search, parts, attacker);
        release.layers.push_back(published_wards(search, parts, together));
        const std::vector<std::string> names = protection::ward_names(*search.wards);
        std::ranges::sort(together);
        for (const std::size_t ward : together) {
            detail.wards_together.push_back(names[ward]);
        }
    }
    detail.square_m = finest_square_m(search, attacker, std::move(release));
    return detail;
}

}  // namespace wardmap
