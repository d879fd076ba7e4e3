#include "wardmap/tower_blocks.hpp"

#include <algorithm>
#include <limits>
#include <unordered_map>

#include "block_keys.hpp"
#include "wardmap/error.hpp"

namespace wardmap {

namespace {

/// A block of the same name farther off is another one.
constexpr double same_name_within_m = 250;
/// Coarser places say nothing about the building that they are in.
constexpr double coarsest_in_footprint_m = 20;

double distance_to_block_m(const TowerBlock& block, PointM p)
{
    return block.footprint.parts.empty() ? distance_m(block.position, p) : distance_m(block.footprint, p);
}

/// The blocks, found by UPRN, by name and by place.
class BlockFinder {
public:
    BlockFinder(std::span<const TowerBlock> blocks, double buffer_m) : m_blocks(blocks)
    {
        for (std::uint32_t i = 0; i < blocks.size(); ++i) {
            const TowerBlock& block = blocks[i];
            for (const std::string& uprn : block.uprns) {
                m_by_uprn.try_emplace(uprn_key(uprn), i);
            }
            add_name(block.name, i);
            for (const std::string& alias : block.aliases) {
                add_name(alias, i);
            }
            BoxM box = bounds(block.footprint);
            if (box.is_empty()) {
                box.include(block.position);
            }
            m_boxes.push_back(box.grown(buffer_m));
        }
    }

    [[nodiscard]] std::int32_t by_uprn(const std::string& uprn) const
    {
        const auto found = uprn.empty() ? m_by_uprn.end() : m_by_uprn.find(uprn_key(uprn));
        return found == m_by_uprn.end() ? -1 : static_cast<std::int32_t>(found->second);
    }

    /// The nearest block of that name; ties to the first.
    [[nodiscard]] std::int32_t by_name(const std::string& name, PointM p) const
    {
        const auto found = m_by_name.find(name_key(name));
        return found == m_by_name.end() ? -1 : nearest(found->second, p, same_name_within_m);
    }

    [[nodiscard]] std::int32_t by_place(PointM p, double buffer_m) const
    {
        std::vector<std::uint32_t> candidates;
        for (std::uint32_t i = 0; i < m_boxes.size(); ++i) {
            if (m_boxes[i].contains(p)) {
                candidates.push_back(i);
            }
        }
        return nearest(candidates, p, buffer_m);
    }

private:
    void add_name(const std::string& name, std::uint32_t block)
    {
        const std::string key = name_key(name);
        if (!key.empty()) {
            m_by_name[key].push_back(block);
        }
    }

    [[nodiscard]] std::int32_t nearest(const std::vector<std::uint32_t>& candidates, PointM p,
                                       double within_m) const
    {
        std::int32_t best = -1;
        double best_m = std::numeric_limits<double>::infinity();
        for (const std::uint32_t i : candidates) {
            const double away_m = distance_to_block_m(m_blocks[i], p);
            if (away_m <= within_m && away_m < best_m) {
                best = static_cast<std::int32_t>(i);
                best_m = away_m;
            }
        }
        return best;
    }

    std::span<const TowerBlock> m_blocks;
    std::vector<BoxM> m_boxes;
    std::unordered_map<std::string, std::uint32_t> m_by_uprn;
    std::unordered_map<std::string, std::vector<std::uint32_t>> m_by_name;
};

BlockAssignment assign(const LocatedIncident& incident, const BlockFinder& blocks, double buffer_m)
{
    for (const std::string& uprn : {incident.uprn, incident.parent_uprn}) {
        if (const std::int32_t block = blocks.by_uprn(uprn); block >= 0) {
            return {block, BlockWay::uprn};
        }
    }
    if (const std::int32_t block = blocks.by_name(incident.building, incident.position); block >= 0) {
        const bool is_full_address =
            incident.level == MatchLevel::uprn || incident.level == MatchLevel::address;
        return {block, is_full_address ? BlockWay::address : BlockWay::name};
    }
    if (incident.precision_m <= coarsest_in_footprint_m) {
        if (const std::int32_t block = blocks.by_place(incident.position, buffer_m); block >= 0) {
            return {block, BlockWay::footprint};
        }
    }
    return {};
}

}  // namespace

std::string_view block_way_name(BlockWay way) noexcept
{
    switch (way) {
        case BlockWay::uprn:
            return "uprn";
        case BlockWay::address:
            return "address";
        case BlockWay::name:
            return "name";
        case BlockWay::footprint:
            return "footprint";
        case BlockWay::none:
            break;
    }
    return "none";
}

std::vector<BlockAssignment> assign_blocks(std::span<const LocatedIncident> incidents,
                                           std::span<const TowerBlock> blocks, const BlockOptions& options)
{
    const BlockFinder finder(blocks, options.footprint_buffer_m);
    std::vector<BlockAssignment> assignments(incidents.size());
    for (std::size_t i = 0; i < incidents.size(); ++i) {
        if (incidents[i].state != MatchState::located) {
            continue;
        }
        if (incidents[i].level == MatchLevel::snap_point) {
            throw Error(
                ErrorKind::quality, "tower blocks",
                "incidents at anonymous map points, moved away from where they happened",
                "Leave tower blocks out of this study, or use data with addresses or exact positions.");
        }
        assignments[i] = assign(incidents[i], finder, options.footprint_buffer_m);
    }
    return assignments;
}

}  // namespace wardmap
