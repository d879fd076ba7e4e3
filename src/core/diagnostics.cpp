#include "wardmap/diagnostics.hpp"

#include <utility>

#include "wardmap/number_text.hpp"

namespace wardmap {

void Diagnostics::note(std::string where, std::string text)
{
    m_notices.push_back({Severity::note, std::move(where), std::move(text)});
}

void Diagnostics::warn(std::string where, std::string text)
{
    m_notices.push_back({Severity::warning, std::move(where), std::move(text)});
}

void Diagnostics::reject(const std::string& file, std::uint64_t line, const std::string& reason)
{
    const std::size_t rows = ++m_rejected[file][reason];
    if (rows <= most_listed) {
        m_rejections.push_back({file, line, reason});
    } else if (rows == most_listed + 1) {
        note(file, "More than " + grouped_text(static_cast<std::int64_t>(most_listed)) +
                       " rows were rejected (" + reason + "): only so many are listed, all are counted");
    }
}

std::map<std::string, std::size_t> Diagnostics::rejected_by_reason() const
{
    std::map<std::string, std::size_t> counts;
    for (const auto& [file, reasons] : m_rejected) {
        for (const auto& [reason, rows] : reasons) {
            counts[reason] += rows;
        }
    }
    return counts;
}

std::map<std::string, std::size_t> Diagnostics::rejected_by_reason(const std::string& file) const
{
    const auto found = m_rejected.find(file);
    return found == m_rejected.end() ? std::map<std::string, std::size_t>{} : found->second;
}

std::size_t Diagnostics::rejected_rows() const
{
    std::size_t total = 0;
    for (const auto& [reason, rows] : rejected_by_reason()) {
        total += rows;
    }
    return total;
}

std::size_t Ledger::rejected_total() const
{
    std::size_t total = 0;
    for (const auto& [reason, count] : rejected) {
        total += count;
    }
    return total;
}

bool Ledger::balances() const { return read == located + unmatched + ambiguous + rejected_total(); }

double Ledger::hit_rate() const
{
    const std::size_t usable = located + unmatched + ambiguous;
    return usable == 0 ? 0.0 : static_cast<double>(located) / static_cast<double>(usable);
}

}  // namespace wardmap
