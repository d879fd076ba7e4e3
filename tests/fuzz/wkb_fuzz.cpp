#include <sqlite3.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>

#include "checked_areas.hpp"
#include "memory_file.hpp"
#include "processor_time.hpp"
#include "wardmap/read_features.hpp"
#include "wardmap/write_file.hpp"

// The geometry of an area in a GeoPackage: its header and its well-known binary, whatever their bytes are.
namespace wardmap {
namespace {

/// A GeoPackage in memory with one area, whose geometry can be any bytes.
class OneArea {
public:
    OneArea() : m_file(m_folder.path() / "areas.gpkg")
    {
        LayerSet set;
        set.crs = "EPSG:27700";
        FeatureTable& table = set.layers.emplace_back().table;
        table.name = "areas";
        table.kind = GeometryKind::polygon;
        table.fields = {{.name = "id", .short_name = "id", .label = "", .unit = ""},
                        {.name = "name", .short_name = "name", .label = "", .unit = ""}};
        const MultiPolygon square{{{.outer = {{0, 0}, {100, 0}, {100, 100}, {0, 100}, {0, 0}}, .holes = {}}}};
        table.features.push_back({square, {std::string("1"), std::string("one")}});
        write_file(m_file, set);
        fuzz::require(sqlite3_open(m_file.c_str(), &m_database) == SQLITE_OK);
        run("PRAGMA journal_mode = OFF");
        run("PRAGMA synchronous = OFF");
        // The triggers that keep its spatial index would ask for functions that only GDAL has.
        for (std::string trigger = next_trigger(); !trigger.empty(); trigger = next_trigger()) {
            run("DROP TRIGGER \"" + trigger + "\"");
        }
        fuzz::require(sqlite3_prepare_v2(m_database, "UPDATE areas SET geom = ?", -1, &m_update, nullptr) ==
                      SQLITE_OK);
    }
    OneArea(const OneArea&) = delete;
    OneArea& operator=(const OneArea&) = delete;
    ~OneArea()
    {
        sqlite3_finalize(m_update);
        sqlite3_close(m_database);
    }

    [[nodiscard]] const std::filesystem::path& with_geometry(std::span<const std::uint8_t> bytes) const
    {
        sqlite3_reset(m_update);
        fuzz::require(sqlite3_bind_blob(m_update, 1, bytes.data(), static_cast<int>(bytes.size()),
                                        SQLITE_STATIC) == SQLITE_OK);
        fuzz::require(sqlite3_step(m_update) == SQLITE_DONE);
        sqlite3_reset(m_update);
        return m_file;
    }

private:
    void run(const std::string& statement) const
    {
        fuzz::require(sqlite3_exec(m_database, statement.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
    }

    [[nodiscard]] std::string next_trigger() const
    {
        sqlite3_stmt* query = nullptr;
        fuzz::require(
            sqlite3_prepare_v2(m_database,
                               "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'areas'",
                               -1, &query, nullptr) == SQLITE_OK);
        std::string name;
        if (sqlite3_step(query) == SQLITE_ROW) {
            name = reinterpret_cast<const char*>(sqlite3_column_text(query, 0));
        }
        sqlite3_finalize(query);
        return name;
    }

    fuzz::MemoryFolder m_folder;
    std::filesystem::path m_file;
    sqlite3* m_database = nullptr;
    sqlite3_stmt* m_update = nullptr;
};

void read_geometry(std::span<const std::uint8_t> bytes)
{
    static const OneArea area;
    try {
        fuzz::check_areas(read_features(area.with_geometry(bytes), {}));
    } catch (const Error& error) {
        fuzz::require(error.kind() == ErrorKind::input);
    }
}

}  // namespace
}  // namespace wardmap

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size)  // NOLINT(readability-identifier-naming)
{
    const wardmap::fuzz::TimedUnit unit;
    wardmap::read_geometry({data, size});
    return 0;
}
