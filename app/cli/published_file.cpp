#include "published_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <system_error>

#include "wardmap/error.hpp"
#include "wardmap/write_layers.hpp"

namespace wardmap::cli {

namespace {

/// Removes the file unless it was published.
class Stage {
public:
    explicit Stage(std::filesystem::path path) : m_path(std::move(path)) { remove(); }
    Stage(const Stage&) = delete;
    Stage& operator=(const Stage&) = delete;
    ~Stage() { remove(); }
    [[nodiscard]] const std::filesystem::path& path() const noexcept { return m_path; }

private:
    void remove() const noexcept
    {
        std::error_code ignored;
        std::filesystem::remove(m_path, ignored);
    }
    std::filesystem::path m_path;
};

/// Makes what was written to a file or folder durable.
bool sync(const std::filesystem::path& path)
{
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) {
        return false;
    }
    const bool synced = ::fsync(descriptor) == 0;
    return ::close(descriptor) == 0 && synced;
}

}  // namespace

void publish_geopackage(const std::string& file, const LayerSet& layers)
{
    const std::filesystem::path target(file);
    if (target.extension() != ".gpkg") {
        throw Error(ErrorKind::usage, file, "this name does not end in .gpkg", "The result is a GeoPackage");
    }
    ::umask(077);  // records of victims: nobody else's business
    const std::filesystem::path folder = target.has_parent_path() ? target.parent_path() : ".";
    const Stage stage(folder / ("." + target.stem().string() + "-" + std::to_string(::getpid()) + ".gpkg"));
    std::error_code trouble;
    if (!std::filesystem::is_directory(folder, trouble)) {
        throw Error(ErrorKind::output, file, "its folder is not there", "Make the folder first");
    }
    if (std::filesystem::is_symlink(target, trouble) || std::filesystem::is_directory(target, trouble)) {
        throw Error(ErrorKind::output, file, "a folder or symbolic link has this name",
                    "Choose another name");
    }
    write_geopackage(stage.path(), layers);
    if (!sync(stage.path()) || ::rename(stage.path().c_str(), target.c_str()) != 0 || !sync(folder)) {
        throw Error(ErrorKind::output, file, "the result could not be put in its place",
                    "Check the folder's rights and free space");
    }
}

}  // namespace wardmap::cli
