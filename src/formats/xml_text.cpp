#include "xml_text.hpp"

namespace wardmap::formats {

std::string xml_text(std::string_view text)
{
    std::string result;
    for (const char c : text) {
        switch (c) {
            case '&':
                result += "&amp;";
                break;
            case '<':
                result += "&lt;";
                break;
            case '>':
                result += "&gt;";
                break;
            case '"':
                result += "&quot;";
                break;
            case '\'':
                result += "&apos;";
                break;
            case '\n':
                result += "&#10;";  // a bare one would be read as a blank in an attribute
                break;
            default:
                if (static_cast<unsigned char>(c) >= 0x20) {
                    result += c;
                }
        }
    }
    return result;
}

}  // namespace wardmap::formats
