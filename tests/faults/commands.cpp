#include "commands.hpp"

#include <map>
#include <stdexcept>

#include "child_process.hpp"
#include "engine/temporary_folder.hpp"
#include "wardmap/build_gazetteer.hpp"
#include "wardmap/export_layers.hpp"
#include "wardmap/geocode.hpp"
#include "wardmap/protect_result.hpp"
#include "wardmap/run.hpp"

namespace wardmap::test {

namespace {

namespace fs = std::filesystem;

fs::path tests() { return fs::path(WARDMAP_SOURCE_DIR) / "tests"; }
fs::path gazetteer_town() { return tests() / "data/gazetteer_town"; }

Make run_of_a_study()
{
    return [study = read_study(tests() / "faults/study.toml")](const fs::path& folder, bool is_earlier) {
        Study made = study;
        made.name = is_earlier ? "Smallford before" : study.name;
        RunOptions options;
        options.data_folder = tests() / "data/small_town";
        options.output_folder = folder;
        options.threads = 1;
        static_cast<void>(run(made, options));
    };
}

void build_town(const fs::path& file, bool with_addresses)
{
    std::vector<GazetteerSourceFile> sources = {
        source_argument((gazetteer_town() / "postcodes.csv").string())};
    if (with_addresses) {
        sources.push_back(source_argument((gazetteer_town() / "addresses.csv").string()));
    }
    Diagnostics diagnostics;
    build_gazetteer(file, sources, "EPSG:27700", diagnostics);
}

/// What commands read that other commands have made: in a process of its own, so that a command under test finds the
/// libraries as a fresh program does.
class Inputs {
public:
    Inputs()
    {
        in_a_child([this] {
            const Make run = run_of_a_study();
            run(result(false), false);
            run(result(true), true);
            build_town(gazetteer(), true);
        });
    }
    [[nodiscard]] fs::path result(bool is_earlier) const
    {
        return m_folder.path() / (is_earlier ? "result_before" : "result");
    }
    [[nodiscard]] fs::path gazetteer() const { return m_folder.path() / "town.gazetteer"; }

private:
    TemporaryFolder m_folder;
};

const Inputs& inputs()
{
    static const Inputs made;
    return made;
}

Make protect()
{
    return [&from = inputs()](const fs::path& folder, bool is_earlier) {
        ProtectOptions options;
        options.result = from.result(is_earlier);
        options.output_folder = folder;
        options.approved_by = "Nobody";
        static_cast<void>(protect_result(options));
    };
}

/// An export goes into an empty folder and replaces nothing.
Make export_to(ExportFormat format)
{
    return [&from = inputs(), format](const fs::path& folder, bool is_earlier) {
        if (is_earlier) {
            fs::create_directory(folder);
            return;
        }
        ExportOptions options;
        options.layers = {"incidents_asb"};
        if (format != ExportFormat::gpx) {  // whose waypoints would be of all wards
            options.layers.emplace_back("wards_asb");
        }
        options.format = format;
        static_cast<void>(export_layers(from.result(false), folder, options));
    };
}

Make build_of_a_gazetteer()
{
    return [](const fs::path& folder, bool is_earlier) {
        fs::create_directory(folder);
        build_town(folder / "town.gazetteer", !is_earlier);
    };
}

/// With the texts that wait for a decision in a file beside it.
Make geocode_to(const std::string& name)
{
    return [&from = inputs(), name](const fs::path& folder, bool is_earlier) {
        fs::create_directory(folder);
        GeocodeOptions options;
        options.gazetteer = from.gazetteer();
        options.out = folder / name;
        options.review = folder / "review.csv";
        options.min_level = is_earlier ? MatchLevel::uprn : MatchLevel::snap_point;
        options.threads = 1;
        static_cast<void>(geocode(gazetteer_town() / "incidents.csv", options));
    };
}

using Commands = std::map<std::string, std::function<Make()>>;

const Commands& commands()
{
    static const Commands all = [] {
        Commands made = {
            {"protect", protect}, {"run", run_of_a_study}, {"gazetteer build", build_of_a_gazetteer}};
        for (const char* format : {"geojson", "shapefile", "gpkg", "csv", "kml", "gpx", "xlsx"}) {
            made[std::string("export ") + format] = [format] {
                return export_to(export_format_named(format).value());
            };
        }
        for (const char* ending : {"csv", "gpkg", "geojson"}) {
            made[std::string("geocode ") + ending] = [ending] {
                return geocode_to(std::string("located.") + ending);
            };
        }
        return made;
    }();
    return all;
}

}  // namespace

Make command_named(const std::string& name) { return commands().at(name)(); }

std::vector<std::string> commands_beside_run()
{
    std::vector<std::string> names;
    for (const auto& [name, make] : commands()) {
        if (name != "run") {
            names.push_back(name);
        }
    }
    return names;
}

}  // namespace wardmap::test
