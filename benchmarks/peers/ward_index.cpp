// One million points in 150 wards: how long wardmap takes to find each point's ward, and whether it is right.
// Writes the same wards and points for the peers that ward_index.sh runs after it.
#include <fmt/format.h>
#include <sys/resource.h>

#include <array>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <random>
#include <string>
#include <vector>

#include "wardmap/areas.hpp"
#include "wardmap/number_text.hpp"

namespace {

using namespace wardmap;

constexpr std::size_t point_count = 1'000'000;
constexpr PointM origin{520'000, 210'000};

double user_seconds()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_utime.tv_sec) + 1e-6 * static_cast<double>(usage.ru_utime.tv_usec);
}

/// On this raster the exact twin below counts in whole numbers.
double on_raster(double metres) { return std::round(metres * 1024) / 1024; }
std::int64_t ticks(double metres) { return static_cast<std::int64_t>(metres * 1024); }

struct Shape {
    int across = 0;
    int up = 0;
    int bends = 0;  ///< vertices on each border between two corners
    double ward_m = 0;
};

/// Wards that share corners and crooked borders: a planar partition.
AreaSet wards_of(const Shape& shape)
{
    std::mt19937_64 random(2026);
    const auto jitter = [&] { return 0.6 * (static_cast<double>(random() >> 11) * 0x1p-53 - 0.5); };
    const auto columns = static_cast<std::size_t>(shape.across) + 1;
    const auto rows = static_cast<std::size_t>(shape.up) + 1;
    std::vector<PointM> corners;
    for (std::size_t i = 0; i < columns * rows; ++i) {
        const double col = static_cast<double>(i % columns) + jitter();
        const double row = static_cast<double>(i / columns) + jitter();
        corners.push_back(
            {on_raster(origin.x_m + shape.ward_m * col), on_raster(origin.y_m + shape.ward_m * row)});
    }
    const auto border = [&](PointM a, PointM b) {
        Ring path{a};
        for (int k = 1; k <= shape.bends; ++k) {
            const double t = static_cast<double>(k) / (shape.bends + 1);
            const double move_m = 0.2 * shape.ward_m / (shape.bends + 1);
            path.push_back({on_raster(a.x_m + t * (b.x_m - a.x_m) + move_m * jitter()),
                            on_raster(a.y_m + t * (b.y_m - a.y_m) + move_m * jitter())});
        }
        return path;  // without b, which the next border begins with
    };
    std::vector<Ring> east(corners.size());
    std::vector<Ring> north(corners.size());
    for (std::size_t i = 0; i < corners.size(); ++i) {
        if (i % columns + 1 < columns) {
            east[i] = border(corners[i], corners[i + 1]);
        }
        if (i / columns + 1 < rows) {
            north[i] = border(corners[i], corners[i + columns]);
        }
    }
    AreaSet set;
    for (std::size_t row = 0; row + 1 < rows; ++row) {
        for (std::size_t col = 0; col + 1 < columns; ++col) {
            const std::size_t i = row * columns + col;
            Ring ring = east[i];
            ring.insert(ring.end(), north[i + 1].begin(), north[i + 1].end());
            ring.push_back(corners[i + columns + 1]);
            ring.insert(ring.end(), east[i + columns].rbegin(), east[i + columns].rend() - 1);
            ring.push_back(corners[i + columns]);
            ring.insert(ring.end(), north[i].rbegin(), north[i].rend() - 1);
            ring.push_back(ring.front());
            set.areas.push_back({fmt::format("W{:05}", set.areas.size()), "", {}, {{{ring, {}}}}});
        }
    }
    return set;
}

/// Anywhere on the wards and a little around; every hundredth on a vertex or in the middle of an edge.
std::vector<PointM> points_of(const AreaSet& wards, const Shape& shape)
{
    std::mt19937_64 random(7);
    const auto unit = [&] { return static_cast<double>(random() >> 11) * 0x1p-53; };
    std::vector<PointM> points;
    for (std::size_t i = 0; i < point_count; ++i) {
        const Ring& ring = wards.areas[random() % wards.areas.size()].shape.parts[0].outer;
        const std::size_t v = random() % (ring.size() - 1);
        if (i % 200 == 0) {
            points.push_back(ring[v]);
        } else if (i % 200 == 100) {
            points.push_back({on_raster((ring[v].x_m + ring[v + 1].x_m) / 2),
                              on_raster((ring[v].y_m + ring[v + 1].y_m) / 2)});
        } else {
            points.push_back({on_raster(origin.x_m + shape.ward_m * (1.02 * shape.across * unit())),
                              on_raster(origin.y_m + shape.ward_m * (1.02 * shape.up * unit()))});
        }
    }
    return points;
}

