#include "zip_file.hpp"

#include <cpl_conv.h>
#include <cpl_vsi.h>

#include <array>
#include <fstream>

#include "gdal_session.hpp"
#include "ogr_layers.hpp"

namespace wardmap::formats {

namespace {

constexpr const char* advice = "check that the disk has space and the folder can be written to";
/// The writer takes an `int` of bytes at a time.
constexpr std::size_t block_bytes = std::size_t{1} << 20U;

using OwnedZip = std::unique_ptr<void, GiveBack<CPLCloseZip>>;
using OwnedFile = std::unique_ptr<VSILFILE, decltype([](VSILFILE* file) { VSIFCloseL(file); })>;

bool write_entry(void* zip, const std::string& entry, std::string_view text)
{
    if (CPLCreateFileInZip(zip, entry.c_str(), nullptr) != CE_None) {
        return false;
    }
    for (; !text.empty(); text.remove_prefix(std::min(block_bytes, text.size()))) {
        const std::string_view block = text.substr(0, block_bytes);
        if (CPLWriteFileInZip(zip, block.data(), static_cast<int>(block.size())) != CE_None) {
            return false;
        }
    }
    return CPLCloseFileInZip(zip) == CE_None;
}

std::string read_entry(const std::string& file, const std::string& entry, std::size_t bytes)
{
    const OwnedFile source(VSIFOpenL(("/vsizip/{" + file + "}/" + entry).c_str(), "rb"));
    if (!source) {
        return {};
    }
    std::string text(bytes + 1, '\0');  // one more, to notice an entry that goes on
    text.resize(VSIFReadL(text.data(), 1, text.size(), source.get()));
    return text;
}

/// Newer GDALs note when the entry was made, older ones do not: the same bytes mean no time. Its two places are
/// in the entry's own header, which comes first, and in the directory at the end (APPNOTE.TXT of the ZIP format,
/// sections 4.3.7, 4.3.12 and 4.3.16; neither writer adds a comment behind it).
bool forget_time(const std::string& file)
{
    constexpr std::streamoff end_record_bytes = 22;
    std::fstream zip(file, std::ios::in | std::ios::out | std::ios::binary);
    std::array<unsigned char, 4> offset{};
    zip.seekg(16 - end_record_bytes, std::ios::end);
    zip.read(reinterpret_cast<char*>(offset.data()), offset.size());
    const std::streamoff directory =
        offset[0] + 256L * offset[1] + 65'536L * offset[2] + 16'777'216L * offset[3];
    for (const std::streamoff place : {std::streamoff{10}, directory + 12}) {
        zip.seekp(place);
        zip.write("\0\0\0\0", 4);
    }
    zip.close();
    return zip.good();
}

}  // namespace

void write_zip(const std::filesystem::path& path, const std::string& entry, std::string_view text)
{
    prepare_gdal();
    const std::string file = plain_local_path(path, ErrorKind::output);
    require_new(file);
    const ComplaintCollector complaints;
    OwnedZip zip(CPLCreateZip(file.c_str(), nullptr));
    const bool written = zip && write_entry(zip.get(), entry, text) &&
                         CPLCloseZip(zip.release()) == CE_None && forget_time(file);
    if (!written) {
        throw Error(ErrorKind::output, file, complaints.first_failure(), advice);
    }
    require_same(file, entry, read_entry(file, entry, text.size()) == text ? "whole" : "different", "whole");
    complaints.throw_on_failure(ErrorKind::output, file, advice);
}

}  // namespace wardmap::formats
