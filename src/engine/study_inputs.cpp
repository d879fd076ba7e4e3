#include "study_inputs.hpp"

#include <fmt/format.h>
#include <fnmatch.h>

#include <algorithm>
#include <set>
#include <tuple>

#include "database_input.hpp"
#include "digest.hpp"
#include "gazetteer_sources.hpp"
#include "open_rows.hpp"
#include "read_venues.hpp"
#include "review_file.hpp"
#include "told_rows.hpp"
#include "wardmap/error.hpp"
#include "wardmap/list_folder.hpp"
#include "wardmap/local_path.hpp"
#include "wardmap/locate.hpp"
#include "wardmap/memory_estimate.hpp"
#include "wardmap/read_features.hpp"
#include "wardmap/read_points.hpp"
#include "wardmap/shapes.hpp"

namespace wardmap {

namespace fs = std::filesystem;

namespace {

/// The study's own words for a place in it, for messages.
std::string study_place(const Study& study, std::uint64_t line, std::string_view key)
{
    return fmt::format("{} line {}, {}", study.file.string(), line, key);
}

fs::path required_file(const Study& study, const fs::path& data_folder, const std::string& name,
                       const std::string& place)
{
    if (is_database_address(name)) {  // not to be shown: it may hold a password
        throw Error(ErrorKind::usage, place, "a database cannot be read here",
                    "Databases are read for incidents, boundaries, wards, zones, tower blocks and venues; "
                    "give a file");
    }
    if (!is_plain_local_path(name)) {
        throw Error(ErrorKind::input, place, "this is not the path of a plain local file",
                    "Give the path of a file on this computer, without /vsi, URL or driver prefix");
    }
    const fs::path path = data_folder / name;
    if (!fs::exists(path)) {
        throw Error(ErrorKind::input, place,
                    fmt::format("there is no file {} in {}", name,
                                fs::absolute(data_folder).lexically_normal().string()),
                    fmt::format("Correct the path, or name the folder that holds it with --data (study: {})",
                                study.name));
    }
    return path;
}

/// File names that match the last part of `pattern`, sorted; the pattern itself if it is no pattern.
std::vector<std::string> matching_files(const fs::path& data_folder, const std::string& pattern)
{
    const fs::path wanted(pattern);
    const std::string last = wanted.filename().string();
    if (is_database_address(pattern) || last.find_first_of("*?[") == std::string::npos) {
        return {pattern};
    }
    std::vector<std::string> names;
    std::error_code ignored;  // a folder that is not there matches nothing, which the caller reports
    for (const fs::path& path : list_folder(data_folder / wanted.parent_path(), ignored)) {
        const std::string name = path.filename().string();
        if (fs::is_regular_file(path, ignored) && ::fnmatch(last.c_str(), name.c_str(), FNM_PERIOD) == 0) {
            names.push_back((wanted.parent_path() / name).generic_string());
        }
    }
    return names;
}

void take(std::string& mapped, const std::string& given)
{
    if (!given.empty()) {
        mapped = given;
    }
}

}  // namespace

IncidentMapping incident_mapping(const Study::Incidents& section, const std::vector<std::string>& header)
{
    IncidentMapping mapping = preset_mapping(section.preset, header);
    IncidentColumns& columns = mapping.columns;
    take(columns.ref, section.columns.ref);
    take(columns.category, section.columns.category);
    take(columns.notes, section.columns.notes);
    take(columns.postcode, section.columns.postcode);
    take(columns.uprn, section.columns.uprn);
    take(columns.x, section.columns.x);
    take(columns.y, section.columns.y);
    take(columns.from, section.columns.from);
    take(columns.to, section.columns.to);
    take(columns.from_time, section.columns.from_time);
    take(columns.to_time, section.columns.to_time);
    take(columns.reporter, section.columns.reporter);
    take(mapping.crs, section.crs);
    if (section.crs.empty() && (!section.columns.x.empty() || !section.columns.y.empty())) {
        mapping.crs.clear();  // the preset's belongs to the preset's columns
    }
    if (!section.columns.location.empty()) {
        columns.location = section.columns.location;
    }
    if (section.date_order) {
        mapping.date_order = section.date_order;
    }
    mapping.excel_serial_dates = mapping.excel_serial_dates || section.excel_serial_dates;
    mapping.time_zone = section.time_zone.value_or(mapping.time_zone);
    mapping.null_words = section.null_words.value_or(mapping.null_words);
    return mapping;
}

namespace {

/// Each operation once, by the system that it comes from.
std::vector<UsedOperation> distinct(std::vector<UsedOperation> operations)
{
    const auto key = [](const UsedOperation& used) { return std::tie(used.source_crs, used.name); };
    std::ranges::sort(operations, {}, key);
    const auto twice = std::ranges::unique(operations, {}, key);
    operations.erase(twice.begin(), twice.end());
    return operations;
}

class InputReader {
public:
    InputReader(const Study& study, fs::path data_folder, StudyInputs& inputs,
                const ProgressListener& on_progress)
        : m_study(study), m_folder(std::move(data_folder)), m_inputs(inputs), m_on_progress(on_progress)
    {
    }

