#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace wardmap {

/// Rows of text with a header, read one at a time, whatever the file format. Implemented by the CSV
/// reader and by the vector and spreadsheet readers.
class RowSource {
public:
    RowSource() = default;
    RowSource(const RowSource&) = delete;
    RowSource& operator=(const RowSource&) = delete;
    virtual ~RowSource() = default;

    /// What to call it in messages: the path as the user gave it.
    [[nodiscard]] virtual const std::string& name() const = 0;
    [[nodiscard]] virtual const std::vector<std::string>& header() const = 0;

    enum class Step {
        row,       ///< a row with as many cells as the header has
        rejected,  ///< a record that is not a row; `reject_reason()` says why
        end,
    };
    /// Moves to the next record.
    [[nodiscard]] virtual Step next() = 0;
    /// Cells of the current row; the views hold until the next call of `next()`.
    [[nodiscard]] virtual const std::vector<std::string_view>& cells() const = 0;
    /// 1-based line (CSV) or row (others) on which the current record starts.
    [[nodiscard]] virtual std::uint64_t line() const = 0;
    /// A stable short code such as "ragged-row", after Step::rejected.
    [[nodiscard]] virtual const std::string& reject_reason() const = 0;
    /// The encoding that the text was in before it became UTF-8: "UTF-8", "Windows-1252", "UTF-16".
    [[nodiscard]] virtual std::string encoding_name() const { return "UTF-8"; }
    /// How much of its file has been read, for progress; 0 where that cannot be told.
    [[nodiscard]] virtual std::uint64_t bytes_read() const { return 0; }
};

}  // namespace wardmap
