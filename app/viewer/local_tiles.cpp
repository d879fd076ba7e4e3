#include "local_tiles.hpp"

#include <QDir>
#include <QFileInfo>

#include "wardmap/error.hpp"
#include "wardmap/unpack_tiles.hpp"

namespace wardmap::viewer {

namespace {

LocalTiles unpacked(const QString& file, const QString& temporary_folder)
{
    const QString folder = temporary_folder + QStringLiteral("/tiles");
    if (temporary_folder.isEmpty() || !QDir().mkpath(folder)) {
        return {
            {}, {}, QStringLiteral("%1: there is no room for its tiles in the temporary folder").arg(file)};
    }
    try {
        const UnpackedTiles tiles = unpack_tiles(file.toStdString(), folder.toStdString());
        LocalTiles local{folder, {}, {}};
        if (tiles.max_zoom < tiles.deepest_zoom) {
            local.note = QStringLiteral(
                             "%1 holds more tiles than can be shown: those of zooms %2 to %3 are, those "
                             "down to %4 are not. A file of the study area alone would be sharper.")
                             .arg(QFileInfo(file).fileName())
                             .arg(tiles.min_zoom)
                             .arg(tiles.max_zoom)
                             .arg(tiles.deepest_zoom);
        }
        return local;
    } catch (const Error& error) {
        return {{}, {}, QString::fromStdString(error.what())};
    }
}

}  // namespace

LocalTiles local_tiles(const QString& path, const QString& temporary_folder)
{
    if (path.isEmpty()) {
        return {};
    }
    if (path.endsWith(QStringLiteral(".mbtiles"), Qt::CaseInsensitive)) {
        return unpacked(path, temporary_folder);
    }
    const QDir folder(path);
    if (!folder.exists()) {
        return {{}, {}, QStringLiteral("%1: there is no such folder of tiles").arg(path)};
    }
    if (folder.entryList({QStringLiteral("osm_100-l-8-*")}, QDir::Files).isEmpty()) {
        return {{},
                {},
                QStringLiteral("%1: it holds no tiles; they are files in the folder itself, named "
                               "osm_100-l-8-Z-X-Y.png")
                    .arg(path)};
    }
    return {folder.absolutePath(), {}, {}};
}

}  // namespace wardmap::viewer
