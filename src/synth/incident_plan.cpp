#include "incident_plan.hpp"

#include <algorithm>
#include <array>

namespace wardmap::synth {

namespace {

constexpr std::array<double, 4> theme_weights{0.55, 0.16, 0.12, 0.17};
/// Share of a theme's incidents that each of its hotspots holds.
constexpr std::array<double, 3> share_of_hotspot{0.055, 0.10, 0.15};
constexpr double junction_reach_m = 150;
constexpr double house_acceptance = 0.4;
constexpr double tower_share = 0.06;  // of a superblock's background, for its tower block
/// Reporters who are not at home where it happened have numbers from here on.
constexpr std::uint32_t first_other_reporter = 5'000'000;

class IncidentDrawer {
public:
    IncidentDrawer(const Town& town, const Planted& planted, const SynthOptions& options)
        : m_town(town),
          m_planted(planted),
          m_options(options),
          m_times(options.months),
          m_rise_from(day_after_months(std::max(options.months, rise_months) - rise_months)),
          m_random(options.seed, stream_incidents)
    {
        for (std::size_t i = 0; i < planted.hotspots.size(); ++i) {
            m_hotspots_of.at(static_cast<std::size_t>(planted.hotspots[i].theme)).push_back(i);
        }
        double sum_m2 = 0;
        for (const Superblock& superblock : town.superblocks) {
            sum_m2 += superblock.plot_end > superblock.first_plot ? superblock.area_m2 : 0;
            m_area_up_to.push_back(sum_m2);
        }
    }

    Incident draw()
    {
        Incident incident;
        incident.theme = static_cast<Theme>(m_random.pick_weighted(theme_weights));
        Member member;
        do {
            member = draw_member(incident);
            incident.from = m_times.draw(incident.theme, m_random);
        } while (!is_kept(incident, member));
        draw_ending(incident);
        if (m_random.chance(not_in_gazetteer_share)) {
            incident.mess = Mess::not_in_gazetteer;
            incident.hotspot = -1;
        } else {
            draw_telling(incident, m_town.superblocks[member.superblock]);
        }
        incident.reporter = draw_reporter(incident);
        return incident;
    }

private:
    /// Sets plot and hotspot.
    Member draw_member(Incident& incident)
    {
        incident.hotspot = -1;
        Member member = draw_background();
        if (incident.theme != Theme::other) {
            const auto theme = static_cast<std::size_t>(incident.theme);
            const std::vector<std::size_t>& hotspots = m_hotspots_of.at(theme);
            if (m_random.chance(share_of_hotspot.at(theme) * static_cast<double>(hotspots.size()))) {
                const std::size_t index = m_random.pick(std::span<const std::size_t>(hotspots));
                const PlantedHotspot& hotspot = m_planted.hotspots[index];
                member = hotspot.members[m_random.pick_weighted(hotspot.weights)];
                incident.hotspot = static_cast<std::int32_t>(index);
            }
        }
        incident.plot = member.plot;
        return member;
    }

    Member draw_background()
    {
        const double area_m2 = m_random.unit() * m_area_up_to.back();
        const auto found = std::upper_bound(m_area_up_to.begin(), m_area_up_to.end() - 1, area_m2);
        const auto index = static_cast<std::uint32_t>(found - m_area_up_to.begin());
        const Superblock& superblock = m_town.superblocks[index];
        if (superblock.block >= 0 && m_random.chance(tower_share)) {
            return {m_town.blocks[static_cast<std::size_t>(superblock.block)].plot, index};
        }
        // A building of many homes is told of more often than a house, though not by as much as it has homes.
        std::uint32_t plot = 0;
        do {
            plot = superblock.first_plot + m_random.below(superblock.plot_end - superblock.first_plot);
        } while (m_town.plots[plot].kind == PlotKind::house && !m_random.chance(house_acceptance));
        return {plot, index};
    }

    /// Thins ASB to 1 / rise_factor everywhere but in the rising ward's last months.
    bool is_kept(const Incident& incident, const Member& member)
    {
        if (incident.theme != Theme::asb || m_planted.rising_ward < 0) {
            return true;
        }
        const bool is_risen =
            m_town.superblocks[member.superblock].ward == static_cast<std::uint32_t>(m_planted.rising_ward) &&
            incident.from >= m_rise_from;
        return is_risen || m_random.chance(1 / rise_factor);
    }

