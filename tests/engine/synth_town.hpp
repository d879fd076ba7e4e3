#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "temporary_folder.hpp"
#include "wardmap/protect_result.hpp"
#include "wardmap/run.hpp"
#include "wardmap/synth.hpp"

namespace wardmap::test {

inline const std::filesystem::path demo = std::filesystem::path(WARDMAP_SOURCE_DIR) / "data/demo";

inline void run_study(const Study& study, const std::filesystem::path& data, const std::filesystem::path& out)
{
    RunOptions options;
    options.data_folder = data;
    options.output_folder = out;
    static_cast<void>(run(study, options));
}

/// The demo's study over another invented town.
struct SynthTown {
    TemporaryFolder folder;
    std::filesystem::path data = folder.path() / "town";

    explicit SynthTown(std::uint64_t seed)
    {
        write_synthetic_town(data, {.seed = seed, .addresses = 8'000, .incidents = 4'000, .months = 18});
    }
    [[nodiscard]] std::filesystem::path out(const char* name) const { return folder.path() / name; }
    void run_as(Profile profile, const std::filesystem::path& out, const std::string& title = "Drugs") const
    {
        Study study = read_study(demo / "study.toml");
        study.profile = profile;
        study.approved_by = "A. Head";
        study.themes[1].title = title;
        run_study(study, data, out);
    }
};

inline ProtectOptions release_of(const std::filesystem::path& result, const std::filesystem::path& out)
{
    ProtectOptions options;
    options.result = result;
    options.output_folder = out;
    options.approved_by = "A. Head";
    return options;
}

}  // namespace wardmap::test
