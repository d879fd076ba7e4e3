#pragma once

#include <vector>

#include "theme_analysis.hpp"

namespace wardmap {

/// Hours of the day that a peak is told in.
inline constexpr int peak_hours = 4;

/// The hours of the whole theme, of each ward and tower block with an incident, and of each hotspot.
[[nodiscard]] std::vector<PlaceTimes> place_times(const StudyInputs& inputs, const LocatedSet& located,
                                                  const ThemeAnalysis& analysis);

/// Per ward: its hotspots, its peak, and the months of the period outside its control limits.
[[nodiscard]] std::vector<WardNotes> ward_notes(const StudyInputs& inputs, const LocatedSet& located,
                                                const ThemeAnalysis& analysis);

/// The list of case reviews with addresses, blocks and wards in words.
[[nodiscard]] std::vector<CaseReviewRow> case_review_rows(const Study& study, const StudyInputs& inputs,
                                                          const LocatedSet& located,
                                                          const ThemeAnalysis& analysis);

}  // namespace wardmap
