#include <string>
#include <vector>

#include "field_text.hpp"
#include "gdal_session.hpp"
#include "wardmap/csv.hpp"
#include "wardmap/text_file.hpp"
#include "wardmap/write_layers.hpp"
#include "write_text_layers.hpp"

namespace wardmap {

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
            cells[i] = formats::field_text(table.fields[i], feature.values[i]);
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
