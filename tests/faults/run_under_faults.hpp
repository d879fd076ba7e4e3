#pragma once

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <functional>
#include <iostream>
#include <map>
#include <new>
#include <stdexcept>
#include <string>

#include "engine/result_folder.hpp"
#include "engine/temporary_folder.hpp"
#include "wardmap/error.hpp"
#include "wardmap/run.hpp"

namespace wardmap::test {

/// All points with WARDMAP_LONG_TESTS set, else a sample of so many, evenly spread.
inline std::int64_t sample_of(std::int64_t all, std::int64_t sample)
{
    return std::getenv("WARDMAP_LONG_TESTS") != nullptr ? all : std::min(all, sample);
}

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

/// The exit code that the command line would end with.
inline int exit_code_of(const std::function<void()>& work) noexcept
{
    try {
        work();
        return 0;
    } catch (const Error& error) {
        return error.exit_code();
    } catch (const std::bad_alloc&) {
        return static_cast<int>(ErrorKind::limit);
    } catch (const std::exception& error) {
        std::cerr << error.what() << '\n';
        return static_cast<int>(ErrorKind::internal);
    }
}

/// Makes a result of the study in the folder.
using Make = void (*)(const Study& study, const std::filesystem::path& folder);

inline void make_by_run(const Study& study, const std::filesystem::path& folder)
{
    static_cast<void>(
        run(study, {.data_folder = std::filesystem::path(WARDMAP_SOURCE_DIR) / "tests/data/small_town",
                    .output_folder = folder,
                    .threads = 1,
                    .accept_hit_rate = false,
                    .on_step = {}}));
}

/// Makes the result of a small town over and over in one folder that holds an earlier one. Each is made in a process of
/// its own, so that each finds the libraries as a fresh program does.
class RunUnderFaults : public ::testing::Test {
protected:
    explicit RunUnderFaults(Make make = make_by_run) : m_make(make)
    {
        in_a_child([this] { run_into(elsewhere()); });
        m_new = contents_of(elsewhere());
        std::filesystem::remove_all(elsewhere());
        put_back_the_old();
        m_old = contents_of(target());
    }

    /// The place of all that a run writes; the result stands in it, alone.
    [[nodiscard]] std::filesystem::path folder() const { return m_folder.path(); }
    [[nodiscard]] std::filesystem::path target() const { return m_folder.path() / "out"; }

    int exit_code_of_run() noexcept
    {
        return exit_code_of([this] { run_into(target()); });
    }

    enum class Found { old_result, new_result, torn };
    /// Which result stands in the target; the old one is put back if it is another one.
    Found what_stands()
    {
        const auto contents = contents_of(target());
        if (contents == m_old) {
            return Found::old_result;
        }
        const Found found = compared_with_new(contents);
        put_back_the_old();
        return found;
    }

    /// For contents that are not the old ones.
    Found compared_with_new(const std::map<std::string, std::string>& contents)
    {
        m_differs.clear();
        m_has_all_files = contents.size() == m_new.size();
        for (const auto& [file, bytes] : m_new) {
            const auto found = contents.find(file);
            m_has_all_files = m_has_all_files && found != contents.end();
            if (found == contents.end() || found->second != bytes) {
                m_differs += file + ' ';
            }
        }
        return contents == m_new ? Found::new_result : Found::torn;
    }

    void put_back_the_old()
    {
        std::filesystem::remove_all(target());
        in_a_child([this] {
            m_study.name = "Smallford before";
            run_into(target());
        });
    }

    /// Names beside the target that a run left.
    [[nodiscard]] std::string left_behind() const
    {
        std::string names;
        for (const std::filesystem::directory_entry& entry : std::filesystem::directory_iterator(folder())) {
            if (entry.path() != target()) {
                names += entry.path().filename().string() + ' ';
            }
        }
        return names;
    }

    bool m_has_all_files = false;
    std::string m_differs;  ///< files of a torn result that are not as they should be

private:
    [[nodiscard]] std::filesystem::path elsewhere() const { return m_folder.path() / "elsewhere"; }

    static void in_a_child(const std::function<void()>& work)
    {
        const pid_t child = ::fork();
        if (child == 0) {
            ::_exit(exit_code_of(work));
        }
        if (ending_of(child).exit_code != 0) {
            throw std::runtime_error("a sound run failed");
        }
    }

    void run_into(const std::filesystem::path& folder) { m_make(m_study, folder); }

    static std::filesystem::path source() { return WARDMAP_SOURCE_DIR; }

    Make m_make;
    TemporaryFolder m_folder;
    Study m_study = read_study(source() / "tests/faults/study.toml");
    std::map<std::string, std::string> m_old;
    std::map<std::string, std::string> m_new;
};

}  // namespace wardmap::test
