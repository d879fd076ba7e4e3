#pragma once

#include <fstream>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "wardmap/point_set.hpp"

/// Values that spatstat.explore 3.0-6 computed (density.ppp, at = "points"), from the shared reference data.
namespace wardmap::reference {

struct SpatstatPoints {
    PointSet at;  ///< in the file's unit, kilometres
    std::vector<double> density;
};

/// nullopt where the reference data is absent.
inline std::optional<SpatstatPoints> read_points(const std::string& shared_data, const std::string& name)
{
    std::ifstream file(shared_data + "/reference/spdata_spatstat/reference/" + name + ".csv");
    std::string line;
    if (!std::getline(file, line)) {
        return std::nullopt;
    }
    SpatstatPoints read;
    while (std::getline(file, line)) {
        std::istringstream fields(line);
        PointM p;
        double density = 0;
        char comma = 0;
        fields >> p.x_m >> comma >> p.y_m >> comma >> density;
        read.at.positions.push_back(p);
        read.density.push_back(density);
    }
    return read;
}

}  // namespace wardmap::reference