    void draw_ending(Incident& incident)
    {
        if (m_random.chance(0.03)) {
            incident.is_time_missing = true;
        } else if (m_random.chance(incident.theme == Theme::other ? 0.4 : 0.15)) {
            incident.lasts_minutes = 15 * m_random.between(4, 48);
        } else if (m_random.chance(0.4)) {
            incident.lasts_minutes = 5 * m_random.between(0, 8);
        }
    }

    /// Sets row, mess and junction.
    void draw_telling(Incident& incident, const Superblock& superblock)
    {
        const Plot& plot = m_town.plots[incident.plot];
        incident.row = plot.first_row;
        if (plot.flats > 0 && !m_random.chance(0.25)) {
            incident.row += 1 + m_random.below(plot.flats);
        }
        incident.mess = draw_mess(m_town, plot, incident.row, m_random);
        if (incident.theme == Theme::car_cruising && plot.flats == 0 && m_random.chance(0.2)) {
            incident.mess = Mess::junction;  // cars are told of by the road
        }
        if (incident.mess == Mess::block_name) {
            incident.row = plot.first_row;
        }
        if (incident.mess == Mess::junction) {
            incident.junction = nearest_junction(incident, superblock);
            incident.mess = incident.junction < 0 ? Mess::clean : Mess::junction;
        }
    }

    /// Of the superblock's junctions, within reach and not outside the incident's hotspot; -1 for none.
    [[nodiscard]] std::int32_t nearest_junction(const Incident& incident, const Superblock& superblock) const
    {
        const PointM from = m_town.plots[incident.plot].position;
        std::int32_t best = -1;
        double best_m = junction_reach_m;
        for (std::uint32_t j = superblock.first_junction; j < superblock.junction_end; ++j) {
            const PointM position = m_town.junctions[j].position;
            if (incident.hotspot >= 0) {
                const PlantedHotspot& hotspot =
                    m_planted.hotspots[static_cast<std::size_t>(incident.hotspot)];
                if (distance_m(position, hotspot.centre) > hotspot.radius_m) {
                    continue;
                }
            }
            if (distance_m(position, from) < best_m) {
                best_m = distance_m(position, from);
                best = static_cast<std::int32_t>(j);
            }
        }
        return best;
    }

    std::uint32_t draw_reporter(const Incident& incident)
    {
        const Block& watched = m_town.blocks[m_planted.one_caller_block];
        if (incident.theme == Theme::asb && has_place(incident) && incident.plot == watched.plot &&
            m_random.chance(caller_share)) {
            return home_reporter(m_planted.caller_row);
        }
        if (m_random.chance(0.08)) {
            return 0;
        }
        if (has_place(incident) && m_random.chance(0.45)) {
            return home_reporter(incident.row);
        }
        return first_other_reporter + m_random.below(m_options.incidents / 2 + 1);
    }

    const Town& m_town;
    const Planted& m_planted;
    const SynthOptions& m_options;
    IncidentTimes m_times;
    CivilDay m_rise_from;
    Random m_random;
    std::array<std::vector<std::size_t>, 4> m_hotspots_of;
    std::vector<double> m_area_up_to;
};

}  // namespace

std::vector<Incident> draw_incidents(const Town& town, const Planted& planted, const SynthOptions& options)
{
    IncidentDrawer drawer(town, planted, options);
    std::vector<Incident> incidents;
    incidents.reserve(options.incidents);
    for (std::uint32_t i = 0; i < options.incidents; ++i) {
        incidents.push_back(drawer.draw());
        incidents.back().drawn = i;
    }
    std::sort(incidents.begin(), incidents.end(), [](const Incident& a, const Incident& b) {
        return a.from != b.from ? a.from < b.from : a.drawn < b.drawn;
    });
    return incidents;
}

PointM position_of(const Town& town, const Incident& incident)
{
    return incident.junction >= 0 ? town.junctions[static_cast<std::size_t>(incident.junction)].position
                                  : town.plots[incident.plot].position;
}

}  // namespace wardmap::synth