/// The half-open crossing rule in whole numbers: no rounding.
bool covers_exactly(const Ring& ring, PointM p)
{
    bool is_inside = false;
    for (std::size_t i = 1; i < ring.size(); ++i) {
        PointM low = ring[i - 1];
        PointM high = ring[i];
        if (low.y_m > high.y_m) {
            std::swap(low, high);
        }
        if (low.y_m <= p.y_m && p.y_m < high.y_m) {
            is_inside ^= (ticks(high.x_m) - ticks(low.x_m)) * (ticks(p.y_m) - ticks(low.y_m)) >
                         (ticks(p.x_m) - ticks(low.x_m)) * (ticks(high.y_m) - ticks(low.y_m));
        }
    }
    return is_inside;
}

std::size_t mistakes(const AreaSet& wards, const std::vector<PointM>& points,
                     const std::vector<std::int32_t>& found)
{
    std::vector<BoxM> boxes;
    for (const Area& ward : wards.areas) {
        boxes.push_back(bounds(ward.shape));
    }
    std::size_t wrong = 0;
    for (std::size_t i = 0; i < points.size(); ++i) {
        std::int32_t right = AreaIndex::outside;
        for (std::size_t w = 0; w < boxes.size() && right == AreaIndex::outside; ++w) {
            if (boxes[w].contains(points[i]) &&
                covers_exactly(wards.areas[w].shape.parts[0].outer, points[i])) {
                right = static_cast<std::int32_t>(w);
            }
        }
        wrong += found[i] == right ? 0U : 1U;
    }
    return wrong;
}

template <typename T>
void write(std::ofstream& file, const T& value)
{
    file.write(reinterpret_cast<const char*>(&value), sizeof value);  // NOLINT: bytes for a program beside us
}

void write_for_peers(const std::string& folder, const AreaSet& wards, const std::vector<PointM>& points,
                     const std::vector<std::int32_t>& found)
{
    std::ofstream rings(folder + "/wards.bin", std::ios::binary);
    std::ofstream wkt(folder + "/wards.csv");
    for (std::size_t w = 0; w < wards.areas.size(); ++w) {
        const Ring& ring = wards.areas[w].shape.parts[0].outer;
        write(rings, static_cast<std::int64_t>(ring.size()));
        wkt << w << ",\"POLYGON((";
        for (const PointM& p : ring) {
            write(rings, p);
            wkt << (&p == &ring.front() ? "" : ",") << shortest_text(p.x_m) << ' ' << shortest_text(p.y_m);
        }
        wkt << "))\"\n";
    }
    std::ofstream xy(folder + "/points.bin", std::ios::binary);
    std::ofstream csv(folder + "/points.csv");
    for (std::size_t i = 0; i < points.size(); ++i) {
        write(xy, points[i]);
        write(xy, static_cast<std::int64_t>(found[i]));
        csv << i << ',' << shortest_text(points[i].x_m) << ',' << shortest_text(points[i].y_m) << ','
            << found[i] << '\n';
    }
}

/// Best of five, in one thread, by user CPU time; the index anew each time.
double measure(const AreaSet& wards, const std::vector<PointM>& points, std::vector<std::int32_t>& found)
{
    double best = 1e9;
    for (int repeat = 0; repeat < 5; ++repeat) {
        const double begin = user_seconds();
        found = AreaIndex(wards).find(points, 1);
        best = std::min(best, user_seconds() - begin);
    }
    return best;
}

}  // namespace

int main(int count, char** arguments)
{
    if (count < 2) {
        fmt::print(stderr, "name a folder for the shapes and points that the peers read\n");
        return 2;
    }
    const std::string folder = arguments[1];
    const Shape wards_150{15, 10, 182, 2'000};
    const AreaSet wards = wards_of(wards_150);
    std::size_t vertices = 0;
    for (const Area& ward : wards.areas) {
        vertices += ward.shape.parts[0].outer.size();
    }
    const std::vector<PointM> points = points_of(wards, wards_150);
    std::vector<std::int32_t> found;
    const double seconds = measure(wards, points, found);
    fmt::print("{} points in {} wards with {} vertices, user CPU seconds, one thread, index included\n",
               points.size(), wards.areas.size(), vertices);
    fmt::print("wardmap         {:.3f}   differs from exact predicates on {} points\n", seconds,
               mistakes(wards, points, found));
    write_for_peers(folder, wards, points, found);

    const Shape wards_8000{100, 80, 17, 500};
    const AreaSet many = wards_of(wards_8000);
    const std::vector<PointM> there = points_of(many, wards_8000);
    const double many_seconds = measure(many, there, found);
    fmt::print("wardmap, {} wards {:.3f}   differs from exact predicates on {} points\n", many.areas.size(),
               many_seconds, mistakes(many, there, found));
}
