#include "wardmap/gazetteer.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <system_error>
#include <unordered_set>
#include <utility>

#include "gazetteer_file.hpp"
#include "gazetteer_index.hpp"
#include "wardmap/error.hpp"
#include "wardmap/local_path.hpp"
#include "wardmap/published_file.hpp"

namespace wardmap {

using locate_detail::EntryRow;

namespace {

constexpr auto kind_names =
    std::to_array<std::pair<SourceKind, std::string_view>>({{SourceKind::codepoint, "codepoint"},
                                                            {SourceKind::onspd, "onspd"},
                                                            {SourceKind::uprn, "uprn"},
                                                            {SourceKind::addresses, "addresses"},
                                                            {SourceKind::names, "names"},
                                                            {SourceKind::streets, "streets"},
                                                            {SourceKind::blocks, "blocks"},
                                                            {SourceKind::stops, "stops"},
                                                            {SourceKind::osm, "osm"}});

}  // namespace

std::optional<SourceKind> source_kind_named(std::string_view name) noexcept
{
    for (const auto& [kind, text] : kind_names) {
        if (text == name) {
            return kind;
        }
    }
    return std::nullopt;
}

std::string_view source_kind_name(SourceKind kind) noexcept
{
    for (const auto& [known, text] : kind_names) {
        if (known == kind) {
            return text;
        }
    }
    return {};
}

Gazetteer::Gazetteer(std::unique_ptr<Index> index) : m_index(std::move(index)) {}
Gazetteer::Gazetteer(Gazetteer&&) noexcept = default;
Gazetteer& Gazetteer::operator=(Gazetteer&&) noexcept = default;
Gazetteer::~Gazetteer() = default;

Gazetteer Gazetteer::open(const std::filesystem::path& path)
{
    if (!is_plain_local_path(path)) {
        throw Error(ErrorKind::input, shown_path(path), "this is not the path of a plain local file",
                    "give the path of a gazetteer on this machine, without /vsi, URL or driver prefix");
    }
    return Gazetteer(locate_detail::read_index(path));
}

Gazetteer Gazetteer::in_memory(std::vector<GazetteerSource> sources,
                               const std::vector<GazetteerEntry>& entries, const std::string& crs)
{
    return Gazetteer(Index::build(std::move(sources), entries, crs));
}

const std::vector<GazetteerSource>& Gazetteer::sources() const noexcept { return m_index->sources; }
const std::string& Gazetteer::crs() const noexcept { return m_index->crs; }
std::size_t Gazetteer::entry_count() const noexcept { return m_index->entry_count(); }
const Gazetteer::Index& Gazetteer::index() const noexcept { return *m_index; }

GazetteerEntry Gazetteer::entry(std::uint32_t index) const
{
    const EntryRow& row = m_index->entries[index];
    const auto text = [&](std::uint32_t id) { return std::string(m_index->string(id)); };
    GazetteerEntry entry{.kind = static_cast<GazetteerEntry::Kind>(row.kind),
                         .uprn = text(row.uprn),
                         .parent_uprn = text(row.parent_uprn),
                         .flat = text(row.flat),
                         .building = text(row.building),
                         .number = text(row.number),
                         .street = text(row.street),
                         .locality = text(row.locality),
                         .town = text(row.town),
                         .postcode = text(row.postcode),
                         .aliases = {},
                         .position = {row.x_m, row.y_m},
                         .precision_m = static_cast<double>(row.precision_m),
                         .historic = row.historic != 0,
                         .source = row.source};
    for (std::uint32_t k = row.alias_begin; k < m_index->entries[index + 1].alias_begin; ++k) {
        entry.aliases.push_back(text(m_index->aliases[k]));
    }
    return entry;
}

std::int64_t Gazetteer::nearest(PointM p, GazetteerEntry::Kind kind, double max_m) const
{
    const auto [min_x_m, min_y_m, side_m, columns] = m_index->cell_frame;
    const auto columns_n = static_cast<std::int64_t>(columns);
    const auto rows_n = static_cast<std::int64_t>(m_index->cell_at.size() - 1) / columns_n;
    const auto cell = [](double offset_m, double side, std::int64_t count) {
        return static_cast<std::int64_t>(
            std::clamp(std::floor(offset_m / side), -1.0, static_cast<double>(count)));
    };
    const std::int64_t first_column =
        std::max<std::int64_t>(cell(p.x_m - max_m - min_x_m, side_m, columns_n), 0);
    const std::int64_t last_column =
        std::min(cell(p.x_m + max_m - min_x_m, side_m, columns_n), columns_n - 1);
    const std::int64_t first_row = std::max<std::int64_t>(cell(p.y_m - max_m - min_y_m, side_m, rows_n), 0);
    const std::int64_t last_row = std::min(cell(p.y_m + max_m - min_y_m, side_m, rows_n), rows_n - 1);
    std::int64_t best = -1;
    double best_m2 = max_m * max_m;
    for (std::int64_t row = first_row; row <= last_row; ++row) {
        for (std::int64_t column = first_column; column <= last_column; ++column) {
            const auto at = static_cast<std::size_t>(row * columns_n + column);
            for (std::uint32_t k = m_index->cell_at[at]; k < m_index->cell_at[at + 1]; ++k) {
                const std::uint32_t entry = m_index->cell_entries[k];
                const double d2 = squared_distance_m2(p, m_index->position(entry));
                if (m_index->entries[entry].kind == static_cast<std::uint8_t>(kind) &&
                    (d2 < best_m2 || (d2 <= best_m2 && (best < 0 || entry < best)))) {
                    best = entry;
                    best_m2 = d2;
                }
            }
        }
    }
    return best;
}

std::vector<PointM> Gazetteer::addresses_in(const BoxM& box) const
{
    const auto [min_x_m, min_y_m, side_m, columns] = m_index->cell_frame;
    const auto columns_n = static_cast<std::int64_t>(columns);
    const auto rows_n = static_cast<std::int64_t>(m_index->cell_at.size() - 1) / columns_n;
    const auto cell = [side = side_m](double offset_m, std::int64_t count) {
        return std::clamp<std::int64_t>(static_cast<std::int64_t>(std::floor(offset_m / side)), 0, count - 1);
    };
    std::vector<std::uint32_t> found;
    const std::int64_t last_row = cell(box.max_y_m - min_y_m, rows_n);
    const std::int64_t last_column = cell(box.max_x_m - min_x_m, columns_n);
    for (std::int64_t row = cell(box.min_y_m - min_y_m, rows_n); row <= last_row; ++row) {
        for (std::int64_t column = cell(box.min_x_m - min_x_m, columns_n); column <= last_column; ++column) {
            const auto at = static_cast<std::size_t>(row * columns_n + column);
            for (std::uint32_t k = m_index->cell_at[at]; k < m_index->cell_at[at + 1]; ++k) {
                const std::uint32_t entry = m_index->cell_entries[k];
                const EntryRow& fields = m_index->entries[entry];
                if (fields.kind == static_cast<std::uint8_t>(GazetteerEntry::Kind::address) &&
                    fields.historic == 0 && box.contains(m_index->position(entry))) {
                    found.push_back(entry);
                }
            }
        }
    }
    std::ranges::sort(found);
    std::vector<PointM> places;
    std::unordered_set<std::string_view> seen;  // sources may repeat the addresses of another
    for (const std::uint32_t entry : found) {
        const std::string_view uprn = m_index->string(m_index->entries[entry].uprn);
        if (uprn.empty() || seen.insert(uprn).second) {
            places.push_back(m_index->position(entry));
        }
    }
    return places;
}

void write_gazetteer(const std::filesystem::path& path, const std::vector<GazetteerSource>& sources,
                     const std::vector<GazetteerEntry>& entries, const std::string& crs)
{
    PublishedFile staged(path, Readers::by_umask);
    staged.fill([&] {
        locate_detail::write_index(staged.path(), *Gazetteer::Index::build(sources, entries, crs));
        locate_detail::verify_file(staged.path());
    });
    staged.publish();
}

}  // namespace wardmap
