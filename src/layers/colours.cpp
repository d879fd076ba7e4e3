#include "colours.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace wardmap {

std::string hex_text(Colour colour)
{
    return fmt::format("#{:02X}{:02X}{:02X}", colour.red, colour.green, colour.blue);
}

namespace layers {

namespace {

constexpr Colour rgb(unsigned code)
{
    return {static_cast<std::uint8_t>(code >> 16U), static_cast<std::uint8_t>((code >> 8U) & 0xFFU),
            static_cast<std::uint8_t>(code & 0xFFU), 255};
}

constexpr std::array<Colour, 5> ramp = {rgb(0xFFF3BF), rgb(0xFDCB66), rgb(0xF2953A), rgb(0xCF5420),
                                        rgb(0x7F1A12)};

// Blue against orange: told apart with every common colour blindness, and the darker the surer.
constexpr std::array<Colour, 7> safe = {rgb(0x0B4F8A), rgb(0x4A90C4), rgb(0xB3D3EA), rgb(0xF2F2F0),
                                        rgb(0xFBCB92), rgb(0xE2812F), rgb(0x9E3406)};
constexpr std::array<Colour, 7> as_esri = {rgb(0x4575B5), rgb(0x849EBA), rgb(0xC0CCBE), rgb(0xF7F7F2),
                                           rgb(0xFAB984), rgb(0xED7551), rgb(0xD62F27)};

std::uint8_t mix(std::uint8_t a, std::uint8_t b, double share)
{
    return static_cast<std::uint8_t>(std::lround(a + (b - a) * share));
}

}  // namespace

std::vector<Colour> sequential_colours(std::size_t count)
{
    std::vector<Colour> colours;
    for (std::size_t i = 0; i < count; ++i) {
        const double at = count < 2 ? 2.0 : 4.0 * static_cast<double>(i) / static_cast<double>(count - 1);
        const auto left = static_cast<std::size_t>(std::min(at, 3.0));
        const double share = at - static_cast<double>(left);
        const Colour& a = ramp[left];
        const Colour& b = ramp[left + 1];
        colours.push_back(
            {mix(a.red, b.red, share), mix(a.green, b.green, share), mix(a.blue, b.blue, share), 255});
    }
    return colours;
}

const std::array<Colour, 7>& hotspot_colours(bool esri) noexcept { return esri ? as_esri : safe; }

}  // namespace layers

}  // namespace wardmap
