#include "wardmap/raster_grid.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <random>

#include "wardmap/error.hpp"

namespace wardmap {
namespace {

ErrorKind kind_of_refusal(const BoxM& box, double cell_m)
{
    try {
        const RasterGrid grid = raster_grid_over(box, cell_m);
        ADD_FAILURE() << "made a grid of " << grid.size() << " cells";
    } catch (const Error& error) {
        return error.kind();
    }
    return ErrorKind::internal;
}

TEST(RasterGrid, IsAnchoredToMultiplesOfTheCellWhateverTheBox)
{
    const RasterGrid a = raster_grid_over({523012, 224007, 523988, 224993}, 20);
    EXPECT_EQ(a, (RasterGrid{{523000, 225000}, 20, 50, 50}));
    const RasterGrid b = raster_grid_over({523000, 224000, 524000, 225000}, 20);
    EXPECT_EQ(a, b) << "a box on multiples of the cell gets no extra row or column";
    EXPECT_EQ(a.bounds(), (BoxM{523000, 224000, 524000, 225000}));
}

TEST(RasterGrid, CoversItsBoxAndWouldNotWithOneRowOrColumnLess)
{
    std::mt19937_64 random(7);
    std::uniform_real_distribution<double> metre(-400, 400);
    for (const double cell_m : {0.1, 0.3, 7.0, 20.0, 333.3}) {
        for (int i = 0; i < 200; ++i) {
            BoxM box;
            box.include(PointM{metre(random), metre(random)});
            box.include(PointM{metre(random), metre(random)});
            const RasterGrid grid = raster_grid_over(box, cell_m);
            const double tolerance_m = 1e-9;
            const BoxM covered = grid.bounds();
            EXPECT_TRUE(covered.grown(tolerance_m).contains({box.min_x_m, box.min_y_m}));
            EXPECT_TRUE(covered.grown(tolerance_m).contains({box.max_x_m, box.max_y_m}));
            EXPECT_LT(box.min_x_m - covered.min_x_m, cell_m);
            EXPECT_LT(covered.max_x_m - box.max_x_m, cell_m);
            EXPECT_LT(box.min_y_m - covered.min_y_m, cell_m);
            EXPECT_LT(covered.max_y_m - box.max_y_m, cell_m);
        }
    }
}

TEST(RasterGrid, OfOnePointHasOneCell)
{
    EXPECT_EQ(raster_grid_over({100, 100, 100, 100}, 10).size(), 1);
    EXPECT_EQ(raster_grid_over({105, 105, 105, 105}, 10), (RasterGrid{{100, 110}, 10, 1, 1}));
}

TEST(RasterGrid, RefusesWhatIsNotAGridAndWhatIsTooLarge)
{
    constexpr double infinity = std::numeric_limits<double>::infinity();
    const BoxM box{0, 0, 1000, 1000};
    for (const double cell_m : {0.0, -5.0, infinity, std::numeric_limits<double>::quiet_NaN()}) {
        EXPECT_EQ(kind_of_refusal(box, cell_m), ErrorKind::usage) << cell_m;
    }
    EXPECT_EQ(kind_of_refusal({}, 10), ErrorKind::usage);
    EXPECT_EQ(kind_of_refusal({10, 0, 0, 10}, 10), ErrorKind::usage) << "inverted";
    EXPECT_EQ(kind_of_refusal({0, 0, infinity, 10}, 10), ErrorKind::usage);
    EXPECT_EQ(kind_of_refusal({0, 0, 1e6, 1e6}, 1), ErrorKind::limit) << "10^12 cells";
    EXPECT_EQ(kind_of_refusal({0, 0, 1e300, 1e300}, 1e-300), ErrorKind::limit);
    EXPECT_EQ(kind_of_refusal({1e300, 1e300, 1e300, 1e300}, 1), ErrorKind::limit);
    EXPECT_EQ(raster_grid_over({0, 0, 100'000, 100'000}, 10).size(), max_grid_cells)
        << "the limit itself is allowed";
}

}  // namespace
}  // namespace wardmap