    /// In the order of their names, not of the study's sections or of the folder: the result is the same.
    void read_incident_files()
    {
        std::vector<IncidentInput> inputs = incident_inputs();
        std::ranges::sort(inputs, {}, [](const IncidentInput& input) {
            return std::tie(input.name, input.section->layer, input.section->study_line);
        });
        for (const IncidentInput& input : inputs) {
            m_incident_bytes += size_of(input);
        }
        for (const IncidentInput& input : inputs) {
            read_incident_file(input);
            m_bytes_behind += size_of(input);
        }
        for (UsedOperation& used :
             project_given(m_inputs.incidents, m_study.crs, m_inputs.diagnostics, expected_bounds())) {
            m_operations.push_back(std::move(used));
        }
        m_inputs.operations = distinct(std::move(m_operations));
        m_inputs.rejected = m_inputs.diagnostics.rejected_by_reason();  // areas reject no rows
        find_snapped_files();
    }

    void read_gazetteer_sources()
    {
        if (m_study.gazetteer.size() == 1 && is_gazetteer_file(m_study.gazetteer.front().file)) {
            const Study::Source& section = m_study.gazetteer.front();
            m_inputs.gazetteer = open_built(source_file(section), m_study.crs);
            note_input("gazetteer", section.file, m_inputs.gazetteer.entry_count());
            return;
        }
        std::vector<GazetteerSource> sources;
        std::vector<GazetteerEntry> entries;
        for (const Study::Source& section : m_study.gazetteer) {
            const SourceFile file = source_file(section);
            const std::size_t before = entries.size();
            if (is_gazetteer_file(file.path)) {
                append_built(file, m_study.crs, sources, entries);
                note_input("gazetteer", section.file, entries.size() - before);
                continue;
            }
            EntryOptions options = section.options;
            options.source = static_cast<std::uint32_t>(sources.size());
            append_source(file, options, entries, m_inputs.diagnostics);
            sources.push_back(section.about);
            sources.back().sha256 = note_input("gazetteer", section.file, entries.size() - before);
        }
        m_inputs.gazetteer = Gazetteer::in_memory(std::move(sources), entries, m_study.crs);
    }

    /// After the gazetteer, which has to hold the places that they name.
    void read_decisions()
    {
        const std::string place = study_place(m_study, m_study.decisions_line, "locations.decisions");
        for (const std::string& pattern : m_study.decisions) {
            const std::vector<std::string> names = matching_files(m_folder, pattern);
            if (names.empty()) {
                throw Error(ErrorKind::input, place, fmt::format("no file matches {}", pattern),
                            "Correct the pattern, or name the folder that holds the files with --data");
            }
            for (const std::string& name : names) {
                m_inputs.decisions.push_back(required_file(m_study, m_folder, name, place));
                note_input("decisions", name,
                           Decisions({m_inputs.decisions.back()}, m_inputs.gazetteer).size());
            }
        }
    }

    void read_areas()
    {
        if (m_study.boundary) {
            const FeatureTable table = read_polygons(*m_study.boundary, "boundary");
            m_inputs.boundary = united(table, shown_source(m_study.boundary->file, m_study.boundary->layer));
        }
        if (m_study.wards) {
            const FeatureTable table = read_polygons(*m_study.wards, "wards");
            m_inputs.wards = make_areas(table, m_study.ward_fields, m_inputs.diagnostics);
            m_inputs.wards->source = shown_source(m_study.wards->file, m_study.wards->layer);
            m_inputs.wards->vintage = m_study.wards->vintage;
        }
        if (m_study.zone) {
            const FeatureTable table = read_polygons(m_study.zone->polygons, "zone");
            m_inputs.zone =
                united(table, shown_source(m_study.zone->polygons.file, m_study.zone->polygons.layer));
        }
        if (m_study.blocks) {
            const FeatureTable table = read_polygons(*m_study.blocks, "tower_blocks");
            m_inputs.blocks = make_blocks(table, m_study.block_fields, m_inputs.diagnostics);
        }
        if (m_study.exposure.by == Study::Exposure::By::layer) {
            read_exposure(m_study.exposure);
        }
    }

