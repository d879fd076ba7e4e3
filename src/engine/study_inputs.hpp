#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "wardmap/areas.hpp"
#include "wardmap/diagnostics.hpp"
#include "wardmap/exposure.hpp"
#include "wardmap/gazetteer.hpp"
#include "wardmap/incident.hpp"
#include "wardmap/projection.hpp"
#include "wardmap/row_source.hpp"
#include "wardmap/step_progress.hpp"
#include "wardmap/study.hpp"
#include "wardmap/tower_blocks.hpp"

namespace wardmap {

/// One file that a run read, for the manifest.
struct InputFile {
    std::string role;  ///< "incidents", "gazetteer", "wards" …
    std::string path;  ///< as the study names it, globs resolved
    std::string sha256;
    std::uintmax_t bytes = 0;
    std::size_t rows = 0;
};

/// Everything that a study points to, read, checked, and in metres of the study's CRS.
struct StudyInputs {
    IncidentSet incidents;
    std::size_t rows_read = 0;                    ///< incident rows, the rejected ones included
    std::map<std::string, std::size_t> rejected;  ///< incident rows by reason
    std::vector<bool> snapped_files;
    std::vector<UsedOperation> operations;
    Gazetteer gazetteer = Gazetteer::in_memory({}, {}, "");
    std::vector<std::filesystem::path> decisions;  ///< review files, known to be sound
    std::optional<AreaSet> wards;
    std::optional<MultiPolygon> boundary;
    std::optional<MultiPolygon> zone;
    std::vector<TowerBlock> blocks;
    CountedPlaces exposure;  ///< where the study names a layer of them
    std::vector<Venue> venues;
    std::vector<FeatureTable> context;  ///< one per Study::context
    std::vector<InputFile> files;
    Diagnostics diagnostics;
};

/// Throws Error as the readers do, with the study file's line where a file is missing.
/// What this machine cannot hold is refused while it is read (limit), with an estimate.
[[nodiscard]] StudyInputs read_inputs(const Study& study, const std::filesystem::path& data_folder,
                                      const ProgressListener& on_progress = {});
/// The preset's mapping with what the section says over it.
[[nodiscard]] IncidentMapping incident_mapping(const Study::Incidents& section,
                                               const std::vector<std::string>& header);

/// The study file's own folder if `data_folder` is empty.
[[nodiscard]] std::filesystem::path data_folder_of(const Study& study,
                                                   const std::filesystem::path& data_folder);

}  // namespace wardmap
