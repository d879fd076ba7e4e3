#include "source_columns.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "wardmap/error.hpp"

namespace wardmap::locate_detail {
namespace {

// Letters and digits in lower case: "POSTCODE_LOCATOR", "Postcode Locator" and "postcodeLocator" are one name.
std::string plain_name(std::string_view name)
{
    std::string plain;
    for (const char c : name) {
        if (c >= 'A' && c <= 'Z') {
            plain += static_cast<char>(c - 'A' + 'a');
        } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
            plain += c;
        }
    }
    return plain;
}

using Column = SourceColumns::Column;

/// Names of one part in order of preference; a trailing '*' stands for any ending.
struct Pattern {
    Column SourceColumns::* column;
    std::vector<std::string_view> names;
};

const std::vector<Pattern>& patterns()
{
    static const std::vector<Pattern> all = {
        {&SourceColumns::uprn, {"uprn", "blockuprn", "refuprn"}},
        {&SourceColumns::parent_uprn, {"parentuprn", "uprnparent", "puprn", "parent"}},
        {&SourceColumns::flat,
         {"flat", "flatnumber", "flatno", "subbuildingname", "subbuilding", "addrflats", "addrflat",
          "addrunit", "unit"}},
        {&SourceColumns::building, {"building", "buildingname", "addrhousename", "housename", "blockname"}},
        {&SourceColumns::number,
         {"number", "housenumber", "buildingnumber", "streetnumber", "addrhousenumber", "houseno", "paon"}},
        {&SourceColumns::street,
         {"street", "streetname", "thoroughfare", "thoroughfarename", "streetdescription", "streetdescriptor",
          "streetorplace", "road", "roadname", "roadname1", "addrstreet"}},
        {&SourceColumns::locality,
         {"locality", "localityname", "dependentlocality", "addrsuburb", "suburb", "village"}},
        {&SourceColumns::town, {"town", "townname", "posttown", "addrcity", "city", "populatedplace"}},
        {&SourceColumns::postcode,
         {"postcode", "postcodelocator", "pcds", "pcd8", "pcd2", "pcd7", "pcd", "addrpostcode",
          "postalcode"}},
        {&SourceColumns::name,
         {"name", "name1", "commonname", "blockname", "buildingname", "streetname", "streetorplace",
          "locationtext", "title", "street", "building"}},
        {&SourceColumns::aliases, {"aliases", "alias", "altname", "othernames", "name2", "alsoknownas"}},
        {&SourceColumns::x,
         {"x", "xcoordinate", "easting", "eastings", "eastingm", "geometryx", "oseast1m", "east1m", "xm",
          "osgbeasting"}},
        {&SourceColumns::y,
         {"y", "ycoordinate", "northing", "northings", "northingm", "geometryy", "osnrth1m", "north1m", "ym",
          "osgbnorthing"}},
        {&SourceColumns::lon, {"longitude", "lon", "long", "lng", "londeg"}},
        {&SourceColumns::lat, {"latitude", "lat", "latdeg"}},
        {&SourceColumns::sao_start, {"saostartnumber", "saostartno"}},
        {&SourceColumns::sao_start_suffix, {"saostartsuffix"}},
        {&SourceColumns::sao_end, {"saoendnumber", "saoendno"}},
        {&SourceColumns::sao_end_suffix, {"saoendsuffix"}},
        {&SourceColumns::sao_text, {"saotext"}},
        {&SourceColumns::pao_start, {"paostartnumber", "paostartno"}},
        {&SourceColumns::pao_start_suffix, {"paostartsuffix"}},
        {&SourceColumns::pao_end, {"paoendnumber", "paoendno"}},
        {&SourceColumns::pao_end_suffix, {"paoendsuffix"}},
        {&SourceColumns::pao_text, {"paotext"}},
        {&SourceColumns::quality,
         {"pqi", "positionalqualityindicator", "positionalquality", "osgrdind", "gridind"}},
        {&SourceColumns::ended, {"doterm", "terminated", "dateterminated"}},
        {&SourceColumns::type, {"type"}},
        {&SourceColumns::local_type, {"localtype"}},
        {&SourceColumns::other_tags, {"othertags"}},
    };
    return all;
}

Column find(const std::vector<std::string>& plain, std::string_view name)
{
    const auto at = std::find(plain.begin(), plain.end(), name);
    return at == plain.end() ? Column{} : Column(static_cast<std::size_t>(at - plain.begin()));
}

std::string listed(const std::vector<std::string>& header)
{
    std::string text;
    for (const std::string& name : header) {
        text += text.empty() ? "" : ", ";
        text += name;
    }
    return text;
}

// The names that the user gave, over those found by pattern.
void apply_given(const std::vector<std::string>& header, const EntryColumns& given, const std::string& where,
                 SourceColumns& columns)
{
    struct Choice {
        const std::string& name;
        Column SourceColumns::* column;
    };
    const std::array<Choice, 12> choices{{{given.uprn, &SourceColumns::uprn},
                                          {given.parent_uprn, &SourceColumns::parent_uprn},
                                          {given.flat, &SourceColumns::flat},
                                          {given.building, &SourceColumns::building},
                                          {given.number, &SourceColumns::number},
                                          {given.street, &SourceColumns::street},
                                          {given.locality, &SourceColumns::locality},
                                          {given.town, &SourceColumns::town},
                                          {given.postcode, &SourceColumns::postcode},
                                          {given.x, &SourceColumns::x},
                                          {given.y, &SourceColumns::y},
                                          {given.name, &SourceColumns::name}}};
    for (const Choice& choice : choices) {
        if (choice.name.empty()) {
            continue;
        }
        const Column found = find(plain_names(header), plain_name(choice.name));
        if (!found) {
            throw Error(ErrorKind::input, where, "there is no column \"" + choice.name + "\"",
                        "the columns are: " + listed(header));
        }
        columns.*choice.column = found;
    }
}

}  // namespace

