#include "csv_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <set>

#include "cell_text.hpp"
#include "wardmap/error.hpp"

namespace wardmap {

namespace {

const std::string& fault_name(CsvFault fault)
{
    static const std::array<std::string, 7> names = {"",
                                                     "nul-byte",
                                                     "ragged-row",
                                                     "field-too-long",
                                                     "record-too-long",
                                                     "unclosed-quote",
                                                     "text-after-quote"};
    return names[static_cast<std::size_t>(fault)];
}

/// What is wrong with a header, for people.
std::string_view header_fault_text(CsvFault fault)
{
    switch (fault) {
        case CsvFault::nul_byte:
            return "the header holds a NUL byte: this is no CSV text, or UTF-16 without its mark";
        case CsvFault::unclosed_quote:
        case CsvFault::text_after_quote:
            return "a quote in the header is not closed as it should be";
        default:
            return "the header is too long";
    }
}

/// The one of , ; and tab that is most frequent in the first line outside quotes.
char find_delimiter(std::string_view text)
{
    constexpr std::string_view candidates = ",;\t";
    std::array<std::size_t, 3> counts{};
    bool in_quotes = false;
    for (const char c : text) {
        if (c == '"') {
            in_quotes = !in_quotes;
        } else if (!in_quotes && (c == '\n' || c == '\r')) {
            break;
        } else if (const std::size_t i = candidates.find(c); !in_quotes && i != std::string_view::npos) {
            ++counts[i];
        }
    }
    return candidates[static_cast<std::size_t>(std::max_element(counts.begin(), counts.end()) -
                                               counts.begin())];
}

/// Excel marks its exports for other countries with a first line such as "sep=;".
bool has_separator_line(std::string_view text)
{
    return text.size() > 5 && text.starts_with("sep=") && (text[5] == '\n' || text[5] == '\r');
}

constexpr std::size_t first_buffer_bytes = std::size_t{64} * 1024;

}  // namespace

CsvReader::CsvReader(const std::filesystem::path& path, const CsvOptions& options)
    : m_name(options.name.empty() ? path.string() : options.name),
      m_options(options),
      m_input(path, m_name),
      m_delimiter(options.delimiter),
      m_special(options.delimiter),
      m_buffer(first_buffer_bytes + SpecialBytes::block_bytes),
      m_buffer_at(m_input.offset())
{
    if (m_delimiter == '"' || m_delimiter == '\n' || m_delimiter == '\r') {
        throw Error(ErrorKind::usage, m_name, "a quote or a line break cannot be the delimiter",
                    "State another, such as a comma");
    }
    refill();
    choose_delimiter();
    if (options.header.empty()) {
        read_header();
    } else {
        m_header = options.header;
        m_cells.resize(m_header.size());
    }
    check_header();
}

CsvReader::CsvReader(const CsvReader& whole, std::uint64_t begin, std::uint64_t end)
    : m_name(whole.m_name),
      m_options(whole.m_options),
      m_input(whole.m_input, begin),
      m_delimiter(whole.m_delimiter),
      m_special(whole.m_delimiter),
      m_buffer(first_buffer_bytes + SpecialBytes::block_bytes),
      m_buffer_at(begin),
      m_stop_at(end),
      m_header(whole.m_header),
      m_cells(whole.m_header.size())
{
    refill();
}

const std::string& CsvReader::reject_reason() const { return fault_name(m_fault); }

std::string CsvReader::encoding_name() const
{
    switch (encoding()) {
        case TextEncoding::utf8:
            return "UTF-8";
        case TextEncoding::windows_1252:
            return "Windows-1252";
        case TextEncoding::utf16_le:
        case TextEncoding::utf16_be:
            return "UTF-16";
    }
    return {};
}

void CsvReader::choose_delimiter()
{
    const std::string_view text(m_buffer.data(), m_end);
    const bool is_marked = has_separator_line(text);
    if (m_delimiter == '\0') {
        m_delimiter = is_marked ? text[4] : find_delimiter(text);
    }
    m_special = SpecialBytes(m_delimiter);
    m_special.start(m_buffer.data(), m_end, m_begin);
    if (is_marked) {
        skip_line();
    }
}

void CsvReader::read_header()
{
    const Scan found = next_record();
    const std::string where = fmt::format("{} line {}", m_name, m_record_line);
    if (found == Scan::end) {
        throw Error(ErrorKind::input, m_name, "the file has no line of text", "Export it again");
    }
    if (found == Scan::bad) {
        throw Error(ErrorKind::input, where, std::string(header_fault_text(m_fault)),
                    "Export the file again as CSV in UTF-8, with the names of the columns in its first line");
    }
    for (const std::string_view cell : m_cells) {
        m_header.emplace_back(without_blank_ends(cell));
    }
}

void CsvReader::check_header() const
{
    const std::string where = fmt::format("{} line {}", m_name, m_record_line);
    const std::string advice = "Give each column a name of its own in the first line";
    std::set<std::string> seen;
    for (std::size_t i = 0; i < m_header.size(); ++i) {
        if (m_header[i].empty()) {
            throw Error(ErrorKind::input, where, fmt::format("column {} of the header has no name", i + 1),
                        advice);
        }
        if (!seen.insert(ascii_lower(m_header[i])).second) {
            throw Error(ErrorKind::input, where,
                        fmt::format("column {} of the header has the name of a column before it", i + 1),
                        advice);
        }
    }
}

RowSource::Step CsvReader::next()
{
    switch (next_record()) {
        case Scan::row:
            return Step::row;
        case Scan::bad:
            return Step::rejected;
        default:
            return Step::end;
    }
}

CsvReader::Scan CsvReader::next_record()
{
    for (;;) {
        m_record_line = m_line;
        if (offset_of_record() >= m_stop_at) {
            return Scan::end;
        }
        if (take_plain_record()) {
            return Scan::row;
        }
        Scan found = scan_record();
        if (found == Scan::incomplete && is_too_long_at(m_end)) {
            found = fail(too_long_fault());
        }
        switch (found) {
            case Scan::incomplete:
                refill();
                break;
            case Scan::blank:
                break;
            case Scan::bad:
                // Only the record's first line is given up. If a quote was left open there, the lines
                // after it are rows, and are read as such.
                skip_line();
                return found;
            case Scan::row:
            case Scan::end:
                return found;
        }
    }
}

/// The usual record in one go: a cell for each column, none of them quoted, the line break behind it, all in the buffer. False
/// for any other, and then scan_record() looks at it with care, from its start.
bool CsvReader::take_plain_record()
{
    const char* const text = m_buffer.data();
    SpecialBytes special = m_special;  // the compiler keeps a copy in registers
    std::size_t first = m_begin;
    std::size_t stop = SpecialBytes::none;
    for (std::string_view& cell : m_cells) {
        stop = special.next();
        const bool is_last = &cell == &m_cells.back();
        if (stop == SpecialBytes::none || stop - first > m_options.max_field_bytes ||
            (!is_last && text[stop] != m_delimiter)) {
            return false;
        }
        cell = {text + first, stop - first};
        first = stop + 1;
    }
    if (stop == SpecialBytes::none || stop == m_begin || is_too_long_at(stop)) {
        return false;
    }
    if (text[stop] == '\r' && first < m_end && text[first] == '\n') {
        stop = special.next();
        ++first;
    }
    if (text[stop] != '\n') {
        return false;
    }
    m_special = special;
    m_begin = first;
    ++m_line;
    return true;
}

CsvReader::Scan CsvReader::scan_record()
{
    if (m_begin == m_end) {
        return m_all_read ? Scan::end : Scan::incomplete;
    }
    m_cells_read = 0;
    m_doubled.clear();
    m_breaks = 0;
    m_in_quotes = false;
    std::size_t field = m_begin;
    for (;;) {
        if (const Scan found = scan_field(field); found != Scan::row) {
            return found;
        }
        if (m_stop == m_end || m_buffer[m_stop] != m_delimiter) {
            return end_record();
        }
        if (m_cells_read == m_header.size()) {
            return fail(CsvFault::ragged_row);
        }
        field = m_stop + 1;
    }
}

inline CsvReader::Scan CsvReader::scan_field(std::size_t field)
{
    std::size_t stop = m_special.next();
    if (stop == field && m_buffer[stop] == '"') {
        return scan_quoted_field(field);
    }
    while (stop != SpecialBytes::none && m_buffer[stop] == '"') {
        stop = m_special.next();  // inside a field that is not quoted a quote is text: 5" pipe
    }
    if (stop == SpecialBytes::none) {
        if (!m_all_read) {
            return Scan::incomplete;
        }
        stop = m_end;
    }
    if (is_too_long_at(stop)) {
        return fail(too_long_fault());
    }
    if (stop != m_end && m_buffer[stop] == '\0') {
        return fail(CsvFault::nul_byte);
    }
    m_stop = stop;
    return add_cell(field, stop);
}

CsvReader::Scan CsvReader::scan_quoted_field(std::size_t quote)
{
    m_in_quotes = true;
    bool has_doubled = false;
    for (;;) {
        const std::size_t stop = m_special.next();
        if (is_too_long_at(std::min(stop, m_end))) {
            return fail(too_long_fault());
        }
        if (stop == SpecialBytes::none) {
            return m_all_read ? fail(CsvFault::unclosed_quote) : Scan::incomplete;
        }
        const bool is_last = stop + 1 == m_end;
        if (is_last && !m_all_read) {
            return Scan::incomplete;  // the byte behind a quote or a CR decides
        }
        switch (m_buffer[stop]) {
            case '"':
                if (is_last || m_buffer[stop + 1] != '"') {
                    return close_quote(quote + 1, stop, has_doubled);
                }
                has_doubled = true;
                (void)m_special.next();
                break;
            case '\r':
                m_breaks += is_last || m_buffer[stop + 1] != '\n' ? 1U : 0U;
                break;
            case '\n':
                ++m_breaks;
                break;
            case '\0':
                return fail(CsvFault::nul_byte);
            default:
                break;  // a delimiter
        }
    }
}

CsvReader::Scan CsvReader::close_quote(std::size_t first, std::size_t quote, bool has_doubled)
{
    m_in_quotes = false;
    m_stop = quote + 1;
    if (m_stop != m_end) {
        const char after = m_buffer[m_stop];
        if (after != m_delimiter && after != '\n' && after != '\r') {
            // Over a line break this is most likely the opening quote of a later row.
            return fail(m_breaks > 0 ? CsvFault::unclosed_quote : CsvFault::text_after_quote);
        }
        (void)m_special.next();
    }
    if (has_doubled) {
        m_doubled.push_back(m_cells_read);
    }
    return add_cell(first, quote);
}

inline CsvReader::Scan CsvReader::add_cell(std::size_t first, std::size_t last)
{
    if (last - first > m_options.max_field_bytes) {
        return fail(CsvFault::field_too_long);
    }
    const std::string_view cell(m_buffer.data() + first, last - first);
    if (m_cells_read < m_cells.size()) {
        m_cells[m_cells_read] = cell;
    } else {
        m_cells.push_back(cell);  // of the header, which says how many there are
    }
    ++m_cells_read;
    return Scan::row;
}

inline CsvReader::Scan CsvReader::end_record()
{
    std::size_t next_begin = m_stop;
    if (m_stop != m_end) {
        ++next_begin;
        if (m_buffer[m_stop] == '\r') {
            if (next_begin == m_end && !m_all_read) {
                return Scan::incomplete;  // an LF may follow
            }
            if (next_begin != m_end && m_buffer[next_begin] == '\n') {
                ++next_begin;
                (void)m_special.next();
            }
        }
    }
    if (is_too_long_at(m_stop)) {
        return fail(CsvFault::record_too_long);
    }
    const bool is_blank = m_stop == m_begin;
    if (!is_blank && !m_header.empty() && m_cells_read != m_header.size()) {
        return fail(CsvFault::ragged_row);
    }
    m_begin = next_begin;
    m_line += m_breaks + 1;
    undouble_quotes();
    return is_blank ? Scan::blank : Scan::row;
}

CsvReader::Scan CsvReader::fail(CsvFault fault)
{
    m_fault = fault;
    return Scan::bad;
}

CsvFault CsvReader::too_long_fault() const
{
    return m_in_quotes && m_breaks > 0 ? CsvFault::unclosed_quote : CsvFault::record_too_long;
}

/// Goes to the line after the one that the record starts on, however long that line is.
void CsvReader::skip_line()
{
    for (;;) {
        const std::string_view text(m_buffer.data() + m_begin, m_end - m_begin);
        const std::size_t lf = std::min(text.find('\n'), text.size());
        const std::size_t cr = text.substr(0, lf).find('\r');
        const std::size_t stop = std::min(lf, cr);
        const bool ends_with_cr = cr != std::string_view::npos;
        if (stop == text.size() || (ends_with_cr && stop + 1 == text.size() && !m_all_read)) {
            m_begin += stop;
            if (m_all_read) {
                m_begin = m_end;
                return;
            }
            refill();
            continue;
        }
        const bool is_pair = ends_with_cr && stop + 1 < text.size() && text[stop + 1] == '\n';
        m_begin += stop + (is_pair ? 2 : 1);
        ++m_line;
        m_special.start(m_buffer.data(), m_end, m_begin);
        return;
    }
}

/// Moves the record to the front of the buffer, reads more behind it and starts it again. The buffer
/// grows only for a record longer than it, which max_record_bytes bounds.
void CsvReader::refill()
{
    std::memmove(m_buffer.data(), m_buffer.data() + m_begin, m_end - m_begin);
    m_end -= m_begin;
    m_buffer_at += m_begin;
    m_begin = 0;
    std::size_t capacity = m_buffer.size() - SpecialBytes::block_bytes;
    if (capacity - m_end < capacity / 4) {
        capacity *= 2;
        m_buffer.resize(capacity + SpecialBytes::block_bytes);
    }
    const std::size_t size = m_input.read(m_buffer.data() + m_end, capacity - m_end);
    m_all_read = size == 0;
    m_end += size;
    m_special.start(m_buffer.data(), m_end, 0);
}

/// In place, once the record is known to be good: the text only gets shorter.
void CsvReader::undouble_quotes()
{
    for (const std::size_t index : m_doubled) {
        const auto first = static_cast<std::size_t>(m_cells[index].data() - m_buffer.data());
        const std::size_t last = first + m_cells[index].size();
        std::size_t to = first;
        for (std::size_t from = first; from < last; ++from) {
            m_buffer[to++] = m_buffer[from];
            from += m_buffer[from] == '"' ? 1U : 0U;
        }
        m_cells[index] = {m_buffer.data() + first, to - first};
    }
}

std::unique_ptr<CsvSource> open_csv(const std::filesystem::path& path, const CsvOptions& options)
{
    return std::make_unique<CsvReader>(path, options);
}

}  // namespace wardmap
