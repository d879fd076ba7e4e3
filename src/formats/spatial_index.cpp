#include "spatial_index.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <span>
#include <utility>

#include "wardmap/error.hpp"

namespace wardmap::formats {

namespace {

using Box = SpatialIndex::Box;
using Entry = SpatialIndex::Entry;

// SQLite's R-tree of two dimensions (its documentation, section 5 "Implementation"): pages of 4096 bytes have nodes of
// 51 cells of a 64-bit id and four 32-bit coordinates, after two 16-bit numbers; all big-endian, filled up with zeros.
constexpr std::size_t cells_per_node = 51;
constexpr std::size_t bytes_per_node = 4 + (cells_per_node * 24);
constexpr std::uint32_t root_number = 1;

float rounded_down(double value)
{
    const auto nearest = static_cast<float>(value);
    return nearest > value ? std::nextafter(nearest, -std::numeric_limits<float>::infinity()) : nearest;
}

float rounded_up(double value)
{
    const auto nearest = static_cast<float>(value);
    return nearest < value ? std::nextafter(nearest, std::numeric_limits<float>::infinity()) : nearest;
}

Box around(std::span<const Entry> entries)
{
    Box box = entries.front().box;
    for (const Entry& entry : entries) {
        box.min_x = std::min(box.min_x, entry.box.min_x);
        box.max_x = std::max(box.max_x, entry.box.max_x);
        box.min_y = std::min(box.min_y, entry.box.min_y);
        box.max_y = std::max(box.max_y, entry.box.max_y);
    }
    return box;
}

/// Rows of one of the tables beneath the R-tree, several to a statement.
class RowWriter {
public:
    RowWriter(std::string table, const SpatialIndex::Execute& execute)
        : m_table(std::move(table)), m_execute(execute)
    {
    }
    void add(std::string_view row)
    {
        constexpr std::size_t longest = 60'000;
        m_sql += m_sql.empty() ? fmt::format("INSERT OR REPLACE INTO \"{}\" VALUES ", m_table) : ",";
        m_sql += row;
        if (m_sql.size() > longest) {
            finish();
        }
    }
    void finish()
    {
        if (!m_sql.empty()) {
            m_execute(std::exchange(m_sql, {}));
        }
    }

private:
    std::string m_table;
    const SpatialIndex::Execute& m_execute;
    std::string m_sql;
};

/// The bytes of a node as SQL writes a blob.
class NodeText {
public:
    NodeText(std::size_t depth, std::span<const Entry> cells)
    {
        m_text.reserve(2 * bytes_per_node);
        append(depth, 2);
        append(cells.size(), 2);
        for (const Entry& cell : cells) {
            append(cell.id, 8);
            for (const float side : {cell.box.min_x, cell.box.max_x, cell.box.min_y, cell.box.max_y}) {
                append(std::bit_cast<std::uint32_t>(side), 4);
            }
        }
        m_text.resize(2 * bytes_per_node, '0');
    }
    [[nodiscard]] const std::string& text() const { return m_text; }

private:
    void append(std::uint64_t number, unsigned bytes)
    {
        constexpr std::string_view digits = "0123456789ABCDEF";
        for (unsigned shift = bytes * 8; shift > 0; shift -= 4) {
            m_text += digits[(number >> (shift - 4)) & 15U];
        }
    }
    std::string m_text;
};

/// Where in the order of all entries each of `count` nodes begins: as even as can be.
std::size_t first_of(std::size_t node, std::size_t count, std::size_t entries)
{
    return node * entries / count;
}

/// Upright slices, each from south to north, so that every node has neighbours in it.
void tile(std::vector<Entry>& entries, std::size_t nodes)
{
    const auto by = [](auto middle) {
        return [middle](const Entry& a, const Entry& b) {
            return std::pair(middle(a.box), a.id) < std::pair(middle(b.box), b.id);
        };
    };
    const auto east = [](const Box& box) { return double{box.min_x} + box.max_x; };
    const auto north = [](const Box& box) { return double{box.min_y} + box.max_y; };
    std::ranges::sort(entries, by(east));
    const auto slices = static_cast<std::size_t>(std::ceil(std::sqrt(static_cast<double>(nodes))));
    for (std::size_t slice = 0; slice < slices; ++slice) {
        const std::size_t from = first_of(slice * nodes / slices, nodes, entries.size());
        const std::size_t to = first_of((slice + 1) * nodes / slices, nodes, entries.size());
        std::ranges::sort(std::span(entries).subspan(from, to - from), by(north));
    }
}

/// Writes the levels from the leaves to the root.
class TreeWriter {
public:
    TreeWriter(const std::string& tree, const SpatialIndex::Execute& execute, std::uint32_t rows)
        : m_nodes(tree + "_node", execute),
          m_parents(tree + "_parent", execute),
          m_rows(tree + "_rowid", execute),
          m_leaf_of(rows + std::size_t{1}, 0)
    {
    }

