#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace wardmap {

enum class Severity { note, warning };

/// Something that the user should know and that did not stop the work.
struct Notice {
    Severity severity = Severity::note;
    std::string where;  ///< file, key or step; may be empty
    std::string text;   ///< one sentence; never a cell value of incident data
};

/// One row that could not be used.
struct Rejection {
    std::string file;
    std::uint64_t line = 0;  ///< 1-based line of the file on which the record starts
    std::string reason;      ///< a stable short code, such as "unreadable-date"
};

/// What the steps have to tell besides their result. Order of entry is kept, so the same input
/// gives the same list.
class Diagnostics {
public:
    void note(std::string where, std::string text);
    void warn(std::string where, std::string text);
    /// Every row is counted; of each file and reason the first `most_listed` are listed too, and a note says when they
    /// were more. So memory does not grow with what cannot be used.
    void reject(const std::string& file, std::uint64_t line, const std::string& reason);
    static constexpr std::size_t most_listed = 100'000;

    [[nodiscard]] const std::vector<Notice>& notices() const noexcept { return m_notices; }
    [[nodiscard]] const std::vector<Rejection>& rejections() const noexcept { return m_rejections; }
    /// Number of rejected rows by reason.
    [[nodiscard]] std::map<std::string, std::size_t> rejected_by_reason() const;
    [[nodiscard]] std::map<std::string, std::size_t> rejected_by_reason(const std::string& file) const;
    [[nodiscard]] std::size_t rejected_rows() const;

private:
    std::vector<Notice> m_notices;
    std::vector<Rejection> m_rejections;
    std::map<std::string, std::map<std::string, std::size_t>> m_rejected;  ///< rows by file and reason
};

/// Where every row that was read went. The sum always balances: read = located + unmatched +
/// ambiguous + rejected.
struct Ledger {
    std::size_t read = 0;
    std::size_t located = 0;
    std::size_t unmatched = 0;
    std::size_t ambiguous = 0;
    std::map<std::string, std::size_t> rejected;  ///< rows by reason

    [[nodiscard]] std::size_t rejected_total() const;
    [[nodiscard]] bool balances() const;
    /// Located share of the rows that were not rejected, 0..1; 0 when there are none.
    [[nodiscard]] double hit_rate() const;
};

}  // namespace wardmap
