#pragma once

#include <optional>
#include <span>
#include <vector>

#include "located_set.hpp"
#include "wardmap/clusters.hpp"
#include "wardmap/emerging.hpp"
#include "wardmap/hotspots.hpp"
#include "wardmap/make_layers.hpp"
#include "wardmap/near_repeat.hpp"

namespace wardmap {

/// How the cells of a theme came to be hot, over the whole steps that the files cover without a gap up to the period's
/// end, months before the period included.
struct EmergingHistory {
    CellGrid grid;
    std::vector<EmergingCell> cells;
    std::vector<CivilDay> step_begins;
    std::size_t incidents = 0;
};
/// nullopt where the study does not want it, or there are too few steps; told if the study asks for it.
[[nodiscard]] std::optional<EmergingHistory> emerging_history(const Study& study, StudyInputs& inputs,
                                                              const LocatedSet& located, std::size_t theme);
/// Pattern and first hot step of each hotspot into its notes; a step in which one of its cells is hot counts.
void note_patterns(const EmergingHistory& history, const StepLength& step, std::span<const Hotspot> hotspots,
                   std::vector<HotspotNotes>& notes);

/// Pairs of incidents near in space and time, and chains of them.
struct NearRepeatResult {
    std::size_t used = 0;
    std::size_t left_out = 0;  ///< known to the month only, or less precisely than the nearest band
    KnoxTable table;
    Spates spates;
    std::vector<PointCluster> chains;  ///< in order of label
};
/// nullopt where the study does not want it, or fewer than 20 incidents are known to the day and to the nearest band.
[[nodiscard]] std::optional<NearRepeatResult> near_repeats_of(const Study& study, StudyInputs& inputs,
                                                              const LocatedSet& located,
                                                              const std::vector<std::uint32_t>& chosen);

/// Clusters of exact positions by the study's method.
struct PointClusters {
    std::vector<PointCluster> clusters;
    std::string method;        ///< in words
    std::size_t used = 0;      ///< incidents
    std::size_t left_out = 0;  ///< known less precisely than to the size of a cluster
    std::size_t noise = 0;     ///< in no cluster
};
[[nodiscard]] std::optional<PointClusters> point_clusters(const Study& study, const LocatedSet& located,
                                                          const std::vector<std::uint32_t>& chosen);

}  // namespace wardmap
