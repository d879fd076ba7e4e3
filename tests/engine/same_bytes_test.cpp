#include <gtest/gtest.h>

#include <algorithm>
#include <clocale>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <locale>
#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "result_folder.hpp"
#include "temporary_folder.hpp"
#include "wardmap/run.hpp"

// Of the leak sanitizer; there in its builds only.
// NOLINTBEGIN(bugprone-reserved-identifier,readability-identifier-naming): its names
extern "C" __attribute__((weak)) void __lsan_disable();
extern "C" __attribute__((weak)) void __lsan_enable();
// NOLINTEND(bugprone-reserved-identifier,readability-identifier-naming)

namespace wardmap {
namespace {

namespace fs = std::filesystem;

const fs::path demo = fs::path(WARDMAP_SOURCE_DIR) / "data/demo";
using Contents = std::map<std::string, std::string>;

/// What surrounds a run and must not reach its result.
struct Surroundings {
    std::string locale;
    std::string time_zone;
    unsigned threads = 1;
    std::vector<int> order;  ///< of the incident files

    [[nodiscard]] std::string text() const
    {
        std::string parts;
        for (const int part : order) {
            parts += std::to_string(part);
        }
        return locale + ", " + time_zone + ", " + std::to_string(threads) + " threads, files " + parts;
    }
};

/// The demo town with its incidents in three files.
class SameBytes : public ::testing::Test {
protected:
    static constexpr int parts = 3;

    SameBytes() : m_study(read_study(demo / "study.toml"))
    {
        fs::copy(demo, data(), fs::copy_options::recursive);
        std::ifstream whole(demo / "incidents.csv");
        std::string header;
        std::getline(whole, header);
        std::vector<std::ofstream> files;
        for (int part = 0; part < parts; ++part) {
            files.emplace_back(data() / part_name(part)) << header << '\n';
        }
        std::string line;
        for (std::size_t row = 0; std::getline(whole, line); ++row) {
            files[row % parts] << line << '\n';
        }
    }
    ~SameBytes() override
    {
        std::setlocale(LC_ALL, "C");
        std::locale::global(std::locale::classic());
        ::unsetenv("LOCPATH");
        ::unsetenv("TZ");
        ::tzset();
    }

    [[nodiscard]] fs::path data() const { return m_folder.path() / "data"; }
    static std::string part_name(int part) { return "part_" + std::to_string(part) + ".csv"; }

    /// Makes the locale from its source where the machine does not have it; false if that cannot be.
    bool has_locale(const std::string& name) const
    {
        const fs::path made = m_folder.path() / "locales";
        fs::create_directories(made);
        ::setenv("LOCPATH", made.c_str(), 1);
        const std::string source = name.substr(0, name.find('.'));
        const std::string command =
            "localedef -i " + source + " -f UTF-8 " + (made / name).string() + " >/dev/null 2>&1";
        return name == "C.UTF-8" ||
               (std::system(command.c_str()) == 0 && std::setlocale(LC_ALL, name.c_str()) != nullptr);
    }

    /// As a program that has set the user's locale, such as one with windows.
    static void enter(const Surroundings& surroundings)
    {
        ::setenv("TZ", surroundings.time_zone.c_str(), 1);
        ::tzset();
        if (std::setlocale(LC_ALL, surroundings.locale.c_str()) == nullptr) {
            throw std::runtime_error("no locale " + surroundings.locale);
        }
        if (__lsan_disable != nullptr) {
            __lsan_disable();  // the C library's newlocale() forgets what it made of LOCPATH
        }
        std::locale::global(std::locale(surroundings.locale));
        if (__lsan_enable != nullptr) {
            __lsan_enable();
        }
    }

    [[nodiscard]] Contents result_in(const Surroundings& surroundings, Profile profile) const
    {
        enter(surroundings);
        Study study = m_study;
        study.profile = profile;
        study.approved_by = "A. Head";
        Study::Incidents section = study.incidents.front();
        study.incidents.clear();
        for (const int part : surroundings.order) {
            section.file = part_name(part);
            study.incidents.push_back(section);
        }
        const fs::path out = m_folder.path() / "out";
        static_cast<void>(run(study, {.data_folder = data(),
                                      .output_folder = out,
                                      .threads = surroundings.threads,
                                      .accept_hit_rate = false,
                                      .on_step = {}}));
        return test::contents_of(out);
    }

