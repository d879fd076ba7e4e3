#pragma once

#include <memory>
#include <vector>

#include "density_direct.hpp"

namespace wardmap::kde {

/// The places of one bandwidth.
struct SurfacePart {
    ScaledKernel kernel;
    std::shared_ptr<const RowPlaces> places;
};

/// Surfaces are made in blocks of rows of about this many pixels: 16 MB.
inline constexpr std::int64_t block_pixels = 2'000'000;

/// A surface whose rows can be made one block after the other, each by the quickest way that is exact.
class Surface {
public:
    Surface(const RasterGrid& grid, std::vector<SurfacePart> parts, unsigned threads);
    Surface(const Surface&) = delete;
    Surface& operator=(const Surface&) = delete;
    Surface(Surface&&) = default;
    Surface& operator=(Surface&&) = default;
    ~Surface() = default;

    /// How many rows to make together, so that little is made twice.
    [[nodiscard]] std::int32_t rows_per_block() const noexcept { return m_rows_per_block; }
    /// Sets `values`, those of the rows one after the other. Bytes depend neither on the threads nor on the block.
    void fill_rows(RowRange rows, std::span<double> values) const;

private:
    RasterGrid m_grid;
    std::vector<SurfacePart> m_parts;
    unsigned m_threads;
    std::int32_t m_rows_per_block;
    std::vector<std::vector<DirectSum>> m_swept;  ///< together, by radii of about the same size
    std::vector<DirectSum> m_spread;
    std::vector<DirectSum> m_direct;
};

}  // namespace wardmap::kde
