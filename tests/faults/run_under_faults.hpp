#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <string>
#include <utility>

#include "child_process.hpp"
#include "commands.hpp"
#include "engine/result_folder.hpp"
#include "engine/temporary_folder.hpp"

namespace wardmap::test {

/// All points with WARDMAP_LONG_TESTS set, else a sample of so many, evenly spread.
inline std::int64_t sample_of(std::int64_t all, std::int64_t sample)
{
    return std::getenv("WARDMAP_LONG_TESTS") != nullptr ? all : std::min(all, sample);
}

/// "export gpkg" as export_gpkg.
inline std::string name_of_command(const ::testing::TestParamInfo<std::string>& command)
{
    std::string name = command.param;
    std::ranges::replace(name, ' ', '_');
    return name;
}

/// Makes the output of a command over and over in one folder that holds an earlier one. Each is made in a process of
/// its own, so that each finds the libraries as a fresh program does.
class RunUnderFaults : public ::testing::Test {
protected:
    explicit RunUnderFaults(const std::string& command = "run") : m_make(command_named(command))
    {
        in_a_child([this] { m_make(elsewhere(), false); });
        m_new = contents_of(elsewhere());
        std::filesystem::remove_all(elsewhere());
        put_back_the_old();
        m_old = contents_of(target());
        EXPECT_NE(m_new, m_old);
    }

    /// The place of all that a run writes; the result stands in it, alone.
    [[nodiscard]] std::filesystem::path folder() const { return m_folder.path(); }
    [[nodiscard]] std::filesystem::path target() const { return m_folder.path() / "out"; }

    int exit_code_of_run() noexcept
    {
        return exit_code_of([this] { m_make(target(), false); });
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

    [[nodiscard]] bool is_old_there() const { return contents_of(target()) == m_old; }

    /// For contents that are not the old ones.
    Found compared_with_new(const std::map<std::string, std::string>& contents)
    {
        m_differs.clear();
        m_is_each_whole = contents.size() == m_new.size();
        for (const auto& [file, bytes] : m_new) {
            const auto found = contents.find(file);
            if (found == contents.end() || found->second != bytes) {
                m_differs += file + ' ';
                m_is_each_whole = m_is_each_whole && found != contents.end() && m_old[file] == found->second;
            }
        }
        return contents == m_new ? Found::new_result : Found::torn;
    }

    void put_back_the_old()
    {
        std::filesystem::remove_all(target());
        in_a_child([this] { m_make(target(), true); });
    }

    /// Names beside the target that a run left, and stages in it.
    [[nodiscard]] std::string left_behind() const
    {
        std::string names;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(folder())) {
            const std::string name = entry.path().lexically_relative(folder()).string();
            if (!name.starts_with("out") || entry.path().filename().string().starts_with('.')) {
                names += name + ' ';
            }
        }
        return names;
    }

    std::string m_differs;         ///< files of a torn result that are not as they should be
    bool m_is_each_whole = false;  ///< they are those of the old result, whole

private:
    [[nodiscard]] std::filesystem::path elsewhere() const { return m_folder.path() / "elsewhere"; }

    Make m_make;
    TemporaryFolder m_folder;
    std::map<std::string, std::string> m_old;
    std::map<std::string, std::string> m_new;
};

}  // namespace wardmap::test
