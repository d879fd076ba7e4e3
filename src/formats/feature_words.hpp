#pragma once

#include <string>
#include <vector>

#include "wardmap/feature_table.hpp"

/// What a program that has no columns shows of a feature.
namespace wardmap::formats {

class FeatureWords {
public:
    /// `table`: name, kind and fields of the features; must outlive this.
    explicit FeatureWords(const FeatureTable& table);

    /// What people call it: the first of the fields of names that has a value; empty for none.
    [[nodiscard]] std::string name(const Feature& feature) const;
    /// "Incidents: 40; Area (km²): 0.09": every field that has a value.
    [[nodiscard]] std::string description(const Feature& feature) const;

private:
    const FeatureTable& m_table;
    std::vector<std::size_t> m_names;
    std::vector<std::string> m_labels;  ///< one per field
};

}  // namespace wardmap::formats
