#pragma once

#include <cstdint>
#include <vector>

#include "random.hpp"
#include "town.hpp"

namespace wardmap::synth {

/// Hands out postcodes of the area ZV, which is not in use in the United Kingdom but passes the pattern of
/// methods.md §12. Two localities share a sector, as neighbours in real life do.
class PostcodeMaker {
public:
    explicit PostcodeMaker(Town& town) : m_town(town), m_used(town.localities.size(), 0) {}

    /// Adds a postcode for the plots [first, end) of one street or block, placed at the plot nearest to
    /// their mean, and gives it to them. One in five replaced a terminated postcode of the area ZW.
    void add(std::uint32_t first, std::uint32_t end, Random& random);

private:
    Town& m_town;
    std::vector<std::uint32_t> m_used;  ///< units used, by locality
};

}  // namespace wardmap::synth
