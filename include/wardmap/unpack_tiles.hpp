#pragma once

#include <cstddef>
#include <filesystem>

namespace wardmap {

struct UnpackOptions {
    std::size_t most_tiles =
        5'000;  ///< zooms are taken from the coarsest on, each as a whole, while they fit
};

struct UnpackedTiles {
    std::size_t tiles = 0;
    int min_zoom = 0;
    int max_zoom = 0;      ///< of those that were written
    int deepest_zoom = 0;  ///< that the file holds
};

/// Writes the pictures of an MBTiles file (MBTiles 1.3, PNG or JPEG) to an existing folder, one file each, as the
/// OpenStreetMap plugin of Qt Location reads them: "osm_100-l-8-Z-X-Y.png", rows counted from the north. Nothing in
/// a tile is changed. Throws Error (input) for a file that is no MBTiles, holds no tiles, holds tiles of another
/// kind (vector, WebP) or larger than a picture of 256 or 512 pixels can be; Error (limit) when the coarsest zoom
/// alone has more than `most_tiles`; Error (output) for a folder that cannot be written.
UnpackedTiles unpack_tiles(const std::filesystem::path& mbtiles, const std::filesystem::path& folder,
                           const UnpackOptions& options = {});

}  // namespace wardmap
