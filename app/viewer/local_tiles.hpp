#pragma once

#include <QString>

namespace wardmap::viewer {

/// Where the tiles beneath the map come from.
struct LocalTiles {
    QString folder;  ///< empty: none were asked for, or they cannot be read
    QString note;    ///< what is not shown of them; empty: nothing
    QString fault;   ///< why they cannot be read; empty: they can
};

/// Of a folder of tiles or an .mbtiles file, which is unpacked below `temporary_folder`.
[[nodiscard]] LocalTiles local_tiles(const QString& path, const QString& temporary_folder);

}  // namespace wardmap::viewer
