#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "wardmap/geometry.hpp"

namespace wardmap::formats {

/// The R-tree of a GeoPackage layer (standard 1.2, annex F.3), packed from all rows at once by sort-tile-recursive
/// (Leutenegger, Lopez and Edgington 1997): full nodes that overlap little, in a fraction of the time in which SQLite
/// grows the tree row by row. 24 bytes of memory for each row.
class SpatialIndex {
public:
    using Execute = std::function<void(const std::string& sql)>;

    /// Of the next row: the first has fid 1. A row without a place is not in the index.
    void add(const Geometry& geometry);

    /// Makes the index of `table`, whose rows are written, with the triggers that keep it up to date and its entry in
    /// the table gpkg_extensions, which must be there. `column` is the geometry's, "fid" the key's.
    void write(std::string_view table, std::string_view column, const Execute& execute);

    /// A box of SQLite's R-tree: of single precision, and never smaller than what it is of.
    struct Box {
        float min_x, max_x, min_y, max_y;
    };
    struct Entry {
        Box box;
        std::uint32_t id;  ///< of a row, or above the leaves of a node
    };

private:
    std::vector<Entry> m_entries;
    std::uint32_t m_rows = 0;
};

}  // namespace wardmap::formats
