#pragma once

#include <set>
#include <string>
#include <string_view>

#include "incident_plan.hpp"
#include "random.hpp"
#include "town.hpp"

namespace wardmap::synth {

/// Writes locations as people type them, with the mess that an incident was given.
class LocationWriter {
public:
    explicit LocationWriter(const Town& town);
    [[nodiscard]] std::string write(const Incident& incident, Random& random) const;

private:
    /// The locality, where the street's name alone may mean several and the writer thinks of it.
    [[nodiscard]] std::string locality_if_needed(const Street& street, Random& random) const;
    [[nodiscard]] std::string building_alone(const Plot& plot, Random& random) const;
    [[nodiscard]] std::string street_alone(const Plot& plot, Random& random) const;
    [[nodiscard]] std::string junction_text(const Incident& incident, Random& random) const;
    [[nodiscard]] std::string place_text(const Incident& incident, Random& random) const;
    [[nodiscard]] std::string misspelt(const std::string& name, Random& random) const;
    [[nodiscard]] std::string unknown_place(Random& random) const;

    const Town& m_town;
    /// The towns' own names: no slip of the pen turns one into another, and no unknown place has one.
    std::set<std::string, std::less<>> m_names;
    std::set<std::string, std::less<>> m_repeated_streets;
    std::set<std::string, std::less<>> m_repeated_buildings;
};

/// "TM 5612 1234": a British National Grid reference of eight digits, 10 m (the south-west corner of that
/// square). Only for places within the grid.
[[nodiscard]] std::string grid_reference(PointM p);

}  // namespace wardmap::synth