std::vector<std::string> plain_names(const std::vector<std::string>& header)
{
    std::vector<std::string> plain;
    plain.reserve(header.size());
    for (const std::string& name : header) {
        plain.push_back(plain_name(name));
    }
    return plain;
}

SourceColumns find_columns(const std::vector<std::string>& header, SourceKind kind, const EntryColumns& given,
                           const std::string& where)
{
    const std::vector<std::string> plain = plain_names(header);
    SourceColumns columns;
    for (const Pattern& pattern : patterns()) {
        for (const std::string_view name : pattern.names) {
            if (!(columns.*pattern.column)) {
                columns.*pattern.column = find(plain, name);
            }
        }
    }
    if (kind == SourceKind::names) {  // NAME1 is the street or the place, not its building
        columns.street.reset();
        columns.building.reset();
    }
    apply_given(header, given, where, columns);
    return columns;
}

const std::vector<std::string>& codepoint_header()
{
    static const std::vector<std::string> header = {"Postcode",
                                                    "Positional_quality_indicator",
                                                    "Eastings",
                                                    "Northings",
                                                    "Country_code",
                                                    "NHS_regional_HA_code",
                                                    "NHS_HA_code",
                                                    "Admin_county_code",
                                                    "Admin_district_code",
                                                    "Admin_ward_code"};
    return header;
}

const std::vector<std::string>& open_names_header()
{
    static const std::vector<std::string> header = {"ID",
                                                    "NAMES_URI",
                                                    "NAME1",
                                                    "NAME1_LANG",
                                                    "NAME2",
                                                    "NAME2_LANG",
                                                    "TYPE",
                                                    "LOCAL_TYPE",
                                                    "GEOMETRY_X",
                                                    "GEOMETRY_Y",
                                                    "MOST_DETAIL_VIEW_RES",
                                                    "LEAST_DETAIL_VIEW_RES",
                                                    "MBR_XMIN",
                                                    "MBR_YMIN",
                                                    "MBR_XMAX",
                                                    "MBR_YMAX",
                                                    "POSTCODE_DISTRICT",
                                                    "POSTCODE_DISTRICT_URI",
                                                    "POPULATED_PLACE",
                                                    "POPULATED_PLACE_URI",
                                                    "POPULATED_PLACE_TYPE",
                                                    "DISTRICT_BOROUGH",
                                                    "DISTRICT_BOROUGH_URI",
                                                    "DISTRICT_BOROUGH_TYPE",
                                                    "COUNTY_UNITARY",
                                                    "COUNTY_UNITARY_URI",
                                                    "COUNTY_UNITARY_TYPE",
                                                    "REGION",
                                                    "REGION_URI",
                                                    "COUNTRY",
                                                    "COUNTRY_URI",
                                                    "RELATED_SPATIAL_OBJECT",
                                                    "SAME_AS_DBPEDIA",
                                                    "SAME_AS_GEONAMES"};
    return header;
}

}  // namespace wardmap::locate_detail
