#include "gazetteer_file.hpp"

#include <sqlite3.h>

#include <bit>
#include <cstring>
#include <string>
#include <system_error>
#include <type_traits>

#include "wardmap/error.hpp"

// The file: a SQLite database with application_id "WMGZ" and the schema version as user_version.
//   source(number, kind, path, sha256, date, licence)   where its entries came from, readable by anyone
//   property(name, value)                                CRS, number of entries, cell frame
//   array(name, item_bytes, item_count, checksum, data)  the index as it stands in memory, little-endian
// so that opening is reading: nothing is parsed or sorted.
namespace wardmap::locate_detail {
namespace {

static_assert(std::endian::native == std::endian::little, "gazetteer files are little-endian");

constexpr int application_id = 0x574D475A;  // "WMGZ"
constexpr int schema_version = 1;

struct CloseDatabase {
    void operator()(sqlite3* db) const noexcept { sqlite3_close_v2(db); }
};
struct FinalizeStatement {
    void operator()(sqlite3_stmt* statement) const noexcept { sqlite3_finalize(statement); }
};
using Database = std::unique_ptr<sqlite3, CloseDatabase>;
using Statement = std::unique_ptr<sqlite3_stmt, FinalizeStatement>;

/// What a failure on this file means: damage when reading, a failed output when writing.
struct File {
    std::filesystem::path path;
    bool writing = false;

    [[noreturn]] void fail(const std::string& found) const
    {
        throw Error(writing ? ErrorKind::output : ErrorKind::input, path.string(), found,
                    writing ? "check the free space and the rights of the folder"
                            : "build the gazetteer again with `wardmap gazetteer build`");
    }
    void check(int result, sqlite3* db) const
    {
        if (result != SQLITE_OK && result != SQLITE_DONE && result != SQLITE_ROW) {
            const bool foreign = result == SQLITE_NOTADB;
            fail(foreign ? "this is not a gazetteer file" : std::string("SQLite: ") + sqlite3_errmsg(db));
        }
    }
};

Database open_database(const File& file, int flags)
{
    sqlite3* raw = nullptr;
    const int result = sqlite3_open_v2(file.path.c_str(), &raw, flags, nullptr);
    Database db(raw);
    file.check(result, raw);
    return db;
}

Statement prepare(const File& file, sqlite3* db, const char* sql)
{
    sqlite3_stmt* raw = nullptr;
    file.check(sqlite3_prepare_v2(db, sql, -1, &raw, nullptr), db);
    return Statement(raw);
}

void execute(const File& file, sqlite3* db, const std::string& sql)
{
    file.check(sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr), db);
}

bool step(const File& file, sqlite3_stmt* statement)
{
    const int result = sqlite3_step(statement);
    file.check(result, sqlite3_db_handle(statement));
    return result == SQLITE_ROW;
}

std::string text_at(sqlite3_stmt* statement, int column)
{
    const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
    return text == nullptr
               ? std::string{}
               : std::string(text, static_cast<std::size_t>(sqlite3_column_bytes(statement, column)));
}

void bind_text(sqlite3_stmt* statement, int place, std::string_view text)
{
    sqlite3_bind_text64(statement, place, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
}

int pragma_value(const File& file, sqlite3* db, const char* sql)
{
    const Statement statement = prepare(file, db, sql);
    return step(file, statement.get()) ? sqlite3_column_int(statement.get(), 0) : 0;
}

// Guards against damage, not against intent. Four lanes, so that a large file opens in milliseconds.
std::uint64_t checksum(const unsigned char* bytes, std::size_t size) noexcept
{
    constexpr std::uint64_t prime = 0x9E3779B97F4A7C15ULL;
    std::array<std::uint64_t, 4> lanes{1, 2, 3, 4};
    std::size_t at = 0;
    for (; at + 32 <= size; at += 32) {
        for (std::size_t lane = 0; lane < 4; ++lane) {
            std::uint64_t word = 0;
            std::memcpy(&word, bytes + at + lane * 8, 8);
            lanes[lane] = std::rotl(lanes[lane] ^ word, 29) * prime;
        }
    }
    for (; at < size; ++at) {
        lanes[0] = std::rotl(lanes[0] ^ bytes[at], 29) * prime;
    }
    std::uint64_t sum = size;
    for (const std::uint64_t lane : lanes) {
        sum = std::rotl(sum ^ lane, 31) * prime;
    }
    return sum >> 1;  // SQLite integers are signed
}

// ---- reading

template <class Item>
void read_array(const File& file, sqlite3_stmt* statement, const char* name, std::vector<Item>& items)
{
    static_assert(std::is_trivially_copyable_v<Item>);
    sqlite3_reset(statement);
    bind_text(statement, 1, name);
    if (!step(file, statement)) {
        file.fail(std::string("the gazetteer has no array \"") + name + '"');
    }
    const auto count = static_cast<std::uint64_t>(sqlite3_column_int64(statement, 1));
    const void* bytes = sqlite3_column_blob(statement, 3);
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, 3));
    if (sqlite3_column_int64(statement, 0) != static_cast<std::int64_t>(sizeof(Item)) ||
        size != count * sizeof(Item) || (size > 0 && bytes == nullptr)) {
        file.fail(std::string("the array \"") + name + "\" is cut short");
    }
    items.resize(count);
    if (size > 0) {
        std::memcpy(items.data(), bytes, size);
    }
    const auto stated = static_cast<std::uint64_t>(sqlite3_column_int64(statement, 2));
    if (checksum(reinterpret_cast<const unsigned char*>(items.data()), size) != stated) {
        file.fail(std::string("the array \"") + name + "\" is damaged: its checksum differs");
    }
}

