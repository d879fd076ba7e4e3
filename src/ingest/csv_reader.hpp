#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "special_bytes.hpp"
#include "utf8_input.hpp"
#include "wardmap/csv.hpp"
#include "wardmap/csv_stretches.hpp"

namespace wardmap {

/// What is wrong with a record.
enum class CsvFault {
    none,
    nul_byte,
    ragged_row,
    field_too_long,
    record_too_long,
    unclosed_quote,
    text_after_quote
};

/// What open_csv() gives: whole, or of the stretches of read_in_stretches().
class CsvReader final : public CsvSource {
public:
    CsvReader(const std::filesystem::path& path, const CsvOptions& options);

    [[nodiscard]] const std::string& name() const override { return m_name; }
    [[nodiscard]] const std::vector<std::string>& header() const override { return m_header; }
    [[nodiscard]] Step next() override;
    [[nodiscard]] const std::vector<std::string_view>& cells() const override { return m_cells; }
    [[nodiscard]] std::uint64_t line() const override { return m_record_line; }
    [[nodiscard]] const std::string& reject_reason() const override;
    [[nodiscard]] std::string encoding_name() const override;
    [[nodiscard]] std::uint64_t bytes_read() const override { return m_input.offset(); }
    [[nodiscard]] TextEncoding encoding() const override { return m_input.encoding(); }
    [[nodiscard]] char delimiter() const override { return m_delimiter; }
    void read_stretches(const ReadStretch& read, const StretchOptions& options);

private:
    static constexpr std::uint64_t no_stop = std::numeric_limits<std::uint64_t>::max();

    /// What became of the record at m_begin.
    enum class Scan { row, blank, bad, incomplete, end };

    /// A stretch of the same file, with its lines counted from 1: the records that start in it, and `begin` is where one
    /// does.
    CsvReader(const CsvReader& whole, std::uint64_t begin, std::uint64_t end);

    struct Stretch;
    void read_side_by_side(const ReadStretch& read, const StretchOptions& options);
    void read_in_turn(const ReadStretch& read, std::size_t bytes);
    [[nodiscard]] std::vector<Stretch> stretches_from(std::uint64_t begin, std::size_t bytes) const;
    void read_stretch(Stretch& stretch, const ReadStretch& read) const;
    [[nodiscard]] std::vector<std::function<void()>> accept(std::vector<Stretch>& stretches,
                                                            const ReadStretch& read);
    [[nodiscard]] std::uint64_t offset_of_record() const { return m_buffer_at + m_begin; }
    void go_to(std::uint64_t offset);

    void choose_delimiter();
    void read_header();
    void check_header() const;
    [[nodiscard]] Scan next_record();
    [[nodiscard]] bool take_plain_record();
    [[nodiscard]] Scan scan_record();
    [[nodiscard]] Scan scan_field(std::size_t field);
    [[nodiscard]] Scan scan_quoted_field(std::size_t quote);
    [[nodiscard]] Scan close_quote(std::size_t first, std::size_t quote, bool has_doubled);
    [[nodiscard]] Scan add_cell(std::size_t first, std::size_t last);
    [[nodiscard]] Scan end_record();
    [[nodiscard]] Scan fail(CsvFault fault);
    [[nodiscard]] bool is_too_long_at(std::size_t stop) const
    {
        return stop - m_begin > m_options.max_record_bytes;
    }
    [[nodiscard]] CsvFault too_long_fault() const;
    void skip_line();
    void refill();
    void undouble_quotes();

    std::string m_name;
    CsvOptions m_options;
    Utf8Input m_input;
    char m_delimiter;
    SpecialBytes m_special;
    std::vector<char> m_buffer;  ///< with SpecialBytes::block_bytes to spare behind its capacity
    std::size_t m_begin = 0;     ///< where the record starts
    std::size_t m_end = 0;       ///< behind the last byte read
    bool m_all_read = false;
    std::uint64_t m_buffer_at;  ///< where the buffer begins in the text; in a file of UTF-8, in the file
    std::uint64_t m_stop_at = no_stop;  ///< records that start here or behind are not read

    std::vector<std::string> m_header;
    std::vector<std::string_view> m_cells;  ///< as many as the header has
    std::size_t m_cells_read = 0;           ///< of the record at m_begin
    std::vector<std::size_t> m_doubled;     ///< cells that hold doubled quotes
    std::size_t m_stop = 0;                 ///< the byte that ended the field: delimiter, CR, LF or m_end
    std::uint64_t m_breaks = 0;             ///< line breaks inside quotes of this record
    bool m_in_quotes = false;
    std::uint64_t m_line = 1;
    std::uint64_t m_record_line = 1;
    CsvFault m_fault = CsvFault::none;
};

}  // namespace wardmap
