#pragma once

#include <QVariantMap>

#include "arguments.hpp"
#include "local_tiles.hpp"

namespace wardmap::viewer {

/// What Main.qml is told by the command line; `temporary_folder` is for map tiles.
[[nodiscard]] QVariantMap window_properties(const Arguments& arguments, const LocalTiles& tiles,
                                            const QString& temporary_folder);

/// Each returns the exit code, and says on standard error what went wrong.
[[nodiscard]] int write_page(const Arguments& arguments);
[[nodiscard]] int write_window_picture(const Arguments& arguments);
[[nodiscard]] int self_test();

}  // namespace wardmap::viewer
