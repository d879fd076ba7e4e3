#include "hotspot_plan.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "main_roads.hpp"
#include "names.hpp"
#include "street_plan.hpp"

namespace wardmap::synth {

namespace {

constexpr double apart_in_theme_m = 650;
constexpr double apart_m = 350;
constexpr double margin_m = 10;
constexpr double tower_weight = 40;  // about as many incidents as all its neighbours together

/// Directions of a 16-gon, to 7 decimals: cosines of 0, 22.5, 45 and 67.5 degrees.
constexpr std::array<double, 5> sixteenths{1, 0.9238795, 0.7071068, 0.3826834, 0};

double cosine_of_sixteenth(int k)
{
    const int folded = k % 16 > 8 ? 16 - k % 16 : k % 16;
    return folded <= 4 ? sixteenths.at(static_cast<std::size_t>(folded))
                       : -sixteenths.at(static_cast<std::size_t>(8 - folded));
}

Ring circle(PointM centre, double radius_m)
{
    Ring ring;
    for (int k = 0; k < 16; ++k) {
        ring.push_back(to_decimetres({centre.x_m + radius_m * cosine_of_sixteenth(k),
                                      centre.y_m + radius_m * cosine_of_sixteenth(k + 12)}));
    }
    ring.push_back(ring.front());
    return ring;
}

class Planter {
public:
    Planter(const Lattice& lattice, const Town& town, Random random)
        : m_lattice(lattice), m_town(town), m_random(random)
    {
    }

    Planted plant()
    {
        plant_cruising();
        plant_around_blocks(Theme::asb, 3);
        plant_anywhere(Theme::asb, 6);
        plant_around_blocks(Theme::drugs, 2);
        plant_anywhere(Theme::drugs, 4);
        return std::move(m_planted);
    }

private:
    [[nodiscard]] std::size_t count(Theme theme) const
    {
        return static_cast<std::size_t>(
            std::count_if(m_planted.hotspots.begin(), m_planted.hotspots.end(),
                          [theme](const PlantedHotspot& h) { return h.theme == theme; }));
    }

    /// The first of a theme has its place whatever else is near.
    [[nodiscard]] bool is_free(Theme theme, PointM centre) const
    {
        return count(theme) == 0 ||
               std::all_of(m_planted.hotspots.begin(), m_planted.hotspots.end(),
                           [&](const PlantedHotspot& other) {
                               return distance_m(other.centre, centre) >=
                                      (other.theme == theme ? apart_in_theme_m : apart_m);
                           });
    }

    /// The plots within the radius: of this superblock and those around it, for none reaches farther.
    [[nodiscard]] std::vector<Member> members_around(PointM centre, double radius_m,
                                                     const Superblock& middle) const
    {
        std::vector<Member> members;
        for (std::uint32_t row = middle.row == 0 ? 0 : middle.row - 1;
             row < std::min(middle.row + 2, m_lattice.rows()); ++row) {
            for (std::uint32_t column = middle.column == 0 ? 0 : middle.column - 1;
                 column < std::min(middle.column + 2, m_lattice.columns()); ++column) {
                const std::uint32_t index = row * m_lattice.columns() + column;
                const Superblock& superblock = m_town.superblocks[index];
                for (std::uint32_t p = superblock.first_plot; p < superblock.plot_end; ++p) {
                    if (distance_m(m_town.plots[p].position, centre) <= radius_m) {
                        members.push_back({p, index});
                    }
                }
            }
        }
        return members;
    }

    /// Plants one unless it would be too near to another or has nobody in it; true if it did.
    bool plant_at(Theme theme, PointM centre, const Superblock& middle)
    {
        if (!is_free(theme, centre)) {
            return false;
        }
        PlantedHotspot hotspot;
        hotspot.theme = theme;
        hotspot.centre = centre;
        hotspot.radius_m = m_random.between(75.0 - margin_m, 125.0 - margin_m);
        hotspot.members = members_around(centre, hotspot.radius_m, middle);
        if (hotspot.members.empty()) {
            return false;
        }
        for (const Member member : hotspot.members) {
            const bool is_tower = m_town.plots[member.plot].kind == PlotKind::tower;
            hotspot.weights.push_back(is_tower ? tower_weight : m_random.between(0.3, 3.0));
        }
        hotspot.outline = circle(centre, hotspot.radius_m + margin_m);
        hotspot.id = std::string(theme_name(theme)) + '-' + std::to_string(count(theme) + 1);
        m_planted.hotspots.push_back(std::move(hotspot));
        return true;
    }

