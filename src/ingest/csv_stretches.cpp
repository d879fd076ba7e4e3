#include "wardmap/csv_stretches.hpp"

#include <exception>
#include <utility>

#include "csv_reader.hpp"
#include "wardmap/parallel.hpp"

namespace wardmap {

namespace {

/// At a time, whatever the number of threads: what has been read of them is in memory at once.
constexpr std::size_t stretches_at_once = 16;

}  // namespace

/// Where it begins is a guess until the stretch before it has been read.
struct CsvReader::Stretch {
    std::uint64_t begin = 0;
    std::uint64_t end = no_stop;
    std::uint64_t next_begin = 0;  ///< where the first record behind it starts
    std::uint64_t lines = 0;
    bool is_undecided = false;  ///< holds text whose encoding is not known, and was not read
    StretchTake take;
    std::exception_ptr fault;
};

void CsvReader::read_stretches(const ReadStretch& read, const StretchOptions& options)
{
    if (m_input.is_plain()) {
        read_side_by_side(read, options);
    }
    read_in_turn(read, options.bytes);
}

void CsvReader::read_side_by_side(const ReadStretch& read, const StretchOptions& options)
{
    std::vector<std::function<void()>> ready;
    std::vector<Stretch> stretches = stretches_from(offset_of_record(), options.bytes);
    if (stretches.size() < 2) {
        return;  // of a small file
    }
    go_to(offset_of_record());
    while (!stretches.empty() || !ready.empty()) {
        parallel_chunks(stretches.size() + 1, 1, options.threads, [&](std::size_t work, std::size_t /*end*/) {
            if (work > 0) {
                return read_stretch(stretches[work - 1], read);
            }
            for (const auto& take : ready) {
                take();
            }
        });
        ready = accept(stretches, read);
        stretches.clear();
        if (m_input.is_plain()) {
            stretches = stretches_from(offset_of_record(), options.bytes);
        }
    }
}

/// Of text that is not the file's own bytes, or is short.
void CsvReader::read_in_turn(const ReadStretch& read, std::size_t bytes)
{
    bool is_at_end = false;
    while (!is_at_end) {
        m_stop_at = offset_of_record() + bytes;
        read (*this)(0);
        is_at_end = offset_of_record() < m_stop_at;
        m_stop_at = no_stop;
    }
}

std::vector<CsvReader::Stretch> CsvReader::stretches_from(std::uint64_t begin, std::size_t bytes) const
{
    std::vector<Stretch> stretches;
    std::uint64_t look_at = begin + bytes;
    while (stretches.size() < stretches_at_once && look_at < m_input.file_bytes()) {
        const auto start = m_input.line_start_behind(look_at);
        if (start && *start > begin) {
            stretches.push_back({.begin = begin, .end = *start});
            begin = *start;
        }
        look_at += bytes;
    }
    if (look_at >= m_input.file_bytes() && begin < m_input.file_bytes()) {
        stretches.push_back({.begin = begin});
    }
    return stretches;
}

void CsvReader::read_stretch(Stretch& stretch, const ReadStretch& read) const
{
    CsvReader rows(*this, stretch.begin, stretch.end);
    try {
        stretch.take = read(rows);
    } catch (...) {
        stretch.fault = std::current_exception();  // of a guess, perhaps
    }
    stretch.next_begin = rows.offset_of_record();
    stretch.lines = rows.m_line - 1;
    stretch.is_undecided = rows.m_input.is_undecided();
}

/// Goes behind the stretches that are right, and reads those again whose begin was not. What there is to take of them.
std::vector<std::function<void()>> CsvReader::accept(std::vector<Stretch>& stretches, const ReadStretch& read)
{
    std::vector<std::function<void()>> takes;
    for (Stretch& stretch : stretches) {
        const std::uint64_t begin = offset_of_record();
        if (stretch.end <= begin) {
            continue;  // inside a record that began before it
        }
        if (stretch.begin != begin) {
            stretch = {.begin = begin, .end = stretch.end};
            read_stretch(stretch, read);
        }
        if (stretch.is_undecided) {
            m_input.find_encoding_from(begin);
            break;
        }
        if (stretch.fault) {
            std::rethrow_exception(stretch.fault);
        }
        takes.emplace_back([take = std::move(stretch.take), before = m_line - 1] { take(before); });
        m_line += stretch.lines;
        go_to(stretch.next_begin);
    }
    return takes;
}

/// To where a record starts.
void CsvReader::go_to(std::uint64_t offset)
{
    m_input.go_to(offset);
    m_buffer_at = offset;
    m_begin = m_end = 0;
    m_all_read = false;
    m_special.start(m_buffer.data(), 0, 0);
}

void read_in_stretches(CsvSource& rows, const ReadStretch& read, const StretchOptions& options)
{
    if (auto* const reader = dynamic_cast<CsvReader*>(&rows)) {
        reader->read_stretches(read, options);
    } else {
        read(rows)(0);
    }
}

}  // namespace wardmap
