#pragma once

#include <QSize>
#include <QString>
#include <QStringList>

namespace wardmap::viewer {

/// What the command line asks for.
struct Arguments {
    QString folder;
    QString theme;
    QString ward;
    QString look;     ///< "light", "dark", "contrast"; empty: the system's
    QString compare;  ///< another result, beside the first
    QString tiles;    ///< a folder or an .mbtiles file
    bool online = false;
    QString screenshot;         ///< a page, without a window
    QString window_screenshot;  ///< a picture of the window
    QSize size;                 ///< invalid: the usual one
    bool self_test = false;
    bool bench = false;
    QString fault;  ///< of the command line; empty: none

    /// True if no window is to appear on the screen.
    [[nodiscard]] bool is_headless() const
    {
        return !screenshot.isEmpty() || !window_screenshot.isEmpty() || self_test || bench;
    }
};

/// Exits for --help and --version.
[[nodiscard]] Arguments read_arguments(const QStringList& words);

/// Of the same words, before there is an application: whether one without a screen will do.
[[nodiscard]] bool asks_for_no_screen(int count, char** words);

}  // namespace wardmap::viewer