    [[nodiscard]] const Superblock& superblock_at(std::uint32_t column, std::uint32_t row) const
    {
        return m_town.superblocks[std::size_t{row} * m_lattice.columns() + column];
    }

    bool plant_at_plot_nearest(Theme theme, PointM wanted, const Superblock& superblock)
    {
        std::optional<PointM> best;
        for (std::uint32_t p = superblock.first_plot; p < superblock.plot_end; ++p) {
            const PointM position = m_town.plots[p].position;
            if (!best || squared_distance_m2(position, wanted) < squared_distance_m2(*best, wanted)) {
                best = position;
            }
        }
        return best && plant_at(theme, *best, superblock);
    }

    /// In the retail park, in the leisure park, and at the corner of the circuit between them.
    void plant_cruising()
    {
        const Circuit circuit = circuit_of(m_lattice);
        const auto middle = [&](std::uint32_t column, std::uint32_t row) {
            return m_lattice.at(column + 0.5, row + 0.5);
        };
        plant_at_plot_nearest(Theme::car_cruising, middle(circuit.east - 1, circuit.south),
                              superblock_at(circuit.east - 1, circuit.south));
        plant_at_plot_nearest(Theme::car_cruising, middle(circuit.west, circuit.north - 1),
                              superblock_at(circuit.west, circuit.north - 1));
        plant_at_plot_nearest(Theme::car_cruising, m_lattice.at(circuit.west, circuit.south),
                              superblock_at(circuit.west, circuit.south));
    }

    void plant_around_blocks(Theme theme, std::size_t wanted)
    {
        const auto blocks = static_cast<std::uint32_t>(m_town.blocks.size());
        const std::uint32_t start = m_random.below(blocks);
        for (std::uint32_t k = 0; k < blocks && count(theme) < wanted; ++k) {
            const std::uint32_t b = (start + k) % blocks;
            const Block& block = m_town.blocks[b];
            const bool is_first = count(theme) == 0;
            if (plant_at(theme, m_town.plots[block.plot].position, m_town.superblocks[block.superblock]) &&
                is_first && theme == Theme::asb) {
                m_planted.one_caller_block = b;
                m_planted.caller_row =
                    m_town.plots[block.plot].first_row + 1 + m_random.below(block.dwellings);
            }
        }
    }

    /// Where a hotspot would reach beyond the town. The smallest towns are hardly more than edge.
    [[nodiscard]] bool is_at_edge(const Superblock& superblock) const
    {
        return m_lattice.columns() > 4 &&
               (superblock.column == 0 || superblock.column + 1 == m_lattice.columns() ||
                superblock.row == 0 || superblock.row + 1 == m_lattice.rows());
    }

    void plant_anywhere(Theme theme, std::size_t wanted)
    {
        for (int attempt = 0; attempt < 500 && count(theme) < wanted; ++attempt) {
            const Superblock& superblock =
                m_town.superblocks[m_random.below(static_cast<std::uint32_t>(m_town.superblocks.size()))];
            if (land_use(m_lattice, superblock.column, superblock.row) == LandUse::homes &&
                !is_at_edge(superblock) && superblock.plot_end > superblock.first_plot) {
                const std::uint32_t plot =
                    superblock.first_plot + m_random.below(superblock.plot_end - superblock.first_plot);
                plant_at(theme, m_town.plots[plot].position, superblock);
            }
        }
    }

    const Lattice& m_lattice;
    const Town& m_town;
    Random m_random;
    Planted m_planted;
};

}  // namespace

std::string_view theme_name(Theme theme)
{
    constexpr std::array<std::string_view, 4> names{"asb", "drugs", "car_cruising", "other"};
    return names.at(static_cast<std::size_t>(theme));
}

Planted plant(const Lattice& lattice, const Town& town, std::uint32_t months, Random random)
{
    Planted planted = Planter(lattice, town, random).plant();
    if (months >= 2 * rise_months) {
        planted.rising_ward = static_cast<std::int32_t>(random.below(ward_count));
    }
    return planted;
}

}  // namespace wardmap::synth
