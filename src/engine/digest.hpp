#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace wardmap {

/// SHA-256 of what comes in pieces.
class Sha256 {
public:
    Sha256();
    Sha256(Sha256&&) noexcept;
    Sha256& operator=(Sha256&&) noexcept;
    ~Sha256();

    void add(std::string_view bytes);
    /// 64 lower-case hexadecimal digits; nothing can be added after it.
    [[nodiscard]] std::string text();

private:
    struct State;
    std::unique_ptr<State> m_state;
};

/// SHA-256 of a file as 64 lower-case hexadecimal digits. Throws Error (input) if it cannot be read.
[[nodiscard]] std::string sha256_of(const std::filesystem::path& file);

}  // namespace wardmap
