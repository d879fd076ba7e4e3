#include "postcode_maker.hpp"

#include <string>
#include <utility>

#include "lattice.hpp"
#include "wardmap/error.hpp"

namespace wardmap::synth {

namespace {

constexpr std::string_view unit_letters = "ABDEFGHJLNPQRSTUWXYZ";  // never C I K M O V
constexpr std::uint32_t units_a_sector = 400;
constexpr std::uint32_t units_a_locality = units_a_sector / 2;

std::string postcode_text(const char* area, std::uint32_t sector, std::uint32_t unit)
{
    return area + std::to_string(1 + sector / 10) + ' ' + std::to_string(sector % 10) +
           unit_letters[unit / 20] + unit_letters[unit % 20];
}

PointM nearest_to_mean(const Town& town, std::uint32_t first, std::uint32_t end)
{
    PointM sum;
    for (std::uint32_t p = first; p < end; ++p) {
        sum = {sum.x_m + town.plots[p].position.x_m, sum.y_m + town.plots[p].position.y_m};
    }
    const PointM mean{sum.x_m / (end - first), sum.y_m / (end - first)};
    PointM best = town.plots[first].position;
    for (std::uint32_t p = first; p < end; ++p) {
        if (squared_distance_m2(town.plots[p].position, mean) < squared_distance_m2(best, mean)) {
            best = town.plots[p].position;
        }
    }
    return best;
}

}  // namespace

void PostcodeMaker::add(std::uint32_t first, std::uint32_t end, Random& random)
{
    const std::uint32_t locality = m_town.street_of(m_town.plots[first]).locality;
    std::uint32_t& used = m_used[locality];
    // Gaps while there is room, for in real life a neighbouring unit often does not exist.
    used += used < units_a_locality / 2 ? 1 + random.below(2) : 1;
    if (used > units_a_locality) {
        throw Error(ErrorKind::internal, "synth", "a locality with too many postcodes",
                    "report this as a defect");
    }
    const std::uint32_t sector = locality / 2;
    const std::uint32_t unit = locality % 2 * units_a_locality + used - 1;

    Postcode postcode;
    postcode.text = postcode_text("ZV", sector, unit);
    postcode.position = nearest_to_mean(m_town, first, end);
    if (random.chance(0.2)) {
        postcode.former = postcode_text("ZW", sector, units_a_sector - 1 - unit);
        postcode.former_position = to_decimetres({postcode.position.x_m + random.between(-20.0, 20.0),
                                                  postcode.position.y_m + random.between(-20.0, 20.0)});
    }
    for (std::uint32_t p = first; p < end; ++p) {
        m_town.plots[p].postcode = static_cast<std::uint32_t>(m_town.postcodes.size());
    }
    m_town.postcodes.push_back(std::move(postcode));
}

}  // namespace wardmap::synth
