#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "source_columns.hpp"
#include "wardmap/gazetteer.hpp"

namespace wardmap::locate_detail {

/// One row of a source as cells by column, whatever the file format.
struct SourceRow {
    const SourceColumns& columns;
    const std::vector<std::string>& header;
    std::function<std::string(std::size_t)> cell;

    /// The cell without blanks at its ends; empty for none and for words that mean none ("NULL", "-").
    [[nodiscard]] std::string text(SourceColumns::Column column) const;
    /// An OSM tag: a column of that name ("addr:street", "addr_street"), or out of other_tags.
    [[nodiscard]] std::string tag(std::string_view key) const;
};

/// A row that became an entry, or why it did not.
struct ReadRow {
    GazetteerEntry entry;
    std::string reject_reason;  ///< empty for an entry and for a row left out on purpose
    bool is_left_out = false;   ///< stands for no place, or for nothing that locates
};

/// Reads all but the position.
[[nodiscard]] ReadRow read_source_row(const SourceRow& row, SourceKind kind);

}  // namespace wardmap::locate_detail
