#include "density_edge.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "wardmap/parallel.hpp"

namespace wardmap::kde {

namespace {

using RunsByRow = std::vector<std::vector<ColumnRun>>;

/// How much of a kernel lies in a study area.
class Shares {
public:
    Shares(const StudyArea& area, const RunsByRow& inside, const RasterGrid& grid, const ScaledKernel& kernel)
        : m_area(area), m_inside(inside), m_grid(grid), m_kernel(kernel)
    {
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
        return m_kernel.kernel == Kernel::gaussian
                   ? share_of_rows(place, GaussianRows(place, m_kernel, m_grid.cell_m, margin()))
                   : share_of_rows(place, DiscRows{place, m_kernel, m_grid.cell_m});
    }

private:
    /// Sums of a kernel that ends at a disc, over columns of a row.
    struct DiscRows {
        const Place& place;
        ScaledKernel kernel;
        double cell_m;

        [[nodiscard]] double sum(std::int32_t row, ColumnRun run) const
        {
            const double dy_m = (row + 0.5) * cell_m - place.y_m;
            const double radius2_m2 = kernel.radius_m * kernel.radius_m;
            return with_kernel(kernel.kernel, [&]<Kernel k>() {
                double sum = 0;
                for (std::int32_t col = run.begin; col < run.end; ++col) {
                    const double dx_m = (col + 0.5) * cell_m - place.x_m;
                    const double d2_m2 = dx_m * dx_m + dy_m * dy_m;
                    sum += d2_m2 <= radius2_m2 ? shape<k>(d2_m2 / radius2_m2) : 0;
                }
                return sum;
            });
        }
    };

    /// Of the Gaussian, a product of what depends on the row and on the column: running totals over the columns.
    class GaussianRows {
    public:
        GaussianRows(const Place& place, const ScaledKernel& kernel, double cell_m, std::int32_t margin)
            : m_place(place), m_kernel(kernel), m_cell_m(cell_m)
        {
            const ColumnRun run =
                columns_near(place.x_m, kernel.radius_m, cell_m, {-margin, std::numeric_limits<int>::max()});
            m_first = run.begin;
            m_totals.reserve(static_cast<std::size_t>(run.end - run.begin) + 1);
            m_totals.push_back(0);
            for (std::int32_t col = run.begin; col < run.end; ++col) {
                m_totals.push_back(m_totals.back() + on_axis((col + 0.5) * cell_m - place.x_m));
            }
        }

        [[nodiscard]] double sum(std::int32_t row, ColumnRun run) const
        {
            return run.begin < run.end
                       ? on_axis((row + 0.5) * m_cell_m - m_place.y_m) * (total(run.end) - total(run.begin))
                       : 0;
        }

    private:
        [[nodiscard]] double on_axis(double d_m) const
        {
            const double u = d_m / m_kernel.radius_m;
            return std::abs(u) <= 1 ? shape<Kernel::gaussian>(u * u) : 0;
        }
        [[nodiscard]] double total(std::int32_t col) const
        {
            return m_totals[static_cast<std::size_t>(col - m_first)];
        }

        const Place& m_place;
        ScaledKernel m_kernel;
        double m_cell_m;
        std::int32_t m_first = 0;
        std::vector<double> m_totals;
    };

    [[nodiscard]] std::int32_t margin() const { return -m_area.begin_row(); }

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

    template <typename Rows>
    [[nodiscard]] double share_of_rows(const Place& place, const Rows& rows) const
    {
        double inside = 0;
        double whole = 0;
        for_each_row(place, [&](std::int32_t row, ColumnRun reached) {
            whole += rows.sum(row, reached);
            for (const ColumnRun& run : inside_runs(row)) {
                inside += rows.sum(row, {std::max(run.begin, reached.begin), std::min(run.end, reached.end)});
            }
            return true;
        });
        // A kernel between pixel centres reaches none of them: there is nothing to correct.
        return whole > 0 ? inside / whole : 1;
    }

    /// visit(row, columns in reach) for the rows in reach until it says false; whether it never did.
    template <typename Visit>
    bool for_each_row(const Place& place, const Visit& visit) const
    {
        const ColumnRun rows =
            columns_near(place.y_m, m_kernel.radius_m, m_grid.cell_m, {m_area.begin_row(), m_area.end_row()});
        for (std::int32_t row = rows.begin; row < rows.end; ++row) {
            const double half_m = m_kernel.half_chord_m((row + 0.5) * m_grid.cell_m - place.y_m);
            if (half_m >= 0) {
                const ColumnRun reached =
                    columns_near(place.x_m, half_m, m_grid.cell_m, {-margin(), m_grid.cols + margin()});
                if (!visit(row, reached)) {
                    return false;
                }
            }
        }
        return true;
    }

    const StudyArea& m_area;
    const RunsByRow& m_inside;
    RasterGrid m_grid;
    ScaledKernel m_kernel;
};

}  // namespace

EdgeCorrector::EdgeCorrector(const StudyArea& area, const RasterGrid& grid, unsigned threads)
    : m_area(area), m_grid(grid), m_threads(threads)
{
    m_inside.resize(static_cast<std::size_t>(area.end_row() - area.begin_row()));
    parallel_chunks(m_inside.size(), 16, threads, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            m_inside[i] = area.inside_runs(area.begin_row() + static_cast<std::int32_t>(i));
        }
    });
}

void EdgeCorrector::correct(RowPlaces& places, const ScaledKernel& kernel) const
{
    const Shares shares(m_area, m_inside, m_grid, kernel);
    const auto corrected = [&](const Place& place) {
        const double share = shares.share_inside(place);
        return share > 0 ? place.weight / share : 0;
    };
    places.reweigh(corrected, m_threads);
}

}  // namespace wardmap::kde
