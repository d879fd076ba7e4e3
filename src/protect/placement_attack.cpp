#include "wardmap/placement_attack.hpp"

#include <algorithm>
#include <cmath>
#include <compare>
#include <map>
#include <numeric>
#include <optional>
#include <utility>

#include "wardmap/number_text.hpp"
#include "wardmap/published_counts.hpp"

namespace wardmap {

namespace {

/// For each dwelling the area of a layer that it lies in; -1 for none.
std::vector<std::int64_t> areas_of(const Layer& layer, std::span<const PointM> dwellings)
{
    std::vector<std::int64_t> found(dwellings.size(), -1);
    for (std::size_t a = 0; a < layer.table.features.size(); ++a) {
        const auto* shape = std::get_if<MultiPolygon>(&layer.table.features[a].geometry);
        if (shape == nullptr) {
            continue;
        }
        const BoxM box = bounds(*shape);
        for (std::size_t i = 0; i < dwellings.size(); ++i) {
            if (found[i] < 0 && box.contains(dwellings[i]) && covers(*shape, dwellings[i])) {
                found[i] = static_cast<std::int64_t>(a);
            }
        }
    }
    return found;
}

/// Scales the weights so that those of each area add up to its total; 0 outside all.
void fit_to(const std::vector<std::int64_t>& area_of, const std::vector<double>& totals,
            std::vector<double>& weights)
{
    std::vector<double> sums(totals.size(), 0);
    for (std::size_t i = 0; i < weights.size(); ++i) {
        if (area_of[i] >= 0) {
            sums[static_cast<std::size_t>(area_of[i])] += weights[i];
        }
    }
    for (std::size_t i = 0; i < weights.size(); ++i) {
        const auto area = static_cast<std::size_t>(area_of[i]);
        weights[i] = area_of[i] < 0 || !(sums[area] > 0) ? 0 : weights[i] * totals[area] / sums[area];
    }
}

const Layer* layer_of_release(const LayerSet& release, const std::string& name)
{
    const auto found =
        std::ranges::find(release.layers, name, [](const Layer& layer) { return layer.table.name; });
    return found == release.layers.end() ? nullptr : &*found;
}

/// All numbers that a text holds.
std::vector<double> numbers_in(const std::string& text)
{
    std::vector<double> numbers;
    for (std::size_t at = text.find_first_of("0123456789"); at != std::string::npos;) {
        const std::size_t end = std::min(text.size(), text.find_first_not_of("0123456789.", at));
        if (const auto number = parse_double(text.substr(at, end - at))) {
            numbers.push_back(*number);
        }
        at = text.find_first_of("0123456789", end);
    }
    return numbers;
}

double published_number(const std::string& text) { return text == "*" ? 4 : parse_double(text).value_or(0); }

/// Wards that are told together are one part: the first of them, with their number.
void put_together(const Layer& wards, std::vector<std::int64_t>& ward_of, std::vector<double>& totals)
{
    const auto index = wards.table.field_index("incidents_published");
    std::optional<std::int64_t> first;
    std::vector<std::int64_t> part_of(totals.size());
    for (std::size_t w = 0; w < totals.size(); ++w) {
        part_of[w] = static_cast<std::int64_t>(w);
        const std::string number =
            index ? number_told_together(value_text(wards.table.features[w].values[*index])) : "";
        if (!number.empty()) {
            first = first.value_or(part_of[w]);
            part_of[w] = *first;
            totals[static_cast<std::size_t>(*first)] = published_number(number);
        }
    }
    for (std::int64_t& ward : ward_of) {
        ward = ward < 0 ? ward : part_of[static_cast<std::size_t>(ward)];
    }
}

std::vector<double> totals_of(const Layer& layer, std::string_view field)
{
    std::vector<double> totals;
    const auto index = layer.table.field_index(field);
    const auto side = layer.table.field_index("side_m");
    for (const Feature& feature : layer.table.features) {
        const std::string text = index ? value_text(feature.values[*index]) : "";
        totals.push_back(side ? incidents_in_class(text, value_number(feature.values[*side]).value_or(0))
                              : published_number(text));
    }
    return totals;
}

/// A guess and an incident near it.
struct NearPair {
    double distance_m = 0;
    std::size_t guess = 0;
    std::size_t incident = 0;
    auto operator<=>(const NearPair&) const = default;
};

/// Those at most `radius_m` apart, found in squares of that side.
std::vector<NearPair> near_pairs(std::span<const PointM> guesses, std::span<const PointM> incidents,
                                 double radius_m)
{
    using Square = std::pair<std::int64_t, std::int64_t>;
    const auto square_of = [radius_m](PointM p) {
        return Square{static_cast<std::int64_t>(std::floor(p.x_m / radius_m)),
                      static_cast<std::int64_t>(std::floor(p.y_m / radius_m))};
    };
    std::map<Square, std::vector<std::size_t>> by_square;
    for (std::size_t i = 0; i < incidents.size(); ++i) {
        by_square[square_of(incidents[i])].push_back(i);
    }
    std::vector<NearPair> pairs;
    const auto add = [&](std::size_t guess, const std::vector<std::size_t>& near) {
        for (const std::size_t i : near) {
            const double distance_m =
                std::hypot(guesses[guess].x_m - incidents[i].x_m, guesses[guess].y_m - incidents[i].y_m);
            if (distance_m <= radius_m) {
                pairs.push_back({distance_m, guess, i});
            }
        }
    };
    for (std::size_t guess = 0; guess < guesses.size(); ++guess) {
        const Square at = square_of(guesses[guess]);
        for (std::int64_t k = 0; k < 9; ++k) {
            const auto found = by_square.find({at.first + k / 3 - 1, at.second + k % 3 - 1});
            if (found != by_square.end()) {
                add(guess, found->second);
            }
        }
    }
    return pairs;
}

}  // namespace

std::vector<std::uint32_t> guesses_by_weight(std::span<const double> weights, std::size_t count, double start)
{
    std::vector<std::uint32_t> guesses(weights.size(), 0);
    const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
    if (!(total > 0)) {
        return guesses;
    }
    double next = start;
    double passed = 0;
    std::size_t guessed = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        passed += weights[i] / total * static_cast<double>(count);
        for (; next < passed && guessed < count; ++next) {
            ++guesses[i];
            ++guessed;
        }
    }
    return guesses;
}

