#include "names.hpp"

#include <array>

namespace wardmap::synth {

namespace {

constexpr std::array<std::string_view, 60> first_elements{
    "Alder",   "Amber",   "Ash",    "Barley", "Bramble",  "Bracken", "Brindle", "Cinder", "Clover",
    "Copper",  "Curlew",  "Damson", "Dapple", "Elder",    "Ember",   "Fallow",  "Fennel", "Finch",
    "Flint",   "Gander",  "Garnet", "Gorse",  "Hazel",    "Heron",   "Hollin",  "Jasper", "Juniper",
    "Kestrel", "Lanner",  "Lark",   "Linnet", "Madder",   "Mallow",  "Marram",  "Medlar", "Merlin",
    "Nettle",  "Ochre",   "Osier",  "Otter",  "Pebble",   "Pippin",  "Plover",  "Quill",  "Rowan",
    "Russet",  "Saffron", "Sedge",  "Sorrel", "Tansy",    "Teasel",  "Thistle", "Umber",  "Vetch",
    "Wagtail", "Wicker",  "Willet", "Winnow", "Woodruff", "Yarrow"};

constexpr std::array<std::string_view, 40> second_elements{
    "acre",  "bank",  "beck",  "bourne", "brook", "bury",   "by",   "combe", "cote", "croft",
    "dale",  "dene",  "down",  "fell",   "field", "fold",   "ford", "garth", "gate", "grove",
    "holme", "holt",  "hurst", "rigg",   "keld",  "leigh",  "low",  "mead",  "mere", "mill",
    "moor",  "ridge", "shaw",  "side",   "stead", "thorpe", "toft", "wath",  "wick", "worth"};

constexpr std::uint32_t pair_count = first_elements.size() * second_elements.size();
/// Prime, so coprime to the number of pairs: its multiples visit each pair once.
constexpr std::uint32_t stride = 1'409;

constexpr std::array<std::string_view, ward_count> ward_names{
    "Amberholt",   "Bellwether", "Candlemere",   "Driftwell",  "Emberly",     "Fallowdene", "Gorsewick",
    "Hollinbrook", "Ivorcroft",  "Jackdaw Hill", "Kitterfold", "Larkenfield", "Mossgarth"};

constexpr std::array<std::string_view, most_blocks> block_names{
    "Bittern Point", "Harrier House",    "Godwit Tower",   "Turnstone Court",
    "Avocet House",  "Sanderling Point", "Dunlin Heights", "Whimbrel Tower"};

}  // namespace

Names::Names(Random random) noexcept : m_start(random.below(pair_count)) {}

std::string Names::next(std::string_view kind)
{
    // Each kind starts elsewhere in the walk, so that a base name meets some kinds and not others.
    const auto shift = static_cast<std::uint32_t>(m_steps.size()) * 331;
    const auto slot = m_steps.try_emplace(std::string(kind), shift).first;
    const std::uint32_t pair = (m_start + slot->second % pair_count * stride) % pair_count;
    ++slot->second;
    std::string name(first_elements[pair % first_elements.size()]);
    name += second_elements[pair / first_elements.size()];
    if (!kind.empty()) {
        name += ' ';
        name += kind;
    }
    return name;
}

std::string_view ward_name(std::uint32_t ward) { return ward_names.at(ward); }
std::string_view block_name(std::uint32_t block) { return block_names.at(block); }

}  // namespace wardmap::synth
