#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>
#include <span>

#include "cell_text.hpp"
#include "wardmap/error.hpp"
#include "wardmap/read_incidents.hpp"

namespace wardmap {

namespace {

using Names = std::initializer_list<std::string_view>;

/// Lower-case letters and digits only: "Date/Time of call" and "date_time_of_call" are the same.
std::string bare_name(std::string_view name)
{
    std::string bare;
    for (const char c : name) {
        const char lower = ascii_lower(c);
        if (is_digit(lower) || (lower >= 'a' && lower <= 'z')) {
            bare += lower;
        }
    }
    return bare;
}

/// Finds columns by their usual names, the better name first.
class UsualNames {
public:
    explicit UsualNames(std::span<const std::string> header) : m_header(header)
    {
        for (const std::string& name : header) {
            m_bare.push_back(bare_name(name));
        }
    }

    [[nodiscard]] std::string first(Names names) const
    {
        for (const std::string_view name : names) {
            const auto found = std::find(m_bare.begin(), m_bare.end(), name);
            if (found != m_bare.end()) {
                return m_header[static_cast<std::size_t>(found - m_bare.begin())];
            }
        }
        return {};
    }

    [[nodiscard]] std::vector<std::string> all(Names names) const
    {
        std::vector<std::string> found;
        for (const std::string_view name : names) {
            if (std::string column = first({name}); !column.empty()) {
                found.push_back(std::move(column));
            }
        }
        return found;
    }

private:
    std::span<const std::string> m_header;
    std::vector<std::string> m_bare;
};

std::vector<std::string> location_columns(const UsualNames& usual)
{
    const std::string whole =
        usual.first({"location", "address", "fulladdress", "incidentlocation", "incidentaddress",
                     "locationaddress", "locationdescription", "locationtext", "addressconcat", "where"});
    if (!whole.empty()) {
        return {whole};
    }
    return usual.all({"flat", "building", "buildingname", "housename", "housenumber", "number",
                      "addressline1", "addressline2", "addressline3", "address1", "address2", "address3",
                      "street", "streetname", "road", "locality", "town"});
}

/// Sets x, y and what CRS their names tell.
void find_coordinates(const UsualNames& usual, IncidentMapping& mapping)
{
    struct Pair {
        Names x;
        Names y;
        std::string_view crs;
    };
    const std::initializer_list<Pair> pairs = {
        {{"easting", "eastings", "eastingm", "oseasting", "osgreasting", "incidenteasting", "gridrefeasting"},
         {"northing", "northings", "northingm", "osnorthing", "osgrnorthing", "incidentnorthing",
          "gridrefnorthing"},
         "EPSG:27700"},
        {{"longitude", "lon", "lng", "long"}, {"latitude", "lat"}, "EPSG:4326"},
        {{"x", "xcoordinate", "xcoord"}, {"y", "ycoordinate", "ycoord"}, ""},
    };
    for (const Pair& pair : pairs) {
        const std::string x = usual.first(pair.x);
        const std::string y = usual.first(pair.y);
        if (!x.empty() && !y.empty()) {
            mapping.columns.x = x;
            mapping.columns.y = y;
            mapping.crs = pair.crs;
            return;
        }
    }
}

IncidentMapping generic_mapping(std::span<const std::string> header)
{
    const UsualNames usual(header);
    IncidentMapping mapping;
    IncidentColumns& columns = mapping.columns;
    columns.ref = usual.first({"ref",
                               "reference",
                               "incidentnumber",
                               "incidentno",
                               "incidentid",
                               "incidentref",
                               "incidentreference",
                               "crimeid",
                               "crimenumber",
                               "crimeno",
                               "crimeref",
                               "crimereference",
                               "casereference",
                               "caseref",
                               "casenumber",
                               "caseid",
                               "lognumber",
                               "logno",
                               "eventnumber",
                               "eventid",
                               "uniqueid",
                               "urn",
                               "id"});
    columns.category = usual.first(
        {"category",       "crimetype",          "incidenttype", "typeofincident", "incidentcategory",
         "asbtype",        "asbcategory",        "type",         "openingcode",    "openingcodedescription",
         "eventtype",      "calltype",           "problemtype",  "offence",        "offencetype",
         "classification", "servicerequesttype", "requesttype",  "complainttype",  "subject"});
    columns.notes =
        usual.first({"notes", "description", "details", "incidentdetails", "incidentdescription", "comments",
                     "summary", "narrative", "remarks", "freetext", "text", "finaldescription"});
    columns.location = location_columns(usual);
    columns.postcode = usual.first(
        {"postcode", "incidentpostcode", "locationpostcode", "postalcode", "pcode", "pcd", "pcds"});
    columns.uprn = usual.first({"uprn", "incidentuprn", "locationuprn", "propertyuprn"});
    find_coordinates(usual, mapping);
    columns.from = usual.first({"from",           "datefrom",     "fromdate",         "datetimefrom",
                                "fromdatetime",   "start",        "startdate",        "startdatetime",
                                "datetime",       "dateandtime",  "incidentdatetime", "datetimeofincident",
                                "datetimeofcall", "incidentdate", "dateofincident",   "occurredfrom",
                                "committedfrom",  "occurreddate", "dateoccurred",     "offencedate",
                                "calldatetime",   "calldate",     "datereported",     "reporteddate",
                                "createddate",    "datecreated",  "created",          "date",
                                "month"});
    columns.from_time = usual.first({"fromtime", "timefrom", "starttime", "incidenttime", "timeofincident",
                                     "timeofcall", "calltime", "time"});
    columns.to = usual.first({"to", "dateto", "todate", "datetimeto", "todatetime", "end", "enddate",
                              "enddatetime", "occurredto", "committedto"});
    columns.to_time = usual.first({"totime", "timeto", "endtime"});
    columns.reporter = usual.first({"reporter", "reporterid", "reportername", "caller", "callerid",
                                    "complainant", "complainantid", "customerid", "reportedby"});
    return mapping;
}

IncidentMapping police_uk_mapping()
{
    IncidentMapping mapping;
    mapping.columns.ref = "Crime ID";
    mapping.columns.category = "Crime type";
    mapping.columns.location = {"Location"};
    mapping.columns.x = "Longitude";
    mapping.columns.y = "Latitude";
    mapping.columns.from = "Month";
    mapping.crs = "EPSG:4326";
    return mapping;
}

}  // namespace

IncidentMapping preset_mapping(const std::string& preset, const std::vector<std::string>& header)
{
    if (preset == "police.uk") {
        return police_uk_mapping();
    }
    if (preset == "generic") {
        return generic_mapping(header);
    }
    throw Error(ErrorKind::usage, "preset", fmt::format("\"{}\" is not the name of a preset", preset),
                "Use police.uk or generic");
}

}  // namespace wardmap
