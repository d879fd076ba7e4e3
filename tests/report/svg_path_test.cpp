#include "svg_path.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <sstream>

#include "sample_town.hpp"

namespace wardmap::report {

namespace {

/// The vertices of the path, read back as a browser would.
std::vector<std::vector<Pixel>> read_path(const std::string& path)
{
    std::vector<std::vector<Pixel>> rings;
    std::string spaced;
    for (const char c : path) {
        spaced += c == '-' || std::isalpha(static_cast<unsigned char>(c)) != 0
                      ? std::string(" ") + c + (c == '-' ? "" : " ")
                      : std::string(1, c);
    }
    std::istringstream in(spaced);
    std::string word;
    Pixel at;
    while (in >> word) {
        if (word == "M") {
            in >> at.x >> at.y;
            rings.push_back({at});
        } else if (word != "l" && word != "z") {
            double dy = 0;
            in >> dy;
            at = {at.x + std::stod(word), at.y + dy};
            rings.back().push_back(at);
        }
    }
    return rings;
}

double distance_px(Pixel p, const std::vector<Pixel>& ring)
{
    double nearest = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const Pixel a = ring[i];
        const Pixel b = ring[(i + 1) % ring.size()];
        const double length2 = (b.x - a.x) * (b.x - a.x) + (b.y - a.y) * (b.y - a.y);
        const double along =
            length2 > 0 ? ((p.x - a.x) * (b.x - a.x) + (p.y - a.y) * (b.y - a.y)) / length2 : 0;
        const double t = std::clamp(along, 0.0, 1.0);
        nearest = std::min(nearest, std::hypot(p.x - a.x - t * (b.x - a.x), p.y - a.y - t * (b.y - a.y)));
    }
    return nearest;
}

}  // namespace

TEST(SvgPath, TheDrawnLineIsWithinAQuarterPixelOfEveryVertex)
{
    const MultiPolygon shape = sample::ring_shape({520'000, 220'000}, 2000, 0.3, 5000);
    const MapFrame frame(bounds(shape), 640);
    const auto rings = read_path(path_text(shape, frame, 0));
    ASSERT_EQ(rings.size(), 1U);
    EXPECT_LT(rings[0].size(), 1000U);
    for (const PointM& vertex : shape.parts[0].outer) {
        EXPECT_LE(distance_px(frame.pixel(vertex), rings[0]), 0.15 + 0.08);
    }
}

TEST(SvgPath, AHoleStaysAHole)
{
    MultiPolygon shape = sample::box(0, 0, 1000, 1000);
    const Ring hole = sample::box(400, 400, 200, 200).parts[0].outer;
    shape.parts[0].holes.emplace_back(hole.rbegin(), hole.rend());
    const auto rings = read_path(path_text(shape, MapFrame(bounds(shape), 640), 0));
    ASSERT_EQ(rings.size(), 2U);
    EXPECT_EQ(rings[0].size(), 4U);
    EXPECT_EQ(rings[1].size(), 4U);
}

TEST(SvgPath, WhatIsTooSmallToBeSeenIsLeftOut)
{
    const MapFrame frame({0, 0, 10'000, 10'000}, 640);
    EXPECT_EQ(path_text(sample::box(5000, 5000, 10, 10), frame, 1), "");
    EXPECT_NE(path_text(sample::box(5000, 5000, 100, 100), frame, 1), "");
}

TEST(SvgPath, VerticesThatAreNoNumbersAreLeftOut)
{
    MultiPolygon shape = sample::box(0, 0, 1000, 1000);
    shape.parts[0].outer[1].x_m = std::numeric_limits<double>::quiet_NaN();
    const std::string path = path_text(shape, MapFrame({0, 0, 1000, 1000}, 640), 0);
    EXPECT_EQ(path.find("nan"), std::string::npos);
}

TEST(SvgPath, NorthIsUpAndPlacesComeBack)
{
    const MapFrame frame({520'000, 220'000, 525'000, 223'000}, 640);
    const PointM p{521'234.5, 221'987.6};
    EXPECT_LT(frame.pixel({521'000, 222'000}).y, frame.pixel({521'000, 221'000}).y);
    EXPECT_NEAR(frame.place(frame.pixel(p)).x_m, p.x_m, 1e-6);
    EXPECT_NEAR(frame.place(frame.pixel(p)).y_m, p.y_m, 1e-6);
}

TEST(SvgPath, CoordinatesAreWrittenToATenthWithoutNeedlessCharacters)
{
    EXPECT_EQ(px_text(12.34), "12.3");
    EXPECT_EQ(px_text(-4.0), "-4");
    EXPECT_EQ(px_text(0.04), "0");
    EXPECT_EQ(px_text(-0.04), "0");
    EXPECT_EQ(px_text(-0.51), "-.5");
}

TEST(SvgPath, WhatLiesFarBeyondTheFrameIsCutOffAndNothingInsideIsLost)
{
    const MapFrame frame({0, 0, 100, 100}, 100);
    const MultiPolygon wide = sample::box(-5000, 20, 10000, 50);
    for (const auto& ring : read_path(path_text(wide, frame, 0))) {
        for (const Pixel& p : ring) {
            EXPECT_GE(p.x, -13);
            EXPECT_LE(p.x, frame.width_px() + 13);
        }
    }
    // The same strip, drawn without the cut: its two horizontal edges are where they were.
    const std::vector<Pixel> cut = read_path(path_text(wide, frame, 0)).at(0);
    const auto [low, high] = std::ranges::minmax(cut, {}, &Pixel::y);
    EXPECT_NEAR(low.y, frame.pixel({50, 70}).y, 0.1);
    EXPECT_NEAR(high.y, frame.pixel({50, 20}).y, 0.1);
    EXPECT_EQ(path_text(sample::box(500, 500, 10, 10), frame, 0), "");
}

TEST(SvgPath, ALineKeepsOnlyItsSegmentsWithinSight)
{
    const MapFrame frame({0, 0, 100, 100}, 100);
    const MultiLine line{{{{-900, 50}, {-500, 50}, {50, 50}, {60, 60}, {900, 60}, {950, 60}}}};
    const auto runs = read_path(line_path_text(line, frame));
    ASSERT_EQ(runs.size(), 1U);
    EXPECT_EQ(runs[0].size(), 4U) << "from the last place out of sight to the first one again";
    EXPECT_EQ(line_path_text({{{{500, 0}, {500, 90}}}}, frame), "");
    EXPECT_EQ(line_path_text({{{{50, 50}}}}, frame), "");
}

}  // namespace wardmap::report
