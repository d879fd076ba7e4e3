#include <algorithm>
#include <array>
#include <initializer_list>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "wardmap/error.hpp"
#include "wardmap/layer.hpp"

namespace wardmap {

namespace {

constexpr auto integer = FieldType::integer;
constexpr auto real = FieldType::real;
constexpr auto text = FieldType::text;
constexpr auto boolean = FieldType::boolean;
constexpr auto plain = FieldNature::plain;
constexpr auto count = FieldNature::count;
constexpr auto derived = FieldNature::derived;
constexpr auto reporter = FieldNature::reporter;
constexpr auto free_text = FieldNature::free_text;

/// Up to four names of fields.
struct Names {
    constexpr Names(std::initializer_list<const char*> given) { std::ranges::copy(given, names.begin()); }
    std::array<const char*, 4> names{};
};

/// An entry as it stands in the tables below. Without strings: where memory runs out in a list of objects that hold some,
/// code of GCC 12 destroys those twice that it has made.
struct Row {
    struct {
        const char* name;
        const char* short_name;
        FieldType type;
        const char* label;
        const char* unit;
        int decimals;
    } field;
    const char* meaning;
    FieldNature nature;
    Names gives_away;
};

std::vector<FieldEntry> entries(std::initializer_list<Row> rows)
{
    std::vector<FieldEntry> made;
    made.reserve(rows.size());
    for (const Row& row : rows) {
        FieldEntry& entry = made.emplace_back();
        entry.field.name = row.field.name;
        entry.field.short_name = row.field.short_name;
        entry.field.type = row.field.type;
        entry.field.label = row.field.label;
        entry.field.unit = row.field.unit;
        entry.field.decimals = row.field.decimals;
        entry.meaning = row.meaning;
        entry.nature = row.nature;
        for (const char* const name : row.gives_away.names) {
            if (name != nullptr) {
                entry.gives_away.emplace_back(name);
            }
        }
    }
    return made;
}

// name, short name, type, label, unit, decimals · meaning · nature, counts that it gives away

std::vector<FieldEntry> place_fields()
{
    return entries({
        {{"area_km2", "area_km2", real, "Area", "km²", 4}, "Area on the ground.", plain, {}},
        {{"block_id", "block_id", text, "Block code", "", -1},
         "The tower block's code in the layer of blocks.",
         plain,
         {}},
        {{"block_name", "block_name", text, "Block", "", -1}, "The tower block's name.", plain, {}},
        {{"cell_id", "cell_id", text, "Cell", "", -1},
         "Column and row of the cell in a lattice that is the same every month.",
         plain,
         {}},
        {{"dwellings", "dwellings", integer, "Dwellings", "", -1},
         "Flats in the block, as its layer states.",
         plain,
         {}},
        {{"hotspot_id", "hotspot_id", text, "Hotspot", "", -1}, "Theme and rank of the hotspot.", plain, {}},
        {{"compared_period", "comp_per", text, "Compared with", "", -1},
         "The period that the target compares with.",
         plain,
         {}},
        {{"target_pct", "targ_pct", real, "Change aimed at", "%", 1}, "The target's change.", plain, {}},
        {{"target_period", "targ_per", text, "Period", "", -1},
         "When the target must be reached.",
         plain,
         {}},
        {{"zone_part", "zone_part", text, "Where", "", -1},
         "Inside the zone, around it, both together, or elsewhere.",
         plain,
         {}},
        {{"name", "name", text, "Name", "", -1}, "What it is called.", plain, {}},
        {{"nearest_place", "near_place", text, "Near", "", -1},
         "Nearest street or landmark of the gazetteer.",
         plain,
         {}},
        {{"population", "population", integer, "Population", "residents", -1},
         "Residents, as the layer of wards states.",
         plain,
         {}},
        {{"postcode", "postcode", text, "Postcode", "", -1}, "The block's postcode.", plain, {}},
        {{"radius_m", "radius_m", real, "Radius", "m", 1}, "Radius of the circle.", plain, {}},
        {{"storeys", "storeys", integer, "Storeys", "", -1},
         "Storeys of the block, as its layer states.",
         plain,
         {}},
        {{"ward_id", "ward_id", text, "Ward code", "", -1},
         "The ward's code in the layer of wards.",
         plain,
         {}},
        {{"ward_name", "ward_name", text, "Ward", "", -1}, "The ward's name.", plain, {}},
        {{"wards", "wards", text, "Wards", "", -1}, "Names of the wards that it touches.", plain, {}},
        {{"x_m", "x_m", real, "Easting", "m", 1},
         "Easting of the centre in the study's coordinate system.",
         plain,
         {}},
        {{"y_m", "y_m", real, "Northing", "m", 1},
         "Northing of the centre in the study's coordinate system.",
         plain,
         {}},
    });
}

// NOLINTNEXTLINE(readability-function-size): a table, a few lines a field
std::vector<FieldEntry> count_fields()
{
    constexpr Names ways = {"by_address", "by_footprint", "by_name", "by_uprn"};
    return entries({
        {{"after", "after", integer, "After", "incidents", -1},
         "Incidents in the days from the zone's date on.",
         count,
         {}},
        {{"before", "before", integer, "Before", "incidents", -1},
         "Incidents in as many days before the zone's date.",
         count,
         {}},
        {{"by_address", "by_address", integer, "By address", "incidents", -1},
         "Incidents that came to the block by their matched address.",
         count,
         ways},
        {{"by_footprint", "by_footpr", integer, "By footprint", "incidents", -1},
         "Incidents that came to the block by lying in its footprint.",
         count,
         ways},
        {{"by_name", "by_name", integer, "By name", "incidents", -1},
         "Incidents that came to the block by its name.",
         count,
         ways},
        {{"by_uprn", "by_uprn", integer, "By UPRN", "incidents", -1},
         "Incidents that came to the block by their UPRN.",
         count,
         ways},
        {{"flats", "flats", integer, "Flats", "", -1}, "Different flats with an incident.", count, {}},
        {{"incidents", "incidents", integer, "Incidents", "", -1},
         "Incidents of the theme in the period.",
         count,
         {}},
        {{"incidents_aoristic", "inc_aorist", real, "Incidents", "", 4},
         "Incidents in the hour, those of unsure time shared over the hours they may have happened in.",
         count,
         {}},
        {{"last_12_months", "last_12_m", integer, "Last 12 months", "incidents", -1},
         "Incidents in the 12 months up to the period's end.",
         count,
         {}},
        {{"last_3_months", "last_3_m", integer, "Last 3 months", "incidents", -1},
         "Incidents in the 3 months up to the period's end.",
         count,
         {}},
        {{"last_6_months", "last_6_m", integer, "Last 6 months", "incidents", -1},
         "Incidents in the 6 months up to the period's end.",
         count,
         {}},
        {{"last_year", "last_year", integer, "Same month last year", "incidents", -1},
         "Incidents in the same month a year before.",
         count,
         {}},
        {{"neighbourhood", "neighbourh", integer, "In and around", "incidents", -1},
         "Incidents in the cell and its neighbours.",
         count,
         {"incidents"}},
        {{"places", "places", integer, "Places", "", -1}, "Different positions with an incident.", count, {}},
        {{"previous", "previous", integer, "Previous period", "incidents", -1},
         "Incidents of the theme in the comparison period.",
         count,
         {}},
        {{"repeats", "repeats", integer, "Repeats", "incidents", -1},
         "Incidents after the first at the same flat.",
         count,
         {}},
    });
}

// NOLINTNEXTLINE(readability-function-size): a table, a few lines a field
std::vector<FieldEntry> rate_fields()
{
    constexpr Names incidents = {"incidents"};
    return entries({
        {{"cumulative_pct", "cum_pct", real, "Share so far", "% of incidents", 1},
         "Share of all incidents at this place and the better ones.",
         derived,
         incidents},
        {{"density_per_km2", "dens_km2", real, "Density", "incidents per km²", 2},
         "Incidents by area.",
         derived,
         incidents},
        {{"dwelling_rate_high", "dw_rate_hi", real, "Rate, upper limit", "per 100 dwellings", 2},
         "Upper end of the exact 95 % interval of the rate.",
         derived,
         incidents},
        {{"dwelling_rate_low", "dw_rate_lo", real, "Rate, lower limit", "per 100 dwellings", 2},
         "Lower end of the exact 95 % interval of the rate.",
         derived,
         incidents},
        {{"excess", "excess", real, "Excess", "incidents", 2},
         "Incidents above the expected number.",
         derived,
         incidents},
        {{"expected", "expected", real, "Expected", "incidents", 2},
         "Incidents there would be if they were spread evenly.",
         derived,
         incidents},
        {{"funnel", "funnel", text, "Against all wards", "", -1},
         "low, low?, normal, high? or high: outside the 95 % (with ?) or 99.8 % limits of what residents "
         "alone would lead to expect.",
         derived,
         incidents},
        {{"funnel_expected", "fun_exp", real, "Expected by residents", "incidents", 2},
         "Incidents at the rate of all wards together.",
         derived,
         incidents},
        {{"funnel_high", "fun_high", real, "Upper 95 % limit", "incidents", 2},
         "Upper 95 % limit of what residents would lead to expect, overdispersion included.",
         derived,
         incidents},
        {{"funnel_low", "fun_low", real, "Lower 95 % limit", "incidents", 2},
         "Lower 95 % limit of what residents would lead to expect, overdispersion included.",
         derived,
         incidents},
        {{"funnel_q", "fun_q", real, "Against all wards, q", "", -1},
         "False-discovery q of being so far from what residents would lead to expect.",
         derived,
         incidents},
        {{"month_expected", "mon_exp", real, "Expected by the months before", "incidents", 2},
         "Incidents at the daily rate of all months before; none with fewer than 12 of them.",
         derived,
         incidents},
        {{"month_high", "mon_high", integer, "Upper limit", "incidents", -1},
         "Most incidents within the control limits (Poisson quantile .99865).",
         derived,
         incidents},
        {{"month_low", "mon_low", integer, "Lower limit", "incidents", -1},
         "Fewest incidents within the control limits (Poisson quantile .00135).",
         derived,
         incidents},
        {{"month_signal", "mon_signal", text, "Signal", "", -1},
         "\"above\" or \"below\" the control limits.",
         derived,
         incidents},
        {{"rate_high", "rate_high", real, "Rate, upper limit", "per 1,000 residents", 2},
         "Upper end of the exact 95 % interval of the rate.",
         derived,
         incidents},
        {{"rate_low", "rate_low", real, "Rate, lower limit", "per 1,000 residents", 2},
         "Lower end of the exact 95 % interval of the rate.",
         derived,
         incidents},
        {{"rate_per_1000", "rate_1000", real, "Rate", "per 1,000 residents", 2},
         "Incidents in the whole period by residents.",
         derived,
         incidents},
        {{"rate_per_100_dwellings", "dw_rate", real, "Rate", "per 100 dwellings", 2},
         "Incidents in the whole period by dwellings.",
         derived,
         incidents},
        {{"share_pct", "share_pct", real, "Share", "% of incidents", 2},
         "Share of all incidents of the theme.",
         derived,
         incidents},
        {{"top_place_pct", "top_place", real, "Top place", "% of incidents", 1},
         "Share of the incidents that is at the commonest position.",
         derived,
         {"incidents", "places"}},
    });
}

std::vector<FieldEntry> change_fields()
{
    constexpr Names both = {"incidents", "previous"};
    return entries({
        {{"change_high", "chg_high", real, "Change, upper limit", "times", 3},
         "Upper end of the exact 95 % interval of the change.",
         derived,
         both},
        {{"change_low", "chg_low", real, "Change, lower limit", "times", 3},
         "Lower end of the exact 95 % interval of the change.",
         derived,
         both},
        {{"change_p", "change_p", real, "Change, p", "", -1},
         "Exact two-sided p of the change between the periods.",
         derived,
         both},
        {{"change_ratio", "chg_ratio", real, "Change", "times", 3},
         "Incidents per day in the period by those in the comparison period.",
         derived,
         both},
        {{"difference", "diff", real, "Difference", "incidents", 1},
         "Incidents more (below 0: fewer) than the trend elsewhere would have given.",
         derived,
         {"before", "after"}},
        {{"difference_high", "diff_high", real, "Difference, upper limit", "incidents", 1},
         "Upper end of the 95 % interval of the difference.",
         derived,
         {"before", "after"}},
        {{"difference_low", "diff_low", real, "Difference, lower limit", "incidents", 1},
         "Lower end of the 95 % interval of the difference.",
         derived,
         {"before", "after"}},
        {{"difference_words", "diff_words", text, "Difference in words", "", -1},
         "Whether the difference is more than chance would give.",
         derived,
         {"before", "after"}},
        {{"target_most", "targ_most", real, "Most that meet it", "incidents", 1},
         "Incidents in the whole period that still meet the target.",
         derived,
         both},
        {{"target_state", "targ_state", text, "Target", "", -1},
         "met, missed or too early to tell.",
         derived,
         both},
        {{"target_why", "targ_why", text, "Why", "", -1}, "The numbers that decide it.", derived, both},
        {{"last_year_p", "last_yr_p", real, "Same month last year, p", "", -1},
         "Exact two-sided p of the change since the same month last year.",
         derived,
         {"incidents", "last_year"}},
        {{"change_words", "chg_words", text, "Change in words", "", -1},
         "Whether the change is more than chance would give.",
         derived,
         both},
    });
}

std::vector<FieldEntry> hotspot_fields()
{
    constexpr Names cell = {"incidents", "neighbourhood"};
    return entries({
        {{"GiPValue", "GiPValue", real, "Gi* p value", "", -1},
         "Two-sided normal p of GiZScore, as ArcGIS reports it.",
         derived,
         cell},
        {{"GiZScore", "GiZScore", real, "Gi* z score", "", -1},
         "Getis and Ord's Gi* with the cell itself included.",
         derived,
         cell},
        {{"Gi_Bin", "Gi_Bin", integer, "Gi* bin", "", -1},
         "ArcGIS's confidence class from GiPValue with false-discovery correction; hs_bin is the one to act "
         "on.",
         plain,
         {}},
        {{"class", "class", integer, "Class", "", -1},
         "Number of the density class, 1 the lowest.",
         plain,
         {}},
        {{"density_from", "dens_from", real, "Density from", "incidents per km²", -1},
         "Lower end of the class.",
         plain,
         {}},
        {{"density_to", "dens_to", real, "Density to", "incidents per km²", -1},
         "Upper end of the class; none for the highest.",
         plain,
         {}},
        {{"hs_bin", "hs_bin", integer, "Hotspot class", "", -1},
         "3, 2, 1: hot at 99, 95, 90 %; -1 to -3: cold; 0: neither. By exact p with false-discovery "
         "correction.",
         plain,
         {}},
        {{"hs_p", "hs_p", real, "Exact p", "", -1},
         "Exact p of as many (or as few) incidents in and around the cell.",
         derived,
         cell},
        {{"hs_q", "hs_q", real, "False-discovery q", "", -1},
         "hs_p corrected over all cells (Benjamini and Hochberg).",
         derived,
         cell},
        {{"neighbourhood_expected", "neigh_exp", real, "Expected in and around", "incidents", 4},
         "Incidents there would be in the cell and its neighbours if they were spread evenly.",
         plain,
         {}},
        {{"peak_time", "peak_time", text, "Peak time", "", -1},
         "Weekdays and hours that hold the most incidents.",
         derived,
         {"incidents", "incidents_timed"}},
        {{"rank", "rank", integer, "Rank", "", -1}, "1 is the highest.", plain, {}},
    });
}

// NOLINTNEXTLINE(readability-function-size): a table, a few lines a field
std::vector<FieldEntry> cluster_fields()
{
    constexpr Names weights = {"incidents", "weight"};
    return entries({
        {{"cluster", "cluster", integer, "Cluster", "", -1}, "Rank of the cluster it is in.", plain, {}},
        {{"days_band", "days_band", text, "Days apart", "", -1}, "Days between two incidents.", plain, {}},
        {{"distance_band", "dist_band", text, "Distance apart", "", -1},
         "Distance between two incidents.",
         plain,
         {}},
        {{"first_day", "first_day", text, "First day", "", -1}, "Date of its first incident.", plain, {}},
        {{"knox_p", "knox_p", real, "p", "", -1},
         "Share of permutations of the dates with as many pairs.",
         derived,
         {"pairs"}},
        {{"knox_ratio", "knox_ratio", real, "Ratio", "times", 3},
         "Pairs by pairs expected.",
         derived,
         {"pairs"}},
        {{"last_day", "last_day", text, "Last day", "", -1}, "Date of its last incident.", plain, {}},
        {{"local_moran_i", "moran_i", real, "Local Moran's I", "", -1},
         "Above 0: like its neighbours; below 0: unlike them.",
         derived,
         weights},
        {{"local_moran_p", "moran_p", real, "Local Moran's I, p", "", -1},
         "Two-sided p by conditional permutation.",
         derived,
         weights},
        {{"local_moran_q", "moran_q", real, "Local Moran's I, q", "", -1},
         "local_moran_p corrected over all cells (Benjamini and Hochberg).",
         derived,
         weights},
        {{"near_repeat", "near_rep", boolean, "Near repeat", "", -1},
         "p below 0.05 and a ratio of 1.2 or more.",
         plain,
         {}},
        {{"hot_before", "hot_before", boolean, "Hot before", "", -1},
         "A cell of the hotspot was hot in the comparison period, too.",
         derived,
         {"incidents"}},
        {{"hot_since", "hot_since", text, "Hot since", "", -1},
         "The first hot time step of a hotspot that is newly hot.",
         derived,
         {"incidents"}},
        {{"pattern", "pattern", text, "Pattern", "", -1},
         "When it was hot: persistent, emerging, intermittent, former or none.",
         derived,
         {"incidents"}},
        {{"pattern_cold", "pat_cold", text, "Pattern, cold", "", -1},
         "Esri's pattern of its cold time steps.",
         derived,
         {"incidents"}},
        {{"pattern_hot", "pat_hot", text, "Pattern, hot", "", -1},
         "Esri's pattern of its hot time steps.",
         derived,
         {"incidents"}},
        {{"steps_hot", "steps_hot", integer, "Hot steps", "", -1},
         "Time steps in which it was hot at 95 %.",
         derived,
         {"incidents"}},
        {{"trend_p", "trend_p", real, "Trend, p", "", -1}, "Two-sided p of trend_z.", derived, {"incidents"}},
        {{"trend_z", "trend_z", real, "Trend, z", "", -1},
         "Mann-Kendall's z of Gi* over the time steps; above 0: rising.",
         derived,
         {"incidents"}},
        {{"pairs", "pairs", integer, "Pairs", "", -1}, "Pairs of incidents so far apart.", count, {}},
        {{"pairs_expected", "pairs_exp", real, "Pairs expected", "", 3},
         "Mean over permutations of the dates.",
         derived,
         {"pairs"}},
        {{"neighbour_mean", "neigh_mean", real, "Mean of the neighbours", "", -1},
         "Mean value of the cell's neighbours, the cell itself left out.",
         derived,
         weights},
        {{"neighbourhood_weight", "neigh_wght", real, "Weight in and around", "", -1},
         "Sum of the weights in the cell and its neighbours.",
         derived,
         weights},
        {{"quadrant", "quadrant", text, "Cell and neighbours", "", -1},
         "HH, LL: high among high, low among low; HL, LH: unlike its neighbours; none: not significant.",
         plain,
         {}},
        {{"weight", "weight", real, "Weight", "", -1},
         "Sum of the incidents' weights, or their number.",
         count,
         {}},
    });
}

// NOLINTNEXTLINE(readability-function-size): a table, a few lines a field
std::vector<FieldEntry> plan_fields()
{
    constexpr Names incidents = {"incidents"};
    return entries({
        {{"at_midnight", "midnight", integer, "At 00:00", "incidents", -1},
         "Of those with a time of day, at exactly 00:00:00: many are missing times.",
         count,
         {}},
        {{"day", "day", text, "Day", "", -1}, "Date of the visit.", plain, {}},
        {{"incidents_timed", "inc_timed", integer, "With a time", "incidents", -1},
         "Incidents with a time of day.",
         count,
         {}},
        {{"last_surgery", "last_surg", text, "Last surgery", "", -1},
         "Day of the last one there.",
         plain,
         {}},
        {{"minutes", "minutes", integer, "Visit", "minutes", -1}, "How long the visit is.", plain, {}},
        {{"month_name", "month_name", text, "Month", "", -1}, "Month of the year.", plain, {}},
        {{"months_since", "mon_since", real, "Since the last", "months", 1},
         "Months since the last surgery there; empty: never held.",
         plain,
         {}},
        {{"new_incidents", "new_inc", integer, "New in reach", "incidents", -1},
         "Incidents within walking distance that no venue ranked above reaches.",
         count,
         {}},
        {{"part", "part", text, "Of", "", -1},
         "What the number is of: area, ward, block, hotspot, month, or all.",
         plain,
         {}},
        {{"peak_pct", "peak_pct", real, "In the peak", "% of incidents", 1},
         "Share of the incidents with a time of day in the peak time.",
         derived,
         {"incidents_timed"}},
        {{"place_id", "place_id", text, "Code", "", -1}, "The ward's, block's or hotspot's code.", plain, {}},
        {{"place_name", "place_name", text, "Name", "", -1}, "What it is called.", plain, {}},
        {{"reports", "reports", integer, "Reports", "", -1},
         "Reports in the period at the address, or by the reporter.",
         reporter,
         {}},
        {{"reports_within", "rep_within", integer, "Within the rule's months", "", -1},
         "The most of them within as many months as the rule for case reviews says.",
         reporter,
         {}},
        {{"review_by", "review_by", text, "Review by", "", -1}, "Address or reporter.", plain, {}},
        {{"review_subject", "review_sub", text, "Whose case", "", -1},
         "The address or reporter.",
         free_text,
         {}},
        {{"season_expected", "seas_exp", real, "Expected by days", "incidents", 2},
         "Incidents of the month at the daily rate of all months.",
         derived,
         incidents},
        {{"season_high", "seas_high", real, "Season, upper limit", "times", 3},
         "Upper end of the exact 95 % interval of season_index.",
         derived,
         incidents},
        {{"season_index", "seas_index", real, "Season", "times", 3},
         "Incidents by those expected: 1.2 is a fifth more than the average of the year.",
         derived,
         incidents},
        {{"season_low", "seas_low", real, "Season, lower limit", "times", 3},
         "Lower end of the exact 95 % interval of season_index.",
         derived,
         incidents},
        {{"shift", "shift", text, "Shift", "", -1}, "Name of the shift.", plain, {}},
        {{"signal_months", "sig_months", text, "Unusual months", "", -1},
         "Months of the period outside the control limits, and on which side.",
         derived,
         incidents},
        {{"start", "start", text, "Start", "", -1}, "When the visit begins, by the clock.", plain, {}},
        {{"surgery_score", "surg_score", real, "Score", "", 1},
         "What is new in reach times the months since the last surgery by twelve, at most 1.",
         derived,
         {"incidents", "new_incidents"}},
        {{"surgery_why", "surg_why", text, "Why", "", -1}, "The numbers behind the rank.", reporter, {}},
        {{"team", "team", text, "Team", "", -1}, "Name of the team.", plain, {}},
        {{"top_hotspots", "top_hot", text, "Hotspots", "", -1},
         "Ranks of the hotspots with incidents in the ward, best first.",
         derived,
         incidents},
        {{"venue_id", "venue_id", text, "Venue code", "", -1}, "The venue's code.", plain, {}},
        {{"venue_kind", "venue_kind", text, "Kind", "", -1}, "What kind of venue it is.", plain, {}},
        {{"venue_name", "venue_name", text, "Venue", "", -1}, "The venue's name.", plain, {}},
        {{"visits", "visits", integer, "Visits", "", -1}, "Visits to the place in the rota.", plain, {}},
        {{"way_minutes", "way_min", real, "Way there", "minutes", 0},
         "Minutes to get there from the visit before.",
         plain,
         {}},
        {{"without_time", "no_time", integer, "Without a time", "incidents", -1},
         "Incidents without a time of day.",
         count,
         {}},
        {{"years", "years", integer, "Years", "", -1}, "How many years have the month recorded.", plain, {}},
    });
}

std::vector<FieldEntry> record_fields()
{
    return entries({
        {{"at_address", "at_address", integer, "At an address", "", -1},
         "Rows that were placed at an address or a building.",
         count,
         {}},
        {{"by", "by", text, "By", "", -1}, "What the rows are grouped by.", plain, {}},
        {{"candidates", "candidates", text, "Candidates", "", -1},
         "Addresses that the location text may mean.",
         free_text,
         {}},
        {{"case_review", "case_rev", boolean, "Case review", "", -1},
         "Enough reports at one flat or by one reporter for an anti-social behaviour case review.",
         reporter,
         {}},
        {{"category", "category", text, "Category", "", -1},
         "The incident's category, as recorded.",
         plain,
         {}},
        {{"file", "file", text, "File", "", -1}, "Input file.", plain, {}},
        {{"group", "group", text, "Group", "", -1}, "Which group of rows.", plain, {}},
        {{"hit_rate_pct", "hit_rate", real, "Hit rate", "% of rows", 1},
         "Share of the rows that could be read that were given a place.",
         plain,
         {"rows", "located"}},
        {{"hour", "hour", integer, "Hour", "", -1}, "Hour of the day, 0 to 23, civil time.", plain, {}},
        {{"line", "line", integer, "Line", "", -1},
         "Line of the file on which the record starts.",
         plain,
         {}},
        {{"located", "located", integer, "Located", "", -1}, "Rows that were given a place.", count, {}},
        {{"location", "location", text, "Location", "", -1}, "The location as recorded.", free_text, {}},
        {{"match_level", "match_lev", text, "Located by", "", -1},
         "What the position was found by.",
         plain,
         {}},
        {{"month", "month", text, "Month", "", -1}, "Calendar month.", plain, {}},
        {{"outcome", "outcome", text, "Outcome", "", -1}, "What became of the rows.", plain, {}},
        {{"precision_m", "precis_m", real, "Precision", "m", 1},
         "How far off the position may be.",
         plain,
         {}},
        {{"reason", "reason", text, "Reason", "", -1},
         "Codes for why the record was placed, or not.",
         plain,
         {}},
        {{"ref", "ref", text, "Reference", "", -1}, "The incident's reference, as recorded.", plain, {}},
        {{"reporters", "reporters", integer, "Reporters", "", -1}, "Different reporters.", reporter, {}},
        {{"rows", "rows", integer, "Rows", "", -1}, "Rows of the input files.", count, {}},
        {{"score", "score", real, "Score", "", 3}, "How well the best candidate fits, 0 to 1.", plain, {}},
        {{"state", "state", text, "State", "", -1}, "Located, unmatched, ambiguous or rejected.", plain, {}},
        {{"theme", "theme", text, "Theme", "", -1}, "Id of the theme.", plain, {}},
        {{"time", "time", text, "Time", "", -1}, "When it happened, as finely as is known.", plain, {}},
        {{"top_reporter_pct", "top_report", real, "Top reporter", "% of incidents", 1},
         "Share of the incidents that one reporter made.",
         reporter,
         {}},
        {{"weekday", "weekday", text, "Weekday", "", -1}, "Day of the week.", plain, {}},
    });
}

std::vector<FieldEntry> public_fields()
{
    return entries({
        {{"addresses", "addresses", integer, "Postal addresses", "", -1},
         "Postal addresses of the gazetteer in the square.",
         plain,
         {}},
        {{"heat_class", "heat_class", text, "Class", "", -1},
         "How much happens in the square, as a class made from protected counts.",
         plain,
         {}},
        {{"hidden_below", "hidden_bel", integer, "Hidden below", "incidents", -1},
         "Smaller numbers than this, other than 0, are published as *.",
         plain,
         {}},
        {{"incidents_published", "inc_publ", text, "Incidents", "", -1},
         "0, * for a hidden small count, or the count rounded to the nearest 5; with 'together', of all such "
         "wards.",
         plain,
         {}},
        {{"period", "period", text, "Period", "", -1},
         "First and last day that the number counts.",
         plain,
         {}},
        {{"rate_published", "rate_publ", real, "Rate", "per 1,000 residents", 1},
         "The published number by residents; none where that is hidden.",
         plain,
         {}},
        {{"side_m", "side_m", real, "Side", "m", 0}, "Side of the square.", plain, {}},
    });
}

std::vector<FieldEntry> whole_dictionary()
{
    std::vector<FieldEntry> all;
    for (const auto& part : {place_fields, count_fields, rate_fields, change_fields, hotspot_fields,
                             cluster_fields, plan_fields, record_fields, public_fields}) {
        std::ranges::move(part(), std::back_inserter(all));
    }
    std::ranges::sort(all, {},
                      [](const FieldEntry& entry) -> const std::string& { return entry.field.name; });
    return all;
}

}  // namespace

const std::vector<FieldEntry>& field_dictionary()
{
    static const std::vector<FieldEntry> dictionary = whole_dictionary();
    return dictionary;
}

const FieldEntry* find_field(std::string_view name)
{
    const auto& all = field_dictionary();
    const auto found = std::ranges::lower_bound(
        all, name, {}, [](const FieldEntry& entry) { return std::string_view(entry.field.name); });
    return found != all.end() && found->field.name == name ? &*found : nullptr;
}

const Field& dictionary_field(std::string_view name)
{
    const FieldEntry* entry = find_field(name);
    if (entry == nullptr) {
        throw Error(ErrorKind::internal, std::string(name), "this field is not in the dictionary of fields",
                    "add it to src/layers/field_dictionary.cpp");
    }
    return entry->field;
}

}  // namespace wardmap
