#include <array>
#include <unordered_map>

#include "gazetteer_index.hpp"
#include "wardmap/gazetteer.hpp"

namespace wardmap {

namespace {

constexpr auto kind_words = std::to_array<std::string_view>(
    {"address", "building", "postcode", "street", "landmark", "place"});  // in order of GazetteerEntry::Kind

}  // namespace

std::string entry_text(const GazetteerEntry& entry)
{
    const bool is_bare = !entry.flat.empty() && entry.flat.find(' ') == std::string::npos;
    const std::string flat = is_bare ? "Flat " + entry.flat : entry.flat;
    std::string text;
    const auto append = [&](std::string_view part, std::string_view separator) {
        if (!part.empty()) {
            text += text.empty() ? std::string_view{} : separator;
            text += part;
        }
    };
    append(flat, ", ");
    append(entry.building, ", ");
    append(entry.number, ", ");
    append(entry.street, entry.number.empty() ? ", " : " ");
    for (const std::string* part : {&entry.locality, &entry.town, &entry.postcode}) {
        append(*part, ", ");
    }
    return text;
}

std::string entry_reference(const GazetteerEntry& entry)
{
    return entry.uprn.empty()
               ? std::string(kind_words[static_cast<std::size_t>(entry.kind)]) + ' ' + entry_text(entry)
               : "uprn " + entry.uprn;
}

std::vector<std::int64_t> Gazetteer::find(const std::vector<std::string>& references) const
{
    std::vector<std::int64_t> found(references.size(), -1);
    std::unordered_map<std::string, std::vector<std::size_t>> others;  // looked up only, never walked through
    constexpr std::string_view uprn_word = "uprn ";
    for (std::size_t i = 0; i < references.size(); ++i) {
        if (references[i].starts_with(uprn_word)) {
            const std::uint32_t entry =
                m_index->find_uprn(std::string_view(references[i]).substr(uprn_word.size()));
            found[i] = entry == locate_detail::none ? -1 : static_cast<std::int64_t>(entry);
        } else {
            others[references[i]].push_back(i);
        }
    }
    for (std::uint32_t e = 0; !others.empty() && e < entry_count(); ++e) {
        if (m_index->entries[e].uprn != 0) {
            continue;
        }
        const auto wanted = others.find(entry_reference(entry(e)));
        if (wanted != others.end()) {
            for (const std::size_t i : wanted->second) {
                found[i] = e;
            }
            others.erase(wanted);
        }
    }
    return found;
}

}  // namespace wardmap