    void read_context()
    {
        for (const Study::Context& context : m_study.context) {
            m_inputs.context.push_back(read_polygons(context.layer, "context"));
            const GeometryKind kind = m_inputs.context.back().kind;
            if (kind != GeometryKind::line && kind != GeometryKind::polygon) {
                throw Error(ErrorKind::input, study_place(m_study, context.layer.study_line, "context.file"),
                            fmt::format("{} holds no lines or polygons",
                                        shown_source(context.layer.file, context.layer.layer)),
                            "Give a layer of lines or polygons");
            }
        }
    }

    void read_venues()
    {
        if (!m_study.surgeries || m_study.surgeries->venues.file.empty()) {
            return;
        }
        const Study::Surgeries& section = *m_study.surgeries;
        m_inputs.venues = make_venues(read_polygons(section.venues, "surgeries"), section);
        if (!section.past.file.empty()) {
            const fs::path path =
                required_file(m_study, m_folder, section.past.file,
                              study_place(m_study, section.past.study_line, "surgeries.past"));
            note_input("past surgeries", section.past.file,
                       add_past_surgeries(path, section, m_inputs.venues, m_inputs.diagnostics));
        }
    }

private:
    [[nodiscard]] SourceFile source_file(const Study::Source& section) const
    {
        return {required_file(m_study, m_folder, section.file,
                              study_place(m_study, section.study_line, "gazetteer.file")),
                section.file, section.layer};
    }

    void read_exposure(const Study::Exposure& exposure)
    {
        const fs::path path = required_file(m_study, m_folder, exposure.layer.file,
                                            study_place(m_study, exposure.layer.study_line, "exposure.file"));
        PointFileOptions options{.crs = exposure.layer.crs, .to_crs = m_study.crs};
        options.layer = exposure.layer.layer;
        options.weight = exposure.count;
        Diagnostics of_layer;  // apart: what is rejected here is no incident
        m_inputs.exposure = read_counted_places(path, options, of_layer);
        for (const auto& [reason, rows] : of_layer.rejected_by_reason()) {
            m_inputs.diagnostics.warn(
                "exposure", fmt::format("{}: rows rejected: {} ({})", exposure.layer.file, rows, reason));
        }
        note_input("exposure", exposure.layer.file,
                   m_inputs.exposure.points.size() + m_inputs.exposure.areas.size());
    }

    /// All polygons of a layer as one shape; they need no ids.
    MultiPolygon united(const FeatureTable& table, const std::string& file)
    {
        std::vector<MultiPolygon> shapes;
        for (std::size_t i = 0; i < table.features.size(); ++i) {
            const std::string where = fmt::format("{}, feature {}", file, i + 1);
            const auto* const shape = std::get_if<MultiPolygon>(&table.features[i].geometry);
            if (shape == nullptr) {
                throw Error(ErrorKind::input, where, "this is not a polygon", "Give a layer of polygons");
            }
            shapes.push_back(valid_shape(*shape, where, m_inputs.diagnostics));
        }
        if (shapes.empty()) {
            throw Error(ErrorKind::input, file, "the layer has no polygon", "Give a layer of polygons");
        }
        return union_of(shapes);
    }

    [[nodiscard]] BoxM expected_bounds() const
    {
        BoxM box;
        if (m_inputs.boundary) {
            box.include(bounds(*m_inputs.boundary));
        }
        for (const Area& area : m_inputs.wards ? m_inputs.wards->areas : std::vector<Area>{}) {
            box.include(bounds(area.shape));
        }
        return box;
    }

    std::string note_input(const std::string& role, const std::string& name, std::size_t rows)
    {
        const fs::path path = m_folder / name;
        m_inputs.files.push_back({role, name, sha256_of(path), fs::file_size(path), rows});
        return m_inputs.files.back().sha256;
    }

    void note_table(const std::string& role, DatabaseInput& input, std::size_t rows)
    {
        m_inputs.files.push_back({role, input.name(), input.sha256(), input.bytes(), rows});
    }

    struct IncidentInput {
        const Study::Incidents* section;
        std::string name;
        std::string place;  ///< of the section, for messages
    };
    [[nodiscard]] std::vector<IncidentInput> incident_inputs() const
    {
        std::vector<IncidentInput> inputs;
        for (const Study::Incidents& section : m_study.incidents) {
            const std::string place = study_place(m_study, section.study_line, "incidents.file");
            const std::vector<std::string> names = matching_files(m_folder, section.file);
            if (names.empty()) {
                throw Error(ErrorKind::input, place, fmt::format("no file matches {}", section.file),
                            "Correct the pattern, or name the folder that holds the files with --data");
            }
            for (const std::string& name : names) {
                inputs.push_back({&section, name, place});
            }
        }
        return inputs;
    }

