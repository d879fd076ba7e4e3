#pragma once

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "require.hpp"

namespace wardmap::fuzz {

/// A file that is in memory only and has a path: thousands of new contents a second wear out no disk.
class MemoryFile {
public:
    MemoryFile() : m_descriptor(::memfd_create("fuzzed", 0)) { require(m_descriptor >= 0); }
    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;
    ~MemoryFile() { ::close(m_descriptor); }

    void hold(std::string_view bytes) const
    {
        require(::ftruncate(m_descriptor, 0) == 0);
        require(::pwrite(m_descriptor, bytes.data(), bytes.size(), 0) ==
                static_cast<::ssize_t>(bytes.size()));
    }
    [[nodiscard]] std::filesystem::path path() const
    {
        return "/proc/self/fd/" + std::to_string(m_descriptor);
    }

private:
    int m_descriptor;
};

/// A folder in memory, where readers look at the ending of a file's name.
class MemoryFolder {
public:
    MemoryFolder()
    {
        const std::filesystem::path memory = "/dev/shm";
        const bool has_memory = std::filesystem::is_directory(memory) && ::access(memory.c_str(), W_OK) == 0;
        std::string name =
            ((has_memory ? memory : std::filesystem::temp_directory_path()) / "wardmap-fuzz-XXXXXX").string();
        require(::mkdtemp(name.data()) != nullptr);
        m_path = name;
    }
    MemoryFolder(const MemoryFolder&) = delete;
    MemoryFolder& operator=(const MemoryFolder&) = delete;
    ~MemoryFolder()
    {
        std::error_code ignored;
        std::filesystem::remove_all(m_path, ignored);
    }

    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }
    void hold(const std::string& name, std::string_view bytes) const
    {
        const int file = ::open((m_path / name).c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
        require(file >= 0);
        require(::write(file, bytes.data(), bytes.size()) == static_cast<::ssize_t>(bytes.size()));
        ::close(file);
    }

private:
    std::filesystem::path m_path;
};

}  // namespace wardmap::fuzz
