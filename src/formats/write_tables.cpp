#include <cmath>
#include <string>
#include <vector>

#include "gdal_session.hpp"
#include "wardmap/csv.hpp"
#include "wardmap/number_text.hpp"
#include "wardmap/text_file.hpp"
#include "wardmap/write_layers.hpp"
#include "write_text_layers.hpp"

namespace wardmap {

namespace {

std::string cell_text(const Field& field, const Value& value)
{
    const auto* number = std::get_if<double>(&value);
    if (number == nullptr) {
        return value_text(value);
    }
    if (!std::isfinite(*number)) {
        return "";
    }
    return field.decimals >= 0 ? fixed_text(*number, field.decimals) : shortest_text(*number);
}

}  // namespace

void formats::write_csv(const std::filesystem::path& folder, const FeatureStream& stream)
{
    const FeatureTable& table = stream.header;
    TextFile file(formats::plain_local_path(folder / (table.name + ".csv"), ErrorKind::output));
    std::vector<std::string> cells;
    cells.reserve(table.fields.size());
    for (const Field& field : table.fields) {
        cells.push_back(field.name);
    }
    append_csv_row(file.text(), cells);
    stream.for_each([&](const Feature& feature) {
        for (std::size_t i = 0; i < cells.size(); ++i) {
            cells[i] = cell_text(table.fields[i], feature.values[i]);
        }
        append_csv_row(file.text(), cells);
        file.flush_if_large();
    });
    file.close();
}

void write_tables(const std::filesystem::path& folder, const LayerSet& layers)
{
    for (const FeatureTable& table : layers.tables) {
        formats::write_csv(folder, formats::stream_of(table));
    }
}

}  // namespace wardmap
