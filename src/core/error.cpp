#include "wardmap/error.hpp"

#include <utility>

namespace wardmap {

Error::Error(ErrorKind kind, std::string where, std::string found, std::string advice)
    : std::runtime_error((where.empty() ? "" : where + ": ") + found + (advice.empty() ? "" : ". " + advice)),
      m_kind(kind),
      m_where(std::move(where)),
      m_found(std::move(found)),
      m_advice(std::move(advice))
{
}

}  // namespace wardmap
