#pragma once

#include <fstream>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "wardmap/point_set.hpp"

/// Values that spatstat.explore 3.0-6 computed: density.ppp of the Chorley points from the shared reference data, and
/// of an invented pattern from tests/data/density (tests/reference/spatstat_quartic.R).
namespace wardmap::reference {

/// The numbers of each row below the header; empty where there is no such file.
inline std::vector<std::vector<double>> read_rows(const std::string& csv)
{
    std::ifstream file(csv);
    std::vector<std::vector<double>> rows;
    std::string line;
    std::getline(file, line);
    while (std::getline(file, line)) {
        std::istringstream fields(line);
        std::vector<double>& row = rows.emplace_back();
        for (std::string field; std::getline(fields, field, ',');) {
            row.push_back(std::stod(field));
        }
    }
    return rows;
}

struct SpatstatPoints {
    PointSet at;  ///< in the file's unit, kilometres
    std::vector<double> density;
};

/// nullopt where the reference data is absent.
inline std::optional<SpatstatPoints> read_points(const std::string& shared_data, const std::string& name)
{
    SpatstatPoints read;
    for (const std::vector<double>& row :
         read_rows(shared_data + "/reference/spdata_spatstat/reference/" + name + ".csv")) {
        read.at.positions.push_back({row.at(0), row.at(1)});
        read.density.push_back(row.at(2));
    }
    return read.density.empty() ? std::nullopt : std::optional(read);
}

}  // namespace wardmap::reference
