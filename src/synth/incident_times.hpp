#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "hotspot_plan.hpp"
#include "random.hpp"
#include "wardmap/civil_time.hpp"

namespace wardmap::synth {

/// The first day of every town's records.
inline constexpr CivilDay first_day{std::chrono::local_days{std::chrono::January / 1 / 2025}};
[[nodiscard]] CivilDay day_after_months(std::uint32_t months);

using CivilMinute = std::chrono::local_time<std::chrono::minutes>;

/// When incidents of each theme happen: more in summer; ASB in the evening, most on Friday and Saturday;
/// drugs from the afternoon to the evening; car cruising on Friday to Sunday nights from 20:00 to 02:00.
class IncidentTimes {
public:
    explicit IncidentTimes(std::uint32_t months);
    /// Civil time, never in the hour that the clocks leave out in spring.
    [[nodiscard]] CivilMinute draw(Theme theme, Random& random) const;
    [[nodiscard]] CivilDay end() const noexcept { return m_end; }

private:
    [[nodiscard]] CivilDay draw_day(Theme theme, Random& random) const;

    CivilDay m_end;
    std::array<std::vector<double>, 4> m_days_up_to;  ///< by theme: running sum of the days' weights
};

/// "30/03/2025 18:05".
[[nodiscard]] std::string british_minute_text(CivilMinute time);

}  // namespace wardmap::synth
