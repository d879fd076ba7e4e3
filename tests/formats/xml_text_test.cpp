#include "xml_text.hpp"

#include <gtest/gtest.h>

#include <string>

namespace wardmap::formats {
namespace {

TEST(XmlText, what_has_a_meaning_in_xml_is_escaped_and_all_else_stays)
{
    EXPECT_EQ(xml_text("<b a=\"x\" c='y'>&amp;"), "&lt;b a=&quot;x&quot; c=&apos;y&apos;&gt;&amp;amp;");
    EXPECT_EQ(xml_text("two\nlines\tand a tab"), "two&#10;lines&#9;and a tab");
    EXPECT_EQ(xml_text("Bedwell · £5 🙂 \u202e \uFFFD \uFFEE"), "Bedwell · £5 🙂 \u202e \uFFFD \uFFEE");
    EXPECT_EQ(xml_text(""), "");
}

TEST(XmlText, what_xml_has_no_character_for_is_left_out)
{
    EXPECT_EQ(xml_text(std::string("a\0b\x1F\rc", 6)), "abc");
    EXPECT_EQ(xml_text("a\xEF\xBF\xBE<\xEF\xBF\xBF"), "a&lt;") << "U+FFFE and U+FFFF";
    EXPECT_EQ(xml_text("\xEF"), "\xEF") << "cut off: whoever reads files refuses it before";
}

}  // namespace
}  // namespace wardmap::formats
