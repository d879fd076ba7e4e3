#include "location_words.hpp"

#include <gtest/gtest.h>

#include "gazetteer_index.hpp"
#include "wardmap/postcode.hpp"
#include "wardmap/written_place.hpp"

namespace wardmap::locate_detail {
namespace {

std::string words_of(std::string_view text)
{
    WordList list;
    read_words(text, list);
    std::string out;
    for (const Word& word : list.words) {
        out += out.empty() ? "" : word.after_comma ? "," : word.after_slash ? "/" : " ";
        out += word.text;
    }
    return out;
}

TEST(Words, AreUpperCaseWithoutAccentsAndApostrophes)
{
    EXPECT_EQ(words_of("Ffordd Tŷ’r Wêrn, St. Mary's Ave"), "FFORDD TYR WERN,STREET MARYS AVENUE");
    EXPECT_EQ(words_of("Tesco\xC2\xA0"
                       "Express & Café"),
              "TESCO EXPRESS AND CAFE");
    EXPECT_EQ(words_of("Stoke-on-Trent"), "STOKE ON TRENT");
}

TEST(Words, KeepNumbersTogether)
{
    EXPECT_EQ(words_of("12-16 High St"), "12-16 HIGH STREET");
    EXPECT_EQ(words_of("12/1 High St / London Rd"), "12/1 HIGH STREET/LONDON ROAD");
    EXPECT_EQ(words_of("Flat3B, 12HighSt"), "FLAT 3B,12 HIGHST");
    EXPECT_EQ(words_of("o/s Tesco j/w A602"), "OUTSIDE TESCO JUNCTION A602");
}

TEST(Words, OfBytesThatAreNotUtf8ArePartedThere)
{
    EXPECT_EQ(words_of("HIGH\xFFSTREET"), "HIGH STREET");
    EXPECT_EQ(words_of("\xE2\x82"), "");
}

TEST(NameKey, IsOneForAllSpellings)
{
    EXPECT_EQ(name_key("St. Mary's Rd"), name_key("SAINT MARYS ROAD"));
    EXPECT_EQ(name_key("The Old Post Office"), name_key("Old Post Office"));
    EXPECT_NE(name_key("The Avenue"), name_key("Avenue"));
    EXPECT_EQ(name_stem("Baddeley Close"), "BADDELEY");
    EXPECT_EQ(name_stem("Elm Road"), "") << "three letters are an ordinary word";
    EXPECT_EQ(name_stem("Danestrete"), "");
}

TEST(FlatKey, IsOneForAllSpellings)
{
    for (const char* text :
         {"3B", "3b", "Flat 3B", "3-B", "03B", "3 B", "Flat 3B 2nd Floor", "Apartment 3B"}) {
        EXPECT_EQ(flat_key(text), flat_key("3B")) << text;
    }
    EXPECT_EQ(flat_key("Ground Floor Flat"), flat_key("GROUND FLOOR"));
    EXPECT_NE(flat_key("Basement Flat"), flat_key("Flat B"));
    EXPECT_NE(flat_key("13"), flat_key("1/3"));
    EXPECT_EQ(flat_key("6-20"), flat_key("6/20"));
    EXPECT_EQ(flat_key(""), 0U);
}

TEST(HouseNumber, SortsByValueThenLetter)
{
    EXPECT_LT(read_number("9").low, read_number("10").low);
    EXPECT_LT(read_number("12").low, read_number("12A").low);
    EXPECT_LT(read_number("12A").low, read_number("13").low);
    EXPECT_EQ(read_number("12-16"), (NumberRange{12 * 32, 16 * 32}));
    for (const char* text : {"", "A", "16-12", "12-", "12AB", "12345678", "12/1"}) {
        EXPECT_EQ(read_number(text), NumberRange{}) << text;
    }
}

TEST(Postcode, ReadsWhatTheStandardAllows)
{
    for (const char* text :
         {"SG1 1AA", "sg11aa", "SG10 6AA", "SG106AA", "W1A 1AA", "EC1A 1BB", "M1 1AE", "GIR 0AA", "E4 7DY"}) {
        EXPECT_TRUE(parse_postcode(text)) << text;
    }
    for (const char* text : {"", "SG1", "SG1 AA", "SG1 1A", "SG1 1CI", "QG1 1AA", "1SG 1AA", "SG100 1AA",
                             "SG1 1AAA", "SG1-1AA", "EC1C 1BB"}) {
        EXPECT_FALSE(parse_postcode(text)) << text;
    }
}

TEST(Postcode, WithALetterThatNoneHasIsStillNotANumber)
{
    EXPECT_FALSE(parse_postcode("L55 6BK")) << "no inward code ends in K";
    EXPECT_TRUE(parse_postcode_shape("L55 6BK"));
    EXPECT_FALSE(parse_postcode_shape("12 ELM"));
}

TEST(Postcode, IsWrittenAsItWasRead)
{
    for (const char* text : {"SG1 1AA", "SG10 6AA", "E4 7DY", "EC1A 1BB", "W1A 1AA"}) {
        EXPECT_EQ(postcode_text(parse_postcode(text).value()), text);
    }
}

TEST(Postcode, OfOneSectorAreNeighboursInOrder)
{
    const PostcodeKey first = sector_begin(*parse_postcode("SG1 1AA"));
    EXPECT_EQ(first, sector_begin(*parse_postcode("SG1 1ZZ")));
    EXPECT_EQ(first, sector_key(*parse_outward("SG1"), '1'));
    EXPECT_LT(*parse_postcode("SG1 1ZZ"), first + sector_span);
    EXPECT_NE(first, sector_begin(*parse_postcode("SG1 2AA")));
    EXPECT_EQ(outward_begin(*parse_postcode("SG1 1AA")), *parse_outward("SG1"));
    EXPECT_NE(*parse_outward("SG1"), *parse_outward("SG10"));
}

TEST(Postcode, ConfusionsAreUndoneInUpToTwoPlaces)
{
    EXPECT_EQ(confusable_postcodes("SGI IAA"), std::vector{*parse_postcode("SG1 1AA")});
    EXPECT_EQ(confusable_postcodes("5G2 2DD"), std::vector{*parse_postcode("SG2 2DD")});
    EXPECT_TRUE(confusable_postcodes("SG2 2DD").empty());
}

std::optional<WrittenCoordinates> written_in(std::string_view text) { return find_written_coordinates(text); }

TEST(GridReference, NamesTheCentreOfItsSquare)
{
    EXPECT_EQ(written_in("SU 12 34")->position, (PointM{412500, 134500}));
    EXPECT_EQ(written_in("SU 12 34")->precision_m, 1000);
    EXPECT_EQ(written_in("TL 2345 2412")->position, (PointM{523455, 224125}));
    EXPECT_EQ(written_in("TL23452412")->position, (PointM{523455, 224125}));
    EXPECT_EQ(written_in("near the weir, TL 234 241")->precision_m, 100);
    // Ordnance Survey's own examples: Caister water tower TG 51409 13177 is at 651409, 313177; Ben Nevis.
    EXPECT_EQ(written_in("TG 51409 13177")->position, (PointM{651409.5, 313177.5}));
    EXPECT_EQ(written_in("NN166712")->position, (PointM{216650, 771250}));
    EXPECT_EQ(written_in("HU 39 76")->position, (PointM{439500, 1176500}));
}

TEST(GridReference, IsNotAPostcodeAHouseNumberOrATelephone)
{
    for (const char* text : {"SO14 12 High Street", "TL2 3AB", "SU 12 34 High Street", "AB 1234 5678",
                             "TL 123 4567", "01438 242242", "12 High Street", "SI 1234 5678"}) {
        EXPECT_FALSE(written_in(text)) << text;
    }
}

TEST(EastingNorthing, IsAPairOfSixDigits)
{
    for (const char* text :
         {"523746 223474", "523746,223474", "E523746 N223474", "Easting 523746 Northing 223474",
          "at 523746, 223474 by the lake", "523746.5, 223474.2"}) {
        ASSERT_TRUE(written_in(text)) << text;
        EXPECT_EQ(written_in(text)->position, (PointM{523746, 223474})) << text;
    }
    EXPECT_TRUE(written_in("E523746 N223474")->labelled);
    EXPECT_FALSE(written_in("523746 223474")->labelled);
}

}  // namespace
}  // namespace wardmap::locate_detail
