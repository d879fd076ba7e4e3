#include "read_output_sections.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "layer_section.hpp"
#include "toml_words.hpp"

namespace wardmap {

namespace {

void read_formats(TomlReader& section, Study& study)
{
    const auto formats = section.texts("formats");
    if (!formats) {
        return;
    }
    study.geojson = study.shapefile = study.geopackage = study.geotiff = study.report = study.qgis = false;
    for (const std::string& format : *formats) {
        const auto chosen = listed<bool Study::*>(format, {{"geojson", &Study::geojson},
                                                           {"shapefile", &Study::shapefile},
                                                           {"geopackage", &Study::geopackage},
                                                           {"geotiff", &Study::geotiff},
                                                           {"qgis", &Study::qgis},
                                                           {"report", &Study::report}});
        if (!chosen) {
            section.fail("formats", fmt::format("\"{}\" is not known", format),
                         "It may be geopackage, qgis, geojson, shapefile, geotiff, report");
        }
        study.*(*chosen) = true;
    }
    if (study.qgis && !study.geopackage) {
        section.fail("formats", "\"qgis\" is a project over the GeoPackage, which is not asked for",
                     "Add \"geopackage\"");
    }
}

PublicChoices read_public_choices(TomlReader& section)
{
    PublicChoices choices;
    choices.previous = section.text("previous").value_or("");
    choices.publishes_sensitive = section.truth("sensitive").value_or(false);
    choices.publishes_blocks = section.truth("blocks").value_or(false);
    choices.leave_out = section.texts("leave_out").value_or(std::vector<std::string>{});
    for (const std::string& part : choices.leave_out) {
        if (part != "boundary" && part != "wards" && part != "months" && part != "heat") {
            section.fail("leave_out", fmt::format("\"{}\" is not known", part),
                         "It may be boundary, wards, months, heat");
        }
    }
    return choices;
}

}  // namespace

void read_context(TomlReader& root, Study& study)
{
    for (TomlReader& section : root.tables("context")) {
        const std::vector<std::string> kinds = {"roads", "railways", "buildings", "water", "green"};
        const auto kind = word_of(section, "kind", context_kind_named, kinds);
        if (!kind) {
            section.fail("kind", "this key is missing", fmt::format("It may be {}", fmt::join(kinds, ", ")));
        }
        if (std::ranges::find(study.context, *kind, &Study::Context::kind) != study.context.end()) {
            section.fail("kind", fmt::format("there are two layers of {}", context_kind_name(*kind)),
                         "Put them into one file");
        }
        // Which buildings a study singles out may tell of those who live in them.
        const bool by_default = *kind != ContextKind::buildings;
        study.context.push_back({*kind, read_layer_section(section), section.text("licence").value_or(""),
                                 section.truth("for_partners").value_or(by_default)});
        section.finish();
    }
    std::ranges::sort(study.context, {}, &Study::Context::kind);  // as they lie on the map
}

void read_output(TomlReader& root, Study& study)
{
    auto section = root.table("output");
    if (!section) {
        return;
    }
    study.output_folder = section->text("folder").value_or("");
    read_formats(*section, study);
    study.profile = word_of(*section, "profile", profile_named, {"internal", "partner", "public"})
                        .value_or(study.profile);
    study.sld = section->truth("sld").value_or(study.sld);
    const auto find_colours = [](std::string_view word) {
        return listed<bool>(word, {{"colour-blind-safe", false}, {"esri", true}});
    };
    study.esri_colours = word_of(*section, "hotspot_colours", find_colours, {"colour-blind-safe", "esri"})
                             .value_or(study.esri_colours);
    study.approved_by = section->text("approved_by").value_or("");
    study.released = read_public_choices(*section);
    section->finish();
}

}  // namespace wardmap
