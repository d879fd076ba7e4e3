#include "colours.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <span>

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

/// The colour of class `i` of `count` along the stops; of a lone class the one in the middle.
Colour colour_along(std::span<const Colour> stops, std::size_t i, std::size_t count)
{
    const auto last = static_cast<double>(stops.size() - 1);
    const double at = count < 2 ? last / 2 : last * static_cast<double>(i) / static_cast<double>(count - 1);
    const auto left = static_cast<std::size_t>(std::min(at, last - 1));
    const double share = at - static_cast<double>(left);
    const Colour& a = stops[left];
    const Colour& b = stops[left + 1];
    return {mix(a.red, b.red, share), mix(a.green, b.green, share), mix(a.blue, b.blue, share), 255};
}

}  // namespace

std::vector<Colour> sequential_colours(std::size_t count)
{
    std::vector<Colour> colours;
    colours.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        colours.push_back(colour_along(ramp, i, count));
    }
    return colours;
}

Colour change_colour(bool is_more, std::size_t step, std::size_t count)
{
    const std::span<const Colour, 7> all(safe);
    return is_more ? colour_along(all.last<3>(), step - 1, count)
                   : colour_along(all.first<3>(), count - step, count);
}

const std::array<Colour, 7>& hotspot_colours(bool esri) noexcept { return esri ? as_esri : safe; }

}  // namespace layers

}  // namespace wardmap
