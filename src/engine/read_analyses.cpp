#include "read_analyses.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <type_traits>

#include "toml_words.hpp"
#include "wardmap/number_text.hpp"

namespace wardmap {

namespace {

constexpr TomlReader::Range metres{0.1, 100'000, " m"};
constexpr TomlReader::Range days{0, 3650, " days"};
constexpr TomlReader::Range points{1, 1'000'000, " points"};

/// Ends of bands, ascending.
template <typename Number>
void read_bands(TomlReader& section, std::string_view key, const TomlReader::Range& range,
                std::vector<Number>& bands)
{
    const auto given = section.numbers(key, range);
    if (!given) {
        return;
    }
    const bool ascends = std::ranges::adjacent_find(*given, std::greater_equal<>{}) == given->end();
    if (given->empty() || !ascends) {
        section.fail(key, "the bands do not ascend", "Give the upper end of each, such as [100, 200, 400]");
    }
    if constexpr (std::is_integral_v<Number>) {
        for (const double end : *given) {
            if (end != std::floor(end)) {
                section.fail(key, fmt::format("{} is not a whole number", shortest_text(end)),
                             "Give whole numbers");
            }
        }
    }
    bands.clear();
    std::ranges::transform(*given, std::back_inserter(bands),
                           [](double end) { return static_cast<Number>(end); });
}

}  // namespace

void read_exposure_section(TomlReader& root, Study& study)
{
    using By = Study::Exposure::By;
    auto section = root.table("exposure");
    if (!section) {
        return;
    }
    const auto find_by = [](std::string_view word) {
        return listed<By>(word, {{"land", By::land},
                                 {"addresses", By::addresses},
                                 {"postcodes", By::postcodes},
                                 {"layer", By::layer}});
    };
    Study::Exposure& exposure = study.exposure;
    exposure.layer.study_line = section->line();
    exposure.layer.file = section->text("file").value_or("");
    const auto by = word_of(*section, "by", find_by, {"land", "addresses", "postcodes", "layer"});
    exposure.by = by.value_or(exposure.layer.file.empty() ? By::land : By::layer);
    exposure.layer.layer = section->text("layer").value_or("");
    exposure.layer.crs = section->text("crs").value_or("");
    exposure.count = section->text("count").value_or("");
    exposure.floor = section->number("floor", {0.001, 1, ""}).value_or(exposure.floor);
    if ((exposure.by == By::layer) == exposure.layer.file.empty()) {
        section->fail(
            "file", exposure.layer.file.empty() ? "the layer has no file" : "only by = \"layer\" has a file",
            "Name a file of points or polygons, or take by = \"addresses\"");
    }
    if ((exposure.by == By::addresses || exposure.by == By::postcodes) && study.gazetteer.empty()) {
        section->fail("by", "the study has no gazetteer", "Add [[gazetteer]], or take by = \"layer\"");
    }
    section->finish();
}

void read_clusters_section(TomlReader& root, Study& study)
{
    using Method = Study::Clusters::Method;
    auto section = root.table("clusters");
    if (!section) {
        return;
    }
    Study::Clusters& clusters = study.clusters;
    const auto find_method = [](std::string_view word) {
        return listed<Method>(
            word, {{"none", Method::none}, {"dbscan", Method::dbscan}, {"hdbscan", Method::hdbscan}});
    };
    clusters.method =
        word_of(*section, "method", find_method, {"dbscan", "hdbscan", "none"}).value_or(Method::dbscan);
    clusters.dbscan.epsilon_m = section->number("epsilon_m", metres).value_or(clusters.dbscan.epsilon_m);
    const auto least = section->whole("min_points", points);
    clusters.dbscan.min_points = least.value_or(clusters.dbscan.min_points);
    clusters.hdbscan.min_points = least.value_or(0);
    clusters.hdbscan.min_cluster_size =
        section->whole("min_size", {2, 1'000'000, " points"}).value_or(clusters.hdbscan.min_cluster_size);
    clusters.outline =
        word_of(*section, "outline", cluster_outline_named, {"concave", "convex"}).value_or(clusters.outline);
    section->finish();
}

void read_emerging_section(TomlReader& root, Study& study)
{
    auto section = root.table("emerging");
    if (!section) {
        return;
    }
    const std::string step = section->text("step").value_or("1month");
    const auto length = step_length_named(step);
    study.emerging.wanted = step != "none";
    study.emerging.asked_for = study.emerging.wanted;
    if (study.emerging.wanted && !length) {
        section->fail("step", fmt::format("\"{}\" is not a number of months, weeks or days", step),
                      "Write it like \"1month\", \"2weeks\" or \"10days\", or \"none\"");
    }
    study.emerging.step = length.value_or(study.emerging.step);
    section->finish();
}

void read_near_repeats_section(TomlReader& root, Study& study)
{
    auto section = root.table("near_repeats");
    if (!section) {
        return;
    }
    Study::NearRepeats& repeats = study.near_repeats;
    repeats.wanted = section->truth("find").value_or(true);
    repeats.asked_for = repeats.wanted;
    read_bands(*section, "bands_m", metres, repeats.knox.bands_m);
    read_bands(*section, "bands_days", days, repeats.knox.bands_days);
    repeats.knox.permutations = section->whole("permutations", {99, 1'000'000, " permutations"})
                                    .value_or(static_cast<std::uint32_t>(repeats.knox.permutations));
    repeats.knox.seed =
        section->whole("seed", {0, 4e9, ""}).value_or(static_cast<std::uint32_t>(repeats.knox.seed));
    SpateOptions& spate = repeats.spate;
    spate.distance_m = section->number("spate_distance_m", metres).value_or(spate.distance_m);
    spate.days = static_cast<std::int32_t>(
        section->whole("spate_days", days).value_or(static_cast<std::uint32_t>(spate.days)));
    spate.min_incidents =
        section->whole("spate_incidents", {2, 10'000, " incidents"}).value_or(spate.min_incidents);
    section->finish();
}

}  // namespace wardmap
