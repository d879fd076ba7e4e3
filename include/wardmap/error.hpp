#pragma once

#include <stdexcept>
#include <string>

namespace wardmap {

/// What went wrong, as the exit code that a command ends with.
enum class ErrorKind : int {
    usage = 2,       ///< the command line or the study file
    input = 3,       ///< a file or a value that was read
    quality = 4,     ///< a quality gate: hit rate, too many rejected rows, nothing left
    output = 5,      ///< a file that could not be written, verified or published
    limit = 6,       ///< a request beyond the stated limits or the machine's memory
    busy = 7,        ///< another run holds the output folder
    disclosure = 8,  ///< the disclosure gate refused
    internal = 70,   ///< a defect of ours
};

/// The one exception that wardmap throws: where it happened (file, line, key), what was found
/// there, and what to do about it. Never holds cell values of incident data.
class Error : public std::runtime_error {
public:
    Error(ErrorKind kind, std::string where, std::string found, std::string advice);

    [[nodiscard]] ErrorKind kind() const noexcept { return m_kind; }
    [[nodiscard]] int exit_code() const noexcept { return static_cast<int>(m_kind); }
    [[nodiscard]] const std::string& where() const noexcept { return m_where; }
    [[nodiscard]] const std::string& found() const noexcept { return m_found; }
    [[nodiscard]] const std::string& advice() const noexcept { return m_advice; }

private:
    ErrorKind m_kind;
    std::string m_where;
    std::string m_found;
    std::string m_advice;
};

}  // namespace wardmap
