#pragma once

#include <cstddef>
#include <vector>

#include "wardmap/civil_time.hpp"

namespace wardmap {

/// The same day some months on or back; the month's last day where there is no such day.
[[nodiscard]] CivilDay months_later(CivilDay day, int months);

/// The most of the times that lie within `months` months: [t, t + months) for some t of them.
[[nodiscard]] std::size_t most_within(std::vector<CivilSecond> times, int months);

}  // namespace wardmap
