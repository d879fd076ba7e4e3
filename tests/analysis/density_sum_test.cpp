#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <iostream>
#include <string>
#include <vector>

#include "density_cases.hpp"
#include "reference/density.hpp"
#include "wardmap/density.hpp"

/// The surface beside the double sum, within the bounds that docs/methods.md states.
namespace wardmap {
namespace {

using test::all_kernels;
using test::DensityCase;
using test::Dice;
using test::peak_of;

/// What the double sum says, and of what.
struct Twin {
    explicit Twin(const DensityCase& made)
        : options(made.options),
          points(reference::counted_points(made.points, made.grid, made.options)),
          raster(reference::kernel_density(points, made.grid, made.options)),
          peak(peak_of(raster))
    {
        if (options.boundary != nullptr) {
            DensityOptions everywhere = options;
            everywhere.boundary = nullptr;
            peak = peak_of(reference::kernel_density(points, made.grid, everywhere));
        }
    }

    DensityOptions options;
    std::vector<reference::CountedPoint> points;
    Raster raster;
    double peak = 0;  ///< on the grid, outside the boundary too: incidents may lie there

    [[nodiscard]] PointM centre(std::size_t pixel) const
    {
        const auto i = static_cast<std::int32_t>(pixel);
        return raster.grid.centre(i % raster.grid.cols, i / raster.grid.cols);
    }
    /// How far the pixel's centre is from the rim of a kernel, as a share of the kernel's reach: negative within.
    [[nodiscard]] double beyond_rim(std::size_t pixel, const reference::CountedPoint& point) const
    {
        return reference::kernel_distance_m(options.kernel, centre(pixel), point.at) /
                   reference::kernel_reach_m(options.kernel, point.bandwidth_m) -
               1;
    }
    /// The uniform kernel jumps at its rim. A point whose distance is the radius but for rounding may be taken
    /// either way; whole metres, where there is no rounding, have a test of their own.
    [[nodiscard]] bool is_ambiguous(std::size_t pixel) const
    {
        return options.kernel == Kernel::uniform && std::ranges::any_of(points, [&](const auto& p) {
                   return std::abs(beyond_rim(pixel, p)) < 1e-11;
               });
    }
    /// By no kernel of a point that counts, by more than rounding.
    [[nodiscard]] bool is_out_of_reach(std::size_t pixel) const
    {
        return std::ranges::all_of(points, [&](const auto& p) { return beyond_rim(pixel, p) > 1e-12; });
    }
};

void expect_equal_to_twin(const Raster& ours, const Twin& twin, double least_share = 1e-6)
{
    ASSERT_EQ(ours.values.size(), twin.raster.values.size());
    for (std::size_t i = 0; i < ours.values.size(); ++i) {
        const double want = twin.raster.values[i];
        const double got = ours.values[i];
        ASSERT_EQ(std::isnan(want), std::isnan(got)) << "pixel " << i;
        if (std::isnan(want) || (got != want && twin.is_ambiguous(i))) {
            continue;
        }
        ASSERT_GE(got, 0) << "pixel " << i;
        ASSERT_LE(std::abs(got - want), 1e-11 * twin.peak) << "pixel " << i << ": " << got << " for " << want;
        if (want > least_share * twin.peak) {
            ASSERT_LE(std::abs(got - want), 1e-8 * want) << "pixel " << i << ": " << got << " for " << want;
        }
    }
}

/// What a product of cases has shown.
struct Tried {
    int cases = 0;
    std::size_t pixels_out_of_reach = 0;
    double largest_difference = 0;  ///< of the peak
};

/// Exactly 0 where there is data and no kernel.
void expect_zero_out_of_reach(const Raster& ours, const Twin& twin, Tried& tried)
{
    for (std::size_t i = 0; i < ours.values.size(); ++i) {
        if (!std::isnan(ours.values[i]) && twin.is_out_of_reach(i)) {
            ASSERT_EQ(ours.values[i], 0) << "pixel " << i;
            ++tried.pixels_out_of_reach;
        }
    }
}

void note_largest_difference(const Raster& ours, const Twin& twin, Tried& tried)
{
    for (std::size_t i = 0; i < ours.values.size(); ++i) {
        const double share = std::abs(ours.values[i] - twin.raster.values[i]) / twin.peak;
        if (share > tried.largest_difference && !twin.is_ambiguous(i)) {
            tried.largest_difference = share;
        }
    }
}

/// One of each of these, in every combination.
struct Combination {
    EdgeCorrection edge;
    bool has_boundary;
    bool is_adaptive;
    bool is_weighted;

