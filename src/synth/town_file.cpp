#include "town_file.hpp"

namespace wardmap::synth {

void append_csv_line(std::string& out, std::initializer_list<std::string_view> cells)
{
    bool is_first = true;
    for (const std::string_view cell : cells) {
        if (!is_first) {
            out += ',';
        }
        is_first = false;
        if (cell.find_first_of(",\"\r\n") == std::string_view::npos) {
            out += cell;
            continue;
        }
        out += '"';
        for (const char c : cell) {
            out.append(c == '"' ? 2 : 1, c);
        }
        out += '"';
    }
    out += '\n';
}

}  // namespace wardmap::synth
