#include "wardmap/staged_folder.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>

#include "wardmap/error.hpp"
#include "wardmap/published_file.hpp"
#include "wardmap/text_file.hpp"

namespace wardmap {
namespace {

namespace fs = std::filesystem;

class StagedFolderTest : public ::testing::Test {
protected:
    void SetUp() override
    {
        std::string pattern = (fs::temp_directory_path() / "wardmap_stage_XXXXXX").string();
        ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
        m_folder = pattern;
        m_target = m_folder / "result";
    }
    void TearDown() override { fs::remove_all(m_folder); }

    static void write(const fs::path& file, const std::string& text) { std::ofstream(file) << text; }
    static std::string read(const fs::path& file)
    {
        std::ifstream input(file);
        return {std::istreambuf_iterator<char>(input), {}};
    }
    void publish(const std::string& text) const
    {
        StagedFolder stage(m_target);
        write(stage.path() / manifest_name, text);
        stage.publish();
    }
    [[nodiscard]] std::size_t entries() const
    {
        return static_cast<std::size_t>(std::distance(fs::directory_iterator(m_folder), {}));
    }

    fs::path m_folder;
    fs::path m_target;
};

ErrorKind kind_of_failure(const fs::path& target, Replaces replaces = Replaces::result)
{
    try {
        const StagedFolder stage(target, replaces);
    } catch (const Error& error) {
        return error.kind();
    }
    return ErrorKind::internal;
}

TEST_F(StagedFolderTest, PublishingReplacesTheOldResultAndLeavesNothingElse)
{
    publish("old");
    publish("new");
    EXPECT_EQ(read(m_target / manifest_name), "new");
    EXPECT_EQ(entries(), 1U);
}

TEST_F(StagedFolderTest, WhatCannotBeWrittenIsToldByItsPlaceAndNotByTheStage)
{
    const StagedFolder stage(m_target);
    const fs::path file = stage.path() / "absent" / "wards.csv";
    try {
        stage.fill([&] { write_new_text(file, "a,b\n"); });
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.where(), (m_target / "absent" / "wards.csv").string());
    }
}

/// The second place becomes a folder meanwhile, which nothing is put in the place of.
TEST_F(StagedFolderTest, OfTwoFilesThatArePublishedTogetherNoneStandsAlone)
{
    write(m_folder / "review.csv", "old");
    PublishedFile review(m_folder / "review.csv");
    PublishedFile out(m_folder / "out.csv");
    write_new_text(review.path(), "new");
    write_new_text(out.path(), "new");
    fs::create_directory(m_folder / "out.csv");
    EXPECT_THROW(PublishedFile::publish_together({&review, &out}), Error);
    EXPECT_EQ(read(m_folder / "review.csv"), "old");
}

TEST_F(StagedFolderTest, WithoutPublishingTheOldResultStands)
{
    publish("old");
    {
        const StagedFolder stage(m_target);
        write(stage.path() / manifest_name, "new");
    }
    EXPECT_EQ(read(m_target / manifest_name), "old");
    EXPECT_EQ(entries(), 1U);
}

TEST_F(StagedFolderTest, ASecondRunIsKeptOut)
{
    const StagedFolder first(m_target);
    EXPECT_EQ(kind_of_failure(m_target), ErrorKind::busy);
}

TEST_F(StagedFolderTest, StagesOfKilledRunsAreSwept)
{
    fs::create_directories(m_folder / ".result.stage-gone" / "geojson");
    publish("new");
    EXPECT_EQ(entries(), 1U);
}

TEST_F(StagedFolderTest, AResultThatAKilledRunHadPutAsideIsPutBackAndNotReplacedByAnExport)
{
    publish("old");
    fs::rename(m_target, m_folder / ".result.stage-abcdef-old");
    fs::create_directories(m_folder / ".result.stage-abcdef" / "geojson");
    EXPECT_EQ(kind_of_failure(m_target, Replaces::nothing), ErrorKind::output);
    EXPECT_EQ(read(m_target / manifest_name), "old");
    EXPECT_EQ(entries(), 1U);
}

TEST_F(StagedFolderTest, AResultThatWasPutAsideAndHasItsSuccessorIsSwept)
{
    publish("old");
    fs::rename(m_target, m_folder / ".result.stage-abcdef-old");
    publish("new");
    fs::create_directories(m_folder / ".result.stage-abcdef-old");
    publish("newer");
    EXPECT_EQ(read(m_target / manifest_name), "newer");
    EXPECT_EQ(entries(), 1U);
}

TEST_F(StagedFolderTest, WhatIsAbandonedGoesAndNoOtherThreadBeginsAStepAfterwards)
{
    publish("old");
    const pid_t child = ::fork();
    if (child == 0) {  // since nothing goes on in a process that has abandoned its output
        ::alarm(60);
        const StagedFolder stage(m_target);
        write(stage.path() / manifest_name, "new");
        const bool has_published = abandon_output();
        std::thread([this] {
            const WholeStep late;
            write(m_folder / "late", "");
        }).detach();
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
        ::_exit(has_published ? 3 : 4);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    EXPECT_TRUE(WIFEXITED(status));
    EXPECT_EQ(WEXITSTATUS(status), 3) << "this process published the old one";
    EXPECT_EQ(read(m_target / manifest_name), "old");
    EXPECT_EQ(entries(), 1U);
}

TEST_F(StagedFolderTest, AFolderThatIsNotAResultIsNotReplaced)
{
    fs::create_directory(m_target);
    write(m_target / "thesis.doc", "years of work");
    EXPECT_EQ(kind_of_failure(m_target), ErrorKind::output);
    EXPECT_EQ(read(m_target / "thesis.doc"), "years of work");
}

TEST_F(StagedFolderTest, WhatIsExportedReplacesNothingNotEvenAResult)
{
    publish("old");
    EXPECT_EQ(kind_of_failure(m_target, Replaces::nothing), ErrorKind::output);
    EXPECT_EQ(read(m_target / manifest_name), "old");
    fs::remove(m_target / manifest_name);
    StagedFolder first(m_target, Replaces::nothing);
    EXPECT_EQ(kind_of_failure(m_target, Replaces::nothing), ErrorKind::busy)
        << "nor does it sweep the first one's stage";
    write(first.path() / "wards.csv", "code");
    first.publish();
    EXPECT_EQ(read(m_target / "wards.csv"), "code");
}

TEST_F(StagedFolderTest, AnEmptyFolderIsTaken)
{
    fs::create_directory(m_target);
    publish("new");
    EXPECT_EQ(read(m_target / manifest_name), "new");
}

TEST_F(StagedFolderTest, ALinkOrAFileInThePlaceOfTheFolderIsRefused)
{
    fs::create_directory(m_folder / "elsewhere");
    fs::create_directory_symlink(m_folder / "elsewhere", m_target);
    EXPECT_EQ(kind_of_failure(m_target), ErrorKind::output);
    fs::remove(m_target);
    write(m_target, "a file");
    EXPECT_EQ(kind_of_failure(m_target), ErrorKind::output);
}

TEST_F(StagedFolderTest, ALinkOnTheWayToTheFolderIsRefusedAndToldWhereItLeads)
{
    fs::create_directory(m_folder / "elsewhere");
    fs::create_directory_symlink(m_folder / "elsewhere", m_folder / "way");
    try {
        const StagedFolder stage(m_folder / "way" / "result");
        ADD_FAILURE() << "a link was followed";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::output);
        EXPECT_NE(error.advice().find((fs::canonical(m_folder) / "elsewhere" / "result").string()),
                  std::string::npos)
            << error.advice();
    }
    EXPECT_TRUE(fs::is_empty(m_folder / "elsewhere"));
}

TEST_F(StagedFolderTest, ResultsArePrivate)
{
    StagedFolder stage(m_target);
    fs::create_directory(stage.path() / "tables");
    write(stage.path() / "tables" / "a.csv", "1");
    stage.publish();
    struct stat found = {};
    ASSERT_EQ(::stat(m_target.c_str(), &found), 0);
    EXPECT_EQ(found.st_mode & 0777U, 0700U);
    ASSERT_EQ(::stat((m_target / "tables" / "a.csv").c_str(), &found), 0);
    EXPECT_EQ(found.st_mode & 0777U, 0600U);
}

}  // namespace
}  // namespace wardmap
