#include "ogr_values.hpp"

#include <cpl_conv.h>
#include <cpl_string.h>
#include <fmt/format.h>

#include <chrono>
#include <cmath>
#include <cstring>

#include "wardmap/number_text.hpp"

namespace wardmap::formats {

FieldType field_type_of(OGRFieldDefnH definition)
{
    switch (OGR_Fld_GetType(definition)) {
        case OFTInteger:
            return OGR_Fld_GetSubType(definition) == OFSTBoolean ? FieldType::boolean : FieldType::integer;
        case OFTInteger64:
            return FieldType::integer;
        case OFTReal:
            return FieldType::real;
        default:
            return FieldType::text;
    }
}

namespace {

/// OGR's time zone flag: 0 unknown, 1 local, 100 UTC, else quarters of an hour from UTC plus 100.
std::string zone_text(int flag)
{
    if (flag <= 1) {
        return "";
    }
    if (flag == 100) {
        return "Z";
    }
    const int minutes = (flag - 100) * 15;
    return fmt::format("{}{:02}:{:02}", minutes < 0 ? '-' : '+', std::abs(minutes) / 60,
                       std::abs(minutes) % 60);
}

struct Moment {
    int year = 0;
    int month = 0;
    int day = 0;
    int hour = 0;
    int minute = 0;
    int thousandths = 0;
};

/// A spreadsheet's 18:05:00 may be stored as 18:04:59.9996: seconds that were rounded to 60 begin the next minute.
void carry(Moment& moment)
{
    constexpr int minute_thousandths = 60'000;
    if (moment.thousandths < minute_thousandths) {
        return;
    }
    const std::chrono::year_month_day date{std::chrono::year{moment.year},
                                           std::chrono::month{static_cast<unsigned>(moment.month)},
                                           std::chrono::day{static_cast<unsigned>(moment.day)}};
    moment.thousandths = 0;
    moment.minute = (moment.minute + 1) % 60;
    moment.hour = (moment.hour + (moment.minute == 0 ? 1 : 0)) % 24;
    if (moment.minute == 0 && moment.hour == 0 && date.ok()) {
        const std::chrono::year_month_day next{std::chrono::sys_days{date} + std::chrono::days{1}};
        moment.year = static_cast<int>(next.year());
        moment.month = static_cast<int>(static_cast<unsigned>(next.month()));
        moment.day = static_cast<int>(static_cast<unsigned>(next.day()));
    }
}

std::string time_text(OGRFeatureH feature, int index, OGRFieldType type)
{
    Moment moment;
    float second = 0;
    int zone = 0;
    OGR_F_GetFieldAsDateTimeEx(feature, index, &moment.year, &moment.month, &moment.day, &moment.hour,
                               &moment.minute, &second, &zone);
    moment.thousandths = static_cast<int>(std::lround(second * 1000.0F));
    carry(moment);
    std::string date = fmt::format("{:04}-{:02}-{:02}", moment.year, moment.month, moment.day);
    if (type == OFTDate) {
        return date;
    }
    std::string clock =
        fmt::format("{:02}:{:02}:{:02}", moment.hour, moment.minute, moment.thousandths / 1000);
    if (moment.thousandths % 1000 != 0) {
        clock += fmt::format(".{:03}", moment.thousandths % 1000);
    }
    return type == OFTTime ? clock : date + "T" + clock + zone_text(zone);
}

template <typename Item>
std::string joined(const Item* items, int count)
{
    std::string text;
    for (int i = 0; i < count; ++i) {
        if (i > 0) {
            text += "; ";
        }
        if constexpr (std::is_same_v<Item, double>) {
            text += shortest_text(items[i]);
        } else {
            text += fmt::format("{}", items[i]);
        }
    }
    return text;
}

std::string list_text(OGRFeatureH feature, int index, OGRFieldType type)
{
    int count = 0;  // read after the call that sets it, which as arguments of one call they need not be
    if (type == OFTIntegerList) {
        const int* const items = OGR_F_GetFieldAsIntegerList(feature, index, &count);
        return joined(items, count);
    }
    if (type == OFTInteger64List) {
        const GIntBig* const items = OGR_F_GetFieldAsInteger64List(feature, index, &count);
        return joined(items, count);
    }
    if (type == OFTRealList) {
        const double* const items = OGR_F_GetFieldAsDoubleList(feature, index, &count);
        return joined(items, count);
    }
    char** items = OGR_F_GetFieldAsStringList(feature, index);
    return joined(items, CSLCount(items));
}

}  // namespace

Value value_of(OGRFeatureH feature, int index, OGRFieldDefnH definition, const std::string& where)
{
    if (OGR_F_IsFieldSetAndNotNull(feature, index) == 0) {
        return {};
    }
    const OGRFieldType type = OGR_Fld_GetType(definition);
    switch (field_type_of(definition)) {
        case FieldType::boolean:
            return OGR_F_GetFieldAsInteger(feature, index) != 0;
        case FieldType::integer:
            return std::int64_t{OGR_F_GetFieldAsInteger64(feature, index)};
        case FieldType::real:
            return OGR_F_GetFieldAsDouble(feature, index);
        case FieldType::text:
            break;
    }
    if (type == OFTDate || type == OFTTime || type == OFTDateTime) {
        return time_text(feature, index, type);
    }
    const bool list =
        type == OFTIntegerList || type == OFTInteger64List || type == OFTRealList || type == OFTStringList;
    std::string text = list ? list_text(feature, index, type) : OGR_F_GetFieldAsString(feature, index);
    if (CPLIsUTF8(text.c_str(), -1) == 0) {
        throw Error(
            ErrorKind::input, where,
            fmt::format("the text of field '{}' is not UTF-8", OGR_Fld_GetNameRef(definition)),
            "save the file as UTF-8, or state its encoding (for a shapefile in a .cpg file beside it)");
    }
    return text;
}

}  // namespace wardmap::formats
