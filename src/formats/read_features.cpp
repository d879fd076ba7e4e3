#include "wardmap/read_features.hpp"

#include <string>
#include <utility>

#include "feature_source.hpp"
#include "study_crs.hpp"

namespace wardmap {

namespace {

/// What one pass over the layer gives, still in the layer's CRS.
FeatureTable whole_table(formats::FeatureReader& reader)
{
    FeatureTable table{
        .name = OGR_L_GetName(reader.layer()), .kind = {}, .fields = reader.fields(), .features = {}};
    for (Feature feature; reader.next(feature);) {
        table.features.push_back(std::move(feature));
    }
    table.kind = reader.kind();
    return table;
}

}  // namespace

namespace formats {

FeatureSource::FeatureSource(std::filesystem::path path, std::string study_crs)
    : m_path(std::move(path)), m_study_crs(std::move(study_crs))
{
}

FeatureTable FeatureSource::read(const std::string& layer, const std::string& crs)
{
    const std::string where = m_path.string();
    if (!m_source) {
        m_source = open_vector(m_path, layer);
    } else {
        choose_layer(*m_source, m_path, layer);
    }
    FeatureReader reader({.dataset = {}, .layer = m_source->layer}, where);
    FeatureTable table = whole_table(reader);
    if (table.kind == GeometryKind::none) {
        return table;
    }
    const std::string from = crs_of(stated_crs(reader.layer()), box_of(table),
                                    {.layer = layer, .crs = crs, .study_crs = m_study_crs}, where);
    if (from != m_study_crs) {
        projection_from(from).apply(table);
    }
    orient_all(table);
    return table;
}

FeatureProjection& FeatureSource::projection_from(const std::string& crs)
{
    if (!m_projection || m_from != crs) {
        m_projection.emplace(crs, m_study_crs, m_path.string());
        m_from = crs;
    }
    return *m_projection;
}

}  // namespace formats

FeatureTable read_features(const std::filesystem::path& path, const ReadOptions& options)
{
    formats::FeatureSource source(path, options.study_crs);
    FeatureTable table = source.read(options.layer, options.crs);
    if (const auto used = source.used(); used && options.operations != nullptr) {
        options.operations->push_back(*used);
    }
    return table;
}

}  // namespace wardmap
