#include "xml_text.hpp"

namespace wardmap::formats {

namespace {

/// U+FFFE and U+FFFF, which are valid UTF-8 and no characters of XML.
bool is_no_character(std::string_view bytes)
{
    return bytes.starts_with("\xEF\xBF\xBE") || bytes.starts_with("\xEF\xBF\xBF");
}

/// What stands for a character that cannot stand for itself; null for all others.
const char* escape_of(char c)
{
    switch (c) {
        case '&':
            return "&amp;";
        case '<':
            return "&lt;";
        case '>':
            return "&gt;";
        case '"':
            return "&quot;";
        case '\'':
            return "&apos;";
        case '\n':
            return "&#10;";  // bare, it would be read as a blank in an attribute
        case '\t':
            return "&#9;";
        default:
            return static_cast<unsigned char>(c) < 0x20U ? "" : nullptr;
    }
}

}  // namespace

void append_xml_text(std::string& out, std::string_view text)
{
    std::size_t begin = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool dropped = text[i] == '\xEF' && is_no_character(text.substr(i, 3));
        const char* const escape = dropped ? "" : escape_of(text[i]);
        if (escape != nullptr) {
            out += text.substr(begin, i - begin);
            out += escape;
            i += dropped ? 2 : 0;
            begin = i + 1;
        }
    }
    out += text.substr(begin);
}

std::string xml_text(std::string_view text)
{
    std::string result;
    append_xml_text(result, text);
    return result;
}

}  // namespace wardmap::formats