    [[nodiscard]] std::string text() const
    {
        return std::string(edge == EdgeCorrection::diggle ? "diggle" : "no edge correction") +
               (has_boundary ? ", boundary" : ", no boundary") + (is_adaptive ? ", adaptive" : ", fixed") +
               (is_weighted ? ", weights" : ", no weights");
    }
};

std::vector<Combination> all_combinations()
{
    std::vector<Combination> all;
    for (const EdgeCorrection edge : {EdgeCorrection::none, EdgeCorrection::diggle}) {
        for (const bool has_boundary : {false, true}) {
            for (const bool is_adaptive : {false, true}) {
                for (const bool is_weighted : {false, true}) {
                    all.push_back({edge, has_boundary, is_adaptive, is_weighted});
                }
            }
        }
    }
    return all;
}

/// Bandwidths from less than a pixel to many: below six the sums are made in another way.
DensityCase case_of(Kernel kernel, const Combination& combination, Dice& dice)
{
    // The twin corrects at every pixel in reach, which grows with the square of the bandwidth.
    const bool is_corrected = combination.edge == EdgeCorrection::diggle;
    const double most_cells = (is_corrected ? 12 : 25) * (kernel == Kernel::gaussian ? 0.3 : 1);
    DensityCase made = test::empty_case(dice, 0.3, dice.whole(0, 2) == 0 ? 6 : most_cells);
    if (kernel == Kernel::uniform && is_corrected) {
        // A jump within rounding of a pixel's centre would move a share, and every pixel with it; at whole metres
        // there is no rounding.
        made.grid.cell_m = std::round(made.grid.cell_m);
    }
    made.points = test::random_points(made.grid, dice, is_corrected ? 40 : 120, combination.is_weighted);
    made.options.kernel = kernel;
    made.options.edge = combination.edge;
    made.options.is_adaptive = combination.is_adaptive;
    return made;
}

class DensityOfEveryCombination : public ::testing::Test {
protected:
    void try_case(DensityCase made, bool has_boundary, Dice& dice)
    {
        const MultiPolygon boundary = test::crooked_boundary(made.grid, dice);
        made.options.boundary = has_boundary ? &boundary : nullptr;
        const Raster ours = kernel_density(made.points, made.grid, made.options);
        const Twin twin(made);
        expect_equal_to_twin(ours, twin);
        expect_zero_out_of_reach(ours, twin, m_tried);
        note_largest_difference(ours, twin, m_tried);
        ++m_tried.cases;
    }

    Tried m_tried;
};

TEST_F(DensityOfEveryCombination, EqualsTheDirectDoubleSumAndIsZeroWhereNoKernelReaches)
{
    Dice dice(20'240'511);
    constexpr int of_each = 10;
    for (const Kernel kernel : all_kernels) {
        for (const Combination& combination : all_combinations()) {
            for (int i = 0; i < of_each; ++i) {
                SCOPED_TRACE(std::string(kernel_name(kernel)) + ", " + combination.text() + ", case " +
                             std::to_string(i));
                try_case(case_of(kernel, combination, dice), combination.has_boundary, dice);
                if (HasFatalFailure()) {
                    return;
                }
            }
        }
    }
    EXPECT_GT(m_tried.pixels_out_of_reach, 10'000U);
    std::cout << m_tried.cases << " densities beside the direct sum, every combination of kernel, edge, "
              << "boundary, adaptive and weights: the largest difference is " << m_tried.largest_difference
              << " of the peak; " << m_tried.pixels_out_of_reach << " pixels out of reach are 0\n";
}

/// Many places of a pixel are added together there.
TEST_F(DensityOfEveryCombination, EqualsTheDirectDoubleSumWherePixelsHoldManyPlaces)
{
    Dice dice(20'261'129);
    for (const EdgeCorrection edge : {EdgeCorrection::none, EdgeCorrection::diggle}) {
        for (int i = 0; i < 60; ++i) {
            SCOPED_TRACE(std::string(edge == EdgeCorrection::diggle ? "diggle" : "no edge correction") +
                         ", case " + std::to_string(i));
            const bool is_corrected = edge == EdgeCorrection::diggle;
            DensityCase made = test::empty_case(dice, 6, is_corrected ? 9 : 25);
            made.points = test::dense_points(made.grid, dice, i % 3 == 0);
            made.options.edge = edge;
            try_case(made, is_corrected || i % 4 == 0, dice);
            if (HasFatalFailure()) {
                return;
            }
        }
    }
    EXPECT_GT(m_tried.pixels_out_of_reach, 1'000U);
}

/// Neighbours are summed together there.
TEST_F(DensityOfEveryCombination, EqualsTheDirectDoubleSumWhereKernelsReachFewPixelsThatHoldManyPlaces)
{
    Dice dice(20'261'130);
    for (const Kernel kernel : all_kernels) {
        for (int i = 0; i < 12; ++i) {
            SCOPED_TRACE(std::string(kernel_name(kernel)) + ", case " + std::to_string(i));
            DensityCase made = test::empty_case(dice, 0.3, kernel == Kernel::gaussian ? 2 : 6);
            made.points = test::dense_points(made.grid, dice, i % 3 == 0);
            made.options.kernel = kernel;
            try_case(made, i % 4 == 0, dice);
            if (HasFatalFailure()) {
                return;
            }
        }
    }
    EXPECT_GT(m_tried.pixels_out_of_reach, 1'000U);
}

TEST(Density, KeepsItsDigitsBesideStacksOfIncidentsAndInDenseClusters)
{
    Dice dice(77);
    for (const Kernel kernel : {Kernel::quartic, Kernel::epanechnikov, Kernel::triweight, Kernel::uniform}) {
        for (const double h_cells : {6.0, 13.7, 40.0}) {
            SCOPED_TRACE(std::string(kernel_name(kernel)) + " over " + std::to_string(h_cells) + " cells");
            DensityCase made;
            made.grid = {{523'000, 225'000}, 10, 260, 12};
            made.options = {.bandwidth_m = 10 * h_cells, .kernel = kernel};
            for (int i = 0; i < 300; ++i) {
                const double along = dice.between(0, 1);  // denser towards the west
                made.points.positions.push_back(
                    {523'000 + 2'600 * along * along * along, dice.between(224'700, 225'200)});
                made.points.weights.push_back(i % 40 == 0 ? 1e5 : 1);
            }
            expect_equal_to_twin(kernel_density(made.points, made.grid, made.options), Twin(made), 1e-10);
            if (HasFatalFailure()) {
                return;
            }
        }
    }
}

}  // namespace
}  // namespace wardmap
