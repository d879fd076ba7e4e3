#include "published_file.hpp"

#include <filesystem>

#include "wardmap/error.hpp"
#include "wardmap/write_file.hpp"

namespace wardmap::cli {

void publish_geopackage(const std::string& file, const LayerSet& layers)
{
    if (std::filesystem::path(file).extension() != ".gpkg") {
        throw Error(ErrorKind::usage, file, "this name does not end in .gpkg", "The result is a GeoPackage");
    }
    write_file(file, layers);
}

}  // namespace wardmap::cli
