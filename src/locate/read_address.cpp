#include "read_address.hpp"

#include "address_reader.hpp"

namespace wardmap::locate_detail {

void AddressReader::read(std::string_view postcode_field)
{
    m_out.use.assign(m_words.size(), WordUse::unread);
    m_out.postcode = {};
    m_out.district = m_out.sector = 0;
    m_out.names.clear();
    m_out.designations.clear();
    m_out.relation = none;
    m_out.says_junction = false;
    find_postcode(postcode_field);
    find_names();
    find_misspelt_names(1);
    if (!has_anchor()) {
        find_misspelt_names(2);
    }
    find_designations();
    find_relations();
}

void AddressReader::find_relations()
{
    for (std::size_t i = 0; i < m_words.size(); ++i) {
        if (m_out.use[i] != WordUse::unread) {
            continue;
        }
        const WordRole role = m_words[i].role;
        if (role == WordRole::relation || m_words[i].raw == "FRONT") {
            const bool governs = role == WordRole::relation || follows_in_front(i);
            m_out.relation =
                governs && m_out.relation == none ? static_cast<std::uint32_t>(i) : m_out.relation;
        }
        m_out.says_junction = m_out.says_junction || role == WordRole::junction;
        if (role != WordRole::plain && role != WordRole::street_type && role != WordRole::direction &&
            role != WordRole::building_type) {
            m_out.use[i] = WordUse::noise;
        }
    }
}

bool AddressReader::follows_in_front(std::size_t i) const
{
    return i + 1 < m_words.size() && m_words[i + 1].raw == "OF";
}

void read_address(std::string_view text, std::string_view postcode_field, const Gazetteer::Index& index,
                  AddressText& out)
{
    read_words(text, out.list);
    AddressReader(index, out).read(postcode_field);
}

}  // namespace wardmap::locate_detail
