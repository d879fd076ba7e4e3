#include "output_date.hpp"

#include <chrono>
#include <cstdlib>

#include "wardmap/civil_time.hpp"
#include "wardmap/number_text.hpp"

namespace wardmap::formats {

std::string output_date()
{
    constexpr std::int64_t start_1980 = 315'532'800;
    constexpr std::int64_t end_9999 = 253'402'300'800;
    const char* set = std::getenv("SOURCE_DATE_EPOCH");  // NOLINT(concurrency-mt-unsafe)
    std::int64_t epoch = parse_integer(set != nullptr ? set : "").value_or(start_1980);
    if (epoch < start_1980 || epoch >= end_9999) {
        epoch = start_1980;  // DBF and ZIP know no earlier date
    }
    const CivilSecond time{std::chrono::seconds{epoch}};
    return iso_second_text(time) + ".000Z";
}

}  // namespace wardmap::formats
