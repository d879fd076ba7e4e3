#pragma once

#include <QVariantMap>

#include "arguments.hpp"

namespace wardmap::viewer {

/// What Main.qml is told by the command line.
[[nodiscard]] QVariantMap window_properties(const Arguments& arguments, const QString& tile_cache);

/// Each returns the exit code, and says on standard error what went wrong.
[[nodiscard]] int write_page(const Arguments& arguments);
[[nodiscard]] int write_window_picture(const Arguments& arguments);
[[nodiscard]] int self_test();

}  // namespace wardmap::viewer