    void write(std::vector<Entry> entries)
    {
        std::size_t depth = 0;
        while (!entries.empty()) {
            entries = write_level(std::move(entries), depth++);
        }
        for (std::size_t row = 1; row < m_leaf_of.size(); ++row) {
            if (m_leaf_of[row] != 0) {
                m_rows.add(fmt::format("({},{})", row, m_leaf_of[row]));
            }
        }
        m_nodes.finish();
        m_parents.finish();
        m_rows.finish();
    }

private:
    /// The entries of the level above; none above the root.
    std::vector<Entry> write_level(std::vector<Entry> entries, std::size_t depth)
    {
        const std::size_t count = (entries.size() + cells_per_node - 1) / cells_per_node;
        tile(entries, count);
        std::vector<Entry> above;
        for (std::size_t node = 0; node < count; ++node) {
            const std::size_t from = first_of(node, count, entries.size());
            const auto cells =
                std::span(entries).subspan(from, first_of(node + 1, count, entries.size()) - from);
            const std::uint32_t number = count == 1 ? root_number : ++m_last_number;
            // Only the root's depth is read, which is the tree's.
            const NodeText blob(count == 1 ? depth : 0, cells);
            m_nodes.add(fmt::format("({},X'{}')", number, blob.text()));
            for (const Entry& cell : cells) {
                if (depth == 0) {
                    m_leaf_of.at(cell.id) = number;
                } else {
                    m_parents.add(fmt::format("({},{})", cell.id, number));
                }
            }
            if (count > 1) {
                above.push_back({around(cells), number});
            }
        }
        return above;
    }

    RowWriter m_nodes;
    RowWriter m_parents;
    RowWriter m_rows;
    std::vector<std::uint32_t> m_leaf_of;
    std::uint32_t m_last_number = root_number;
};

/// The triggers of annex F.3 of version 1.2, the GeoPackages' that GDAL makes.
void write_triggers(std::string_view table, std::string_view column, const SpatialIndex::Execute& execute)
{
    struct Trigger {
        const char* name;
        const char* when;
        std::array<const char*, 2> does;
    };
    constexpr const char* put =
        "INSERT OR REPLACE INTO \"{tree}\" VALUES (NEW.\"fid\", ST_MinX(NEW.\"{column}\"), "
        "ST_MaxX(NEW.\"{column}\"), ST_MinY(NEW.\"{column}\"), ST_MaxY(NEW.\"{column}\"));";
    constexpr const char* take = "DELETE FROM \"{tree}\" WHERE id = OLD.\"fid\";";
    constexpr const char* take_both = "DELETE FROM \"{tree}\" WHERE id IN (OLD.\"fid\", NEW.\"fid\");";
    constexpr std::array<Trigger, 6> triggers = {{
        {"insert", "AFTER INSERT ON \"{table}\" WHEN {placed}", {put, ""}},
        {"update1",
         "AFTER UPDATE OF \"{column}\" ON \"{table}\" WHEN OLD.\"fid\" = NEW.\"fid\" AND {placed}",
         {put, ""}},
        {"update2",
         "AFTER UPDATE OF \"{column}\" ON \"{table}\" WHEN OLD.\"fid\" = NEW.\"fid\" AND NOT {placed}",
         {take, ""}},
        {"update3", "AFTER UPDATE ON \"{table}\" WHEN OLD.\"fid\" != NEW.\"fid\" AND {placed}", {take, put}},
        {"update4",
         "AFTER UPDATE ON \"{table}\" WHEN OLD.\"fid\" != NEW.\"fid\" AND NOT {placed}",
         {take_both, ""}},
        {"delete", "AFTER DELETE ON \"{table}\" WHEN OLD.\"{column}\" NOT NULL", {take, ""}},
    }};
    const std::string tree = fmt::format("rtree_{}_{}", table, column);
    const std::string placed = fmt::format("(NEW.\"{0}\" NOT NULL AND NOT ST_IsEmpty(NEW.\"{0}\"))", column);
    const auto filled = [&](const char* text) {
        return fmt::format(fmt::runtime(text), fmt::arg("tree", tree), fmt::arg("table", table),
                           fmt::arg("column", column), fmt::arg("placed", placed));
    };
    for (const auto& [name, when, does] : triggers) {
        execute(fmt::format("CREATE TRIGGER \"{}_{}\" {} BEGIN {} {} END", tree, name, filled(when),
                            filled(does[0]), filled(does[1])));
    }
}

}  // namespace

void SpatialIndex::add(const Geometry& geometry)
{
    if (m_rows == std::numeric_limits<std::uint32_t>::max()) {
        throw Error(ErrorKind::limit, "spatial index", "the layer has more than 4,294,967,295 features",
                    "export it in parts");
    }
    ++m_rows;
    const BoxM box = bounds(geometry);
    if (!box.is_empty()) {
        m_entries.push_back({{rounded_down(box.min_x_m), rounded_up(box.max_x_m), rounded_down(box.min_y_m),
                              rounded_up(box.max_y_m)},
                             m_rows});
    }
}

void SpatialIndex::write(std::string_view table, std::string_view column, const Execute& execute)
{
    const std::string tree = fmt::format("rtree_{}_{}", table, column);
    execute(fmt::format("CREATE VIRTUAL TABLE \"{}\" USING rtree(id, minx, maxx, miny, maxy)", tree));
    TreeWriter(tree, execute, m_rows).write(std::move(m_entries));
    write_triggers(table, column, execute);
    execute(
        fmt::format("INSERT INTO gpkg_extensions VALUES ('{}', '{}', 'gpkg_rtree_index', "
                    "'http://www.geopackage.org/spec120/#extension_rtree', 'write-only')",
                    table, column));
}

}  // namespace wardmap::formats
