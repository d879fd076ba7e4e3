#include "map_document_reader.hpp"

#include <cpl_json.h>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iterator>
#include <system_error>

#include "gdal_session.hpp"
#include "style_names.hpp"
#include "wardmap/map_document.hpp"
#include "wardmap/number_text.hpp"
#include "wardmap/version.hpp"

namespace wardmap::formats {

namespace fs = std::filesystem;

namespace {

constexpr int manifest_schema = 1;
constexpr std::uintmax_t longest_document_bytes = 64U << 20U;  // a result of 1,000 layers has about 2 MB
constexpr const char* is_it_a_result =
    "give the folder that `wardmap run` wrote: it holds manifest.json, map.json and wardmap.gpkg";

std::string bytes_of(const fs::path& file)
{
    std::error_code trouble;
    const bool is_file = fs::is_regular_file(file, trouble);
    if (!is_file) {
        throw Error(ErrorKind::input, file.parent_path().string(),
                    fmt::format("the folder holds no {}", file.filename().string()), is_it_a_result);
    }
    if (fs::file_size(file, trouble) > longest_document_bytes || trouble) {
        throw Error(ErrorKind::input, file.string(), "it is larger than any result's", is_it_a_result);
    }
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

CPLJSONObject document_of(const fs::path& file)
{
    const ComplaintCollector complaints;
    CPLJSONDocument document;
    const bool whole = document.LoadMemory(bytes_of(file));
    CPLJSONObject root = document.GetRoot();
    if (!whole || root.GetType() != CPLJSONObject::Type::Object) {
        throw Error(ErrorKind::input, file.string(),
                    fmt::format("it is not a whole JSON document ({})", complaints.first_failure()),
                    "run the study again; the file may have been cut in copying");
    }
    return root;
}

void check_edition(const CPLJSONObject& document, int known, const fs::path& file, const std::string& program)
{
    const int found = document.GetInteger("schema", 0);
    if (found > known) {
        throw Error(
            ErrorKind::input, file.string(),
            fmt::format("this result was written by a newer wardmap{} (edition {}); this is {}, which "
                        "knows edition {}",
                        program.empty() ? "" : " " + program, found, version(), known),
            "open it with that version or a later one");
    }
    if (found < 1) {
        throw Error(ErrorKind::input, file.string(), "it states no edition of the format", is_it_a_result);
    }
}

Colour colour_of(const std::string& text, const fs::path& file)
{
    std::uint32_t rgba = 0;
    const char* const end = text.data() + text.size();
    const bool hex = text.size() == 9 && text.front() == '#' &&
                     std::from_chars(text.data() + 1, end, rgba, 16) == std::from_chars_result{end, {}};
    if (!hex) {
        throw Error(ErrorKind::input, file.string(), fmt::format("'{}' is no colour", text.substr(0, 20)),
                    "run the study again");
    }
    const auto part = [rgba](unsigned shift) { return static_cast<std::uint8_t>(rgba >> shift & 0xFFU); };
    return {part(24), part(16), part(8), part(0)};
}

template <typename Read>
void for_each(const CPLJSONObject& object, const char* key, const Read& read)
{
    const CPLJSONArray list = object.GetArray(key);
    for (int i = 0; list.IsValid() && i < list.Size(); ++i) {
        read(list[i]);
    }
}

FieldType type_of(const std::string& text)
{
    if (text == "integer") {
        return FieldType::integer;
    }
    if (text == "real") {
        return FieldType::real;
    }
    return text == "boolean" ? FieldType::boolean : FieldType::text;
}

ListedLayer listed_layer(const CPLJSONObject& object)
{
    ListedLayer layer;
    layer.name = object.GetString("name");
    layer.title = object.GetString("title");
    layer.theme = object.GetString("theme");
    layer.description = object.GetString("description");
    layer.unit = object.GetString("unit");
    layer.features = static_cast<std::size_t>(std::max<GInt64>(0, object.GetLong("features", 0)));
    for_each(object, "fields", [&](const CPLJSONObject& item) {
        Field field;
        field.name = item.GetString("name");
        field.label = item.GetString("label");
        field.unit = item.GetString("unit");
        field.type = type_of(item.GetString("type"));
        field.decimals = std::clamp(item.GetInteger("decimals", -1), -1, 15);
        layer.fields.push_back(std::move(field));
    });
    return layer;
}

StyleClass style_class(const CPLJSONObject& object, const fs::path& file)
{
    const StyleClass open;
    StyleClass one;
    one.label = object.GetString("label");
    one.fill = colour_of(object.GetString("fill"), file);
    const auto bound = [&](const char* key, double otherwise) {
        const CPLJSONObject value = object.GetObj(key);
        return value.IsValid() && value.GetType() != CPLJSONObject::Type::Null ? value.ToDouble() : otherwise;
    };
    one.lower = bound("lower", open.lower);
    one.upper = bound("upper", open.upper);
    one.category = object.GetString("category");
    one.marker_mm = object.GetDouble("marker_mm", 0);
    return one;
}

Style style_of(const CPLJSONObject& object, const fs::path& file)
{
    Style style;
    const std::string kind = object.GetString("kind");
    style.kind = kind == "graduated"     ? Style::Kind::graduated
                 : kind == "categorised" ? Style::Kind::categorised
                                         : Style::Kind::single;
    style.field = object.GetString("field");
    style.legend = object.GetString("legend");
    style.unit = object.GetString("unit");
    style.stroke = colour_of(object.GetString("stroke"), file);
    style.stroke_mm = object.GetDouble("stroke_mm", 0);
    style.marker = marker_named(object.GetString("marker"));
    style.marker_mm = object.GetDouble("marker_mm", 2);
    style.label_field = object.GetString("label_field");
    style.opacity = object.GetDouble("opacity", 1);
    style.is_frozen = object.GetBool("frozen", false);
    for_each(object, "classes",
             [&](const CPLJSONObject& item) { style.classes.push_back(style_class(item, file)); });
    return style;
}

/// The document has categories as text; the field tells what they are.
void restore_categories(Style& style, const std::vector<Field>& fields)
{
    const auto field = std::ranges::find(fields, style.field, &Field::name);
    if (field == fields.end() || field->type != FieldType::integer) {
        return;
    }
    for (StyleClass& one : style.classes) {
        if (const auto number = parse_integer(std::get<std::string>(one.category))) {
            one.category = *number;
        }
    }
}

ListedPlace listed_place(const CPLJSONObject& object, const fs::path& file)
{
    ListedPlace listed;
    listed.place.id = object.GetString("id");
    listed.place.theme = object.GetString("theme");
    listed.place.title = object.GetString("title");
    listed.place.style = style_of(object.GetObj("style"), file);
    listed.place.visible = object.GetBool("visible", false);
    listed.place.in_legend = object.GetBool("in_legend", false);
    listed.place.month = object.GetString("month");
    for_each(object, "instead_of",
             [&](const CPLJSONObject& id) { listed.place.instead_of.push_back(id.ToString()); });
    listed.layer = object.GetString("layer");
    listed.raster = object.GetString("raster");
    return listed;
}

void read_map(const fs::path& folder, ListedResult& result)
{
    const fs::path file = folder / "map.json";
    const CPLJSONObject map = document_of(file);
    check_edition(map, map_document_schema, file, result.words.program_version);
    result.words.title = map.GetString("title");
    result.words.area = map.GetString("area");
    result.words.period = map.GetString("period");
    result.words.marking = map.GetString("marking");
    result.words.crs = map.GetString("crs");
    for_each(map, "themes", [&](const CPLJSONObject& item) {
        ResultTheme theme;
        theme.id = item.GetString("id");
        theme.title = item.GetString("title");
        theme.method = item.GetString("method");
        result.words.themes.push_back(std::move(theme));
    });
    for_each(map, "sources",
             [&](const CPLJSONObject& item) { result.words.sources.push_back(item.ToString()); });
    for_each(map, "layers", [&](const CPLJSONObject& item) { result.layers.push_back(listed_layer(item)); });
    for_each(map, "rasters",
             [&](const CPLJSONObject& item) { result.rasters.push_back(listed_layer(item)); });
    for_each(map, "tables", [&](const CPLJSONObject& item) { result.tables.push_back(listed_layer(item)); });
    for_each(map, "stack", [&](const CPLJSONObject& item) {
        result.stack.push_back(listed_place(item, file));
        ListedPlace& listed = result.stack.back();
        const auto layer = std::ranges::find(result.layers, listed.layer, &ListedLayer::name);
        if (layer != result.layers.end()) {
            restore_categories(listed.place.style, layer->fields);
        }
    });
}

/// The counts and sentences of the themes that the map names.
void read_findings(const CPLJSONObject& manifest, Result& words)
{
    for_each(manifest, "themes", [&](const CPLJSONObject& item) {
        const auto theme = std::ranges::find(words.themes, item.GetString("id"), &ResultTheme::id);
        if (theme == words.themes.end()) {
            return;
        }
        theme->incidents = static_cast<std::size_t>(std::max<GInt64>(0, item.GetLong("used", 0)));
        for_each(item, "findings",
                 [&](const CPLJSONObject& sentence) { theme->findings.push_back(sentence.ToString()); });
    });
    for_each(manifest, "notices", [&](const CPLJSONObject& item) {
        words.notices.push_back(fmt::format("{}: {}", item.GetString("where"), item.GetString("text")));
    });
}

}  // namespace

ListedResult read_lists(const fs::path& folder)
{
    std::error_code trouble;
    if (!fs::is_directory(folder, trouble)) {
        throw Error(ErrorKind::input, folder.string(),
                    fs::exists(folder, trouble) ? "this is not a folder" : "there is no such folder",
                    is_it_a_result);
    }
    const fs::path file = folder / "manifest.json";
    const CPLJSONObject manifest = document_of(file);
    ListedResult result;
    result.words.program_version = manifest.GetString("wardmap");
    check_edition(manifest, manifest_schema, file, result.words.program_version);
    result.words.made_at_utc = manifest.GetString("made_at_utc");
    result.words.profile = manifest.GetString("profile");
    read_map(folder, result);
    read_findings(manifest, result.words);
    return result;
}

}  // namespace wardmap::formats
