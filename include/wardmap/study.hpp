#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "wardmap/areas.hpp"
#include "wardmap/cell_grid.hpp"
#include "wardmap/civil_time.hpp"
#include "wardmap/classify.hpp"
#include "wardmap/clusters.hpp"
#include "wardmap/context_layers.hpp"
#include "wardmap/density.hpp"
#include "wardmap/disclosure.hpp"
#include "wardmap/gazetteer.hpp"
#include "wardmap/gi_star.hpp"
#include "wardmap/hotspots.hpp"
#include "wardmap/layer.hpp"
#include "wardmap/near_repeat.hpp"
#include "wardmap/patrol_places.hpp"
#include "wardmap/patrol_rota.hpp"
#include "wardmap/read_incidents.hpp"
#include "wardmap/surgeries.hpp"
#include "wardmap/time_steps.hpp"
#include "wardmap/tower_blocks.hpp"

namespace wardmap {

/// A study file (TOML) as values; docs/cli.md documents every key. Paths are as written, relative to
/// the data folder.
struct Study {
    std::filesystem::path file;  ///< the study file itself

    std::string name;
    std::string crs = "EPSG:27700";
    std::optional<Period> period;  ///< nullopt: all that the files hold
    std::optional<Period> comparison;
    std::string marking = "OFFICIAL-SENSITIVE";

    struct Incidents {
        std::string file;   ///< may hold * and ? in its last part
        std::string layer;  ///< sheet or layer of XLSX, ODS, GeoPackage
        std::string preset = "generic";
        // Over the preset's, where given:
        IncidentColumns columns;
        std::string crs;
        std::optional<DateOrder> date_order;
        bool excel_serial_dates = false;
        std::optional<TimeZone> time_zone;
        std::optional<std::vector<std::string>> null_words;
        std::uint64_t study_line = 0;
    };
    std::vector<Incidents> incidents;

    struct Source {
        std::string file;
        GazetteerSource about;
        EntryOptions options;
        std::string layer;
        std::uint64_t study_line = 0;
    };
    std::vector<Source> gazetteer;

    /// Review files of earlier runs with their column `decision` filled in; may hold * and ? in their last part.
    std::vector<std::string> decisions;
    std::uint64_t decisions_line = 0;

    std::vector<ThemeRule> themes;
    std::map<std::string, FrozenBreaks> frozen_breaks;  ///< by theme's id
    /// Ids of themes that the study calls sensitive; others are by their names (is_sensitive_name()).
    std::set<std::string> sensitive_themes;

    struct Polygons {
        std::string file;
        std::string layer;
        std::string crs;  ///< of a layer that states none
        std::string vintage;
        std::uint64_t study_line = 0;
    };
    /// What the maps cover. `automatic`: the boundary if there is one, else the wards, else the incidents.
    enum class AreaChoice { automatic, boundary, wards, incidents };
    AreaChoice area = AreaChoice::automatic;
    std::optional<Polygons> boundary;
    std::optional<Polygons> wards;
    AreaFields ward_fields;
    std::optional<Polygons> blocks;
    BlockFields block_fields;
    BlockOptions block_options;

    /// Drawn beneath the results; each kind at most once.
    struct Context {
        ContextKind kind = ContextKind::roads;
        Polygons layer;  ///< of lines or polygons
        std::string licence;
        bool for_partners = true;  ///< where the profile is partner
    };
    std::vector<Context> context;

    CellLattice lattice{CellShape::square, 100};
    GiStarOptions gi_star;
    HotspotOptions hotspots;

    /// What incidents are spread over under the null of the hotspots.
    struct Exposure {
        enum class By {
            land,
            addresses,  ///< of the gazetteer
            postcodes,  ///< of the gazetteer, about 15 addresses each
            layer,      ///< a file of points or polygons
        };
        By by = By::land;
        Polygons layer;
        std::string count;  ///< the layer's field of counts; empty: each feature counts 1
        double floor = default_exposure_floor;
    };
    Exposure exposure;

    /// Clusters of exact positions, beside the hotspots of the grid.
    struct Clusters {
        enum class Method { none, dbscan, hdbscan };
        Method method = Method::none;
        DbscanOptions dbscan{.epsilon_m = 75, .min_points = 10};
        HdbscanOptions hdbscan;
        ClusterOutline outline = ClusterOutline::concave;
    };
    Clusters clusters;

    /// How the hotspots came and went.
    struct Emerging {
        bool wanted = true;
        bool asked_for = false;  ///< the study names it: say why if it cannot be done
        StepLength step;
    };
    Emerging emerging;

    /// Whether incidents draw others near them soon after, and where chains of them ran.
    struct NearRepeats {
        bool wanted = true;
        bool asked_for = false;
        KnoxOptions knox;
        SpateOptions spate;
    };
    NearRepeats near_repeats;

    double density_cell_m = 20;
    std::optional<double> bandwidth_m;  ///< nullopt: by a rule
    bool bandwidth_is_predictive =
        false;  ///< the one that told later months best; else Scott's, rounded to 10 m
    Kernel kernel = Kernel::quartic;
    std::optional<EdgeCorrection> edge;
    int density_classes = 5;
    bool density_monthly = false;  ///< a surface of each month besides

    PatrolOptions patrol;
    int patrol_window_hours = 4;
    RotaOptions rota;                        ///< first_day is set where the plan is made
    std::optional<CivilDay> rota_first_day;  ///< nullopt: the first Monday after the period

    /// Venues where residents could be met, and where they were.
    struct Surgeries {
        Polygons venues;             ///< points or polygons; empty file: the tower blocks
        std::string id, name, kind;  ///< fields of the venues
        Polygons past;               ///< empty file: none are known; a table of venue and date
        std::string past_venue = "venue", past_date = "date";  ///< its columns
        SurgeryOptions options;                                ///< `today` is set where the plan is made
    };
    std::optional<Surgeries> surgeries;

    /// A zone with measures since a date, such as an injunction area.
    struct Zone {
        Polygons polygons;
        std::string name = "The zone";
        CivilDay date{};        ///< the first day of the measures
        double buffer_m = 250;  ///< how far displacement is looked for
    };
    std::optional<Zone> zone;

    /// A target of an action plan.
    struct Target {
        std::string theme;
        std::string ward;  ///< name or id; empty: the whole study area
        double change_pct = 0;
        Period period;
        Period comparison;  ///< the same days a year before, unless stated
        std::uint64_t study_line = 0;
    };
    std::vector<Target> targets;

    double min_hit_rate = 0.85;
    double max_rejected = 0.05;

    std::string output_folder;  ///< relative to the working directory
    bool geojson = true, shapefile = true, geopackage = true, geotiff = true, report = true;
    bool qgis = true;  ///< the project over the GeoPackage and the rasters
    bool sld = false;  ///< styles as SLD beside the .qml files
    bool esri_colours =
        false;  ///< of hot and cold cells; else colours that are safe for colour-blind readers
    Profile profile = Profile::internal;
    std::string approved_by;  ///< who approved a public release
    PublicChoices released;   ///< what a public release holds
};

/// Those of a theme; empty ones for a theme of which the study freezes none.
[[nodiscard]] inline FrozenBreaks frozen_breaks(const Study& study, const std::string& theme)
{
    const auto found = study.frozen_breaks.find(theme);
    return found == study.frozen_breaks.end() ? FrozenBreaks{} : found->second;
}

/// Reads a study file. Throws Error (usage) with file, line and key for what is not TOML, an unknown
/// key (names the nearest valid one), a wrong type, a value out of range, a missing key.
[[nodiscard]] Study read_study(const std::filesystem::path& file);

}  // namespace wardmap