    /// 0 for a table of a database, and for what is not there, which its reading tells.
    [[nodiscard]] std::uint64_t size_of(const IncidentInput& input) const
    {
        std::error_code fault;
        const std::uintmax_t bytes = fs::file_size(m_folder / input.name, fault);
        return fault ? 0 : bytes;
    }

    /// Tells how far the reading has come; ends it where the rows would need more than this machine has.
    void tell(std::uint64_t bytes_read) const
    {
        refuse_beyond_memory({.rows = m_inputs.incidents.records.size()}, m_memory_bytes);
        if (m_on_progress) {
            m_on_progress({"reading", m_bytes_behind + bytes_read, m_incident_bytes, "bytes"});
        }
    }

    void read_incident_file(const IncidentInput& input)
    {
        const Study::Incidents& section = *input.section;
        const std::string& name = input.name;
        if (is_database_address(name)) {
            DatabaseInput source(name, section.layer);
            const auto rows = open_database_rows(source.source());
            const std::size_t count = read_incident_rows(section, *rows, source.name());
            note_table("incidents", source, count);
            return;
        }
        const fs::path path = required_file(m_study, m_folder, name, input.place);
        const auto rows = open_rows(path, name, section.layer);
        note_input("incidents", name, read_incident_rows(section, *rows, name));
    }

    /// How many rows there were.
    std::size_t read_incident_rows(const Study::Incidents& section, RowSource& rows, const std::string& name)
    {
        const IncidentMapping mapping = incident_mapping(section, rows.header());
        IncidentFile file;
        file.path = name;
        file.preset = section.preset;
        file.crs = mapping.crs;
        ToldRows told(rows, [this](std::uint64_t bytes_read) { tell(bytes_read); });
        read_incidents(told, mapping, file, m_inputs.incidents, m_inputs.diagnostics);
        const std::size_t count = m_inputs.incidents.files.back().rows_read;
        m_inputs.rows_read += count;
        return count;
    }

    /// Files are judged one by one: an export with exact places may stand beside police.uk's points.
    void find_snapped_files()
    {
        IncidentSet& set = m_inputs.incidents;
        m_inputs.snapped_files.assign(set.files.size(), false);
        std::size_t begin = 0;  // records come file by file
        for (std::size_t f = 0; f < set.files.size(); ++f) {
            std::size_t end = begin;
            while (end < set.records.size() && set.records[end].file == f) {
                ++end;
            }
            const std::span<const IncidentRecord> of_file(set.records.data() + begin, end - begin);
            m_inputs.snapped_files[f] =
                set.files[f].preset == "police.uk" || detect_snap_points(of_file).snapped;
            begin = end;
        }
    }

    FeatureTable read_polygons(const Study::Polygons& section, const std::string& role)
    {
        if (is_database_address(section.file)) {
            DatabaseInput input(section.file, section.layer);
            FeatureTable table =
                read_database_features(input.source(), {{}, section.crs, m_study.crs, &m_operations});
            note_table(role, input, table.features.size());
            return table;
        }
        const fs::path path = required_file(m_study, m_folder, section.file,
                                            study_place(m_study, section.study_line, role + ".file"));
        FeatureTable table = read_features(path, {section.layer, section.crs, m_study.crs, &m_operations});
        note_input(role, section.file, table.features.size());
        return table;
    }

    const Study& m_study;
    fs::path m_folder;
    StudyInputs& m_inputs;
    std::vector<UsedOperation> m_operations;  ///< of all layers and files, as they were read
    const ProgressListener& m_on_progress;
    std::uint64_t m_memory_bytes = memory_limit_bytes();
    std::uint64_t m_incident_bytes = 0;  ///< of all incident files
    std::uint64_t m_bytes_behind = 0;    ///< of those that have been read
};

}  // namespace

fs::path data_folder_of(const Study& study, const fs::path& data_folder)
{
    return data_folder.empty() ? fs::absolute(study.file).parent_path() : data_folder;
}

StudyInputs read_inputs(const Study& study, const fs::path& data_folder, const ProgressListener& on_progress)
{
    if (!is_projected_in_metres(study.crs)) {
        throw Error(ErrorKind::usage, study.file.string() + ", study.crs",
                    fmt::format("{} is not a projected system in metres", study.crs),
                    "Use one, such as EPSG:27700 (British National Grid)");
    }
    StudyInputs inputs;
    InputReader reader(study, data_folder_of(study, data_folder), inputs, on_progress);
    reader.read_areas();  // first: they say where incidents are to be expected
    reader.read_venues();
    reader.read_context();
    reader.read_incident_files();
    reader.read_gazetteer_sources();
    reader.read_decisions();
    return inputs;
}

}  // namespace wardmap
