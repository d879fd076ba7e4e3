#include "density_edge.hpp"

#include <algorithm>
#include <cmath>

#include "wardmap/parallel.hpp"

namespace wardmap::kde {

namespace {

class Shares {
public:
    Shares(const StudyArea& area, const SurfaceSetting& setting)
        : m_area(area), m_kernel(setting.kernel), m_grid(setting.grid)
    {
        m_inside.resize(static_cast<std::size_t>(area.end_row() - area.begin_row()));
        parallel_chunks(m_inside.size(), 16, setting.threads, [&](std::size_t begin, std::size_t end) {
            for (std::size_t i = begin; i < end; ++i) {
                m_inside[i] = area.inside_runs(area.begin_row() + static_cast<std::int32_t>(i));
            }
        });
    }

    /// Of the kernel around the place, 0..1; 0 for a place outside the area.
    [[nodiscard]] double share_inside(const Place& place) const
    {
        if (!m_area.covers_point({m_grid.north_west.x_m + place.x_m, m_grid.north_west.y_m - place.y_m})) {
            return 0;
        }
        if (is_wholly_inside(place)) {
            return 1;
        }
        double inside = 0;
        double whole = 0;
        for_each_row(place, [&](std::int32_t row, ColumnRun reached) {
            whole += row_sum(place, row, reached);
            for (const ColumnRun& run : inside_runs(row)) {
                inside +=
                    row_sum(place, row, {std::max(run.begin, reached.begin), std::min(run.end, reached.end)});
            }
            return true;
        });
        // A kernel between pixel centres reaches none of them: there is nothing to correct.
        return whole > 0 ? inside / whole : 1;
    }

private:
    [[nodiscard]] const std::vector<ColumnRun>& inside_runs(std::int32_t row) const
    {
        return m_inside[static_cast<std::size_t>(row - m_area.begin_row())];
    }

    [[nodiscard]] bool is_wholly_inside(const Place& place) const
    {
        return for_each_row(place, [&](std::int32_t row, ColumnRun reached) {
            return std::ranges::any_of(inside_runs(row), [&](const ColumnRun& run) {
                return run.begin <= reached.begin && reached.end <= run.end;
            });
        });
    }

    /// visit(row, columns in reach) for the rows in reach until it says false; whether it never did.
    template <typename Visit>
    bool for_each_row(const Place& place, const Visit& visit) const
    {
        const double radius_m = m_kernel.radius_m;
        const std::int32_t margin = -m_area.begin_row();
        const ColumnRun rows =
            columns_near(place.y_m, radius_m, m_grid.cell_m, {m_area.begin_row(), m_area.end_row()});
        for (std::int32_t row = rows.begin; row < rows.end; ++row) {
            const double dy_m = (row + 0.5) * m_grid.cell_m - place.y_m;
            const double half2_m2 = radius_m * radius_m - dy_m * dy_m;
            if (half2_m2 >= 0) {
                const ColumnRun reached = columns_near(place.x_m, std::sqrt(half2_m2), m_grid.cell_m,
                                                       {-margin, m_grid.cols + margin});
                if (!visit(row, reached)) {
                    return false;
                }
            }
        }
        return true;
    }

    [[nodiscard]] double row_sum(const Place& place, std::int32_t row, ColumnRun run) const
    {
        const double dy_m = (row + 0.5) * m_grid.cell_m - place.y_m;
        const double radius2_m2 = m_kernel.radius_m * m_kernel.radius_m;
        return with_kernel(m_kernel.kernel, [&]<Kernel kernel>() {
            double sum = 0;
            for (std::int32_t col = run.begin; col < run.end; ++col) {
                const double dx_m = (col + 0.5) * m_grid.cell_m - place.x_m;
                const double d2_m2 = dx_m * dx_m + dy_m * dy_m;
                sum += d2_m2 <= radius2_m2 ? shape<kernel>(d2_m2 / radius2_m2) : 0;
            }
            return sum;
        });
    }

    const StudyArea& m_area;
    ScaledKernel m_kernel;
    RasterGrid m_grid;
    std::vector<std::vector<ColumnRun>> m_inside;
};

}  // namespace

void correct_edges(RowPlaces& places, const StudyArea& area, const SurfaceSetting& setting)
{
    const Shares shares(area, setting);
    const auto corrected = [&](const Place& place) {
        const double share = shares.share_inside(place);
        return share > 0 ? place.weight / share : 0;
    };
    places.reweigh(corrected, setting.threads);
}

}  // namespace wardmap::kde
