#include "wardmap/placement_attack.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <utility>

namespace wardmap {

namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
constexpr int parts_of_a_pixel =
    20;  ///< dwellings are moved to twentieths of a pixel: one template serves many

struct Window {
    int cols = 0;
    std::vector<double> values;  ///< square, row-major
};

/// The Laplacian on the four neighbours; NaN where one of them is missing, or is outside.
std::vector<double> laplacian(const std::vector<double>& values, int cols, int rows)
{
    std::vector<double> result(values.size(), nothing);
    for (int row = 1; row + 1 < rows; ++row) {
        for (int col = 1; col + 1 < cols; ++col) {
            const auto at = static_cast<std::size_t>(row) * static_cast<std::size_t>(cols) +
                            static_cast<std::size_t>(col);
            const auto below = at + static_cast<std::size_t>(cols);
            const auto above = at - static_cast<std::size_t>(cols);
            result[at] = values[at - 1] + values[at + 1] + values[below] + values[above] - 4 * values[at];
        }
    }
    return result;
}

std::vector<double> sharpened(const std::vector<double>& values, int cols, int rows)
{
    return laplacian(laplacian(values, cols, rows), cols, rows);
}

/// What one incident adds to the pixels around it, by where in its pixel it stands.
class Templates {
public:
    Templates(const RasterGrid& grid, const DensityOptions& kernel, bool is_sharp)
        : m_grid(grid), m_kernel(kernel), m_is_sharp(is_sharp)
    {
        m_kernel.edge = EdgeCorrection::none;
        m_kernel.boundary = nullptr;
        m_kernel.threads = 1;
        m_reach = static_cast<int>(std::ceil(kernel_reach_m(kernel) / grid.cell_m)) + 1 + margin;
        m_made.resize(std::size_t{parts_of_a_pixel} * parts_of_a_pixel);
    }
    [[nodiscard]] int reach() const { return m_reach; }
    /// `part_x`, `part_y`: twentieths of a pixel from its western and northern side.
    const Window& at(int part_x, int part_y)
    {
        Window& window =
            m_made[static_cast<std::size_t>(part_y) * parts_of_a_pixel + static_cast<std::size_t>(part_x)];
        if (window.cols == 0) {
            window = made(part_x, part_y);
        }
        return window;
    }

private:
    static constexpr int margin = 4;  ///< what sharpening looks at on each side, twice

    [[nodiscard]] Window made(int part_x, int part_y) const
    {
        const int cols = 2 * m_reach + 1;
        const RasterGrid grid{{0, 0}, m_grid.cell_m, cols, cols};
        const auto within = [&](int part) { return m_reach + (part + 0.5) / parts_of_a_pixel; };
        PointSet one;
        one.positions.push_back({within(part_x) * m_grid.cell_m, -within(part_y) * m_grid.cell_m});
        Window window{cols, kernel_density(one, grid, m_kernel).values};
        if (m_is_sharp) {
            window.values = sharpened(window.values, cols, cols);
            std::ranges::replace_if(window.values, [](double value) { return std::isnan(value); }, 0.0);
        }
        return window;
    }

    RasterGrid m_grid;
    DensityOptions m_kernel;
    bool m_is_sharp;
    int m_reach = 0;
    std::vector<Window> m_made;
};

/// Distinct dwellings, moved to twentieths of a pixel.
struct Candidate {
    PointM position;
    int col = 0;
    int row = 0;
    int part_x = 0;
    int part_y = 0;
    double squares = 0;  ///< of its template's values where the picture is known
    double incidents = 0;
};

std::vector<Candidate> candidates_of(std::span<const PointM> dwellings, const RasterGrid& grid)
{
    std::map<std::pair<std::int64_t, std::int64_t>, PointM>
        places;  // north to south, so that sweeps are the same
    for (const PointM p : dwellings) {
        const double x = (p.x_m - grid.north_west.x_m) / grid.cell_m * parts_of_a_pixel;
        const double y = (grid.north_west.y_m - p.y_m) / grid.cell_m * parts_of_a_pixel;
        if (x >= 0 && y >= 0 && x < grid.cols * parts_of_a_pixel && y < grid.rows * parts_of_a_pixel) {
            places.emplace(std::pair(static_cast<std::int64_t>(y), static_cast<std::int64_t>(x)), p);
        }
    }
    std::vector<Candidate> candidates;
    candidates.reserve(places.size());
    for (const auto& [place, position] : places) {
        candidates.push_back({.position = position,
                              .col = static_cast<int>(place.second / parts_of_a_pixel),
                              .row = static_cast<int>(place.first / parts_of_a_pixel),
                              .part_x = static_cast<int>(place.second % parts_of_a_pixel),
                              .part_y = static_cast<int>(place.first % parts_of_a_pixel)});
    }
    return candidates;
}

/// The picture, what the dwellings' counts would make of it, and the descent towards agreement.
class Descent {
public:
    Descent(const PixelKnowledge& picture, Templates& templates, std::vector<Candidate> candidates)
        : m_picture(picture),
          m_templates(templates),
          m_candidates(std::move(candidates)),
          m_made(picture.lowest.size(), 0)
    {
        for (Candidate& candidate : m_candidates) {
            visit(candidate, [&](std::size_t pixel, double value) {
                candidate.squares += std::isnan(m_picture.lowest[pixel]) ? 0 : value * value;
            });
        }
    }

