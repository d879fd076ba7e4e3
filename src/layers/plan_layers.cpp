#include <fmt/format.h>

#include <array>
#include <cmath>
#include <numbers>
#include <string>
#include <utility>

#include "layer_table.hpp"
#include "styles.hpp"
#include "wardmap/make_layers.hpp"
#include "wardmap/number_text.hpp"

/// Layers and tables of what to do: patrol places, their rota, resident surgeries, case reviews.
namespace wardmap {

namespace {

constexpr Colour white{255, 255, 255, 255};

/// A circle as a polygon whose vertices lie on it.
Polygon circle(PointM centre, double radius_m)
{
    constexpr int vertices = 48;
    Polygon polygon;
    for (int i = 0; i < vertices; ++i) {
        const double angle = 2 * std::numbers::pi * i / vertices;
        polygon.outer.push_back(
            {centre.x_m + radius_m * std::cos(angle), centre.y_m + radius_m * std::sin(angle)});
    }
    polygon.outer.push_back(polygon.outer.front());
    return polygon;
}

std::string clock_text(CivilSecond time) { return iso_second_text(time).substr(11, 5); }

std::string weekday_text(CivilDay day)
{
    constexpr std::array<const char*, 7> names = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                                  "Friday", "Saturday", "Sunday"};
    return names.at(std::chrono::weekday{day}.iso_encoding() - 1);
}

}  // namespace

Layer patrol_layer(std::span<const PatrolPlace> places, const LayerContext& context,
                   std::span<const PatrolNotes> notes)
{
    FeatureTable table = layers::table_of(layers::name_of("patrol", context), GeometryKind::polygon,
                                          {"rank", "incidents", "cumulative_pct", "radius_m", "x_m", "y_m",
                                           "nearest_place", "ward_name", "peak_time", "visits"});
    const PatrolNotes none;
    for (std::size_t i = 0; i < places.size(); ++i) {
        const PatrolPlace& place = places[i];
        const PatrolNotes& note = i < notes.size() ? notes[i] : none;
        layers::add_row(table, MultiPolygon{{circle(place.centre, place.radius_m)}},
                        {layers::whole(std::uint64_t{place.rank}), layers::rounded(place.incidents),
                         100 * place.cumulative_share, place.radius_m, place.centre.x_m, place.centre.y_m,
                         layers::words(note.place), layers::words(note.ward), layers::words(note.peak_time),
                         i < notes.size() ? layers::whole(std::uint64_t{note.visits}) : Value{}});
    }
    Layer layer = layers::layer_of(std::move(table), "patrol places",
                                   "Equal circles that hold the most incidents of the period.", context);
    layer.style = layers::single_style("Patrol place, numbered by incidents", {86, 60, 140, 60},
                                       {86, 60, 140, 255}, 0.5);
    layer.style.label_field = "rank";
    return layer;
}

FeatureTable rota_table(const RotaRows& rows, const LayerContext& context)
{
    FeatureTable table =
        layers::table_of(layers::name_of("rota", context), GeometryKind::none,
                         {"theme", "day", "weekday", "shift", "team", "start", "minutes", "way_minutes",
                          "rank", "nearest_place", "ward_name", "x_m", "y_m"});
    for (const RotaVisit& visit : rows.rota.visits) {
        const PatrolPlace& place = rows.places[visit.place];
        const PatrolNotes& note = rows.notes[visit.place];
        const CivilDay day = std::chrono::floor<std::chrono::days>(visit.start);
        layers::add_row(table, {},
                        {layers::words(context.theme), iso_day_text(day), weekday_text(day),
                         layers::words(rows.options.shifts[visit.shift].name),
                         layers::words(rows.options.teams[visit.team]), clock_text(visit.start),
                         layers::whole(std::uint64_t{visit.minutes}), visit.way_minutes,
                         layers::whole(std::uint64_t{place.rank}), layers::words(note.place),
                         layers::words(note.ward), place.centre.x_m, place.centre.y_m});
    }
    return table;
}

Layer surgeries_layer(std::span<const Venue> venues, std::span<const SurgeryRow> rows,
                      std::span<const SurgeryNotes> notes, const LayerContext& context)
{
    FeatureTable table = layers::table_of(
        layers::name_of("surgeries", context), GeometryKind::point,
        {"rank", "venue_id", "venue_name", "venue_kind", "ward_name", "incidents", "reporters",
         "new_incidents", "last_surgery", "months_since", "surgery_score", "surgery_why", "x_m", "y_m"});
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const SurgeryRow& row = rows[i];
        const Venue& venue = venues[row.venue];
        layers::add_row(
            table, venue.position,
            {layers::whole(std::uint64_t{row.rank}), layers::words(venue.id), layers::words(venue.name),
             layers::words(venue.kind), layers::words(notes[i].ward), layers::whole(row.incidents),
             row.reporters > 0 ? layers::whole(row.reporters) : Value{}, layers::whole(row.new_incidents),
             row.last_held ? layers::words(iso_day_text(*row.last_held)) : Value{},
             layers::real(row.months_since), row.score, layers::words(notes[i].why), venue.position.x_m,
             venue.position.y_m});
    }
    Layer layer = layers::layer_of(std::move(table), "resident surgeries",
                                   "Venues ranked by the incidents in walking distance that no better venue "
                                   "reaches, and the months since the last surgery there.",
                                   context);
    layer.style = layers::single_style("Venue, numbered by rank", {0, 109, 119, 255}, white, 0.3);
    layer.style.marker = Style::Marker::triangle;
    layer.style.marker_mm = 3;
    layer.style.label_field = "rank";
    return layer;
}

FeatureTable case_review_table(std::span<const CaseReviewRow> rows, const LayerContext& context)
{
    FeatureTable table = layers::table_of(layers::name_of("case_reviews", context), GeometryKind::none,
                                          {"theme", "review_by", "review_subject", "block_name", "ward_name",
                                           "reports", "reports_within", "first_day", "last_day"});
    for (const CaseReviewRow& row : rows) {
        layers::add_row(
            table, {},
            {layers::words(context.theme), layers::words(row.review.by_reporter ? "reporter" : "address"),
             layers::words(row.subject), layers::words(row.block), layers::words(row.ward),
             layers::whole(row.review.reports), layers::whole(row.review.most_within),
             layers::words(iso_day_text(row.review.first)), layers::words(iso_day_text(row.review.last))});
    }
    return table;
}

}  // namespace wardmap
