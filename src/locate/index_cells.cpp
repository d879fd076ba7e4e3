#include "index_cells.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace wardmap::locate_detail {

void write_cells(const std::vector<GazetteerEntry>& entries, Gazetteer::Index& index, MadeArrays& made)
{
    BoxM& box = index.bounds;
    for (const GazetteerEntry& entry : entries) {
        box.include(entry.position);
    }
    const auto count = static_cast<double>(std::max<std::size_t>(entries.size(), 1));
    constexpr double least_side_m = 10;
    const double side_m = box.is_empty()
                              ? least_side_m
                              : std::max({least_side_m, std::sqrt(box.width_m() * box.height_m() / count),
                                          std::max(box.width_m(), box.height_m()) / 4096});
    const double columns = box.is_empty() ? 1 : std::floor(box.width_m() / side_m) + 1;
    const double rows = box.is_empty() ? 1 : std::floor(box.height_m() / side_m) + 1;
    index.cell_frame = {box.is_empty() ? 0 : box.min_x_m, box.is_empty() ? 0 : box.min_y_m, side_m, columns};
    std::vector<std::uint32_t> cell_of(entries.size());
    made.cell_at.assign(static_cast<std::size_t>(columns * rows) + 1, 0);
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const double column = std::floor((entries[i].position.x_m - box.min_x_m) / side_m);
        const double row = std::floor((entries[i].position.y_m - box.min_y_m) / side_m);
        cell_of[i] = static_cast<std::uint32_t>(row * columns + column);
        ++made.cell_at[cell_of[i] + 1];
    }
    std::partial_sum(made.cell_at.begin(), made.cell_at.end(), made.cell_at.begin());
    std::vector<std::uint32_t> next(made.cell_at.begin(), made.cell_at.end() - 1);
    made.cell_entries.resize(entries.size());
    for (std::uint32_t i = 0; i < entries.size(); ++i) {
        made.cell_entries[next[cell_of[i]]++] = i;
    }
}

}  // namespace wardmap::locate_detail
