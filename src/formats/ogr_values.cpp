#include "ogr_values.hpp"

#include <cpl_conv.h>
#include <cpl_string.h>
#include <fmt/format.h>

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

std::string time_text(OGRFeatureH feature, int index, OGRFieldType type)
{
    int year = 0;
    int month = 0;
    int day = 0;
    int hour = 0;
    int minute = 0;
    float second = 0;
    int zone = 0;
    OGR_F_GetFieldAsDateTimeEx(feature, index, &year, &month, &day, &hour, &minute, &second, &zone);
    std::string date = fmt::format("{:04}-{:02}-{:02}", year, month, day);
    if (type == OFTDate) {
        return date;
    }
    // A spreadsheet's 18:05:00 may be stored as 18:04:59.9996.
    const int thousandths = static_cast<int>(std::lround(second * 1000.0F));
    std::string clock = fmt::format("{:02}:{:02}:{:02}", hour, minute, thousandths / 1000);
    if (thousandths % 1000 != 0) {
        clock += fmt::format(".{:03}", thousandths % 1000);
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
    int count = 0;
    if (type == OFTIntegerList) {
        return joined(OGR_F_GetFieldAsIntegerList(feature, index, &count), count);
    }
    if (type == OFTInteger64List) {
        return joined(OGR_F_GetFieldAsInteger64List(feature, index, &count), count);
    }
    if (type == OFTRealList) {
        return joined(OGR_F_GetFieldAsDoubleList(feature, index, &count), count);
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
