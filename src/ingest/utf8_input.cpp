#include "utf8_input.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <system_error>

#include "wardmap/error.hpp"
#include "wardmap/local_path.hpp"

namespace wardmap {

namespace {

constexpr std::size_t raw_buffer_bytes = std::size_t{64} * 1024;
constexpr std::size_t check_buffer_bytes = std::size_t{64} * 1024;

/// What the bytes 0x80..0x9F mean in Windows-1252; the five that mean nothing stay control characters,
/// as the WHATWG encoding standard has it.
constexpr std::array<std::uint16_t, 32> windows_1252_high = {
    0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x008D, 0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178};

char* put_utf8(char* to, std::uint32_t code)
{
    const auto put = [&to](std::uint32_t byte) {
        *to++ = static_cast<char>(static_cast<unsigned char>(byte));
    };
    if (code < 0x80) {
        put(code);
    } else if (code < 0x800) {
        put(0xC0U | code >> 6U);
        put(0x80U | (code & 0x3FU));
    } else if (code < 0x10000) {
        put(0xE0U | code >> 12U);
        put(0x80U | (code >> 6U & 0x3FU));
        put(0x80U | (code & 0x3FU));
    } else {
        put(0xF0U | code >> 18U);
        put(0x80U | (code >> 12U & 0x3FU));
        put(0x80U | (code >> 6U & 0x3FU));
        put(0x80U | (code & 0x3FU));
    }
    return to;
}

std::size_t decode_windows_1252(std::string_view raw, char* to)
{
    const char* const begin = to;
    for (const char c : raw) {
        const auto byte = static_cast<unsigned char>(c);
        to = put_utf8(to, byte >= 0x80 && byte < 0xA0 ? windows_1252_high[byte - 0x80U] : byte);
    }
    return static_cast<std::size_t>(to - begin);
}

struct Utf16Decoded {
    std::size_t bytes_taken = 0;
    std::size_t bytes_made = 0;
    bool well_formed = true;
};

/// Decodes the whole characters of `raw`; what is left at its end is the start of one.
Utf16Decoded decode_utf16(std::string_view raw, bool little_endian, char* to)
{
    const auto unit_at = [&](std::size_t i) {
        const auto first = static_cast<unsigned char>(raw[i]);
        const auto second = static_cast<unsigned char>(raw[i + 1]);
        return static_cast<std::uint32_t>(little_endian ? second << 8U | first : first << 8U | second);
    };
    const char* const begin = to;
    std::size_t i = 0;
    bool well_formed = true;
    while (well_formed && i + 2 <= raw.size()) {
        const std::uint32_t unit = unit_at(i);
        if (unit < 0xD800 || unit > 0xDFFF) {
            to = put_utf8(to, unit);
            i += 2;
            continue;
        }
        if (i + 4 > raw.size()) {
            break;
        }
        const std::uint32_t low = unit_at(i + 2);
        well_formed = unit < 0xDC00 && low >= 0xDC00 && low <= 0xDFFF;
        to = well_formed ? put_utf8(to, 0x10000U + ((unit - 0xD800U) << 10U) + (low - 0xDC00U)) : to;
        i += 4;
    }
    return {i, static_cast<std::size_t>(to - begin), well_formed};
}

bool is_continuation(unsigned char byte) { return (byte & 0xC0U) == 0x80U; }

/// Length of the well-formed sequence at the start of `text`, which is not ASCII; 0 if there is none.
std::size_t sequence_length(std::string_view text)
{
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char lead = byte(0);
    const std::size_t length = lead >= 0xC2 && lead <= 0xDF   ? 2
                               : lead >= 0xE0 && lead <= 0xEF ? 3
                               : lead >= 0xF0 && lead <= 0xF4 ? 4
                                                              : 0;
    if (length == 0 || text.size() < length) {
        return 0;
    }
    for (std::size_t i = 1; i < length; ++i) {
        if (!is_continuation(byte(i))) {
            return 0;
        }
    }
    const bool overlong = (lead == 0xE0 && byte(1) < 0xA0) || (lead == 0xF0 && byte(1) < 0x90);
    const bool surrogate = lead == 0xED && byte(1) > 0x9F;
    const bool too_high = lead == 0xF4 && byte(1) > 0x8F;
    return overlong || surrogate || too_high ? 0 : length;
}

bool is_ascii_block(const char* block)
{
    std::array<std::uint64_t, 4> words{};
    std::memcpy(words.data(), block, sizeof(words));
    return ((words[0] | words[1] | words[2] | words[3]) & 0x8080808080808080U) == 0;
}

bool is_ascii(std::string_view text)
{
    std::size_t i = 0;
    while (i + 32 <= text.size() && is_ascii_block(text.data() + i)) {
        i += 32;
    }
    return std::all_of(text.begin() + static_cast<std::ptrdiff_t>(i), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::string system_text(int error) { return std::system_category().message(error); }

}  // namespace

/// What is read from at a place that each reader keeps for itself.
struct Utf8Input::OpenFile {
    OpenFile(const std::filesystem::path& path, const std::string& name);
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;
    ~OpenFile() { ::close(descriptor); }

    int descriptor = -1;
    std::size_t bytes = 0;
};

Utf8Input::OpenFile::OpenFile(const std::filesystem::path& path, const std::string& name)
{
    const std::string local = path.string();
    const std::string advice = "Give the path of a file on this computer";
    if (!is_plain_local_path(path)) {
        throw Error(ErrorKind::input, shown_path(name), "this is not the path of a plain local file",
                    advice + ", without /vsi, URL or driver prefix");
    }
    // Without O_NONBLOCK the opening of a named pipe would wait for a writer.
    descriptor = ::open(local.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (descriptor < 0) {
        throw Error(ErrorKind::input, name, "the file cannot be opened (" + system_text(errno) + ")",
                    "Check the path and that you may read it");
    }
    struct stat about = {};
    if (::fstat(descriptor, &about) != 0 || !S_ISREG(about.st_mode)) {
        ::close(descriptor);
        throw Error(ErrorKind::input, name, "this is a folder or a device, not a file", advice);
    }
    bytes = static_cast<std::size_t>(about.st_size);
}

std::size_t valid_utf8_prefix(std::string_view text) noexcept
{
    std::size_t i = 0;
    while (i < text.size()) {
        if (i + 32 <= text.size() && is_ascii_block(text.data() + i)) {
            i += 32;
            continue;
        }
        const bool ascii = static_cast<unsigned char>(text[i]) < 0x80;
        const std::size_t length = ascii ? 1 : sequence_length(text.substr(i));
        if (length == 0) {
            break;
        }
        i += length;
    }
    return i;
}

Utf8Input::Utf8Input(const std::filesystem::path& path, const std::string& name)
    : m_name(name), m_file(std::make_shared<const OpenFile>(path, name))
{
    start();
}

Utf8Input::Utf8Input(const Utf8Input& whole, std::size_t offset)
    : m_name(whole.m_name),
      m_file(whole.m_file),
      m_is_ascii_so_far(whole.m_is_ascii_so_far),
      m_is_part(true),
      m_offset(offset)
{
}

void Utf8Input::start()
{
    std::array<char, 4> start{};
    const std::size_t size = read_bytes(start.data(), start.size());
    const std::string_view head(start.data(), size);
    const bool has_utf8_mark = head.starts_with("\xEF\xBB\xBF");
    if (size == 0 || (has_utf8_mark && size == 3)) {
        throw Error(ErrorKind::input, m_name, "the file is empty", "Export it again");
    }
    if (head.starts_with("\xFF\xFE") || head.starts_with("\xFE\xFF")) {
        m_encoding = head[0] == '\xFF' ? TextEncoding::utf16_le : TextEncoding::utf16_be;
        m_is_ascii_so_far = false;
        check_utf16();
        go_to(2);
        return;
    }
    go_to(has_utf8_mark ? 3 : 0);
}

void Utf8Input::find_encoding_from(std::size_t offset)
{
    m_is_ascii_so_far = false;
    if (!is_utf8_from(offset)) {
        m_encoding = TextEncoding::windows_1252;
        m_raw.resize(raw_buffer_bytes);
    }
    go_to(offset);
}

bool Utf8Input::is_utf8_from(std::size_t offset)
{
    go_to(offset);
    std::vector<char> buffer(check_buffer_bytes);
    std::size_t kept = 0;
    for (;;) {
        const std::size_t size = read_bytes(buffer.data() + kept, buffer.size() - kept);
        const std::string_view text(buffer.data(), kept + size);
        const std::size_t valid = valid_utf8_prefix(text);
        kept = text.size() - valid;
        if (size == 0 || kept > 3) {
            return kept == 0;
        }
        std::memmove(buffer.data(), buffer.data() + valid, kept);
    }
}

void Utf8Input::check_utf16()
{
    m_raw.resize(raw_buffer_bytes);
    go_to(2);
    std::vector<char> decoded(raw_buffer_bytes / 2 * 3);
    while (read_utf16(decoded.data(), decoded.size()) > 0) {
    }
}

std::size_t Utf8Input::read_bytes(char* to, std::size_t room)
{
    for (;;) {
        const ssize_t size = ::pread(m_file->descriptor, to, room, static_cast<off_t>(m_offset));
        if (size >= 0) {
            m_offset += static_cast<std::size_t>(size);
            return static_cast<std::size_t>(size);
        }
        if (errno != EINTR) {
            throw Error(ErrorKind::input, m_name, "the file cannot be read (" + system_text(errno) + ")",
                        "Copy it to a local disk and try again");
        }
    }
}

std::size_t Utf8Input::read_utf16(char* to, std::size_t room)
{
    for (;;) {
        // Two bytes become at most three, and four become four.
        const std::size_t limit = std::min(m_raw.size(), room / 3 * 2);
        const std::size_t size = read_bytes(m_raw.data() + m_raw_size, limit - m_raw_size);
        m_raw_size += size;
        const Utf16Decoded decoded =
            decode_utf16({m_raw.data(), m_raw_size}, m_encoding == TextEncoding::utf16_le, to);
        const bool stops_inside = size == 0 && m_raw_size != decoded.bytes_taken;
        if (!decoded.well_formed || stops_inside) {
            throw Error(ErrorKind::input, m_name, "the file begins as UTF-16 but is not well-formed UTF-16",
                        "Export it again as CSV in UTF-8");
        }
        m_raw_size -= decoded.bytes_taken;
        std::memmove(m_raw.data(), m_raw.data() + decoded.bytes_taken, m_raw_size);
        if (decoded.bytes_made > 0 || size == 0) {
            return decoded.bytes_made;
        }
    }
}

std::size_t Utf8Input::read(char* to, std::size_t room)
{
    if (m_is_ascii_so_far) {
        const std::size_t before = m_offset;
        const std::size_t size = read_bytes(to, room);
        if (is_ascii({to, size})) {
            return size;
        }
        if (m_is_part) {
            m_is_undecided = true;
            return 0;
        }
        find_encoding_from(before);
    }
    switch (m_encoding) {
        case TextEncoding::utf8:
            return read_bytes(to, room);
        case TextEncoding::windows_1252: {
            const std::size_t size = read_bytes(m_raw.data(), std::min(m_raw.size(), room / 3));
            return decode_windows_1252({m_raw.data(), size}, to);
        }
        case TextEncoding::utf16_le:
        case TextEncoding::utf16_be:
            return read_utf16(to, room);
    }
    return 0;
}

std::size_t Utf8Input::file_bytes() const noexcept { return m_file->bytes; }

std::optional<std::size_t> Utf8Input::line_start_behind(std::size_t offset) const
{
    std::array<char, 16'384> text{};
    const ssize_t size = ::pread(m_file->descriptor, text.data(), text.size(), static_cast<off_t>(offset));
    const std::string_view found(text.data(), size > 0 ? static_cast<std::size_t>(size) : 0);
    const std::size_t line_feed = found.find('\n');
    return line_feed == std::string_view::npos ? std::nullopt : std::optional(offset + line_feed + 1);
}

}  // namespace wardmap
