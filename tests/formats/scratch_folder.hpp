#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <system_error>

#include "wardmap/error.hpp"

namespace wardmap::testing_formats {

/// A folder of this process, removed when it ends.
struct ScratchRoot {
    std::filesystem::path path =
        std::filesystem::path(::testing::TempDir()) / ("wardmap_formats_" + std::to_string(::getpid()));
    ScratchRoot() = default;
    ScratchRoot(const ScratchRoot&) = delete;
    ScratchRoot& operator=(const ScratchRoot&) = delete;
    ~ScratchRoot()
    {
        std::error_code ignored;
        std::filesystem::remove_all(path, ignored);
    }
};

/// An empty folder of the running test's own.
inline std::filesystem::path scratch_folder()
{
    static const ScratchRoot root;
    const auto* test = ::testing::UnitTest::GetInstance()->current_test_info();
    const std::filesystem::path folder =
        root.path / (std::string(test->test_suite_name()) + "_" + test->name());
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    return folder;
}

inline std::filesystem::path write_file(const std::filesystem::path& path, std::string_view text)
{
    std::ofstream(path, std::ios::binary) << text;
    return path;
}

inline std::string file_bytes(const std::filesystem::path& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// The Error that `action` throws.
template <typename Action>
Error error_of(const Action& action)
{
    try {
        action();
    } catch (const Error& error) {
        return error;
    }
    ADD_FAILURE() << "no Error was thrown";
    return {ErrorKind::internal, "", "", ""};
}

}  // namespace wardmap::testing_formats
