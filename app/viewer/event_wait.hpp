#pragma once

#include <QCoreApplication>
#include <QElapsedTimer>

namespace wardmap::viewer {

/// Runs the event loop until `is_so()` or for that long; true if it became so.
template <typename Condition>
[[nodiscard]] bool wait_until(const Condition& is_so, int most_ms)
{
    QElapsedTimer timer;
    timer.start();
    while (!is_so()) {
        if (timer.hasExpired(most_ms)) {
            return false;
        }
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents, 5);
    }
    return true;
}

}  // namespace wardmap::viewer
