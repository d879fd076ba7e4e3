#pragma once

#include "located_set.hpp"
#include "study_inputs.hpp"
#include "wardmap/canary_scan.hpp"

/// What of records must not be found in a public result.
namespace wardmap {

/// Ids, reporters, UPRNs, postcodes, locations as written and notes of all incident records.
void add_records(const StudyInputs& inputs, CanaryScan& scan);
/// UPRNs and addresses of the places that they were given.
void add_places(const StudyInputs& inputs, const LocatedSet& located, CanaryScan& scan);

}  // namespace wardmap
