#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "wardmap/csv.hpp"
#include "wardmap/diagnostics.hpp"
#include "wardmap/feature_table.hpp"
#include "wardmap/place.hpp"
#include "wardmap/row_source.hpp"

namespace wardmap {

/// What a gazetteer source holds.
enum class SourceKind { codepoint, onspd, uprn, addresses, names, streets, blocks, stops, osm };
[[nodiscard]] std::optional<SourceKind> source_kind_named(std::string_view name) noexcept;
[[nodiscard]] std::string_view source_kind_name(SourceKind kind) noexcept;

/// The kind of a table by its column names and geometry; nullopt where they fit none, or fit several.
[[nodiscard]] std::optional<SourceKind> detect_source_kind(const std::vector<std::string>& header,
                                                           GeometryKind geometry = GeometryKind::none);
/// The kind of a delimited file by its first line, which may be data (Code-Point Open, OS Open Names).
/// Throws Error (input) as open_csv does.
[[nodiscard]] std::optional<SourceKind> detect_csv_source_kind(const std::filesystem::path& path);

/// Where a gazetteer source came from; kept in the gazetteer and the manifest.
struct GazetteerSource {
    SourceKind kind = SourceKind::addresses;
    std::string path;  ///< as the user named it
    std::string sha256;
    std::string date;     ///< as stated by the user; may be empty
    std::string licence;  ///< as stated by the user; may be empty
};

/// One row of a gazetteer: an address, a building, a postcode, a street point, a named place.
struct GazetteerEntry {
    /// A landmark bears its name as `building`; a place (town, suburb) too, and is known but never placed.
    enum class Kind { address, building, postcode, street, landmark, place };
    Kind kind = Kind::address;
    std::string uprn;
    std::string parent_uprn;
    std::string flat;      ///< "3", "12A"; without the word "Flat"
    std::string building;  ///< building or block name
    std::string number;    ///< "12", "12A", "12-16"
    std::string street;
    std::string locality;
    std::string town;
    std::string postcode;
    std::vector<std::string> aliases;
    PointM position;
    double precision_m = 0;  ///< 0: the default of its level (methods §8)
    bool historic = false;   ///< a terminated postcode
    std::uint32_t source = 0;
};

/// What an entry is called from one build of a gazetteer to the next: "uprn 10070001", or its kind and its
/// parts ("street Church Street, Upton, Newton"). The points of one street share one.
[[nodiscard]] std::string entry_reference(const GazetteerEntry& entry);
/// The parts of an entry that locate it, joined: "Flat 3, Harrow Court, Elm Road, Newton, SG1 1AD".
[[nodiscard]] std::string entry_text(const GazetteerEntry& entry);

/// Column names for a source whose own are not recognised; an empty name is looked up by pattern.
struct EntryColumns {
    std::string uprn, parent_uprn, flat, building, number, street, locality, town, postcode, x, y, name;
};

struct EntryOptions {
    SourceKind kind = SourceKind::addresses;
    std::uint32_t source = 0;  ///< index into the gazetteer's sources
    EntryColumns columns = {};
    /// CRS of x and y; empty: that of the kind's product (national grid), or degrees for tables that
    /// have only longitude and latitude.
    std::string crs = {};
    std::string study_crs = "EPSG:27700";
};

/// Opens a delimited gazetteer source; knows the products without a header row (Code-Point Open).
/// Messages call the file `name`, or by its path if that is empty.
[[nodiscard]] std::unique_ptr<CsvSource> open_gazetteer_csv(const std::filesystem::path& path,
                                                            SourceKind kind, const std::string& name = {});

/// Turns rows of a source into entries. Column names are found by pattern for the known kinds; x and y
/// are projected to the study's CRS.
/// Rows with mangled UPRNs ("1.00E+11"), unreadable or zero coordinates are rejected with reason.
/// Throws Error (input) for missing columns (lists those there are) and a source without entries.
void append_entries(RowSource& rows, const EntryOptions& options, std::vector<GazetteerEntry>& entries,
                    Diagnostics& diagnostics);
/// The same from features with geometry (streets as lines or points, blocks, OSM addr:* tags).
void append_entries(const FeatureTable& table, const EntryOptions& options,
                    std::vector<GazetteerEntry>& entries, Diagnostics& diagnostics);

/// A built gazetteer: read-only, shared by threads and processes.
class Gazetteer {
public:
    /// Throws Error (input) for a file that is not a gazetteer, is cut short, or has another schema.
    [[nodiscard]] static Gazetteer open(const std::filesystem::path& path);
    /// Held in memory only, for one run.
    [[nodiscard]] static Gazetteer in_memory(std::vector<GazetteerSource> sources,
                                             const std::vector<GazetteerEntry>& entries,
                                             const std::string& crs);
    Gazetteer(Gazetteer&&) noexcept;
    Gazetteer& operator=(Gazetteer&&) noexcept;
    ~Gazetteer();

    [[nodiscard]] const std::vector<GazetteerSource>& sources() const noexcept;
    [[nodiscard]] const std::string& crs() const noexcept;
    [[nodiscard]] std::size_t entry_count() const noexcept;
    [[nodiscard]] GazetteerEntry entry(std::uint32_t index) const;

    /// The entry of that kind nearest to `p` within `max_m`, ties to the lower index; -1 for none. For
    /// naming places.
    [[nodiscard]] std::int64_t nearest(PointM p, GazetteerEntry::Kind kind, double max_m) const;

    /// The places of the postal addresses in `box`, each address once; historic ones are left out.
    [[nodiscard]] std::vector<PointM> addresses_in(const BoxM& box) const;

    /// For each reference (see entry_reference) the first entry that bears it; -1 where it is gone. Cost: one
    /// pass over the gazetteer, however many references.
    [[nodiscard]] std::vector<std::int64_t> find(const std::vector<std::string>& references) const;

    struct Index;  ///< private to the matcher
    [[nodiscard]] const Index& index() const noexcept;

private:
    explicit Gazetteer(std::unique_ptr<Index> index);
    std::unique_ptr<Index> m_index;
};

/// Writes a gazetteer file (SQLite, versioned schema), staged beside `path` and renamed into place.
void write_gazetteer(const std::filesystem::path& path, const std::vector<GazetteerSource>& sources,
                     const std::vector<GazetteerEntry>& entries, const std::string& crs);

}  // namespace wardmap
