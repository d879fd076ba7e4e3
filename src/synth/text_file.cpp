#include "text_file.hpp"

#include <system_error>
#include <utility>

#include "wardmap/error.hpp"

namespace wardmap::synth {

TextFile::TextFile(std::filesystem::path path) : m_path(std::move(path)), m_part(m_path)
{
    m_part += ".part";
    m_stream.open(m_part, std::ios::binary | std::ios::trunc);
    if (!m_stream) {
        fail();
    }
}

TextFile::~TextFile()
{
    if (!m_is_finished) {
        m_stream.close();
        std::error_code ignored;
        std::filesystem::remove(m_part, ignored);
    }
}

void TextFile::write_when_full()
{
    constexpr std::size_t full_bytes = 1U << 20U;
    if (m_text.size() >= full_bytes) {
        write();
    }
}

void TextFile::finish()
{
    write();
    m_stream.close();
    if (!m_stream) {
        fail();
    }
    std::error_code fault;
    std::filesystem::rename(m_part, m_path, fault);
    if (fault) {
        fail();
    }
    m_is_finished = true;
}

void TextFile::write()
{
    m_stream.write(m_text.data(), static_cast<std::streamsize>(m_text.size()));
    if (!m_stream) {
        fail();
    }
    m_text.clear();
}

void TextFile::fail() const
{
    throw Error(ErrorKind::output, m_path.string(), "cannot be written",
                "check that the folder is yours to write to and that the disk has room");
}

void append_csv_line(std::string& out, std::initializer_list<std::string_view> cells)
{
    bool is_first = true;
    for (const std::string_view cell : cells) {
        if (!is_first) {
            out += ',';
        }
        is_first = false;
        if (cell.find_first_of(",\"\r\n") == std::string_view::npos) {
            out += cell;
            continue;
        }
        out += '"';
        for (const char c : cell) {
            out.append(c == '"' ? 2 : 1, c);
        }
        out += '"';
    }
    out += '\n';
}

}  // namespace wardmap::synth
