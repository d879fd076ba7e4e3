#include <cmath>
#include <limits>
#include <map>

#include "proj_handle.hpp"
#include "wardmap/error.hpp"
#include "wardmap/projection.hpp"

namespace wardmap {

namespace {

/// A swapped pair of a study lies this far from the study or more; nearer ones cannot be told from
/// places just outside it (around Manchester easting and northing are nearly equal).
constexpr double swapped_distance_m = 20'000;

struct Columns {
    std::vector<double> x;
    std::vector<double> y;
    void push_back(double new_x, double new_y)
    {
        x.push_back(new_x);
        y.push_back(new_y);
    }
};

/// Where the study's places can be: the area of use of its CRS, in degrees of its own datum, and the
/// box that the study expects, if it has one.
class StudyGround {
public:
    StudyGround(const std::string& study_crs, const BoxM& expected) : m_expected(expected), m_area(study_crs)
    {
        const PjContext context = quiet_offline_context();
        const Pj crs = horizontal_crs(context.get(), study_crs);
        const Pj geodetic{proj_crs_get_geodetic_crs(context.get(), crs.get())};
        const char* wkt = geodetic && m_area.is_known()
                              ? proj_as_wkt(context.get(), geodetic.get(), PJ_WKT2_2019, nullptr)
                              : nullptr;
        if (wkt != nullptr) {
            m_to_degrees.emplace(study_crs, wkt);
        }
    }

    /// For each place: does it lie where the study's places can be?
    [[nodiscard]] std::vector<bool> is_in_area_of_use(const Columns& places) const
    {
        if (!m_to_degrees) {
            return std::vector<bool>(places.x.size(), true);
        }
        Columns degrees = places;
        m_to_degrees->forward(degrees.x, degrees.y);
        std::vector<bool> inside(places.x.size());
        for (std::size_t i = 0; i < inside.size(); ++i) {
            inside[i] = m_area.contains(degrees.x[i], degrees.y[i]);
        }
        return inside;
    }

    [[nodiscard]] bool is_expected(PointM p) const { return m_expected.contains(p); }
    [[nodiscard]] bool is_far_off(PointM p) const
    {
        return !m_expected.is_empty() && !m_expected.grown(swapped_distance_m).contains(p);
    }

private:
    BoxM m_expected;
    AreaOfUse m_area;
    std::optional<Projection> m_to_degrees;
};

/// What became of each record; the words are the stable codes of the ledger.
enum class Outcome { kept, unprojectable, swapped };

const char* reason_code(Outcome outcome)
{
    return outcome == Outcome::swapped ? "swapped-coordinates" : "unprojectable-coordinates";
}

/// Whether each pair, read the other way round, is the better place: the pair as given lies outside
/// the study CRS's area of use and the swapped one inside, or the pair lies far from the study's
/// ground and the swapped one on it.
std::vector<bool> find_swapped(const Columns& given, const Columns& places, const Projection& projection,
                               const StudyGround& ground)
{
    const std::size_t count = given.x.size();
    const std::vector<bool> in_use = ground.is_in_area_of_use(places);
    std::vector<std::size_t> suspects;
    Columns swapped;
    for (std::size_t i = 0; i < count; ++i) {
        if (!in_use[i] || ground.is_far_off({places.x[i], places.y[i]})) {
            suspects.push_back(i);
            swapped.push_back(given.y[i], given.x[i]);
        }
    }
    projection.forward(swapped.x, swapped.y);
    const std::vector<bool> swapped_in_use = ground.is_in_area_of_use(swapped);
    std::vector<bool> result(count, false);
    for (std::size_t s = 0; s < suspects.size(); ++s) {
        const PointM p{swapped.x[s], swapped.y[s]};
        result[suspects[s]] = (!in_use[suspects[s]] && swapped_in_use[s]) || ground.is_expected(p);
    }
    return result;
}

struct Placed {
    PointM position;
    Outcome outcome = Outcome::kept;
};

std::vector<Placed> place_all(const Columns& given, const Projection& projection, const StudyGround& ground)
{
    Columns places = given;
    projection.forward(places.x, places.y);
    const std::vector<bool> swapped = find_swapped(given, places, projection, ground);
    std::vector<Placed> placed(given.x.size());
    for (std::size_t i = 0; i < placed.size(); ++i) {
        placed[i].position = {places.x[i], places.y[i]};
        if (swapped[i]) {
            placed[i].outcome = Outcome::swapped;
        } else if (std::isnan(places.x[i])) {
            placed[i].outcome = Outcome::unprojectable;
        }
    }
    return placed;
}

/// Records with coordinates by the CRS of their file, in the order in which the systems occur.
std::vector<std::pair<std::string, std::vector<std::size_t>>> records_by_crs(const IncidentSet& incidents)
{
    std::vector<std::pair<std::string, std::vector<std::size_t>>> batches;
    std::map<std::string, std::size_t> batch_of;
    for (std::size_t r = 0; r < incidents.records.size(); ++r) {
        const IncidentRecord& record = incidents.records[r];
        if (!record.given) {
            continue;
        }
        const IncidentFile& file = incidents.files.at(record.file);
        if (file.crs.empty()) {
            throw Error(ErrorKind::input, file.path, "coordinates without a coordinate reference system",
                        "State the system of the file's coordinates, such as EPSG:27700 or EPSG:4326.");
        }
        const auto [entry, is_new] = batch_of.try_emplace(file.crs, batches.size());
        if (is_new) {
            batches.emplace_back(file.crs, std::vector<std::size_t>{});
        }
        batches[entry->second].second.push_back(r);
    }
    return batches;
}

/// Takes out what could not be placed, in the order of the records.
void remove_rejected(IncidentSet& incidents, const std::vector<Outcome>& outcomes, Diagnostics& diagnostics)
{
    std::size_t kept = 0;
    for (std::size_t r = 0; r < incidents.records.size(); ++r) {
        IncidentRecord& record = incidents.records[r];
        if (outcomes[r] != Outcome::kept) {
            diagnostics.reject(incidents.files[record.file].path, record.line, reason_code(outcomes[r]));
            continue;
        }
        if (kept != r) {
            incidents.records[kept] = std::move(record);
        }
        ++kept;
    }
    incidents.records.resize(kept);
}

}  // namespace

std::vector<UsedOperation> project_given(IncidentSet& incidents, const std::string& study_crs,
                                         Diagnostics& diagnostics, const BoxM& expected)
{
    const StudyGround ground(study_crs, expected);
    std::vector<Outcome> outcomes(incidents.records.size(), Outcome::kept);
    std::vector<UsedOperation> used;
    for (const auto& [crs, batch] : records_by_crs(incidents)) {
        const Projection projection(crs, study_crs);
        used.push_back({crs, projection.operation(), projection.accuracy_m()});
        Columns given;
        for (const std::size_t r : batch) {
            given.push_back(incidents.records[r].given->x, incidents.records[r].given->y);
        }
        const std::vector<Placed> placed = place_all(given, projection, ground);
        for (std::size_t i = 0; i < batch.size(); ++i) {
            incidents.records[batch[i]].position = placed[i].position;
            outcomes[batch[i]] = placed[i].outcome;
        }
    }
    remove_rejected(incidents, outcomes, diagnostics);
    return used;
}

}  // namespace wardmap
