#include "wardmap/diagnostics.hpp"

#include <utility>

namespace wardmap {

void Diagnostics::note(std::string where, std::string text)
{
    m_notices.push_back({Severity::note, std::move(where), std::move(text)});
}

void Diagnostics::warn(std::string where, std::string text)
{
    m_notices.push_back({Severity::warning, std::move(where), std::move(text)});
}

void Diagnostics::reject(std::string file, std::uint64_t line, std::string reason)
{
    m_rejections.push_back({std::move(file), line, std::move(reason)});
}

std::map<std::string, std::size_t> Diagnostics::rejected_by_reason() const
{
    std::map<std::string, std::size_t> counts;
    for (const Rejection& rejection : m_rejections) {
        ++counts[rejection.reason];
    }
    return counts;
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
