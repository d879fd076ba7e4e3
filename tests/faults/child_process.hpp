#pragma once

#include <sys/wait.h>
#include <unistd.h>

#include <exception>
#include <functional>
#include <iostream>
#include <new>
#include <stdexcept>
#include <string>

#include "wardmap/error.hpp"

namespace wardmap::test {

struct Ending {
    int exit_code = -1;  ///< -1: ended by a signal
    int signal_number = 0;
};

/// Waits for the end of a child.
inline Ending ending_of(pid_t child)
{
    int status = 0;
    ::waitpid(child, &status, 0);
    return {.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1,
            .signal_number = WIFSIGNALED(status) ? WTERMSIG(status) : 0};
}

/// Whether it says where, what and what to do, and names no stage, which is gone by the time that it is read, and no
/// statement of a database.
inline bool is_clear(const Error& error)
{
    const std::string told = error.where() + error.found();
    return !error.where().empty() && !error.found().empty() && !error.advice().empty() &&
           told.find(".stage-") == std::string::npos && told.find("sqlite3_") == std::string::npos;
}

/// The exit code that the command line would end with. An error that is not clear counts as a defect.
inline int exit_code_of(const std::function<void()>& work) noexcept
{
    try {
        work();
        return 0;
    } catch (const Error& error) {
        if (!is_clear(error)) {
            std::cerr << "not clear: " << error.where() << ": " << error.found() << '\n';
            return static_cast<int>(ErrorKind::internal);
        }
        return error.exit_code();
    } catch (const std::bad_alloc&) {
        return static_cast<int>(ErrorKind::limit);
    } catch (const std::exception& error) {
        std::cerr << error.what() << '\n';
        return static_cast<int>(ErrorKind::internal);
    }
}

/// Work that has to go well, in a process of its own.
inline void in_a_child(const std::function<void()>& work)
{
    const pid_t child = ::fork();
    if (child == 0) {
        ::_exit(exit_code_of(work));
    }
    if (ending_of(child).exit_code != 0) {
        throw std::runtime_error("sound work failed");
    }
}

}  // namespace wardmap::test
