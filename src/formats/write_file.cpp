#include "wardmap/write_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <string>
#include <system_error>
#include <vector>

#include "gdal_session.hpp"
#include "text_file.hpp"
#include "wardmap/csv.hpp"
#include "wardmap/error.hpp"
#include "wardmap/number_text.hpp"
#include "wardmap/write_layers.hpp"

namespace wardmap {

namespace {

namespace fs = std::filesystem;

fs::path folder_of(const fs::path& file)
{
    return file.parent_path().empty() ? fs::path(".") : file.parent_path();
}

[[noreturn]] void fail(const fs::path& file, const std::string& found)
{
    throw Error(ErrorKind::output, file.string(), found,
                "check that the folder can be written to and the disk has space");
}

void sync_to_disk(const fs::path& path)
{
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    const bool is_synced = descriptor >= 0 && ::fsync(descriptor) == 0;
    const std::string reason = std::strerror(errno);
    if (descriptor >= 0) {
        ::close(descriptor);
    }
    if (!is_synced) {
        fail(path, reason);
    }
}

/// A folder of its own beside the target, so that what is written there can be renamed to it in one step.
class StageBeside {
public:
    explicit StageBeside(const fs::path& target) : m_target(target)
    {
        std::string name = (folder_of(target) / ".wardmap-XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr) {
            fail(target, std::strerror(errno));
        }
        m_folder = name;
    }
    StageBeside(const StageBeside&) = delete;
    StageBeside& operator=(const StageBeside&) = delete;
    ~StageBeside()
    {
        std::error_code ignored;
        fs::remove_all(m_folder, ignored);
    }

    [[nodiscard]] const fs::path& folder() const noexcept { return m_folder; }

    /// Moves all that was written to its place, the target last: a style never stands beside an old surface
    /// for longer than a moment, and never alone.
    void publish() const
    {
        std::vector<fs::path> written;
        for (const fs::directory_entry& entry : fs::directory_iterator(m_folder)) {
            written.push_back(entry.path());
        }
        std::ranges::sort(written, {}, [&](const fs::path& path) {
            return std::pair(path.filename() == m_target.filename(), path);
        });
        for (const fs::path& path : written) {
            sync_to_disk(path);
        }
        for (const fs::path& path : written) {
            std::error_code error;
            fs::rename(path, folder_of(m_target) / path.filename(), error);
            if (error) {
                fail(m_target, error.message());
            }
        }
        sync_to_disk(folder_of(m_target));
    }

private:
    fs::path m_target;
    fs::path m_folder;
};

void write_staged(const fs::path& file, const std::function<void(const fs::path& staged)>& write)
{
    require_writable_file(file);
    const StageBeside stage(file);
    write(stage.folder() / file.filename());
    stage.publish();
}

void write_pixel_rows(const fs::path& file, const RasterLayer& layer)
{
    formats::TextFile text(file.string());
    append_csv_row(text.text(), {"x", "y", layer.name});
    const RasterGrid& grid = layer.raster.grid;
    std::size_t i = 0;
    for (std::int32_t row = 0; row < grid.rows; ++row) {
        for (std::int32_t col = 0; col < grid.cols; ++col, ++i) {
            if (const double value = layer.raster.values[i]; std::isfinite(value)) {
                const PointM p = grid.centre(col, row);
                append_csv_row(text.text(),
                               {shortest_text(p.x_m), shortest_text(p.y_m), shortest_text(value)});
            }
        }
        text.flush_if_large();
    }
    text.close();
}

void require_one(const fs::path& file, std::size_t count, const char* what)
{
    if (count != 1) {
        throw Error(ErrorKind::usage, file.string(), "this format holds one " + std::string(what),
                    "write a .gpkg");
    }
}

}  // namespace

void require_writable_file(const fs::path& file)
{
    const std::string ending = file.extension().string();
    if (file.stem().empty() || ending.empty()) {
        throw Error(ErrorKind::usage, file.string(), "no file with an ending that tells its format",
                    "give a name such as map.tif or map.gpkg");
    }
    static_cast<void>(formats::plain_local_path(file, ErrorKind::output));
    std::error_code error;
    const fs::file_status status = fs::symlink_status(file, error);
    if (fs::exists(status) && !fs::is_regular_file(status)) {
        fail(file, "this is a link, a folder or something else that is not a plain file");
    }
    if (!fs::is_directory(folder_of(file), error) || ::access(folder_of(file).c_str(), W_OK) != 0) {
        fail(file, "its folder does not exist or cannot be written to");
    }
}

void write_file(const fs::path& file, const LayerSet& layers)
{
    const std::string ending = file.extension().string();
    write_staged(file, [&](const fs::path& staged) {
        if (ending == ".gpkg") {
            write_geopackage(staged, layers);
        } else if (ending == ".tif") {
            require_one(file, layers.rasters.size(), "raster");
            LayerSet one{.crs = layers.crs, .rasters = layers.rasters, .layers = {}, .tables = {}};
            one.rasters.front().name = file.stem().string();
            write_rasters(staged.parent_path(), one);
        } else if (ending == ".csv" && !layers.rasters.empty()) {
            require_one(file, layers.rasters.size(), "raster");
            write_pixel_rows(staged, layers.rasters.front());
        } else if (ending == ".csv") {
            require_one(file, layers.tables.size(), "table");
            LayerSet one{.crs = layers.crs, .rasters = {}, .layers = {}, .tables = layers.tables};
            one.tables.front().name = file.stem().string();
            write_tables(staged.parent_path(), one);
        } else {
            throw Error(ErrorKind::usage, file.string(), "\"" + ending + "\" is not a format to write",
                        "use .tif, .csv or .gpkg");
        }
    });
}

void write_raster_file(const fs::path& file, const LayerSet& layers, const RasterRows& rows)
{
    require_one(file, layers.rasters.size(), "raster");
    LayerSet one{.crs = layers.crs, .rasters = layers.rasters, .layers = {}, .tables = {}};
    one.rasters.front().name = file.stem().string();
    write_staged(file, [&](const fs::path& staged) { write_raster_rows(staged.parent_path(), one, rows); });
}

void write_text_file(const fs::path& file, std::string_view text)
{
    write_staged(file, [&](const fs::path& staged) { formats::write_text(staged, text); });
}

}  // namespace wardmap