    [[nodiscard]] std::vector<std::string> locales() const
    {
        std::vector<std::string> names;
        for (const char* name : {"C.UTF-8", "de_DE.UTF-8", "tr_TR.UTF-8"}) {
            if (has_locale(name)) {
                names.emplace_back(name);
            } else {
                std::cout << "the locale " << name << " cannot be made here (package locales): left out\n";
            }
        }
        return names;
    }

private:
    test::TemporaryFolder m_folder;
    Study m_study;
};

std::vector<Surroundings> matrix_of(const std::vector<std::string>& locales)
{
    const std::vector<std::vector<int>> orders = {{0, 1, 2}, {2, 0, 1}, {1, 2, 0}, {2, 1, 0}};
    std::vector<Surroundings> matrix;
    for (const std::string& locale : locales) {
        for (const char* time_zone : {"Europe/London", "Asia/Kathmandu"}) {
            for (const unsigned threads : {1U, 2U, 8U}) {
                // Not i % 4 alone, which every fourth one would have in common.
                const std::size_t i = matrix.size();
                matrix.push_back({locale, time_zone, threads, orders[(i + i / 4) % orders.size()]});
            }
        }
    }
    return matrix;
}

/// How many different ones of each there are.
struct Variety {
    std::set<std::string> locales;
    std::set<std::string> time_zones;
    std::set<unsigned> threads;
    std::set<std::vector<int>> orders;

    void add(const Surroundings& surroundings)
    {
        locales.insert(surroundings.locale);
        time_zones.insert(surroundings.time_zone);
        threads.insert(surroundings.threads);
        orders.insert(surroundings.order);
    }
};

TEST_F(SameBytes, ForAnyThreadsLocaleTimeZoneAndOrderOfFilesInEveryProfile)
{
    const std::vector<std::string> names = locales();
    const std::vector<Surroundings> matrix = matrix_of(names);
    std::size_t runs = 0;
    std::size_t files = 0;
    for (const Profile profile : {Profile::internal, Profile::partner, Profile::open_public}) {
        const Contents first = result_in(matrix.front(), profile);
        ASSERT_GT(first.size(), profile == Profile::open_public ? 30U : 50U);
        // Of what is made from an internal result's layers, fewer.
        const std::size_t step = profile == Profile::internal ? 1 : 4;
        Variety tried;
        tried.add(matrix.front());
        ++runs;
        for (std::size_t i = step; i < matrix.size(); i += step) {
            const Contents found = result_in(matrix[i], profile);
            ASSERT_EQ(found.size(), first.size()) << matrix[i].text();
            for (const auto& [file, bytes] : first) {
                EXPECT_TRUE(found.at(file) == bytes)
                    << profile_name(profile) << ": " << file << " differs with " << matrix[i].text();
            }
            tried.add(matrix[i]);
            ++runs;
        }
        EXPECT_EQ(tried.locales.size(), names.size()) << profile_name(profile);
        EXPECT_EQ(tried.time_zones.size(), 2U) << profile_name(profile);
        // All of them, but where the machine cannot make the locales.
        EXPECT_GE(tried.threads.size(), std::min<std::size_t>(names.size() + 1, 3)) << profile_name(profile);
        EXPECT_GE(tried.orders.size(), names.size() + 1) << profile_name(profile) << ": orders of the files";
        files += first.size();
    }
    std::cout << runs
              << " runs with other threads, locales, time zones and orders of files, in three profiles: "
              << files << " files, the same bytes\n";
}

TEST_F(SameBytes, AsALocaleOfCommasWouldBreakThem)
{
    if (!has_locale("de_DE.UTF-8")) {
        GTEST_SKIP() << "the locale cannot be made here";
    }
    enter({"de_DE.UTF-8", "Asia/Kathmandu", 1, {0, 1, 2}});
    std::string text(8, '\0');
    text.resize(static_cast<std::size_t>(std::snprintf(text.data(), text.size(), "%.1f", 0.5)));
    EXPECT_EQ(text, "0,5") << "else the matrix would show nothing";
    const std::time_t epoch = 0;
    EXPECT_EQ(std::localtime(&epoch)->tm_hour, 5) << "else the time zone would not be another one";
}

}  // namespace
}  // namespace wardmap