double incidents_in_class(const std::string& label, double side_m)
{
    std::vector<double> numbers = numbers_in(label);
    if (numbers.empty()) {
        return 0;  // "no incidents"
    }
    if (label.find("per km") == std::string::npos) {
        return numbers.size() == 2 ? (numbers[0] + numbers[1]) / 2 : 1.5 * numbers[0];
    }
    const double km2 = side_m * side_m / 1e6;
    if (numbers.size() == 1) {
        return (label.starts_with("up to") ? 0.75 : 1.5) * numbers[0] * km2;
    }
    return (numbers[0] + numbers[1]) / 2 * km2;
}

ReleaseWeights weights_from_release(const LayerSet& release, const std::string& theme,
                                    std::span<const PointM> dwellings)
{
    ReleaseWeights weights;
    const Layer* wards = layer_of_release(release, "wards_" + theme);
    const Layer* heat = layer_of_release(release, "heat_" + theme);
    const std::vector<double> even(dwellings.size(), 1);
    std::vector<std::int64_t> ward_of;
    std::vector<double> ward_totals;
    std::vector<std::int64_t> square_of;
    if (wards != nullptr) {
        ward_of = areas_of(*wards, dwellings);
        ward_totals = totals_of(*wards, "incidents_published");
        put_together(*wards, ward_of, ward_totals);
        weights.by_wards = even;
        fit_to(ward_of, ward_totals, weights.by_wards);
    }
    if (heat != nullptr) {
        square_of = areas_of(*heat, dwellings);
        weights.by_squares = even;
        fit_to(square_of, totals_of(*heat, "heat_class"), weights.by_squares);
    }
    if (wards != nullptr && heat != nullptr) {
        constexpr int rounds = 20;  // of iterative proportional fitting; later ones change little
        weights.by_both = even;
        for (int i = 0; i < rounds; ++i) {
            fit_to(square_of, totals_of(*heat, "heat_class"), weights.by_both);
            fit_to(ward_of, ward_totals, weights.by_both);
        }
    }
    return weights;
}

std::size_t placed_incidents(std::span<const PointM> guesses, std::span<const PointM> incidents,
                             double radius_m)
{
    std::vector<NearPair> pairs = near_pairs(guesses, incidents, radius_m);
    std::ranges::sort(pairs);
    std::vector<bool> used(guesses.size());
    std::vector<bool> placed(incidents.size());
    std::size_t count = 0;
    for (const NearPair& pair : pairs) {
        if (!used[pair.guess] && !placed[pair.incident]) {
            used[pair.guess] = true;
            placed[pair.incident] = true;
            ++count;
        }
    }
    return count;
}

PlacementTrial::PlacementTrial(std::span<const PointM> dwellings, std::span<const PointM> incidents,
                               double radius_m)
    : m_incidents(incidents.size())
{
    std::vector<NearPair> near = near_pairs(dwellings, incidents, radius_m);
    std::ranges::sort(near);
    m_pairs.reserve(near.size());
    for (const auto& [distance_m, guess, incident] : near) {
        m_pairs.push_back({static_cast<std::uint32_t>(guess), static_cast<std::uint32_t>(incident)});
    }
}

double PlacementTrial::placed_share(std::span<const double> weights, int draws, double first_start) const
{
    if (weights.empty() || m_incidents == 0 || draws < 1) {
        return 0;
    }
    std::size_t sum = 0;
    for (int draw = 0; draw < draws; ++draw) {
        sum += placed(guesses_by_weight(weights, m_incidents, (draw + first_start) / draws));
    }
    return static_cast<double>(sum) / draws / static_cast<double>(m_incidents);
}

std::size_t PlacementTrial::placed(std::vector<std::uint32_t> guesses) const
{
    std::vector<bool> is_placed(m_incidents);
    std::size_t count = 0;
    for (const auto& [dwelling, incident] : m_pairs) {
        if (guesses[dwelling] > 0 && !is_placed[incident]) {
            --guesses[dwelling];
            is_placed[incident] = true;
            ++count;
        }
    }
    return count;
}

}  // namespace wardmap
