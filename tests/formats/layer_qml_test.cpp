#include "layer_qml.hpp"

#include <gtest/gtest.h>

#include <regex>
#include <string>
#include <vector>

#include "wardmap/number_text.hpp"

namespace wardmap::formats {
namespace {

TEST(LayerQml, a_class_ends_so_far_before_the_next_that_qgis_does_not_take_them_for_one_number)
{
    Layer layer;
    layer.table.kind = GeometryKind::point;
    layer.table.fields = {dictionary_field("incidents")};
    layer.style.kind = Style::Kind::graduated;
    layer.style.field = "incidents";
    const std::vector<double> ends = {0, 1, 2, 4, 1e6, 2e6};
    for (std::size_t i = 0; i + 1 < ends.size(); ++i) {
        layer.style.classes.push_back(
            {.label = "c", .fill = {}, .lower = ends[i], .upper = ends[i + 1], .category = {}});
    }
    const std::string qml = layer_qml(layer);
    const std::regex range("lower=\"([^\"]*)\" upper=\"([^\"]*)\"");
    std::size_t found = 0;
    for (std::sregex_iterator at(qml.begin(), qml.end(), range), none; at != none; ++at, ++found) {
        const double upper = parse_double((*at)[2].str()).value();
        EXPECT_EQ(parse_double((*at)[1].str()).value(), ends[found]);
        if (found + 2 < ends.size()) {
            EXPECT_LT(upper, ends[found + 1] - 5e-10);
            EXPECT_GT(upper, ends[found + 1] - 0.01) << "nothing of two decimals lies between";
        } else {
            EXPECT_EQ(upper, ends.back()) << "the last holds its upper end";
        }
    }
    EXPECT_EQ(found + 1, ends.size());
}

}  // namespace
}  // namespace wardmap::formats
