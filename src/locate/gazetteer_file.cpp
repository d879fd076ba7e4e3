#include "gazetteer_file.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <atomic>
#include <bit>
#include <cstring>
#include <mutex>
#include <span>
#include <string>
#include <system_error>
#include <type_traits>

#include "wardmap/error.hpp"

// The file: a SQLite database with application_id "WMGZ" and the schema version as user_version.
//   source(number, kind, path, sha256, date, licence)   where its entries came from, readable by anyone
//   property(name, value)                                CRS, bounds of the entries, cell frame
//   array(number, name, item_bytes, item_count)          the index as it stands in memory, little-endian,
//   piece(number, checksum, data)                        and cut into pieces of about 64 KiB; a piece's number
//                                                        is array · 2^32 + its place in the array
// so that nothing is parsed or sorted, and only the pieces that are looked at are read at all.
namespace wardmap::locate_detail {
namespace {

static_assert(std::endian::native == std::endian::little, "gazetteer files are little-endian");

constexpr int application_id = 0x574D475A;  // "WMGZ"
constexpr int schema_version = 2;

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
            fail(result == SQLITE_NOTADB    ? "this is not a gazetteer file"
                 : result == SQLITE_CORRUPT ? "the gazetteer is cut short or damaged"
                                            : std::string("SQLite: ") + sqlite3_errmsg(db));
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

// Guards against damage, not against intent. Four lanes, so that it takes less time than reading.
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

constexpr sqlite3_int64 piece_number(std::size_t array, std::size_t piece) noexcept
{
    return static_cast<sqlite3_int64>(array << 32U | piece);
}

std::uint64_t checksum(std::span<const std::byte> bytes) noexcept
{
    return checksum(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
}

// ---- reading

/// The pieces of one open file. Holds no lock on it between two pieces.
class FilePieces final : public PieceReader {
public:
    FilePieces(File file, Database db)
        : m_file(std::move(file)),
          m_db(std::move(db)),
          m_select(prepare(m_file, m_db.get(), "SELECT checksum, data FROM piece WHERE number = ?"))
    {
    }

    void fetch(std::size_t array, std::size_t piece, std::atomic<bool>& is_here,
               std::span<std::byte> bytes) override
    {
        const std::scoped_lock lock(m_mutex);
        if (!is_here.load(std::memory_order_relaxed)) {
            read(array, piece, bytes);
            is_here.store(true, std::memory_order_release);
        }
    }

    void read(std::size_t array, std::size_t piece, std::span<std::byte> bytes)
    {
        sqlite3_stmt* statement = m_select.get();
        sqlite3_reset(statement);
        sqlite3_bind_int64(statement, 1, piece_number(array, piece));
        if (!step(m_file, statement)) {
            m_file.fail("a piece of the gazetteer is missing");
        }
        const void* data = sqlite3_column_blob(statement, 1);
        if (data == nullptr || static_cast<std::size_t>(sqlite3_column_bytes(statement, 1)) != bytes.size()) {
            m_file.fail("a piece of the gazetteer is cut short");
        }
        std::memcpy(bytes.data(), data, bytes.size());
        const auto stated = static_cast<std::uint64_t>(sqlite3_column_int64(statement, 0));
        sqlite3_reset(statement);
        if (checksum(bytes) != stated) {
            m_file.fail("the gazetteer is damaged: the checksum of a piece differs");
        }
    }

    [[nodiscard]] const File& file() const noexcept { return m_file; }
    [[nodiscard]] sqlite3* db() const noexcept { return m_db.get(); }

private:
    File m_file;
    Database m_db;
    Statement m_select;
    std::mutex m_mutex;
};

/// How many items the file says that its array has.
std::size_t item_count(const FilePieces& pieces, std::size_t array, const char* name, std::size_t item_bytes)
{
    const Statement row = prepare(pieces.file(), pieces.db(),
                                  "SELECT item_count FROM array WHERE number = ? AND name = ? AND "
                                  "item_bytes = ? AND item_count BETWEEN 0 AND 4294967295");
    sqlite3_bind_int64(row.get(), 1, static_cast<sqlite3_int64>(array));
    bind_text(row.get(), 2, name);
    sqlite3_bind_int64(row.get(), 3, static_cast<sqlite3_int64>(item_bytes));
    if (!step(pieces.file(), row.get())) {
        pieces.file().fail(std::string("the gazetteer has no array \"") + name + '"');
    }
    return static_cast<std::size_t>(sqlite3_column_int64(row.get(), 0));
}

template <class Item>
IndexArray<Item> open_array(FilePieces& pieces, std::size_t array, const char* name)
{
    const std::size_t count = item_count(pieces, array, name, sizeof(Item));
    const std::size_t piece_count =
        (count + IndexArray<Item>::piece_items - 1) / IndexArray<Item>::piece_items;
    const Statement last =
        prepare(pieces.file(), pieces.db(), "SELECT count(*) FROM piece WHERE number BETWEEN ? AND ?");
    sqlite3_bind_int64(last.get(), 1, piece_number(array, 0));
    sqlite3_bind_int64(last.get(), 2, piece_number(array + 1, 0) - 1);
    step(pieces.file(), last.get());
    if (static_cast<std::size_t>(sqlite3_column_int64(last.get(), 0)) != piece_count) {
        pieces.file().fail(std::string("the array \"") + name + "\" is cut short");
    }
    return IndexArray<Item>(count, pieces, array);
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

using FourNumbers = std::array<double, 4>;

void read_properties(const File& file, sqlite3* db, Gazetteer::Index& index)
{
    const Statement rows = prepare(file, db, "SELECT value FROM property WHERE name = 'crs'");
    if (!step(file, rows.get())) {
        file.fail("the gazetteer states no CRS");
    }
    index.crs = text_at(rows.get(), 0);
    const auto numbers = [&](const char* name) {
        const Statement four =
            prepare(file, db, "SELECT value FROM property WHERE name = ? AND length(value) = 32");
        bind_text(four.get(), 1, name);
        if (!step(file, four.get())) {
            file.fail(std::string("the gazetteer does not state its ") + name);
        }
        FourNumbers read{};
        std::memcpy(read.data(), sqlite3_column_blob(four.get(), 0), sizeof read);
        return read;
    };
    index.cell_frame = numbers("cell_frame");
    const FourNumbers bounds = numbers("bounds");
    index.bounds = {bounds[0], bounds[1], bounds[2], bounds[3]};
}

// ---- writing

/// The statements that an array is written by.
struct ArrayWriter {
    const File& file;
    Statement array;
    Statement piece;

    template <class Item>
    void write(std::size_t number, const char* name, std::span<const Item> items) const
    {
        sqlite3_reset(array.get());
        sqlite3_bind_int64(array.get(), 1, static_cast<sqlite3_int64>(number));
        bind_text(array.get(), 2, name);
        sqlite3_bind_int64(array.get(), 3, static_cast<sqlite3_int64>(sizeof(Item)));
        sqlite3_bind_int64(array.get(), 4, static_cast<sqlite3_int64>(items.size()));
        step(file, array.get());
        constexpr std::size_t piece_items = IndexArray<Item>::piece_items;
        for (std::size_t begin = 0; begin < items.size(); begin += piece_items) {
            const auto part = items.subspan(begin, std::min(piece_items, items.size() - begin));
            write_piece(piece_number(number, begin / piece_items), std::as_bytes(part));
        }
    }

private:
    void write_piece(sqlite3_int64 number, std::span<const std::byte> bytes) const
    {
        sqlite3_reset(piece.get());
        sqlite3_bind_int64(piece.get(), 1, number);
        sqlite3_bind_int64(piece.get(), 2, static_cast<sqlite3_int64>(checksum(bytes)));
        sqlite3_bind_blob64(piece.get(), 3, bytes.data(), bytes.size(), SQLITE_STATIC);
        step(file, piece.get());
    }
};

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
    const auto write_numbers = [&](const char* name, const FourNumbers& numbers) {
        sqlite3_reset(property.get());
        bind_text(property.get(), 1, name);
        sqlite3_bind_blob64(property.get(), 2, numbers.data(), sizeof numbers, SQLITE_TRANSIENT);
        step(file, property.get());
    };
    write_numbers("cell_frame", index.cell_frame);
    write_numbers("bounds",
                  {index.bounds.min_x_m, index.bounds.min_y_m, index.bounds.max_x_m, index.bounds.max_y_m});
    const ArrayWriter writer{file, prepare(file, db, "INSERT INTO array VALUES (?, ?, ?, ?)"),
                             prepare(file, db, "INSERT INTO piece VALUES (?, ?, ?)")};
    std::size_t number = 0;
    for_each_array([&](const char* name, const auto& items) { writer.write(number++, name, items.all()); },
                   index);
}

std::unique_ptr<FilePieces> open_pieces(const std::filesystem::path& path)
{
    File file{.path = path};
    std::error_code problem;
    if (!std::filesystem::is_regular_file(path, problem)) {
        throw Error(ErrorKind::input, path.string(), "there is no such file",
                    "name an existing gazetteer file");
    }
    Database db = open_database(file, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX);
    execute(file, db.get(), "PRAGMA trusted_schema = OFF");
    if (pragma_value(file, db.get(), "PRAGMA application_id") != application_id) {
        file.fail("this is not a gazetteer file");
    }
    const int version = pragma_value(file, db.get(), "PRAGMA user_version");
    if (version != schema_version) {
        file.fail("the gazetteer has schema version " + std::to_string(version) +
                  "; this program reads version " + std::to_string(schema_version));
    }
    return std::make_unique<FilePieces>(std::move(file), std::move(db));
}

}  // namespace

std::unique_ptr<Gazetteer::Index> read_index(const std::filesystem::path& path)
{
    std::unique_ptr<FilePieces> pieces = open_pieces(path);
    auto index = std::make_unique<Gazetteer::Index>();
    read_sources(pieces->file(), pieces->db(), *index);
    read_properties(pieces->file(), pieces->db(), *index);
    std::size_t number = 0;
    for_each_array(
        [&]<class Item>(const char* name, IndexArray<Item>& array) {
            array = open_array<Item>(*pieces, number++, name);
        },
        *index);
    if (index->entries.empty() || index->text_at.empty() || index->name_slots.empty() ||
        index->deletion_at.size() < 2 || index->cell_at.empty()) {
        pieces->file().fail("the gazetteer has no entries");
    }
    index->file = std::move(pieces);
    return index;
}

void verify_file(const std::filesystem::path& path)
{
    const std::unique_ptr<Gazetteer::Index> index = read_index(path);
    FilePieces& pieces = static_cast<FilePieces&>(*index->file);
    std::vector<std::byte> bytes;
    std::size_t number = 0;
    for_each_array(
        [&]<class Item>(const char*, const IndexArray<Item>& array) {
            constexpr std::size_t piece_items = IndexArray<Item>::piece_items;
            for (std::size_t begin = 0; begin < array.size(); begin += piece_items) {
                bytes.resize(std::min(piece_items, array.size() - begin) * sizeof(Item));
                pieces.read(number, begin / piece_items, bytes);
            }
            ++number;
        },
        *index);
}

void write_index(const std::filesystem::path& path, const Gazetteer::Index& index)
{
    const File file{.path = path, .writing = true};
    const Database db = open_database(file, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX);
    // Not yet the user's file: a crash leaves a stage that is swept, so no journal is needed.
    execute(file, db.get(),
            "PRAGMA page_size = 16384; PRAGMA journal_mode = OFF; PRAGMA application_id = " +
                std::to_string(application_id) + "; PRAGMA user_version = " + std::to_string(schema_version));
    execute(
        file, db.get(),
        "BEGIN;"
        "CREATE TABLE source (number INTEGER PRIMARY KEY, kind TEXT NOT NULL, path TEXT NOT NULL,"
        " sha256 TEXT NOT NULL, date TEXT NOT NULL, licence TEXT NOT NULL);"
        "CREATE TABLE property (name TEXT PRIMARY KEY, value NOT NULL) WITHOUT ROWID;"
        "CREATE TABLE array (number INTEGER PRIMARY KEY, name TEXT NOT NULL, item_bytes INTEGER NOT NULL,"
        " item_count INTEGER NOT NULL);"
        "CREATE TABLE piece (number INTEGER PRIMARY KEY, checksum INTEGER NOT NULL, data BLOB NOT NULL);");
    write_tables(file, db.get(), index);
    execute(file, db.get(), "COMMIT");
}

}  // namespace wardmap::locate_detail
