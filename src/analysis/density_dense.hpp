#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "density_direct.hpp"
#include "octet.hpp"

namespace wardmap::kde {

/// The dense pixels among eight side by side: of each pixel sums of the weights of its places times powers of how far east
/// (x) and south (y) of its centre they lie, with e = x² + y². Lengths are in the unit of the sweep.
struct alignas(sizeof(Octet)) PixelGroup {
    Octet w;
    Octet x;
    Octet y;
    Octet xx;
    Octet yy;
    Octet xy;
    Octet xe;
    Octet ye;
    Octet ee;
    Octet places;  ///< how many
    std::int32_t first_col;
};

/// How far the kernels of a pixel's places reach along a pixel row, wherever in the pixel they lie.
struct PixelReach {
    std::int32_t inner = -1;  ///< all of them up to so many columns away; -1 not at all
    std::int32_t outer = -1;  ///< none of them beyond; -1 not at all
};

/// What lengths and weights are taken in.
struct Units {
    double cell_m = 0;
    double per_m = 0;   ///< units of length
    double weight = 0;  ///< times the weights of places
};

/// Where pixels hold many places, the quartic kernels of a pixel's places differ at their rims only: within, they are
/// one polynomial made of moments, and the pixels of the rim are summed one by one, for eight columns of places together.
///
/// A place by itself costs two changes of totals in each pixel row that it reaches. Here a pixel costs that, and a place
/// costs the pixels of its rim, eight for each of radius, at a few operations. It pays where neighbours hold three places
/// each. Pixels of the grid only: places beyond it are known as far as the widest kernel reaches, and which pixels are dense
/// must not depend on that.
class DensePixels {
public:
    /// Those that matter for `rows`.
    DensePixels(const DirectSum& sum, RowRange rows, std::int32_t cols, const Units& units);

    /// The places of a row that are in no dense pixel, from west to east.
    [[nodiscard]] std::span<const Place> others(std::int32_t source_row) const
    {
        return m_sources[index_of(source_row)].others;
    }
    /// The dense pixels of a row, from west to east.
    [[nodiscard]] std::span<const PixelGroup> groups(std::int32_t source_row) const
    {
        return m_sources[index_of(source_row)].groups;
    }
    [[nodiscard]] PixelReach reach(std::int32_t rows_apart) const noexcept;
    /// What the rims of all dense pixels give the pixels of a row; empty where there are none.
    [[nodiscard]] std::span<const double> rims(std::int32_t row) const;

private:
    struct Row {
        std::span<const Place> others;
        std::vector<Place> kept;  ///< the same, of a row with dense pixels
        std::vector<PixelGroup> groups;
    };
    struct Slots;

    void split(std::int32_t source_row, Slots& slots);
    void add_rims(std::int32_t source_row, Slots& slots);
    [[nodiscard]] std::size_t index_of(std::int32_t source_row) const noexcept;
    [[nodiscard]] std::size_t rim_index_of(std::int32_t row) const noexcept;

    const DirectSum& m_sum;
    RowRange m_rows;
    std::int32_t m_cols;
    Units m_units;
    std::vector<PixelReach> m_reach;  ///< by rows apart
    RowRange m_source_rows;
    std::vector<Row> m_sources;
    std::vector<double> m_rims;  ///< of the rows, with room for a group at either end
};

}  // namespace wardmap::kde
