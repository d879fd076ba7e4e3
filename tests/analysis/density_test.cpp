#include "wardmap/density.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <limits>
#include <random>

#include "reference/density.hpp"
#include "reference/spatstat.hpp"
#include "wardmap/error.hpp"

namespace wardmap {
namespace {

constexpr std::array all_kernels{Kernel::quartic,    Kernel::epanechnikov, Kernel::triweight,
                                 Kernel::triangular, Kernel::uniform,      Kernel::gaussian};

constexpr double gaussian_reach = 8;  // sigmas, on each axis

class Dice {
public:
    explicit Dice(std::uint64_t seed) : m_random(seed) {}
    double between(double low, double high)
    {
        return std::uniform_real_distribution<double>(low, high)(m_random);
    }
    int whole(int low, int high) { return std::uniform_int_distribution<int>(low, high)(m_random); }

private:
    std::mt19937_64 m_random;
};

double peak_of(const Raster& raster)
{
    double peak = 0;
    for (const double value : raster.values) {
        peak = std::isnan(value) ? peak : std::max(peak, value);
    }
    return peak;
}

double total_of(const Raster& raster)
{
    double sum = 0;
    for (const double value : raster.values) {
        sum += std::isnan(value) ? 0 : value;
    }
    return sum * raster.grid.cell_m * raster.grid.cell_m;
}

struct Case {
    RasterGrid grid;
    PointSet points;
    DensityOptions options;

