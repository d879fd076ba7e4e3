#include "wardmap/postcode.hpp"

#include <algorithm>
#include <array>

namespace wardmap {
namespace {

constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
constexpr bool is_one_of(char c, std::string_view set) noexcept
{
    return set.find(c) != std::string_view::npos;
}

// Letters allowed by place, methods §12 (the pattern of BS 7666 as the government's guidance prints it).
constexpr std::string_view first_letters = "ABCDEFGHIJKLMNOPRSTUWYZ";
constexpr std::string_view second_letters = "ABCDEFGHKLMNOPQRSTUVWXY";
constexpr std::string_view third_letters = "ABCDEFGHJKPSTUW";
constexpr std::string_view fourth_letters = "ABEHMNPRVWXY";
constexpr std::string_view inward_letters = "ABDEFGHJLNPQRSTUWXYZ";

bool is_outward(std::string_view code) noexcept
{
    if (code.size() < 2 || code.size() > 4 || !is_one_of(code[0], first_letters)) {
        return false;
    }
    if (is_digit(code[1])) {
        return code.size() == 2 ||
               (code.size() == 3 && (is_digit(code[2]) || is_one_of(code[2], third_letters)));
    }
    if (code.size() < 3 || !is_one_of(code[1], second_letters) || !is_digit(code[2])) {
        return false;
    }
    return code.size() == 3 || is_digit(code[3]) || is_one_of(code[3], fourth_letters);
}

bool is_inward(std::string_view code) noexcept
{
    return code.size() == 3 && is_digit(code[0]) && is_one_of(code[1], inward_letters) &&
           is_one_of(code[2], inward_letters);
}

constexpr PostcodeKey place_value(char c) noexcept
{
    if (c == ' ') {
        return 0;
    }
    return is_digit(c) ? static_cast<PostcodeKey>(c - '0') + 27 : static_cast<PostcodeKey>(c - 'A') + 1;
}

PostcodeKey pack(std::string_view outward, std::string_view inward) noexcept
{
    PostcodeKey key = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        key = key * 37 + place_value(i < outward.size() ? outward[i] : ' ');
    }
    for (std::size_t i = 0; i < 3; ++i) {
        key = key * 37 + place_value(i < inward.size() ? inward[i] : ' ');
    }
    return key;
}

// Upper case without blanks; empty when something else than letters and digits is in it.
struct Compact {
    std::array<char, 8> text{};
    std::size_t size = 0;
    [[nodiscard]] std::string_view view() const noexcept { return {text.data(), size}; }
};

Compact compact(std::string_view text) noexcept
{
    Compact out;
    for (char c : text) {
        if (c == ' ' || c == '\t') {
            continue;
        }
        c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        if (out.size == 7 || !(is_digit(c) || (c >= 'A' && c <= 'Z'))) {
            return {};
        }
        out.text[out.size++] = c;
    }
    return out;
}

std::optional<PostcodeKey> parse_compact(std::string_view text) noexcept
{
    if (text.size() < 5) {
        return std::nullopt;
    }
    const std::string_view outward = text.substr(0, text.size() - 3);
    const std::string_view inward = text.substr(text.size() - 3);
    if (text == "GIR0AA" || (is_outward(outward) && is_inward(inward))) {
        return pack(outward, inward);
    }
    return std::nullopt;
}

constexpr char confused_with(char c) noexcept
{
    constexpr std::string_view from = "O0I1S5B8";
    constexpr std::string_view to = "0O1I5S8B";
    const std::size_t at = from.find(c);
    return at == std::string_view::npos ? '\0' : to[at];
}

}  // namespace

std::optional<PostcodeKey> parse_postcode(std::string_view text)
{
    return parse_compact(compact(text).view());
}

std::optional<PostcodeKey> parse_postcode_shape(std::string_view text)
{
    const Compact code = compact(text);
    if (code.size < 5) {
        return std::nullopt;
    }
    std::string shape;
    for (const char c : code.view()) {
        shape += is_digit(c) ? '9' : 'A';
    }
    const std::string_view outward = std::string_view(shape).substr(0, shape.size() - 3);
    const bool is_shaped =
        shape.ends_with("9AA") && (outward == "A9" || outward == "A99" || outward == "A9A" ||
                                   outward == "AA9" || outward == "AA99" || outward == "AA9A");
    return is_shaped
               ? std::optional(pack(code.view().substr(0, code.size - 3), code.view().substr(code.size - 3)))
               : std::nullopt;
}

std::optional<PostcodeKey> parse_outward(std::string_view text)
{
    const Compact code = compact(text);
    return is_outward(code.view()) ? std::optional(pack(code.view(), {})) : std::nullopt;
}

std::string postcode_text(PostcodeKey key)
{
    std::string text(7, ' ');
    for (std::size_t i = 7; i-- > 0; key /= 37) {
        const auto place = static_cast<int>(key % 37);
        text[i] = place == 0 ? ' ' : static_cast<char>(place >= 27 ? '0' + (place - 27) : 'A' + (place - 1));
    }
    const std::string inward = text.substr(4);
    text.resize(std::min<std::size_t>(text.find(' '), 4));
    return text + ' ' + inward;
}

PostcodeKey sector_key(PostcodeKey outward, char digit) noexcept
{
    return outward + place_value(digit) * sector_span;
}

std::vector<PostcodeKey> confusable_postcodes(std::string_view text)
{
    std::vector<PostcodeKey> found;
    const Compact raw = compact(text);
    if (raw.size < 5) {
        return found;
    }
    const auto try_one = [&](const Compact& code) {
        if (const auto key = parse_compact(code.view())) {
            found.push_back(*key);
        }
    };
    for (std::size_t i = 0; i < raw.size; ++i) {
        Compact once = raw;
        once.text[i] = confused_with(raw.text[i]);
        if (once.text[i] == '\0') {
            continue;
        }
        try_one(once);
        for (std::size_t j = i + 1; j < raw.size; ++j) {
            Compact twice = once;
            twice.text[j] = confused_with(raw.text[j]);
            if (twice.text[j] != '\0') {
                try_one(twice);
            }
        }
    }
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

}  // namespace wardmap
