#include "wardmap/text_file.hpp"

#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

#include "wardmap/error.hpp"

namespace wardmap {

namespace {

/// Written and read back in blocks of this size, so that both give the same checksum.
constexpr std::size_t block_bytes = std::size_t{1} << 20U;
constexpr std::uint64_t checksum_start = 14695981039346656037ULL;

/// FNV-1a, 64 bits (Fowler, Noll, Vo), over words of eight bytes where there are that many: it only
/// has to notice a file that is not what was written.
std::uint64_t checksum(std::uint64_t sum, std::string_view bytes)
{
    constexpr std::uint64_t prime = 1099511628211ULL;
    for (; bytes.size() >= 8; bytes.remove_prefix(8)) {
        std::uint64_t word = 0;
        std::memcpy(&word, bytes.data(), 8);
        sum = (sum ^ word) * prime;
    }
    for (const char c : bytes) {
        sum = (sum ^ static_cast<unsigned char>(c)) * prime;
    }
    return sum;
}

[[noreturn]] void fail(const std::filesystem::path& path, const std::string& what)
{
    const std::string reason = errno != 0 ? std::generic_category().message(errno) : "unknown reason";
    throw Error(ErrorKind::output, path.string(), what + ": " + reason,
                "check that the disk has space and the folder can be written to");
}

}  // namespace

TextFile::TextFile(std::filesystem::path path) : m_path(std::move(path)), m_checksum(checksum_start)
{
    errno = 0;
    m_file.reset(std::fopen(m_path.c_str(), "wbx"));
    if (!m_file) {
        fail(m_path, "the file cannot be made");
    }
    std::setvbuf(m_file.get(), nullptr, _IONBF, 0);  // pieces are large already
}

void TextFile::flush_if_large()
{
    while (m_text.size() >= block_bytes) {
        write_block(block_bytes);
    }
}

void TextFile::write_block(std::size_t bytes)
{
    errno = 0;
    if (std::fwrite(m_text.data(), 1, bytes, m_file.get()) != bytes) {
        fail(m_path, "writing failed");
    }
    m_checksum = checksum(m_checksum, std::string_view(m_text).substr(0, bytes));
    m_bytes += bytes;
    m_text.erase(0, bytes);
}

void TextFile::close()
{
    flush_if_large();
    write_block(m_text.size());
    errno = 0;
    if (std::fclose(m_file.release()) != 0) {
        fail(m_path, "closing failed");
    }
    verify();
}

void TextFile::verify() const
{
    errno = 0;
    const std::unique_ptr<std::FILE, CloseFile> file(std::fopen(m_path.c_str(), "rb"));
    if (!file) {
        fail(m_path, "the file cannot be read back");
    }
    std::string block(block_bytes, '\0');
    std::uint64_t sum = checksum_start;
    std::uint64_t bytes = 0;
    while (const std::size_t got = std::fread(block.data(), 1, block_bytes, file.get())) {
        sum = checksum(sum, std::string_view(block).substr(0, got));
        bytes += got;
    }
    if (std::ferror(file.get()) != 0) {
        fail(m_path, "reading it back failed");
    }
    if (bytes != m_bytes || sum != m_checksum) {
        fail(m_path, "the file does not hold what was written");
    }
}

void write_new_text(const std::filesystem::path& path, std::string_view text)
{
    TextFile file(path);
    file.text() = text;
    file.close();
}

}  // namespace wardmap
