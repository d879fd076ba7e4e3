#include "csv_points.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "coordinate_columns.hpp"
#include "wardmap/coordinate_text.hpp"
#include "wardmap/csv_stretches.hpp"
#include "wardmap/number_text.hpp"
#include "wardmap/projection.hpp"

namespace wardmap {

namespace {

/// The columns that are read.
struct PointColumns {
    CoordinateColumns coordinates;
    std::optional<std::size_t> weight;
};

/// What a stretch of the file gives.
struct StretchPoints {
    struct Reject {
        std::uint64_t line = 0;   ///< of the stretch
        std::string_view reason;  ///< of the code's own words, which last; a million may be held
    };

    PointSet points;
    std::size_t rows = 0;
    std::size_t without_place = 0;
    std::vector<Reject> rejects;
    std::uint64_t bytes = 0;
};

/// Projections for as many threads as there are: one of them is not for two threads at once.
class Projections {
public:
    Projections(std::string from, std::string to) : m_from(std::move(from)), m_to(std::move(to)) {}

    void forward(std::span<double> x, std::span<double> y)
    {
        std::unique_ptr<Projection> projection = taken();
        projection->forward(x, y);
        const std::lock_guard lock(m_mutex);
        m_idle.push_back(std::move(projection));
    }

private:
    [[nodiscard]] std::unique_ptr<Projection> taken()
    {
        {
            const std::lock_guard lock(m_mutex);
            if (!m_idle.empty()) {
                std::unique_ptr<Projection> idle = std::move(m_idle.back());
                m_idle.pop_back();
                return idle;
            }
        }
        return std::make_unique<Projection>(m_from, m_to);
    }

    std::string m_from;
    std::string m_to;
    std::mutex m_mutex;
    std::vector<std::unique_ptr<Projection>> m_idle;
};

/// Makes points of rows.
class PointMaker {
public:
    PointMaker(PointColumns columns, const std::string& crs) : m_columns(std::move(columns))
    {
        if (m_columns.coordinates.crs != crs) {
            m_projections.emplace(m_columns.coordinates.crs, crs);
            if (is_in_degrees(m_columns.coordinates.crs)) {
                m_area.emplace(crs);
            }
        }
    }

    [[nodiscard]] StretchPoints read(CsvSource& rows)
    {
        StretchPoints made;
        Given given;
        for (RowSource::Step step = rows.next(); step != RowSource::Step::end; step = rows.next()) {
            ++made.rows;
            if (step == RowSource::Step::rejected) {
                made.rejects.push_back({rows.line(), rows.reject_reason()});
            } else {
                take_row(rows, given, made);
            }
        }
        add_projected(given, made);
        made.bytes = rows.bytes_read();
        return made;
    }

private:
    /// Coordinates as the file gives them, with what belongs to them.
    struct Given {
        std::vector<double> x;
        std::vector<double> y;
        std::vector<double> weights;
        std::vector<std::uint64_t> lines;
    };

    void take_row(const CsvSource& rows, Given& given, StretchPoints& made) const
    {
        const std::vector<std::string_view>& cells = rows.cells();
        const std::string_view x_text = cells[m_columns.coordinates.x];
        const std::string_view y_text = cells[m_columns.coordinates.y];
        if (x_text.empty() && y_text.empty()) {
            ++made.without_place;
            return;
        }
        const auto [x, y, fault] = read_coordinates(x_text, y_text);
        const auto weight = m_columns.weight ? usable_weight(parse_double(cells[*m_columns.weight])) : 1.0;
        if (!fault.empty()) {
            made.rejects.push_back({rows.line(), fault});
        } else if (!weight) {
            made.rejects.push_back({rows.line(), "unusable-weight"});
        } else if (m_area && !m_area->contains(x, y) && m_area->contains(y, x)) {
            made.rejects.push_back({rows.line(), "swapped-coordinates"});
        } else if (m_projections) {
            given.x.push_back(x);
            given.y.push_back(y);
            given.lines.push_back(rows.line());
            if (m_columns.weight) {
                given.weights.push_back(*weight);
            }
        } else {
            made.points.positions.push_back({x, y});
            if (m_columns.weight) {
                made.points.weights.push_back(*weight);
            }
        }
    }

    void add_projected(Given& given, StretchPoints& made)
    {
        if (given.x.empty()) {
            return;
        }
        m_projections->forward(given.x, given.y);
        for (std::size_t i = 0; i < given.x.size(); ++i) {
            if (!std::isfinite(given.x[i]) || !std::isfinite(given.y[i])) {
                made.rejects.push_back({given.lines[i], "unprojectable-coordinates"});
                continue;
            }
            made.points.positions.push_back({given.x[i], given.y[i]});
            if (m_columns.weight) {
                made.points.weights.push_back(given.weights[i]);
            }
        }
        std::ranges::sort(made.rejects, {}, &StretchPoints::Reject::line);
    }

    PointColumns m_columns;
    std::optional<Projections> m_projections;  ///< none where the coordinates are those to work in
    std::optional<AreaOfUse> m_area;  ///< of the system to work in, where the coordinates are degrees
};

/// Room for the points that the file seems to have, by those of its first stretch and a quarter more: a vector that grows
/// is copied again and again. What is not used of it takes no memory.
void reserve_for(const std::string& path, const StretchPoints& first, PointSet& points)
{
    std::error_code unknown;
    const auto bytes = static_cast<double>(std::filesystem::file_size(path, unknown));
    if (!unknown && first.bytes > 0) {
        const auto count = static_cast<double>(first.points.size());
        points.positions.reserve(
            static_cast<std::size_t>(1.25 * count * std::max(bytes / static_cast<double>(first.bytes), 1.0)));
    }
}

void append(const StretchPoints& made, PointSet& points)
{
    points.positions.insert(points.positions.end(), made.points.positions.begin(),
                            made.points.positions.end());
    points.weights.insert(points.weights.end(), made.points.weights.begin(), made.points.weights.end());
}

}  // namespace

std::optional<double> usable_weight(std::optional<double> weight)
{
    return weight && std::isfinite(*weight) && *weight >= 0 ? weight : std::nullopt;
}

void read_csv_points(CsvSource& rows, const PointFileOptions& options, PointFile& file,
                     Diagnostics& diagnostics)
{
    PointColumns columns{coordinate_columns(rows, options), std::nullopt};
    if (!options.weight.empty()) {
        columns.weight = required_column(rows, options.weight, "--weight");
    }
    file.crs = analysis_crs(rows.name(), columns.coordinates.crs, options);
    PointMaker maker(columns, file.crs);
    read_in_stretches(rows, [&](CsvSource& stretch) {
        const auto made = std::make_shared<const StretchPoints>(maker.read(stretch));
        return [&, made](std::uint64_t lines_before) {
            if (file.rows == 0) {
                reserve_for(rows.name(), *made, file.points);
            }
            file.rows += made->rows;
            file.without_place += made->without_place;
            append(*made, file.points);
            for (const auto& [line, reason] : made->rejects) {
                diagnostics.reject(rows.name(), lines_before + line, std::string(reason));
            }
        };
    });
}

}  // namespace wardmap
