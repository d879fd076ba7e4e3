#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

#include "field_document.hpp"

namespace {

const std::string page_path = WARDMAP_SOURCE_DIR "/docs/formats.md";

std::string page()
{
    std::ifstream file(page_path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

TEST(FormatsPage, tables_of_layers_and_fields_are_those_of_the_dictionary)
{
    const std::string begin = "<!-- made by the code: begin -->\n";
    std::string text = page();
    const std::size_t from = text.find(begin);
    const std::size_t to = text.find("<!-- made by the code: end -->");
    ASSERT_NE(from, std::string::npos);
    ASSERT_NE(to, std::string::npos);
    const std::string made = wardmap::layers::field_document();
    if (std::getenv("WARDMAP_UPDATE_GOLDEN") != nullptr) {
        text.replace(from + begin.size(), to - from - begin.size(), made);
        std::ofstream(page_path, std::ios::binary) << text;
        return;
    }
    EXPECT_EQ(text.substr(from + begin.size(), to - from - begin.size()), made)
        << "run this test with WARDMAP_UPDATE_GOLDEN=1 to rewrite docs/formats.md";
}

}  // namespace
