#include <gtest/gtest.h>
#include <unistd.h>

#include <csignal>
#include <functional>
#include <iostream>
#include <map>
#include <string>

#include "interposed_calls.hpp"
#include "run_under_faults.hpp"
#include "wardmap/layer.hpp"
#include "wardmap/published_file.hpp"
#include "wardmap/write_file.hpp"

namespace wardmap::test {
namespace {

namespace fs = std::filesystem;

using Contents = std::map<std::string, std::string>;

/// A surface, which is written with a file of its style beside it.
LayerSet surface(double value)
{
    LayerSet layers;
    layers.crs = "EPSG:27700";
    layers.rasters.push_back({.name = "density"});
    layers.rasters.front().raster = {{{523'000, 225'000}, 100, 2, 2}, {value, 1, 2, 3}};
    return layers;
}

/// Writes a file over an earlier one, or where none was, while calls fail.
class PublishedFileFaults : public ::testing::Test {
protected:
    using Write = std::function<void(const fs::path& folder, double value)>;

    /// Visits all points of all kinds, once and for good.
    void visit_all(const char* name, const Write& write, bool has_earlier)
    {
        put_back_the_old(write, false);
        write(m_folder.path(), 2);
        m_new = contents_of(m_folder.path());
        put_back_the_old(write, has_earlier);
        m_old = contents_of(m_folder.path());
        int told = 0;
        int points = 0;
        for (const Call call : {Call::open, Call::write, Call::fsync, Call::close, Call::rename}) {
            for (const bool for_good : {false, true}) {
                for (std::int64_t at = 1;; ++at) {
                    const auto [ending, is_reached] =
                        write_with({.call = call, .at = at, .for_good = for_good}, write, has_earlier);
                    if (!is_reached) {
                        break;
                    }
                    ++points;
                    told += ending.exit_code == 0 ? 0 : 1;
                    check(ending, std::string(name) + ", call " + std::to_string(static_cast<int>(call)) +
                                      ' ' + std::to_string(at) + (for_good ? " for good" : " once"));
                }
            }
        }
        EXPECT_GT(told, 10);
        std::cout << name << (has_earlier ? " over an earlier one: " : " where none was: ") << points
                  << " fault points visited, told " << told << '\n';
    }

    /// Kills the writer after each of its renames: every file is whole, and the next writer leaves nothing else.
    void kill_after_each_rename(const Write& write)
    {
        write(m_folder.path(), 2);
        m_new = contents_of(m_folder.path());
        put_back_the_old(write, true);
        m_old = contents_of(m_folder.path());
        int kills = 0;
        for (bool is_killed = true; is_killed; kills += is_killed ? 1 : 0) {
            const FaultPlan plan = {.call = Call::rename, .at = kills + 1, .is_killed = true};
            is_killed = write_with(plan, write, true).ending.signal_number == SIGKILL;
            Contents places = contents_of(m_folder.path());
            std::erase_if(places, [](const auto& file) { return file.first.starts_with('.'); });
            EXPECT_EQ(places.size(), m_old.size()) << "after rename " << kills + 1;
            for (const auto& [name, bytes] : places) {
                EXPECT_TRUE(bytes == m_old[name] || bytes == m_new[name]) << name;
            }
            write(m_folder.path(), 2);
            EXPECT_EQ(contents_of(m_folder.path()), m_new) << "after rename " << kills + 1;
        }
        EXPECT_EQ(kills, 4) << "a second name of each, and each in its place";
    }

private:
    struct Visited {
        Ending ending;
        bool is_reached = false;
    };

    Visited write_with(FaultPlan plan, const Write& write, bool has_earlier)
    {
        const fs::path folder = m_folder.path();
        if (contents_of(folder) != m_old) {
            put_back_the_old(write, has_earlier);
        }
        plan.folder = folder.string();
        const pid_t child = ::fork();
        if (child == 0) {
            set_fault_plan(plan);
            const int code = exit_code_of([&] { write(folder, 2); });
            ::_exit(counted_calls() >= plan.at ? code : not_reached);
        }
        const Ending ending = ending_of(child);
        return {ending, ending.exit_code != not_reached};
    }

    void put_back_the_old(const Write& write, bool has_earlier)
    {
        for (const fs::directory_entry& entry : fs::directory_iterator(m_folder.path())) {
            fs::remove_all(entry.path());
        }
        if (has_earlier) {
            write(m_folder.path(), 1);
        }
    }

    void check(const Ending& ending, const std::string& point) const
    {
        const Contents found = contents_of(m_folder.path());
        const bool is_told = ending.exit_code == static_cast<int>(ErrorKind::output) && found == m_old;
        EXPECT_TRUE(is_told || (ending.exit_code == 0 && found == m_new))
            << point << ": exit " << ending.exit_code << ", signal " << ending.signal_number
            << ", the new one " << (found == m_new) << ", files " << found.size();
        for (const fs::directory_entry& entry : fs::directory_iterator(m_folder.path())) {
            EXPECT_FALSE(entry.is_directory()) << point << ": left behind: " << entry.path();
        }
    }

    static constexpr int not_reached = 99;
    TemporaryFolder m_folder;
    Contents m_old;
    Contents m_new;
};

void write_note(const fs::path& folder, double value)
{
    publish_text(folder / "note.txt", std::to_string(value));
}
void write_surface(const fs::path& folder, double value)
{
    write_file(folder / "density.tif", surface(value));
}

TEST_F(PublishedFileFaults, ATextIsAllOldOrAllNew)
{
    visit_all("a text", write_note, true);
    visit_all("a text", write_note, false);
}

TEST_F(PublishedFileFaults, ASurfaceAndItsStyleAreAllOldOrAllNew)
{
    visit_all("a surface and its style", write_surface, true);
    visit_all("a surface and its style", write_surface, false);
}

TEST_F(PublishedFileFaults, AKillBetweenTwoRenamesLosesNoFile) { kill_after_each_rename(write_surface); }

}  // namespace
}  // namespace wardmap::test