void read_sources(const File& file, sqlite3* db, Gazetteer::Index& index)
{
    const Statement rows =
        prepare(file, db, "SELECT kind, path, sha256, date, licence FROM source ORDER BY number");
    while (step(file, rows.get())) {
        const auto kind = source_kind_named(text_at(rows.get(), 0));
        if (!kind) {
            file.fail("the gazetteer names a source of an unknown kind");
        }
        index.sources.push_back({.kind = *kind,
                                 .path = text_at(rows.get(), 1),
                                 .sha256 = text_at(rows.get(), 2),
                                 .date = text_at(rows.get(), 3),
                                 .licence = text_at(rows.get(), 4)});
    }
}

void read_properties(const File& file, sqlite3* db, Gazetteer::Index& index)
{
    const Statement rows = prepare(file, db, "SELECT value FROM property WHERE name = 'crs'");
    if (!step(file, rows.get())) {
        file.fail("the gazetteer states no CRS");
    }
    index.crs = text_at(rows.get(), 0);
    const Statement frame =
        prepare(file, db, "SELECT value FROM property WHERE name = 'cell_frame' AND length(value) = 32");
    if (!step(file, frame.get())) {
        file.fail("the gazetteer states no cell frame");
    }
    std::memcpy(index.cell_frame.data(), sqlite3_column_blob(frame.get(), 0), 32);
}

// ---- writing

template <class Item>
void write_array(const File& file, sqlite3_stmt* statement, const char* name, const std::vector<Item>& items)
{
    const std::size_t size = items.size() * sizeof(Item);
    if (size > 1'000'000'000) {
        throw Error(ErrorKind::limit, file.path.string(),
                    std::string("the array \"") + name + "\" exceeds 1 GB", "split the gazetteer by area");
    }
    sqlite3_reset(statement);
    bind_text(statement, 1, name);
    sqlite3_bind_int64(statement, 2, static_cast<sqlite3_int64>(sizeof(Item)));
    sqlite3_bind_int64(statement, 3, static_cast<sqlite3_int64>(items.size()));
    sqlite3_bind_int64(
        statement, 4,
        static_cast<sqlite3_int64>(checksum(reinterpret_cast<const unsigned char*>(items.data()), size)));
    sqlite3_bind_blob64(statement, 5, items.empty() ? "" : static_cast<const void*>(items.data()), size,
                        SQLITE_STATIC);
    step(file, statement);
}

