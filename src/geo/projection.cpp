#include "wardmap/projection.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "proj_handle.hpp"
#include "wardmap/error.hpp"

namespace wardmap {

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

bool same_system(PJ_CONTEXT* context, const PJ* a, const PJ* b)
{
    return proj_is_equivalent_to_with_ctx(context, a, b, PJ_COMP_EQUIVALENT_EXCEPT_AXIS_ORDER_GEOGCRS) != 0;
}

/// The one operation that PROJ ranks first among those whose grids are installed. One for all
/// points: choosing per point, as proj_create_crs_to_crs does, would leave seams in a map and no
/// single name and accuracy to report.
Pj best_operation(PJ_CONTEXT* context, const PJ* source, const PJ* target)
{
    const PjFactory factory{proj_create_operation_factory_context(context, nullptr)};
    proj_operation_factory_context_set_allow_ballpark_transformations(context, factory.get(), 0);
    proj_operation_factory_context_set_spatial_criterion(context, factory.get(),
                                                         PROJ_SPATIAL_CRITERION_PARTIAL_INTERSECTION);
    proj_operation_factory_context_set_grid_availability_use(
        context, factory.get(), PROJ_GRID_AVAILABILITY_DISCARD_OPERATION_IF_MISSING_GRID);
    const PjList found{proj_create_operations(context, source, target, factory.get())};
    const int count = found ? proj_list_get_count(found.get()) : 0;
    for (int i = 0; i < count; ++i) {
        Pj operation{proj_list_get(context, found.get(), i)};
        if (operation && proj_coordoperation_has_ballpark_transformation(context, operation.get()) == 0 &&
            proj_coordoperation_is_instantiable(context, operation.get()) != 0) {
            return operation;
        }
    }
    return nullptr;
}

/// True for metre axes of a projected system, also under a bound one.
bool has_metre_axes(PJ_CONTEXT* context, const Pj& crs)
{
    Pj base;
    if (proj_get_type(crs.get()) == PJ_TYPE_BOUND_CRS) {
        base.reset(proj_get_source_crs(context, crs.get()));
    }
    const PJ* projected = base ? base.get() : crs.get();
    if (proj_get_type(projected) != PJ_TYPE_PROJECTED_CRS) {
        return false;
    }
    const Pj axes{proj_crs_get_coordinate_system(context, projected)};
    if (!axes) {
        return false;
    }
    for (int axis = 0; axis < 2; ++axis) {
        double to_metres = 0;
        if (proj_cs_get_axis_info(context, axes.get(), axis, nullptr, nullptr, nullptr, &to_metres, nullptr,
                                  nullptr, nullptr) == 0 ||
            to_metres != 1.0) {
            return false;
        }
    }
    return true;
}

bool is_geographic(const Pj& crs)
{
    const PJ_TYPE type = proj_get_type(crs.get());
    return type == PJ_TYPE_GEOGRAPHIC_2D_CRS || type == PJ_TYPE_GEOGRAPHIC_3D_CRS;
}

std::size_t mark_unusable(std::span<double> x, std::span<double> y)
{
    std::size_t unusable = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        if (std::isfinite(x[i]) && std::isfinite(y[i])) {
            continue;  // PROJ marks failures with HUGE_VAL
        }
        x[i] = nan;
        y[i] = nan;
        ++unusable;
    }
    return unusable;
}

/// PROJ would take 500° for 140°. Files that count longitudes from 0 to 360 are right as they are.
void mark_beyond_turn(std::span<double> lon_deg)
{
    std::ranges::replace_if(lon_deg, [](double lon) { return std::abs(lon) > 360; }, nan);
}

}  // namespace

struct Projection::State {
    PjContext context = quiet_offline_context();
    Pj operation;  ///< nullptr: both systems are the same
    bool is_from_degrees = false;
    std::string name;
    std::optional<double> accuracy_m;

    std::size_t transform(std::span<double> x, std::span<double> y, PJ_DIRECTION direction) const
    {
        if (x.size() != y.size()) {
            throw Error(ErrorKind::internal, "projection", "x and y differ in length", "Report this defect.");
        }
        if (operation) {
            mark_unusable(x, y);
            if (is_from_degrees && direction == PJ_FWD) {
                mark_beyond_turn(x);
            }
            proj_trans_generic(operation.get(), direction, x.data(), sizeof(double), x.size(), y.data(),
                               sizeof(double), y.size(), nullptr, 0, 0, nullptr, 0, 0);
            proj_errno_reset(operation.get());
        }
        return mark_unusable(x, y);
    }
};

Projection::Projection(const std::string& source_crs, const std::string& target_crs)
    : m_state(std::make_unique<State>())
{
    PJ_CONTEXT* context = m_state->context.get();
    const Pj source = horizontal_crs(context, source_crs);
    const Pj target = horizontal_crs(context, target_crs);
    if (same_system(context, source.get(), target.get())) {
        m_state->name = "none (same system)";
        m_state->accuracy_m = 0;
        return;
    }
    m_state->is_from_degrees = is_geographic(source);
    const Pj best = best_operation(context, source.get(), target.get());
    if (best) {
        m_state->operation.reset(proj_normalize_for_visualization(context, best.get()));
    }
    if (!m_state->operation) {
        throw Error(ErrorKind::input, source_crs + " to " + target_crs,
                    "only a ballpark operation, or none, joins these coordinate systems",
                    "Convert the file to the study's system, or install the datum grids that PROJ needs.");
    }
    m_state->name = proj_get_name(best.get());
    const double accuracy_m = proj_coordoperation_get_accuracy(context, best.get());
    if (accuracy_m >= 0) {
        m_state->accuracy_m = accuracy_m;
    }
}

Projection::Projection(Projection&&) noexcept = default;
Projection& Projection::operator=(Projection&&) noexcept = default;
Projection::~Projection() = default;

std::size_t Projection::forward(std::span<double> x, std::span<double> y) const
{
    return m_state->transform(x, y, PJ_FWD);
}

std::size_t Projection::inverse(std::span<double> x, std::span<double> y) const
{
    return m_state->transform(x, y, PJ_INV);
}

std::string Projection::operation() const { return m_state->name; }

std::optional<double> Projection::accuracy_m() const { return m_state->accuracy_m; }

bool is_projected_in_metres(const std::string& crs)
{
    const PjContext context = quiet_offline_context();
    return has_metre_axes(context.get(), horizontal_crs(context.get(), crs));
}

bool is_in_degrees(const std::string& crs)
{
    const PjContext context = quiet_offline_context();
    return is_geographic(horizontal_crs(context.get(), crs));
}

AreaOfUse::AreaOfUse(const std::string& crs)
{
    const PjContext context = quiet_offline_context();
    const Pj system = horizontal_crs(context.get(), crs);
    m_is_known = proj_get_area_of_use(context.get(), system.get(), &m_west_deg, &m_south_deg, &m_east_deg,
                                      &m_north_deg, nullptr) != 0 &&
                 m_west_deg >= -180;  // PROJ gives -1000 for an unknown area
}

bool AreaOfUse::contains(double lon_deg, double lat_deg) const noexcept
{
    if (!m_is_known) {
        return true;
    }
    const bool is_across_180 = m_west_deg > m_east_deg;
    const bool is_east_of_west = lon_deg >= m_west_deg;
    const bool is_west_of_east = lon_deg <= m_east_deg;
    const bool lon_fits =
        is_across_180 ? (is_east_of_west || is_west_of_east) : (is_east_of_west && is_west_of_east);
    return lon_fits && lat_deg >= m_south_deg && lat_deg <= m_north_deg;
}

}  // namespace wardmap
