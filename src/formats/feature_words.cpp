#include "feature_words.hpp"

#include "field_text.hpp"
#include "ogr_layers.hpp"

namespace wardmap::formats {

FeatureWords::FeatureWords(const FeatureTable& table) : m_table(table)
{
    for (const char* field : {"block_name", "ward_name", "hotspot_id", "name", "ref", "rank"}) {
        if (const auto index = table.field_index(field)) {
            m_names.push_back(*index);
        }
    }
    for (const Field& field : table.fields) {
        m_labels.push_back(alias_of(field) + ": ");
    }
}

std::string FeatureWords::name(const Feature& feature) const
{
    for (const std::size_t field : m_names) {
        if (std::string text = value_text(feature.values[field]); !text.empty()) {
            return text;
        }
    }
    return {};
}

std::string FeatureWords::description(const Feature& feature) const
{
    std::string text;
    for (std::size_t i = 0; i < m_labels.size(); ++i) {
        const std::string value = field_text(m_table.fields[i], feature.values[i]);
        if (!value.empty()) {
            text += text.empty() ? "" : "; ";
            text += m_labels[i];
            text += value;
        }
    }
    return text;
}

}  // namespace wardmap::formats
