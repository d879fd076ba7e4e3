#include <algorithm>
#include <initializer_list>

#include "source_columns.hpp"
#include "wardmap/gazetteer.hpp"

namespace wardmap {

namespace {

/// Column names of one table, for questions about it.
class ColumnNames {
public:
    explicit ColumnNames(const std::vector<std::string>& header)
        : m_header(header), m_plain(locate_detail::plain_names(header))
    {
    }

    [[nodiscard]] bool any(std::initializer_list<std::string_view> names) const
    {
        return std::any_of(names.begin(), names.end(), [&](std::string_view name) {
            return std::find(m_plain.begin(), m_plain.end(), name) != m_plain.end();
        });
    }

    [[nodiscard]] bool has_osm_tags() const
    {
        return any({"othertags"}) ||
               std::any_of(m_header.begin(), m_header.end(), [](const std::string& name) {
                   return name.starts_with("addr:") || name.starts_with("addr_");
               });
    }

private:
    const std::vector<std::string>& m_header;
    std::vector<std::string> m_plain;
};

}  // namespace

// From the names that only one product has to those that many share.
std::optional<SourceKind> detect_source_kind(const std::vector<std::string>& header, GeometryKind geometry)
{
    const ColumnNames has(header);
    if (has.has_osm_tags()) {
        return SourceKind::osm;
    }
    if (has.any({"atcocode", "naptancode"})) {
        return SourceKind::stops;
    }
    if (has.any({"name1"}) && has.any({"localtype"})) {
        return SourceKind::names;
    }
    if (has.any({"pqi", "positionalqualityindicator"})) {
        return SourceKind::codepoint;
    }
    if (has.any({"pcds", "pcd", "pcd7", "pcd8"})) {
        return SourceKind::onspd;
    }
    if (has.any({"dwellings", "storeys", "blockname"}) && has.any({"name", "blockname", "buildingname"})) {
        return SourceKind::blocks;
    }
    const bool has_street =
        has.any({"street", "streetname", "streetdescription", "streetdescriptor", "thoroughfare",
                 "thoroughfarename", "road", "roadname", "streetorplace"});
    const bool has_number = has.any({"number", "housenumber", "buildingnumber", "streetnumber", "paon",
                                     "houseno", "paostartnumber", "paotext", "building", "buildingname"});
    if (has_street && has_number) {
        return SourceKind::addresses;
    }
    if (has.any({"uprn"}) && !has_street && geometry == GeometryKind::none) {
        return SourceKind::uprn;
    }
    if (has_street || (geometry == GeometryKind::line && has.any({"name", "roadname1"}))) {
        return SourceKind::streets;
    }
    if (geometry == GeometryKind::point && has.any({"name"})) {
        return SourceKind::names;
    }
    return geometry == GeometryKind::none && has.any({"postcode"}) ? std::optional(SourceKind::onspd)
                                                                   : std::nullopt;
}

}  // namespace wardmap