    [[nodiscard]] double reach_m() const
    {
        return options.bandwidth_m * (options.kernel == Kernel::gaussian ? gaussian_reach : 1);
    }
    [[nodiscard]] PointM centre(std::size_t pixel) const
    {
        const auto i = static_cast<std::int32_t>(pixel);
        return grid.centre(i % grid.cols, i / grid.cols);
    }
    /// The uniform kernel jumps at its rim. A point whose distance is the radius but for rounding may be taken
    /// either way; whole metres, where there is no rounding, have a test of their own.
    [[nodiscard]] bool is_ambiguous(std::size_t pixel) const
    {
        if (options.kernel != Kernel::uniform) {
            return false;
        }
        const std::vector<double> radii_m = reference::bandwidths_of(points, grid, options);
        for (std::size_t i = 0; i < points.size(); ++i) {
            if (std::abs(distance_m(centre(pixel), points.positions[i]) / radii_m[i] - 1) < 1e-11) {
                return true;
            }
        }
        return false;
    }
};

/// The bounds that the surface promises against the double sum.
void expect_equal_to_twin(const Raster& ours, const Raster& twin, const Case& made, double least_share = 1e-6)
{
    ASSERT_EQ(ours.values.size(), twin.values.size());
    const double peak = peak_of(twin);
    for (std::size_t i = 0; i < twin.values.size(); ++i) {
        const double want = twin.values[i];
        const double got = ours.values[i];
        ASSERT_EQ(std::isnan(want), std::isnan(got)) << "pixel " << i;
        if (std::isnan(want) || (got != want && made.is_ambiguous(i))) {
            continue;
        }
        ASSERT_GE(got, 0) << "pixel " << i;
        ASSERT_LE(std::abs(got - want), 1e-11 * peak) << "pixel " << i << ": " << got << " for " << want;
        if (want > least_share * peak) {
            ASSERT_LE(std::abs(got - want), 1e-8 * want) << "pixel " << i << ": " << got << " for " << want;
        }
    }
}

double largest_difference_per_peak(const Raster& ours, const Raster& twin, const Case& made)
{
    double largest = 0;
    for (std::size_t i = 0; i < twin.values.size(); ++i) {
        const double difference = std::abs(ours.values[i] - twin.values[i]);
        if (difference > largest && !made.is_ambiguous(i)) {
            largest = difference;
        }
    }
    return largest / peak_of(twin);
}

/// Pixels that every point is out of reach of, by more than rounding, are exactly 0.
void expect_zero_out_of_reach(const Raster& raster, const Case& made)
{
    for (std::size_t i = 0; i < raster.values.size(); ++i) {
        const bool is_reached = std::ranges::any_of(made.points.positions, [&](PointM p) {
            const PointM centre = made.centre(i);
            const double away_m = made.options.kernel == Kernel::gaussian
                                      ? std::max(std::abs(centre.x_m - p.x_m), std::abs(centre.y_m - p.y_m))
                                      : distance_m(centre, p);
            return away_m <= made.reach_m() * (1 + 1e-12);
        });
        ASSERT_TRUE(is_reached || std::isnan(raster.values[i]) || raster.values[i] == 0) << raster.values[i];
    }
}

/// A star-shaped polygon around the middle of the grid, with a hole.
MultiPolygon crooked_boundary(const RasterGrid& grid, Dice& dice)
{
    const BoxM box = grid.bounds();
    const PointM middle{(box.min_x_m + box.max_x_m) / 2, (box.min_y_m + box.max_y_m) / 2};
    const auto star = [&](double least_m, double most_m, int corners) {
        Ring ring;
        for (int i = 0; i < corners; ++i) {
            const double angle = 2 * std::numbers::pi * i / corners;
            const double r_m = dice.between(least_m, most_m);
            ring.push_back({middle.x_m + r_m * std::cos(angle), middle.y_m + r_m * std::sin(angle)});
        }
        ring.push_back(ring.front());
        return ring;
    };
    const double size_m = std::min(box.width_m(), box.height_m());
    Polygon polygon{star(0.25 * size_m, 0.6 * size_m, 17), {star(0.02 * size_m, 0.15 * size_m, 9)}};
    std::ranges::reverse(polygon.holes[0]);
    return {{polygon}};
}

/// Places as real files have them: stacked, on pixel centres, on pixel edges, outside, with decimals.
PointM random_place(const RasterGrid& grid, Dice& dice)
{
    const BoxM box = grid.bounds().grown(2 * grid.cell_m);
    const PointM anywhere{dice.between(box.min_x_m, box.max_x_m), dice.between(box.min_y_m, box.max_y_m)};
    const PointM centre = grid.centre(dice.whole(0, grid.cols - 1), dice.whole(0, grid.rows - 1));
    switch (dice.whole(0, 4)) {
        case 0:
            return centre;
        case 1:
            return {centre.x_m + grid.cell_m / 2, centre.y_m};
        case 2:
            return {std::round(anywhere.x_m), std::round(anywhere.y_m)};
        default:
            return anywhere;
    }
}

Case random_case(Dice& dice, Kernel kernel, double least_cells, double most_cells)
{
    Case made;
    const double cell_m = std::array{1.0, 10.0, 20.0, 33.3}[static_cast<std::size_t>(dice.whole(0, 3))];
    const PointM corner = dice.whole(0, 1) == 0 ? PointM{0, 0} : PointM{523'100, 224'200};
    made.grid = {corner, cell_m, dice.whole(1, 60), dice.whole(1, 60)};
    made.options.kernel = kernel;
    made.options.bandwidth_m = dice.between(least_cells, most_cells) * cell_m;
    if (dice.whole(0, 2) == 0) {
        made.options.bandwidth_m = std::max(1.0, std::round(made.options.bandwidth_m / cell_m)) * cell_m;
    }
    const int count = dice.whole(1, 120);
    const bool is_weighted = dice.whole(0, 2) == 0;
    for (int i = 0; i < count; ++i) {
        const PointM place = random_place(made.grid, dice);
        const int copies = dice.whole(0, 9) == 0 ? dice.whole(2, 150) : 1;
        for (int c = 0; c < copies; ++c) {
            made.points.positions.push_back(place);
            if (is_weighted) {
                made.points.weights.push_back(dice.between(0, 5));
            }
        }
    }
    return made;
}

TEST(Density, EqualsTheDirectDoubleSumInRandomCasesOfEveryKernel)
{
    Dice dice(20'240'511);
    constexpr int cases = 200;
    double largest = 0;
    for (int i = 0; i < cases; ++i) {
        SCOPED_TRACE(i);
        const Kernel kernel = all_kernels[static_cast<std::size_t>(i) % all_kernels.size()];
        Case made = random_case(dice, kernel, 0.3, kernel == Kernel::gaussian ? 12 : 25);
        made.options.is_adaptive = i % 4 == 3;
        const Raster ours = kernel_density(made.points, made.grid, made.options);
        const Raster twin = reference::kernel_density(made.points, made.grid, made.options);
        expect_equal_to_twin(ours, twin, made);
        largest = std::max(largest, largest_difference_per_peak(ours, twin, made));
        if (!made.options.is_adaptive) {
            expect_zero_out_of_reach(ours, made);
        }
        if (HasFatalFailure()) {
            return;
        }
    }
    std::cout << cases << " densities beside the direct sum: the largest difference is " << largest
              << " of the peak\n";
}

TEST(Density, KeepsItsDigitsBesideStacksOfIncidentsAndInDenseClusters)
{
    Dice dice(77);
    for (const Kernel kernel : {Kernel::quartic, Kernel::epanechnikov, Kernel::triweight, Kernel::uniform}) {
        for (const double h_cells : {6.0, 13.7, 40.0}) {
            SCOPED_TRACE(std::string(kernel_name(kernel)) + " over " + std::to_string(h_cells) + " cells");
            Case made;
            made.grid = {{523'000, 225'000}, 10, 260, 12};
            made.options = {.bandwidth_m = 10 * h_cells, .kernel = kernel};
            for (int i = 0; i < 300; ++i) {
                const double along = dice.between(0, 1);  // denser towards the west
                made.points.positions.push_back(
                    {523'000 + 2'600 * along * along * along, dice.between(224'700, 225'200)});
                made.points.weights.push_back(i % 40 == 0 ? 1e5 : 1);
            }
            expect_equal_to_twin(kernel_density(made.points, made.grid, made.options),
                                 reference::kernel_density(made.points, made.grid, made.options), made,
                                 1e-10);
            if (HasFatalFailure()) {
                return;
            }
        }
    }
}

TEST(Density, EqualsTheDirectDoubleSumWithinABoundaryWithAndWithoutEdgeCorrection)
{
    Dice dice(99);
    for (int i = 0; i < 72; ++i) {
        SCOPED_TRACE(i);
        const Kernel kernel = all_kernels[static_cast<std::size_t>(i) % all_kernels.size()];
        Case made = random_case(dice, kernel, 0.7, kernel == Kernel::gaussian ? 4 : 9);
        made.options.is_adaptive = i % 7 == 0;
        made.points.positions.resize(std::min<std::size_t>(made.points.size(), 40));
        made.points.weights.resize(made.points.weights.empty() ? 0 : made.points.size());
        const MultiPolygon boundary = crooked_boundary(made.grid, dice);
        made.options.boundary = i % 5 == 0 ? nullptr : &boundary;
        made.options.edge = i % 3 == 0 ? EdgeCorrection::none : EdgeCorrection::diggle;
        expect_equal_to_twin(kernel_density(made.points, made.grid, made.options),
                             reference::kernel_density(made.points, made.grid, made.options), made);
        if (HasFatalFailure()) {
            return;
        }
    }
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
    const RasterGrid grid{{523'000, 225'000}, 10, 100, 100};
    const MultiPolygon boundary = crooked_boundary(grid, dice);
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
        // The boundary ends inside the grid but for its tips: no mass is lost beyond those.
        EXPECT_NEAR(total_of(kernel_density(points, grid, options)) / inside, 1, 1e-2) << kernel_name(kernel);
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
    // Multiples of 1/8 m move by whole kilometres without rounding.
    const auto eighth = [&] { return std::round(dice.between(0, 8000)) / 8; };
    PointSet points;
    for (int i = 0; i < 300; ++i) {
        points.positions.push_back({eighth(), eighth()});
    }
    PointSet moved = points;
    for (PointM& p : moved.positions) {
        p = {p.x_m + 523'000, p.y_m + 224'000};
    }
    for (const Kernel kernel : all_kernels) {
        const DensityOptions options{.bandwidth_m = 120, .kernel = kernel};
        const Raster here = kernel_density(points, {{0, 1000}, 10, 100, 100}, options);
        const Raster there = kernel_density(moved, {{523'000, 225'000}, 10, 100, 100}, options);
        EXPECT_EQ(here.values, there.values) << kernel_name(kernel);
    }
}

TEST(Density, GivesTheSameBytesForAnyNumberOfThreadsAndAnyOrderOfThePoints)
{
    Dice dice(12);
    for (const Kernel kernel : all_kernels) {
        Case made = random_case(dice, kernel, 6, 12);
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
    PointSet points;
    for (int i = 0; i < 300; ++i) {
        points.positions.push_back({dice.between(522'000, 564'000), dice.between(211'000, 226'000)});
    }
    for (const Kernel kernel : {Kernel::quartic, Kernel::triangular, Kernel::gaussian}) {
        for (const bool is_adaptive : {false, true}) {
            const DensityOptions options{.bandwidth_m = 90, .is_adaptive = is_adaptive, .kernel = kernel};
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
        Case made = random_case(dice, Kernel::quartic, 4, 8);
        made.options.edge = edge;
        std::vector<double> seen_m;
        const auto take = [&](double bandwidth_m, const Raster& surface) {
            DensityOptions alone = made.options;
            alone.bandwidth_m = bandwidth_m;
            EXPECT_EQ(surface.values, kernel_density(made.points, made.grid, alone).values);
            seen_m.push_back(bandwidth_m);
        };
        density_sweep(made.points, made.grid, made.options, {{70, 250, 130}, take});
        EXPECT_EQ(seen_m, (std::vector<double>{70, 250, 130}));
    }
}

TEST(Density, OfTheUniformKernelCountsThePixelCentresOnItsRimToo)
{
    const RasterGrid grid{{523'000, 225'000}, 10, 120, 120};
    const DensityOptions options{.bandwidth_m = 500, .kernel = Kernel::uniform};
    // On a pixel centre: 300² + 400² = 500², so the rim goes through pixel centres.
    const PointSet points{.positions = {grid.centre(60, 60)}, .weights = {}, .incident = {}};
    const Raster raster = kernel_density(points, grid, options);
    int in_disc = 0;
    for (int dx = -50; dx <= 50; ++dx) {
        for (int dy = -50; dy <= 50; ++dy) {
            in_disc += dx * dx + dy * dy <= 2500 ? 1 : 0;
        }
    }
    EXPECT_EQ(std::ranges::count_if(raster.values, [](double v) { return v > 0; }), in_disc);
    EXPECT_GT(raster.values[static_cast<std::size_t>(30 * 120 + 20)], 0);
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

TEST(Density, KernelNamesReadBack)
{
    for (const Kernel kernel : all_kernels) {
        EXPECT_EQ(kernel_named(kernel_name(kernel)), kernel);
    }
    EXPECT_FALSE(kernel_named("Quartic").has_value());
}

}  // namespace
}  // namespace wardmap