    void sweep()
    {
        for (Candidate& candidate : m_candidates) {
            if (!(candidate.squares > 0)) {
                continue;
            }
            double slope = 0;
            visit(candidate, [&](std::size_t pixel, double value) { slope += value * missing_at(pixel); });
            const double step = std::max(-candidate.incidents, slope / candidate.squares);
            if (step != 0) {
                candidate.incidents += step;
                visit(candidate, [&](std::size_t pixel, double value) { m_made[pixel] += step * value; });
            }
        }
    }
    [[nodiscard]] const std::vector<Candidate>& candidates() const { return m_candidates; }

private:
    /// By how much the pixel would have to change; 0 where it agrees or nothing is known.
    [[nodiscard]] double missing_at(std::size_t pixel) const
    {
        const double made = m_made[pixel];
        if (made < m_picture.lowest[pixel]) {
            return m_picture.lowest[pixel] - made;
        }
        return made > m_picture.highest[pixel] ? m_picture.highest[pixel] - made : 0;
    }

    template <typename Take>
    void visit(const Candidate& candidate, const Take& take)
    {
        const Window& window = m_templates.at(candidate.part_x, candidate.part_y);
        const RasterGrid& grid = m_picture.grid;
        const int first_col = candidate.col - m_templates.reach();
        const int first_row = candidate.row - m_templates.reach();
        const int from = std::max(0, -first_col);
        const int until = std::min(window.cols, grid.cols - first_col);
        for (int row = std::max(0, -first_row); row < std::min(window.cols, grid.rows - first_row); ++row) {
            const auto pixels =
                static_cast<std::size_t>(first_row + row) * static_cast<std::size_t>(grid.cols);
            const double* const values = window.values.data() + std::ptrdiff_t{row} * window.cols;
            for (int col = from; col < until; ++col) {
                take(pixels + static_cast<std::size_t>(first_col + col), values[col]);
            }
        }
    }

    const PixelKnowledge& m_picture;
    Templates& m_templates;
    std::vector<Candidate> m_candidates;
    std::vector<double> m_made;
};

/// Whole numbers that add up to `count`, in the shares of the weights; the largest remainders are rounded up.
std::vector<std::size_t> whole_shares(const std::vector<double>& weights, std::size_t count)
{
    const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
    std::vector<std::size_t> shares(weights.size(), 0);
    if (!(total > 0)) {
        return shares;
    }
    std::vector<std::pair<double, std::size_t>> remainders;
    std::size_t given = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        const double exact = weights[i] / total * static_cast<double>(count);
        shares[i] = static_cast<std::size_t>(exact);
        given += shares[i];
        remainders.emplace_back(static_cast<double>(shares[i]) - exact, i);
    }
    std::ranges::sort(remainders);
    for (std::size_t i = 0; given < count && i < remainders.size(); ++i, ++given) {
        ++shares[remainders[i].second];
    }
    return shares;
}

}  // namespace

PixelKnowledge known_values(const Raster& surface) { return {surface.grid, surface.values, surface.values}; }

PixelKnowledge known_classes(const Raster& surface, int classes)
{
    double peak = 0;
    for (const double value : surface.values) {
        peak = std::max(peak, value);  // never NaN: it keeps its first argument
    }
    PixelKnowledge picture{surface.grid, surface.values, surface.values};
    for (std::size_t i = 0; i < surface.values.size(); ++i) {
        if (!std::isnan(surface.values[i]) && peak > 0) {
            const double step = peak / classes;
            const double of = std::min(std::floor(surface.values[i] / step), classes - 1.0);
            picture.lowest[i] = of * step;
            picture.highest[i] = (of + 1) * step;
        }
    }
    return picture;
}

std::vector<PointM> guesses_from_surface(const PixelKnowledge& picture, std::span<const PointM> dwellings,
                                         const SurfaceAttack& attack)
{
    const bool is_sharp = picture.lowest == picture.highest ||
                          std::ranges::equal(picture.lowest, picture.highest, [](double a, double b) {
                              return a == b || (std::isnan(a) && std::isnan(b));
                          });
    PixelKnowledge target = picture;
    if (is_sharp) {
        target.lowest = sharpened(picture.lowest, picture.grid.cols, picture.grid.rows);
        target.highest = target.lowest;
    }
    Templates templates(picture.grid, attack.kernel, is_sharp);
    Descent descent(target, templates, candidates_of(dwellings, picture.grid));
    for (int i = 0; i < attack.sweeps; ++i) {
        descent.sweep();
    }
    std::vector<double> weights;
    for (const Candidate& candidate : descent.candidates()) {
        weights.push_back(candidate.incidents);
    }
    std::vector<PointM> guesses;
    const std::vector<std::size_t> shares = whole_shares(weights, attack.incidents);
    for (std::size_t i = 0; i < shares.size(); ++i) {
        guesses.insert(guesses.end(), shares[i], descent.candidates()[i].position);
    }
    return guesses;
}

}  // namespace wardmap
