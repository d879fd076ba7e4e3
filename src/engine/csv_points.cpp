#include "csv_points.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "coordinate_columns.hpp"
#include "wardmap/coordinate_text.hpp"
#include "wardmap/number_text.hpp"
#include "wardmap/parallel.hpp"
#include "wardmap/projection.hpp"

namespace wardmap {

namespace {

/// So many at a time, for memory's sake.
constexpr std::size_t rows_per_batch = 65'536;

/// The cells of some rows that matter, one behind the other, and what the reader says of the other rows.
class RowTexts {
public:
    struct Row {
        std::uint64_t line = 0;
        std::string_view x;
        std::string_view y;
        std::string_view weight;
        const std::string* reject_reason = nullptr;
    };

    [[nodiscard]] std::size_t size() const noexcept { return m_rows.size(); }

    void add(std::uint64_t line, std::string_view x, std::string_view y, std::string_view weight)
    {
        m_text.append(x).append(y).append(weight);
        m_rows.push_back({line, x.size(), y.size(), weight.size()});
    }

    void add_rejected(std::uint64_t line, const std::string& reason)
    {
        m_rows.push_back({.line = line, .is_rejected = true});
        m_reasons.push_back(reason);
    }

    template <class Take>
    void for_each(const Take& take) const
    {
        std::string_view text = m_text;
        const auto next = [&](std::size_t size) {
            const std::string_view cell = text.substr(0, size);
            text.remove_prefix(size);
            return cell;
        };
        auto reason = m_reasons.begin();
        for (const Stored& row : m_rows) {
            Row told{.line = row.line,
                     .x = next(row.x_size),
                     .y = next(row.y_size),
                     .weight = next(row.weight_size)};
            if (row.is_rejected) {
                told.reject_reason = &*reason++;
            }
            take(told);
        }
    }

private:
    struct Stored {
        std::uint64_t line = 0;
        std::size_t x_size = 0;
        std::size_t y_size = 0;
        std::size_t weight_size = 0;
        bool is_rejected = false;
    };
    std::string m_text;
    std::vector<Stored> m_rows;
    std::vector<std::string> m_reasons;
};

/// The columns that are read.
struct PointColumns {
    CoordinateColumns coordinates;
    std::optional<std::size_t> weight;
};

/// Makes points of rows.
class PointMaker {
public:
    PointMaker(const std::string& name, const PointColumns& columns, PointFile& file,
               Diagnostics& diagnostics)
        : m_name(name), m_has_weights(columns.weight.has_value()), m_file(file), m_diagnostics(diagnostics)
    {
        const std::string& crs = columns.coordinates.crs;
        if (crs != file.crs) {
            m_projection.emplace(crs, file.crs);
        }
        if (m_projection && is_in_degrees(crs)) {
            m_area.emplace(file.crs);
        }
    }

    void take(const RowTexts& rows)
    {
        m_file.rows += rows.size();
        rows.for_each([&](const RowTexts::Row& row) { take_row(row); });
        project();
    }

private:
    void reject(std::uint64_t line, const std::string& reason) { m_diagnostics.reject(m_name, line, reason); }

    void take_row(const RowTexts::Row& row)
    {
        if (row.reject_reason != nullptr) {
            return reject(row.line, *row.reject_reason);
        }
        if (row.x.empty() && row.y.empty()) {
            ++m_file.without_place;
            return;
        }
        const auto [x, y, fault] = read_coordinates(row.x, row.y);
        const auto weight = m_has_weights ? usable_weight(parse_double(row.weight)) : 1.0;
        if (!fault.empty()) {
            reject(row.line, std::string(fault));
        } else if (!weight) {
            reject(row.line, "unusable-weight");
        } else if (m_area && !m_area->contains(x, y) && m_area->contains(y, x)) {
            reject(row.line, "swapped-coordinates");
        } else {
            m_x.push_back(x);
            m_y.push_back(y);
            m_lines.push_back(row.line);
            if (m_has_weights) {
                m_weights.push_back(*weight);
            }
        }
    }

    void project()
    {
        if (m_projection) {
            m_projection->forward(m_x, m_y);
        }
        for (std::size_t i = 0; i < m_x.size(); ++i) {
            if (!std::isfinite(m_x[i]) || !std::isfinite(m_y[i])) {
                reject(m_lines[i], "unprojectable-coordinates");
                continue;
            }
            m_file.points.positions.push_back({m_x[i], m_y[i]});
            if (m_has_weights) {
                m_file.points.weights.push_back(m_weights[i]);
            }
        }
        m_x.clear();
        m_y.clear();
        m_weights.clear();
        m_lines.clear();
    }

    const std::string& m_name;
    std::optional<Projection> m_projection;  ///< none where the coordinates are those to work in
    std::optional<AreaOfUse> m_area;         ///< of the system to work in, where the coordinates are degrees
    bool m_has_weights;
    PointFile& m_file;
    Diagnostics& m_diagnostics;
    std::vector<double> m_x;  ///< of one batch, as are the others
    std::vector<double> m_y;
    std::vector<double> m_weights;
    std::vector<std::uint64_t> m_lines;
};

/// The next rows; none at the end of the file.
RowTexts next_rows(CsvSource& rows, const PointColumns& columns)
{
    RowTexts texts;
    while (texts.size() < rows_per_batch) {
        const RowSource::Step step = rows.next();
        if (step == RowSource::Step::end) {
            break;
        }
        if (step == RowSource::Step::rejected) {
            texts.add_rejected(rows.line(), rows.reject_reason());
        } else {
            const std::vector<std::string_view>& cells = rows.cells();
            texts.add(rows.line(), cells[columns.coordinates.x], cells[columns.coordinates.y],
                      columns.weight ? cells[*columns.weight] : std::string_view());
        }
    }
    return texts;
}

/// Room for the rows that the file seems to have, by those read so far and a quarter more: a vector that grows is copied
/// again and again. What is not used of it takes no memory.
void reserve_for(const CsvSource& rows, std::size_t rows_read, PointFile& file)
{
    std::error_code unknown;
    const auto bytes = static_cast<double>(std::filesystem::file_size(rows.name(), unknown));
    if (!unknown && rows.bytes_read() > 0) {
        const double share_read = std::min(static_cast<double>(rows.bytes_read()) / bytes, 1.0);
        file.points.positions.reserve(
            static_cast<std::size_t>(1.25 * static_cast<double>(rows_read) / share_read));
    }
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
    PointMaker maker(rows.name(), columns, file, diagnostics);
    RowTexts texts = next_rows(rows, columns);
    reserve_for(rows, texts.size(), file);
    while (texts.size() > 0) {
        // Finding the cells takes as long as reading the numbers in them: the next rows are found beside it.
        RowTexts after;
        parallel_chunks(2, 1, 0, [&](std::size_t work, std::size_t /*end*/) {
            if (work == 0) {
                after = next_rows(rows, columns);
            } else {
                maker.take(texts);
            }
        });
        texts = std::move(after);
    }
}

}  // namespace wardmap
