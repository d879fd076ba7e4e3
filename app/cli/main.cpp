#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <exception>
#include <functional>
#include <iostream>
#include <new>
#include <regex>
#include <span>
#include <string>
#include <string_view>

#include "command.hpp"
#include "interruption.hpp"
#include "wardmap/error.hpp"
#include "wardmap/version.hpp"
#include "wardmap/write_layers.hpp"

namespace {

using wardmap::Error;
using wardmap::ErrorKind;

constexpr int exit_code_of(ErrorKind kind) { return static_cast<int>(kind); }

/// An address that was given where a file was meant may hold a password.
std::string without_passwords(const std::string& text)
{
    static const std::regex password_of_address("(:/+[^/:@\\s]*):[^@\\s]+@");
    return std::regex_replace(text, password_of_address, "$1:…@");
}

void print_error(const Error& error)
{
    std::cerr << without_passwords("wardmap: " + error.where() + ": " + error.found()) << '\n';
    std::string advice = without_passwords(error.advice());
    if (!advice.empty()) {
        if (advice.front() >= 'a' && advice.front() <= 'z') {
            advice.front() = static_cast<char>(advice.front() - 'a' + 'A');
        }
        std::cerr << "  " << advice << '\n';
    }
}

void print_lack_of_memory()
{
    std::cerr << "wardmap: not enough memory\n"
                 "  Use larger cells, a smaller area or fewer threads.\n";
}

/// Memory may also run out where no exception can come from: nlohmann::json takes some in its destructor. The earlier
/// result stands then, as after a kill, and the next run sweeps the stage.
[[noreturn]] void end_at_once()
{
    try {
        if (const std::exception_ptr thrown = std::current_exception()) {
            std::rethrow_exception(thrown);
        }
    } catch (const std::bad_alloc&) {
        print_lack_of_memory();
        std::_Exit(exit_code_of(ErrorKind::limit));
    } catch (...) {  // a defect: as it would have ended without us
        std::abort();
    }
    std::abort();
}

/// Runs `work` and turns whatever it throws into a message on stderr and the exit code that belongs to it.
int run_reporting_errors(const std::function<void()>& work)
{
    try {
        work();
        return EXIT_SUCCESS;
    } catch (const Error& error) {
        print_error(error);
        return error.exit_code();
    } catch (const std::bad_alloc&) {
        print_lack_of_memory();
        return exit_code_of(ErrorKind::limit);
    } catch (const std::exception& error) {
        std::cerr << "wardmap: internal error: " << error.what() << "\n  Please report this defect.\n";
        return exit_code_of(ErrorKind::internal);
    }
}

/// What was printed has arrived, or the program says that it has not.
void flush_standard_output()
{
    if (!std::cout.flush()) {
        throw Error(ErrorKind::output, "standard output", "not all of it could be written",
                    "check that the disk has space");
    }
}

void print_command_names()
{
    for (const wardmap::cli::Command& command : wardmap::cli::commands()) {
        std::cout << command.name << '\n';
    }
}

/// What `--version` prints; with `--verbose` also the libraries at work, and those whose code was compiled in.
std::string version_text(bool is_verbose)
{
    std::string text = "wardmap " + std::string(wardmap::version());
    if (is_verbose) {
        for (const auto& [library, number] : wardmap::library_versions()) {
            text.append("\n").append(library).append(" ").append(number);
        }
        text += "\n" WARDMAP_BUILT_WITH;
    }
    return text;
}

int run_command_line(int argument_count, const char* const* arguments)
{
    CLI::App parser{"Hotspot maps for community safety", "wardmap"};
    const std::span<const char* const> given(arguments, static_cast<std::size_t>(argument_count));
    const bool is_verbose = std::ranges::find(given, std::string_view("--verbose")) != given.end();
    parser.set_version_flag(
        "--version", [is_verbose] { return version_text(is_verbose); },
        "Print the version; with --verbose those of the libraries too");
    parser.add_flag("--verbose")->group("");
    bool lists_commands = false;
    parser.add_flag("--list-commands", lists_commands)->group("");  // for tests and completion
    parser.require_subcommand(0, 1);

    std::function<void()> chosen;
    for (const wardmap::cli::Command& command : wardmap::cli::commands()) {
        CLI::App* sub = parser.add_subcommand(std::string(command.name), std::string(command.summary));
        sub->final_callback([&chosen, work = command.declare(*sub)] { chosen = work; });
    }
    try {
        parser.parse(argument_count, arguments);
    } catch (const CLI::ParseError& stop) {  // also --help and --version, whose exit code is 0
        return parser.exit(stop) == EXIT_SUCCESS ? EXIT_SUCCESS : exit_code_of(ErrorKind::usage);
    }
    if (lists_commands) {
        print_command_names();
        return EXIT_SUCCESS;
    }
    if (!chosen) {
        std::cerr << parser.help();
        return exit_code_of(ErrorKind::usage);
    }
    wardmap::cli::end_cleanly_on_signals();
    return run_reporting_errors([&] {
        chosen();
        flush_standard_output();
    });
}

/// Ends the process. All output is written, closed and told by now, and what GDAL and the libraries behind it hold goes with
/// the process: to put it away first takes as long as a small map's densities.
int leave(int exit_code)
{
#ifndef WARDMAP_TIDIES_UP  // as a program must in which somebody counts lines, or looks for leaks, at its end
    std::cout.flush();
    std::cerr.flush();
    std::_Exit(exit_code);
#endif
    return exit_code;
}

}  // namespace

int main(int argument_count, char** arguments)
{
    std::set_terminate(end_at_once);
    int exit_code = EXIT_SUCCESS;
    const int setup_code =
        run_reporting_errors([&] { exit_code = run_command_line(argument_count, arguments); });
    return leave(setup_code == EXIT_SUCCESS ? exit_code : setup_code);
}
