#include "record_canaries.hpp"

#include <set>

namespace wardmap {

void add_records(const StudyInputs& inputs, CanaryScan& scan)
{
    for (const IncidentRecord& record : inputs.incidents.records) {
        for (const std::string* id : {&record.ref, &record.uprn, &record.reporter, &record.postcode}) {
            scan.add_id(*id);
        }
        scan.add_text(record.location);
        scan.add_text(record.notes);
    }
}

void add_places(const StudyInputs& inputs, const LocatedSet& located, CanaryScan& scan)
{
    std::set<std::int64_t> entries;
    for (const LocatedIncident& incident : located.incidents) {
        if (incident.state == MatchState::located && incident.entry >= 0) {
            entries.insert(incident.entry);
        }
    }
    for (const std::int64_t index : entries) {
        const GazetteerEntry entry = inputs.gazetteer.entry(static_cast<std::uint32_t>(index));
        if (entry.kind == GazetteerEntry::Kind::address || entry.kind == GazetteerEntry::Kind::building) {
            scan.add_id(entry.uprn);
            scan.add_text(entry_text(entry));
        }
    }
}

}  // namespace wardmap
