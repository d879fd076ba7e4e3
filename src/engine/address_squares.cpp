#include "address_squares.hpp"

#include "wardmap/public_detail.hpp"

namespace wardmap {

std::vector<PointM> postal_addresses(const StudyInputs& inputs, const LocatedSet& located)
{
    const BoxM area = bounds(located.area.shape);
    return area.is_empty() ? std::vector<PointM>{} : inputs.gazetteer.addresses_in(area);
}

std::vector<ProtectedCell> address_squares(const std::vector<PointM>& addresses, const LocatedSet& located)
{
    return protected_cells(addresses, bounds(located.area.shape), {});
}

PublicDetail public_detail(const StudyInputs& inputs, const LocatedSet& located,
                           const ThemeAnalysis& analysis, const std::vector<PointM>& addresses)
{
    DetailSearch search{.squares = located.address_squares,
                        .addresses = addresses,
                        .incidents = analysis.points.positions,
                        .wards = nullptr,
                        .theme = analysis.findings.id};
    Layer wards;
    if (analysis.wards) {
        wards = wards_layer(*inputs.wards, *analysis.wards,
                            {.theme = search.theme, .theme_title = {}, .area_name = {}, .period = {}});
        search.wards = &wards;
    }
    return finest_public_detail(search);
}

}  // namespace wardmap
