#include "layer_table.hpp"
#include "wardmap/make_layers.hpp"

/// Tables of what changed: a zone before and after its date, targets of an action plan.
namespace wardmap {

FeatureTable zone_table(std::span<const ZoneRow> rows)
{
    FeatureTable table = layers::table_of("zone", GeometryKind::none,
                                          {"theme", "zone_part", "before", "after", "difference",
                                           "difference_low", "difference_high", "difference_words"});
    for (const ZoneRow& row : rows) {
        const auto& made = row.difference;
        layers::add_row(
            table, {},
            {layers::words(row.theme), layers::words(row.part), layers::whole(row.counts.before),
             layers::whole(row.counts.after), made ? Value{made->incidents} : Value{},
             made ? Value{made->interval.lower} : Value{}, made ? Value{made->interval.upper} : Value{},
             made ? layers::words(difference_words(*made)) : Value{}});
    }
    return table;
}

FeatureTable targets_table(std::span<const TargetRow> rows)
{
    FeatureTable table =
        layers::table_of("targets", GeometryKind::none,
                         {"theme", "ward_name", "target_pct", "target_period", "compared_period", "incidents",
                          "previous", "target_most", "target_state", "target_why"});
    for (const TargetRow& row : rows) {
        layers::add_row(
            table, {},
            {layers::words(row.theme), layers::words(row.ward), row.counts.change_pct,
             layers::words(british_period_text(row.counts.period)),
             layers::words(british_period_text(row.counts.comparison)), layers::whole(row.counts.count),
             layers::whole(row.counts.before), row.outcome.most > 0 ? Value{row.outcome.most} : Value{},
             layers::words(target_state_name(row.outcome.state)), layers::words(row.outcome.why)});
    }
    return table;
}

}  // namespace wardmap
