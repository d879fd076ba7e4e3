#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "wardmap/feature_table.hpp"

/// Tables with a caption, headers that say what they head, and a container of their own to scroll in.
namespace wardmap::report {

/// A column of a layer's table: a field by name, and for a rate the fields of its limits.
struct Column {
    std::string_view field;
    int decimals = 0;           ///< of real numbers
    std::string_view low = {};  ///< both or none
    std::string_view high = {};
};

/// The first column heads the rows. Columns whose field the table lacks or that hold no value in any of
/// the rows are left out. `id` names the caption, unique on the page.
struct TableText {
    std::string id;
    std::string caption;
    std::vector<Column> columns;
};
[[nodiscard]] std::string feature_table_html(const TableText& about, const FeatureTable& table,
                                             const std::vector<const Feature*>& rows);

/// The table of the layer's first rows, and a word on the rest, which the files hold.
[[nodiscard]] std::string limited_table_html(const TableText& about, const FeatureTable& table,
                                             std::vector<const Feature*> rows);

/// Plain cells, not escaped; the first column heads the rows.
struct PlainTable {
    std::string id;
    std::string caption;
    std::vector<std::string> headers;
    std::vector<bool> is_number;  ///< one per header
    std::vector<std::vector<std::string>> rows;
};
[[nodiscard]] std::string plain_table_html(const PlainTable& table);

/// Weekdays down, hours across, shaded by their share of the largest. Empty text if `times` holds no
/// incident. `times` has the fields weekday, hour and incidents_aoristic.
[[nodiscard]] std::string hours_table_html(const std::string& id, const std::string& caption,
                                           const FeatureTable& times);

}  // namespace wardmap::report
