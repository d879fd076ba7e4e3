#include "wardmap/local_path.hpp"

#include <gtest/gtest.h>

#include <string>

namespace wardmap {
namespace {

TEST(LocalPath, WhatALibraryCouldTakeForSomethingElseIsNone)
{
    for (const char* path :
         {"", "/vsicurl/http://example.org/x.csv", "/vsizip/x.zip/x.csv", "./../vsimem/x",
          "data/vsigzip/x.gz", "http://example.org/x.csv", "file:///x.csv", "postgresql://u@host/db",
          "CSV:x.csv", "GPKG:x.gpkg:layer", "file:x.csv", "PG:dbname=x", "GTIFF_DIR:1:x.tif"}) {
        EXPECT_FALSE(is_plain_local_path(path)) << path;
    }
    EXPECT_FALSE(is_plain_local_path(std::string("x.csv\0.gpkg", 11)));
}

TEST(LocalPath, FilesAndFoldersOfThisMachineAre)
{
    for (const char* path :
         {"x.csv", "/data/x.csv", "../May 2025/x.csv", "a:b.csv", "reports/09:30 list.csv", "~x"}) {
        EXPECT_TRUE(is_plain_local_path(path)) << path;
    }
}

TEST(LocalPath, NothingBehindASchemeIsShown)
{
    EXPECT_EQ(shown_path("postgresql://user:secret@host/db"), "postgresql://…");
    EXPECT_EQ(shown_path("data/x.csv"), "data/x.csv");
}

}  // namespace
}  // namespace wardmap
