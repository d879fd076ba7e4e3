#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

#include "result_folder.hpp"
#include "temporary_folder.hpp"
#include "wardmap/run.hpp"

namespace wardmap {
namespace {

namespace fs = std::filesystem;

int shell(const std::string& command)
{
    return std::system(command.c_str());  // NOLINT(concurrency-mt-unsafe,cert-env33-c)
}

const std::string qgis_python = "QT_QPA_PLATFORM=offscreen /usr/bin/python3 ";

TEST(QgisProject, OpensInQgisWithEveryLayerStyledAndDrawsEachThemeAndWardPage)
{
    if (shell(qgis_python + "-c 'import qgis.core' > /dev/null 2>&1") != 0) {
        GTEST_SKIP() << "skipped: QGIS with its Python module (python3-qgis) is not installed";
    }
    const test::TemporaryFolder folder;
    RunOptions options;
    options.output_folder = folder.path() / "out";
    static_cast<void>(run(read_study(fs::path(WARDMAP_SOURCE_DIR) / "data/demo/study.toml"), options));
    fs::create_directory(folder.path() / "pictures");
    const auto before = test::contents_of(folder.path() / "out");
    // A town that was moved elsewhere, as results are: the paths are relative.
    fs::rename(folder.path() / "out", folder.path() / "moved");
    EXPECT_EQ(shell(qgis_python + "'" WARDMAP_SOURCE_DIR "/tests/engine/qgis_project.py' '" +
                    (folder.path() / "moved").string() + "' '" + (folder.path() / "pictures").string() +
                    "' 2> /dev/null"),
              0);
    EXPECT_EQ(test::contents_of(folder.path() / "moved").at("wardmap.qgz"), before.at("wardmap.qgz"));
}

}  // namespace
}  // namespace wardmap
