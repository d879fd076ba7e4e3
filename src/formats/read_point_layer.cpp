#include <algorithm>
#include <cstdint>
#include <utility>

#include "feature_reader.hpp"
#include "study_crs.hpp"
#include "wardmap/read_features.hpp"

namespace wardmap {

namespace {

void require_points(GeometryKind kind, const std::string& where)
{
    if (kind != GeometryKind::point) {
        throw Error(ErrorKind::input, where, "this layer does not hold points", "name a layer of points");
    }
}

/// As many as the layer says that it has, if the file has room for them: what a file says need not be so.
std::size_t likely_count(OGRLayerH layer, const std::filesystem::path& path)
{
    constexpr int without_counting = 0;
    constexpr std::uintmax_t least_bytes = 16;     // two coordinates
    const formats::ComplaintCollector complaints;  // a damaged file is told when it is read
    const auto stated = OGR_L_GetFeatureCount(layer, without_counting);
    std::error_code trouble;
    const std::uintmax_t bytes = std::filesystem::file_size(path, trouble);
    return stated < 0 || trouble
               ? 0
               : std::min(static_cast<std::size_t>(stated), static_cast<std::size_t>(bytes / least_bytes));
}

/// Which feature, from 1, a position is of.
std::size_t number_of(std::size_t position, const std::vector<std::size_t>& left_out)
{
    std::size_t number = position + 1;
    for (const std::size_t feature : left_out) {
        number += feature <= number ? 1 : 0;
    }
    return number;
}

}  // namespace

PointLayer read_point_layer(const std::filesystem::path& path, const ReadOptions& options,
                            const std::vector<std::string>& fields,
                            const std::function<bool(const Feature&)>& takes)
{
    const std::string where = path.string();
    formats::FeatureReader reader(formats::open_vector(path, options.layer), where);
    reader.keep_only(fields);
    PointLayer layer;
    layer.positions.reserve(likely_count(reader.layer(), path));
    BoxM box;
    std::size_t features = 0;
    std::vector<std::size_t> left_out;
    for (Feature feature; reader.next(feature);) {
        ++features;
        const auto* const position = std::get_if<PointM>(&feature.geometry);
        if (reader.kind() != GeometryKind::none) {
            require_points(reader.kind(), where);
        }
        if (position != nullptr) {
            box.include(*position);
        }
        if (takes(feature) && position != nullptr) {
            layer.positions.push_back(*position);
        } else {
            left_out.push_back(features);
        }
    }
    require_points(reader.kind(), where);
    const std::string own = formats::crs_of(formats::stated_crs(reader.layer()), box, options, where);
    layer.crs = options.study_crs.empty() ? own : options.study_crs;
    if (own != layer.crs) {
        const auto feature_of = [&](std::size_t position) { return number_of(position, left_out); };
        formats::FeatureProjection(own, layer.crs, where).apply(layer.positions, feature_of);
    }
    return layer;
}

}  // namespace wardmap
