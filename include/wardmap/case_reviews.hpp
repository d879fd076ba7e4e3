#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "wardmap/incident.hpp"
#include "wardmap/locate.hpp"

namespace wardmap {

/// When residents may ask for an anti-social behaviour case review: so many reports in so many months
/// (Anti-social Behaviour, Crime and Policing Act 2014, section 104; each council states its own numbers).
struct CaseRule {
    std::uint32_t reports = 3;
    std::uint32_t months = 6;
};

/// One address or reporter with enough reports.
struct CaseReview {
    bool by_reporter = false;
    std::uint32_t incident = 0;     ///< index of the first report: its address or reporter is the subject
    std::uint64_t reports = 0;      ///< in all
    std::uint64_t most_within = 0;  ///< within the rule's months, where they are densest
    CivilDay first{};               ///< of the dated reports
    CivilDay last{};
};

/// Every address (by the UPRN of incidents that were matched to one) and every reporter that meets the rule, of the
/// incidents `chosen` (indices into both spans): addresses first, each by most_within, then reports, then the first
/// report. Reports without a date count in `reports` only.
[[nodiscard]] std::vector<CaseReview> case_reviews(std::span<const LocatedIncident> located,
                                                   std::span<const IncidentRecord> records,
                                                   std::span<const std::uint32_t> chosen,
                                                   const CaseRule& rule);

}  // namespace wardmap
