#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "block_keys.hpp"
#include "wardmap/error.hpp"
#include "wardmap/shapes.hpp"
#include "wardmap/tower_blocks.hpp"

namespace wardmap {

namespace {

std::string field_list(const FeatureTable& table)
{
    std::string list;
    for (const Field& field : table.fields) {
        list += (list.empty() ? "" : ", ") + field.name;
    }
    return list.empty() ? "none" : list;
}

/// A layer of blocks with its fields found.
class BlockReader {
public:
    BlockReader(const FeatureTable& table, const BlockFields& fields, Diagnostics& diagnostics)
        : m_table(table),
          m_diagnostics(diagnostics),
          m_id(find(fields.id)),
          m_name(find(fields.name)),
          m_aliases(find(fields.aliases)),
          m_uprn(find(fields.uprn)),
          m_postcode(find(fields.postcode)),
          m_dwellings(find(fields.dwellings)),
          m_storeys(find(fields.storeys))
    {
        if (!m_id) {
            throw Error(ErrorKind::input, table.name, "no field for the ids of tower blocks",
                        "Name one of: " + field_list(table) + ".");
        }
    }

    [[nodiscard]] TowerBlock block(std::size_t index)
    {
        const Feature& feature = m_table.features[index];
        TowerBlock block;
        block.id = text(feature, m_id);
        const std::string where = fmt::format("{}, feature {} ({})", m_table.name, index + 1, block.id);
        if (block.id.empty()) {
            throw Error(ErrorKind::input, where, "an empty id", "Give every block an id of its own.");
        }
        block.name = text(feature, m_name).empty() ? block.id : text(feature, m_name);
        block.aliases = list(text(feature, m_aliases));
        block.uprns = list(text(feature, m_uprn));
        block.postcode = text(feature, m_postcode);
        block.dwellings = whole_number(feature, m_dwellings, where + ", dwellings");
        block.storeys = whole_number(feature, m_storeys, where + ", storeys");
        place(block, feature.geometry, where);
        return block;
    }

private:
    using FieldIndex = std::optional<std::size_t>;

    [[nodiscard]] FieldIndex find(const std::string& name) const
    {
        const FieldIndex index = name.empty() ? std::nullopt : m_table.field_index(name);
        if (!name.empty() && !index) {
            throw Error(ErrorKind::input, m_table.name,
                        fmt::format("no field \"{}\"; there are: {}", name, field_list(m_table)),
                        "Name one of these fields in the study file.");
        }
        return index;
    }

    [[nodiscard]] static std::string text(const Feature& feature, FieldIndex field)
    {
        return field ? value_text(feature.values.at(*field)) : std::string{};
    }

    [[nodiscard]] static std::vector<std::string> list(std::string_view text)
    {
        constexpr std::string_view blanks = " \t";
        std::vector<std::string> items;
        while (!text.empty()) {
            const std::size_t end = std::min(text.find_first_of(";|"), text.size());
            const std::string_view item = text.substr(0, end);
            text.remove_prefix(std::min(end + 1, text.size()));
            const std::size_t first = item.find_first_not_of(blanks);
            if (first != std::string_view::npos) {
                items.emplace_back(item.substr(first, item.find_last_not_of(blanks) - first + 1));
            }
        }
        return items;
    }

    [[nodiscard]] std::optional<std::uint32_t> whole_number(const Feature& feature, FieldIndex field,
                                                            const std::string& where)
    {
        constexpr double most = 100'000;  // no building has more dwellings
        if (!field) {
            return std::nullopt;
        }
        const std::optional<double> number = value_number(feature.values.at(*field));
        if (!number || !(*number >= 0 && *number <= most) || *number != std::floor(*number)) {
            m_diagnostics.warn(where, "Not a whole number of 0 or more; it is left empty.");
            return std::nullopt;
        }
        return static_cast<std::uint32_t>(*number);
    }

    void place(TowerBlock& block, const Geometry& geometry, const std::string& where)
    {
        if (const auto* shape = std::get_if<MultiPolygon>(&geometry)) {
            block.footprint = valid_shape(*shape, where, m_diagnostics);
            block.position = label_point_of(block.footprint);
            return;
        }
        const auto* point = std::get_if<PointM>(&geometry);
        if (point == nullptr || !std::isfinite(point->x_m) || !std::isfinite(point->y_m)) {
            throw Error(ErrorKind::input, where, "a block that is neither a polygon nor a point",
                        "Repair the layer or leave the feature out.");
        }
        block.position = *point;
    }

    const FeatureTable& m_table;
    Diagnostics& m_diagnostics;
    FieldIndex m_id, m_name, m_aliases, m_uprn, m_postcode, m_dwellings, m_storeys;
};

void check_ids(const std::vector<TowerBlock>& blocks, const std::string& layer, Diagnostics& diagnostics)
{
    std::set<std::string> uprns;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        if (i > 0 && blocks[i].id == blocks[i - 1].id) {
            throw Error(ErrorKind::input, layer, fmt::format("two blocks with the id \"{}\"", blocks[i].id),
                        "Choose a field whose values differ.");
        }
        std::set<std::string> own;
        for (const std::string& uprn : blocks[i].uprns) {
            own.insert(uprn_key(uprn));
        }
        for (const std::string& uprn : own) {
            if (!uprns.insert(uprn).second) {
                diagnostics.warn(layer,
                                 fmt::format("Block {} shares a UPRN with a block before it, to which its "
                                             "incidents go.",
                                             blocks[i].id));
            }
        }
    }
}

}  // namespace

std::vector<TowerBlock> make_blocks(const FeatureTable& table, const BlockFields& fields,
                                    Diagnostics& diagnostics)
{
    if (table.features.empty()) {
        throw Error(ErrorKind::input, table.name, "a layer without features",
                    "Check the file and the name of its layer.");
    }
    BlockReader reader(table, fields, diagnostics);
    std::vector<TowerBlock> blocks;
    blocks.reserve(table.features.size());
    for (std::size_t i = 0; i < table.features.size(); ++i) {
        blocks.push_back(reader.block(i));
    }
    std::sort(blocks.begin(), blocks.end(),
              [](const TowerBlock& a, const TowerBlock& b) { return a.id < b.id; });
    check_ids(blocks, table.name, diagnostics);
    return blocks;
}

}  // namespace wardmap
