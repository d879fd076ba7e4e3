#include "study_exposure.hpp"

#include <fmt/format.h>

#include <numeric>
#include <unordered_set>

#include "wardmap/error.hpp"

namespace wardmap {

namespace {

using By = Study::Exposure::By;

/// Each address or postcode of the gazetteer once: sources may repeat those of another.
PointSet gazetteer_points(const Gazetteer& gazetteer, GazetteerEntry::Kind kind)
{
    PointSet points;
    std::unordered_set<std::string> seen;
    for (std::uint32_t i = 0; i < gazetteer.entry_count(); ++i) {
        const GazetteerEntry entry = gazetteer.entry(i);
        const std::string& id = kind == GazetteerEntry::Kind::address ? entry.uprn : entry.postcode;
        if (entry.kind == kind && !entry.historic && (id.empty() || seen.insert(id).second)) {
            points.positions.push_back(entry.position);
        }
    }
    return points;
}

}  // namespace

void set_exposure(const Study& study, const StudyInputs& inputs, const LocatedSet& located, CellGrid& grid)
{
    const Study::Exposure& exposure = study.exposure;
    if (exposure.by == By::land) {
        return;
    }
    CountedPlaces of_gazetteer;
    if (exposure.by != By::layer) {
        of_gazetteer.points =
            gazetteer_points(inputs.gazetteer, exposure.by == By::addresses ? GazetteerEntry::Kind::address
                                                                            : GazetteerEntry::Kind::postcode);
    }
    const CountedPlaces& places = exposure.by == By::layer ? inputs.exposure : of_gazetteer;
    const std::vector<double> counts = counts_of_cells(places, grid, located.area.shape);
    if (!(std::accumulate(counts.begin(), counts.end(), 0.0) > 0)) {
        throw Error(ErrorKind::input, "exposure",
                    fmt::format("none of {} lies in the study area", exposure_words(study)),
                    "Add a source that covers it, or take by = \"land\"");
    }
    grid.exposure = floored_exposure(counts, exposure.floor);
}

std::string exposure_words(const Study& study)
{
    switch (study.exposure.by) {
        case By::land:
            break;
        case By::addresses:
            return "the gazetteer's addresses";
        case By::postcodes:
            return "the gazetteer's postcodes";
        case By::layer:
            return study.exposure.layer.file +
                   (study.exposure.count.empty() ? "" : " (" + study.exposure.count + ")");
    }
    return "the land";
}

}  // namespace wardmap