void write_tables(const File& file, sqlite3* db, const Gazetteer::Index& index)
{
    const Statement source = prepare(file, db, "INSERT INTO source VALUES (?, ?, ?, ?, ?, ?)");
    for (std::size_t i = 0; i < index.sources.size(); ++i) {
        const GazetteerSource& about = index.sources[i];
        sqlite3_reset(source.get());
        sqlite3_bind_int64(source.get(), 1, static_cast<sqlite3_int64>(i));
        bind_text(source.get(), 2, source_kind_name(about.kind));
        bind_text(source.get(), 3, about.path);
        bind_text(source.get(), 4, about.sha256);
        bind_text(source.get(), 5, about.date);
        bind_text(source.get(), 6, about.licence);
        step(file, source.get());
    }
    const Statement property = prepare(file, db, "INSERT INTO property VALUES (?, ?)");
    bind_text(property.get(), 1, "crs");
    bind_text(property.get(), 2, index.crs);
    step(file, property.get());
    sqlite3_reset(property.get());
    bind_text(property.get(), 1, "cell_frame");
    sqlite3_bind_blob64(property.get(), 2, index.cell_frame.data(), 32, SQLITE_STATIC);
    step(file, property.get());
    const Statement array = prepare(file, db, "INSERT INTO array VALUES (?, ?, ?, ?, ?)");
    Gazetteer::Index::for_each_array(
        index, [&](const char* name, const auto& items) { write_array(file, array.get(), name, items); });
}

}  // namespace

std::unique_ptr<Gazetteer::Index> read_index(const std::filesystem::path& path)
{
    const File file{.path = path};
    std::error_code problem;
    if (!std::filesystem::is_regular_file(path, problem)) {
        throw Error(ErrorKind::input, path.string(), "there is no such file",
                    "name an existing gazetteer file");
    }
    const Database db = open_database(file, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX);
    execute(file, db.get(), "PRAGMA trusted_schema = OFF");
    if (pragma_value(file, db.get(), "PRAGMA application_id") != application_id) {
        file.fail("this is not a gazetteer file");
    }
    const int version = pragma_value(file, db.get(), "PRAGMA user_version");
    if (version != schema_version) {
        file.fail("the gazetteer has schema version " + std::to_string(version) +
                  "; this program reads version " + std::to_string(schema_version));
    }
    auto index = std::make_unique<Gazetteer::Index>();
    read_sources(file, db.get(), *index);
    read_properties(file, db.get(), *index);
    const Statement array =
        prepare(file, db.get(), "SELECT item_bytes, item_count, checksum, data FROM array WHERE name = ?");
    Gazetteer::Index::for_each_array(
        *index, [&](const char* name, auto& items) { read_array(file, array.get(), name, items); });
    return index;
}

void write_index(const std::filesystem::path& path, const Gazetteer::Index& index)
{
    const File file{.path = path, .writing = true};
    const Database db = open_database(file, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX);
    // Not yet the user's file: a crash leaves a stage that is swept, so no journal is needed.
    execute(file, db.get(),
            "PRAGMA page_size = 65536; PRAGMA journal_mode = OFF; PRAGMA application_id = " +
                std::to_string(application_id) + "; PRAGMA user_version = " + std::to_string(schema_version));
    execute(
        file, db.get(),
        "BEGIN;"
        "CREATE TABLE source (number INTEGER PRIMARY KEY, kind TEXT NOT NULL, path TEXT NOT NULL,"
        " sha256 TEXT NOT NULL, date TEXT NOT NULL, licence TEXT NOT NULL);"
        "CREATE TABLE property (name TEXT PRIMARY KEY, value NOT NULL) WITHOUT ROWID;"
        "CREATE TABLE array (name TEXT PRIMARY KEY, item_bytes INTEGER NOT NULL, item_count INTEGER NOT NULL,"
        " checksum INTEGER NOT NULL, data BLOB NOT NULL);");
    write_tables(file, db.get(), index);
    execute(file, db.get(), "COMMIT");
}

}  // namespace wardmap::locate_detail
