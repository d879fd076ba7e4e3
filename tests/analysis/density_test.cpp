#include "wardmap/density.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numbers>

#include "density_cases.hpp"
#include "reference/spatstat.hpp"
#include "wardmap/error.hpp"

namespace wardmap {
namespace {

using test::all_kernels;
using test::crooked_boundary;
using test::DensityCase;
using test::Dice;
using test::peak_of;

double total_of(const Raster& raster)
{
    double sum = 0;
    for (const double value : raster.values) {
        sum += std::isnan(value) ? 0 : value;
    }
    return sum * raster.grid.cell_m * raster.grid.cell_m;
}

DensityCase random_case(Dice& dice, Kernel kernel, double least_cells, double most_cells)
{
    DensityCase made = test::empty_case(dice, least_cells, most_cells);
    made.options.kernel = kernel;
    made.points = test::random_points(made.grid, dice, 120, dice.whole(0, 2) == 0);
    return made;
}

TEST(Density, AddsUpToTheWeightsWhereTheGridCoversEveryKernel)
{
    Dice dice(5);
    for (const Kernel kernel : all_kernels) {
        for (const double h_cells : {2.0, 3.7, 8.0, 30.0}) {
            const double cell_m = 10;
            const double h_m = h_cells * cell_m * (kernel == Kernel::gaussian ? 0.5 : 1);
            PointSet points;
            for (int i = 0; i < 500; ++i) {
                points.positions.push_back({dice.between(523'000, 524'000), dice.between(224'000, 225'000)});
                points.weights.push_back(dice.between(0, 3));
            }
            const RasterGrid grid =
                raster_grid_over(BoxM{523'000, 224'000, 524'000, 225'000}.grown(4 * h_m), cell_m);
            const Raster raster = kernel_density(points, grid, {.bandwidth_m = h_m, .kernel = kernel});
            // The uniform kernel counts pixel centres in a disc: that number wavers with the place of the disc.
            const double tolerance = kernel == Kernel::uniform ? 2e-2 / h_cells : 1e-3;
            EXPECT_NEAR(total_of(raster) / points.total_weight(), 1, tolerance)
                << kernel_name(kernel) << " " << h_cells;
        }
    }
}

TEST(Density, EdgeCorrectionKeepsTheMassOfTheIncidentsInside)
{
    Dice dice(6);
    const MultiPolygon boundary = crooked_boundary({{523'000, 225'000}, 10, 100, 100}, dice);
    const RasterGrid grid{{522'800, 225'200}, 10, 140, 140};  // with all of the boundary's tips
    PointSet points;
    double inside = 0;
    for (int i = 0; i < 400; ++i) {
        points.positions.push_back({dice.between(523'000, 524'000), dice.between(224'000, 225'000)});
        inside += covers(boundary, points.positions.back()) ? 1 : 0;
    }
    for (const Kernel kernel : all_kernels) {
        DensityOptions options{.bandwidth_m = 70, .kernel = kernel, .boundary = &boundary};
        const double uncorrected = total_of(kernel_density(points, grid, options));
        options.edge = EdgeCorrection::diggle;
        const double tolerance = kernel == Kernel::uniform ? 2e-2 / 7 : 1e-3;  // as without a boundary
        EXPECT_NEAR(total_of(kernel_density(points, grid, options)) / inside, 1, tolerance)
            << kernel_name(kernel);
        EXPECT_GT(std::abs(uncorrected / inside - 1), 1e-2) << "the case is one that needs correction";
    }
}

TEST(Density, EdgeCorrectionLeavesKernelsWhollyInsideAsTheyAreToTheLastBit)
{
    const RasterGrid grid{{0, 1000}, 10, 100, 100};
    const MultiPolygon boundary{{box_polygon({100, 100, 900, 900})}};
    const PointSet points{.positions = {{500, 500}, {333.3, 444.4}}, .weights = {}, .incident = {}};
    DensityOptions options{.bandwidth_m = 150, .boundary = &boundary};
    const Raster plain = kernel_density(points, grid, options);
    options.edge = EdgeCorrection::diggle;
    const Raster corrected = kernel_density(points, grid, options);
    for (std::size_t i = 0; i < plain.values.size(); ++i) {
        ASSERT_TRUE(plain.values[i] == corrected.values[i] || std::isnan(plain.values[i]));
    }
}

TEST(Density, IsNoDataExactlyWhereTheBoundaryDoesNotCoverThePixelCentre)
{
    Dice dice(8);
    for (int i = 0; i < 60; ++i) {
        RasterGrid grid{{523'000, 225'000}, 20, dice.whole(1, 50), dice.whole(1, 50)};
        MultiPolygon boundary = crooked_boundary(grid, dice);
        if (i % 3 != 0) {  // vertices, and with some luck edges, on pixel centres
            for (Ring* ring : {&boundary.parts[0].outer, boundary.parts[0].holes.data()}) {
                for (PointM& p : *ring) {
                    p = {std::round(p.x_m / 10) * 10, std::round(p.y_m / 10) * 10};
                }
            }
        }
        const Raster raster = kernel_density({}, grid, {.bandwidth_m = 50, .boundary = &boundary});
        for (std::int32_t row = 0; row < grid.rows; ++row) {
            for (std::int32_t col = 0; col < grid.cols; ++col) {
                const double value =
                    raster.values[static_cast<std::size_t>(std::int64_t{row} * grid.cols + col)];
                ASSERT_EQ(!std::isnan(value), covers(boundary, grid.centre(col, row))) << col << " " << row;
            }
        }
    }
}

TEST(Density, AgreesWithTheBoundaryAboutPixelCentresOnItsSlantingEdges)
{
    Dice dice(9);
    const RasterGrid grid{{523'000.7, 225'000.1}, 33.3, 24, 24};
    for (int i = 0; i < 300; ++i) {
        const auto centre = [&] { return grid.centre(dice.whole(0, 23), dice.whole(0, 23)); };
        Ring ring{centre(), centre(), centre()};
        ring.push_back(ring.front());
        const MultiPolygon boundary{{Polygon{ring, {}}}};
        const Raster raster = kernel_density({}, grid, {.bandwidth_m = 50, .boundary = &boundary});
        for (std::int32_t row = 0; row < grid.rows; ++row) {
            for (std::int32_t col = 0; col < grid.cols; ++col) {
                const double value =
                    raster.values[static_cast<std::size_t>(std::int64_t{row} * grid.cols + col)];
                ASSERT_EQ(!std::isnan(value), covers(boundary, grid.centre(col, row))) << col << " " << row;
            }
        }
    }
}

TEST(Density, MovesWithThePointsAndTheGrid)
{
    Dice dice(11);
    // Multiples of 1/8 m move by whole metres without rounding; 523,007 is no multiple of any pixel, nor of the pilot's.
    const auto eighth = [&] { return std::round(dice.between(0, 8000)) / 8; };
    PointSet points;
    for (int i = 0; i < 300; ++i) {
        points.positions.push_back({eighth(), eighth()});
    }
    PointSet moved = points;
    for (PointM& p : moved.positions) {
        p = {p.x_m + 523'007, p.y_m + 224'003};
    }
    for (const Kernel kernel : all_kernels) {
        for (const bool is_adaptive : {false, true}) {
            const DensityOptions options{.bandwidth_m = 120, .is_adaptive = is_adaptive, .kernel = kernel};
            const Raster here = kernel_density(points, {{0, 1000}, 10, 100, 100}, options);
            const Raster there = kernel_density(moved, {{523'007, 225'003}, 10, 100, 100}, options);
            EXPECT_EQ(here.values, there.values) << kernel_name(kernel) << (is_adaptive ? ", adaptive" : "");
        }
    }
}

TEST(Density, GivesTheSameBytesForAnyNumberOfThreadsAndAnyOrderOfThePoints)
{
    Dice dice(12);
    for (const Kernel kernel : all_kernels) {
        DensityCase made = random_case(dice, kernel, 6, 12);
        const MultiPolygon boundary = crooked_boundary(made.grid, dice);
        made.options.boundary = &boundary;
        made.options.edge = EdgeCorrection::diggle;
        made.options.threads = 1;
        Raster first = kernel_density(made.points, made.grid, made.options);
        std::ranges::replace_if(first.values, [](double v) { return std::isnan(v); }, -1.0);
        for (unsigned threads = 2; threads <= 8; ++threads) {
            made.options.threads = threads;
            std::ranges::reverse(made.points.positions);
            std::ranges::reverse(made.points.weights);
            Raster again = kernel_density(made.points, made.grid, made.options);
            std::ranges::replace_if(again.values, [](double v) { return std::isnan(v); }, -1.0);
            EXPECT_EQ(first.values, again.values) << kernel_name(kernel) << " on " << threads << " threads";
        }
    }
}

/// So many that several threads sort them, each a part.
TEST(Density, OfManyPointsIsThatOfTheirHalvesTogetherInAnyOrderOnAnyNumberOfThreads)
{
    Dice dice(19);
    const RasterGrid grid{{523'000, 225'000}, 10, 120, 90};
    PointSet points;
    for (int i = 0; i < 300'000; ++i) {
        points.positions.push_back({dice.between(522'900, 524'300), dice.between(224'000, 225'100)});
    }
    const Raster whole = kernel_density(points, grid, {.bandwidth_m = 80, .threads = 1});
    std::vector<double> of_parts(whole.values.size(), 0.0);
    constexpr std::ptrdiff_t part = 50'000;  // sorted by one thread
    for (auto begin = points.positions.begin(); begin != points.positions.end(); begin += part) {
        const PointSet some{.positions = {begin, begin + part}, .weights = {}, .incident = {}};
        const Raster surface = kernel_density(some, grid, {.bandwidth_m = 80, .threads = 1});
        std::ranges::transform(of_parts, surface.values, of_parts.begin(), std::plus{});
    }
    const double peak = std::ranges::max(whole.values);
    for (std::size_t i = 0; i < of_parts.size(); ++i) {
        EXPECT_NEAR(whole.values[i], of_parts[i], 1e-11 * peak);
    }
    std::ranges::reverse(points.positions);
    for (const unsigned threads : {2U, 8U}) {
        EXPECT_EQ(whole.values, kernel_density(points, grid, {.bandwidth_m = 80, .threads = threads}).values);
    }
}

TEST(Density, ComesInBlocksOfRowsWithTheSameBytesAsInOnePiece)
{
    Dice dice(13);
    const RasterGrid grid{{523'000, 225'000}, 10, 4000, 1300};  // three blocks
    PointSet few;
    for (int i = 0; i < 300; ++i) {
        few.positions.push_back({dice.between(522'000, 564'000), dice.between(211'000, 226'000)});
    }
    PointSet dense = few;
    for (int i = 0; i < 3000; ++i) {  // seven in a pixel, where two blocks meet
        dense.positions.push_back({dice.between(530'000, 530'200), dice.between(219'900, 220'100)});
    }
    for (const Kernel kernel : {Kernel::quartic, Kernel::triangular, Kernel::gaussian}) {
        for (const bool is_adaptive : {false, true}) {
            const DensityOptions options{.bandwidth_m = 90, .is_adaptive = is_adaptive, .kernel = kernel};
            const PointSet& points = is_adaptive ? few : dense;
            const Raster whole = kernel_density(points, grid, options);
            std::vector<double> joined;
            int blocks = 0;
            kernel_density_by_rows(points, grid, options,
                                   [&](std::int32_t first_row, std::span<const double> values) {
                                       ASSERT_EQ(static_cast<std::size_t>(first_row) * 4000, joined.size());
                                       joined.insert(joined.end(), values.begin(), values.end());
                                       ++blocks;
                                   });
            EXPECT_GT(blocks, 1);
            EXPECT_EQ(joined, whole.values) << kernel_name(kernel);
        }
    }
}

TEST(Density, OfASweepIsThatOfEachBandwidthAlone)
{
    Dice dice(14);
    for (const EdgeCorrection edge : {EdgeCorrection::none, EdgeCorrection::diggle}) {
        DensityCase made = random_case(dice, Kernel::quartic, 4, 8);
        made.options.edge = edge;
        // Pixels with many places, across the grid's edges too, which each bandwidth looks beyond by its own reach.
        const BoxM box = made.grid.bounds().grown(25 * made.grid.cell_m);
        const double pixels = box.width_m() * box.height_m() / (made.grid.cell_m * made.grid.cell_m);
        for (int i = 0; i < static_cast<int>(5 * pixels); ++i) {
            made.points.positions.push_back(
                {dice.between(box.min_x_m, box.max_x_m), dice.between(box.min_y_m, box.max_y_m)});
        }
        made.points.weights.clear();
        std::vector<double> seen_m;
        const auto take = [&](double bandwidth_m, const Raster& surface) {
            DensityOptions alone = made.options;
            alone.bandwidth_m = bandwidth_m;
            EXPECT_EQ(surface.values, kernel_density(made.points, made.grid, alone).values);
            seen_m.push_back(bandwidth_m);
        };
        const double cell_m = made.grid.cell_m;
        const std::vector<double> bandwidths_m{7 * cell_m, 20 * cell_m, 13 * cell_m, 4 * cell_m};
        density_sweep(made.points, made.grid, made.options, {bandwidths_m, take});
        EXPECT_EQ(seen_m, bandwidths_m);
    }
}

TEST(Density, OfTheUniformKernelCountsThePixelCentresOnItsRimToo)
{
    const RasterGrid grid{{523'000, 225'000}, 10, 120, 120};
    // On a pixel centre: 3² + 4² = 5², so the rim goes through pixel centres. Five pixels are summed in another way.
    const PointSet points{.positions = {grid.centre(60, 60)}, .weights = {}, .incident = {}};
    for (const int radius : {5, 50}) {
        const DensityOptions options{.bandwidth_m = 10.0 * radius, .kernel = Kernel::uniform};
        const Raster raster = kernel_density(points, grid, options);
        int in_disc = 0;
        for (int dx = -radius; dx <= radius; ++dx) {
            for (int dy = -radius; dy <= radius; ++dy) {
                in_disc += dx * dx + dy * dy <= radius * radius ? 1 : 0;
            }
        }
        EXPECT_EQ(std::ranges::count_if(raster.values, [](double v) { return v > 0; }), in_disc) << radius;
        const auto on_rim = static_cast<std::size_t>((60 - radius * 3 / 5) * 120 + 60 - radius * 4 / 5);
        EXPECT_GT(raster.values[on_rim], 0) << radius;
    }
}

TEST(Density, WeightsCountLikeCopies)
{
    const RasterGrid grid{{0, 100}, 5, 20, 20};
    const PointSet weighted{.positions = {{20, 30}, {71.5, 60}}, .weights = {3, 0}, .incident = {}};
    const PointSet copies{.positions = {{20, 30}, {20, 30}, {20, 30}}, .weights = {}, .incident = {}};
    EXPECT_EQ(kernel_density(weighted, grid, {.bandwidth_m = 40}).values,
              kernel_density(copies, grid, {.bandwidth_m = 40}).values);
}

TEST(Density, OfNoPointsIsZeroAndFarPointsChangeNothing)
{
    const RasterGrid grid{{0, 100}, 5, 20, 20};
    EXPECT_EQ(peak_of(kernel_density({}, grid, {.bandwidth_m = 40})), 0);
    PointSet points{.positions = {{50, 50}}, .weights = {}, .incident = {}};
    const Raster alone = kernel_density(points, grid, {.bandwidth_m = 40});
    EXPECT_NEAR(peak_of(alone), 3 / (std::numbers::pi * 1600) * std::pow(1 - 12.5 / 1600, 2), 1e-15);
    for (const PointM far : {PointM{-1e9, 50}, PointM{50, 1e300}, PointM{-41, 50}, PointM{0, -40.5}}) {
        points.positions.push_back(far);
    }
    EXPECT_EQ(kernel_density(points, grid, {.bandwidth_m = 40}).values, alone.values);
    const RasterGrid empty{{0, 0}, 5, 0, 0};
    EXPECT_TRUE(kernel_density(points, empty, {.bandwidth_m = 40}).values.empty());
}

TEST(Density, RefusesBandwidthsAndPointsThatAreNoNumbersForIt)
{
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    const RasterGrid grid{{0, 100}, 5, 20, 20};
    const auto kind = [&](const PointSet& points, double bandwidth_m) {
        try {
            const Raster made = kernel_density(points, grid, {.bandwidth_m = bandwidth_m});
        } catch (const Error& error) {
            return error.kind();
        }
        return ErrorKind::internal;
    };
    for (const double bandwidth_m : {0.0, -5.0, nan, 1e9, std::numeric_limits<double>::infinity()}) {
        EXPECT_EQ(kind({}, bandwidth_m), ErrorKind::limit) << bandwidth_m;
    }
    EXPECT_EQ(kind({.positions = {{nan, 0}}, .weights = {}, .incident = {}}, 40), ErrorKind::input);
    EXPECT_EQ(kind({.positions = {{1, 0}}, .weights = {-1}, .incident = {}}, 40), ErrorKind::input);
    EXPECT_EQ(kind({.positions = {{1, 0}}, .weights = {nan}, .incident = {}}, 40), ErrorKind::input);
}

/// The density at a place itself: of a grid of one pixel around it.
double value_at(const PointSet& points, PointM p, const DensityOptions& options)
{
    const double pixel = 0.01;
    return kernel_density(points, {{p.x_m - pixel / 2, p.y_m + pixel / 2}, pixel, 1, 1}, options).values[0];
}

TEST(Density, EqualsSpatstatsGaussianAtTheChorleyPoints)
{
    for (const std::string set : {"all", "larynx"}) {
        for (const double sigma : {0.5, 1.25}) {
            const std::string name =
                "chorley_" + set + "_gaussian_sigma" + (sigma < 1 ? "0.5" : "1.25") + "_noedge_at_points";
            const auto expected = reference::read_points(WARDMAP_SHARED_DATA, name);
            if (!expected) {
                GTEST_SKIP() << "skipped: no reference values of spatstat under " << WARDMAP_SHARED_DATA;
            }
            ASSERT_GT(expected->density.size(), 50U);
            for (std::size_t i = 0; i < expected->density.size(); ++i) {
                const double value = value_at(expected->at, expected->at.positions[i],
                                              {.bandwidth_m = sigma, .kernel = Kernel::gaussian});
                ASSERT_NEAR(value, expected->density[i], 1e-9 * value) << name << " " << i;
            }
        }
    }
}

/// x, y and weight of an invented pattern, and what spatstat says of it.
std::vector<std::vector<double>> spatstat_table(const std::string& name)
{
    return reference::read_rows(WARDMAP_SOURCE_DIR "/tests/data/density/spatstat_quartic_" + name + ".csv");
}

PointSet points_of(const std::vector<std::vector<double>>& table)
{
    PointSet points;
    for (const std::vector<double>& row : table) {
        points.positions.push_back({row.at(0), row.at(1)});
        points.weights.push_back(row.at(2));
    }
    return points;
}

TEST(Density, EqualsSpatstatsQuarticAtPointsToTwelveDigits)
{
    const auto table = spatstat_table("points");
    const PointSet points = points_of(table);
    ASSERT_EQ(points.size(), 36U);
    for (std::size_t i = 0; i < points.size(); ++i) {
        const double per_m2 = table[i].at(3);
        EXPECT_NEAR(value_at(points, points.positions[i], {.bandwidth_m = 100}), per_m2, 1e-12 * per_m2) << i;
    }
}

TEST(Density, EqualsSpatstatsQuarticSurfaceButForItsKernelsThatAddUpOverThePixels)
{
    PointSet points = points_of(spatstat_table("points"));
    for (PointM& p : points.positions) {  // where spatstat's bins leave them
        p = {(std::floor(p.x_m / 10) + 0.5) * 10, (std::floor(p.y_m / 10) + 0.5) * 10};
    }
    const auto table = spatstat_table("pixels");
    ASSERT_EQ(table.size(), 600U);
    DensityOptions options{.bandwidth_m = 100};
    // spatstat makes the pixels of a kernel add up to 1 where ours has the formula's value: one factor for all.
    const double pixels_of_one =
        total_of(kernel_density({{{5, 5}}, {}, {}}, {{-200, 210}, 10, 41, 41}, options));
    EXPECT_NEAR(pixels_of_one, 1, 5e-5);
    for (const EdgeCorrection edge : {EdgeCorrection::none, EdgeCorrection::diggle}) {
        options.edge = edge;
        const Raster ours = kernel_density(points, {{0, 200}, 10, 30, 20}, options);
        const double peak = peak_of(ours);
        for (const std::vector<double>& row : table) {
            const auto pixel = static_cast<std::size_t>((200 - row.at(1)) / 10) * 30 +
                               static_cast<std::size_t>(row.at(0) / 10);
            const double per_m2 = row.at(edge == EdgeCorrection::none ? 2 : 3);
            ASSERT_NEAR(ours.values.at(pixel), per_m2, 5e-5 * peak) << row[0] << ", " << row[1];
            ASSERT_NEAR(ours.values.at(pixel) / pixels_of_one, per_m2, 1e-12 * peak)
                << row[0] << ", " << row[1];
        }
    }
}

TEST(Density, KernelNamesReadBack)
{
    for (const Kernel kernel : all_kernels) {
        EXPECT_EQ(kernel_named(kernel_name(kernel)), kernel);
    }
    EXPECT_FALSE(kernel_named("Quartic").has_value());
}

}  // namespace
}  // namespace wardmap
