#include "zip_file.hpp"

#include <cpl_vsi.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <functional>

#include "ogr_layers.hpp"

namespace wardmap::formats {

namespace {

constexpr const char* advice = "check that the disk has space and the folder can be written to";
/// Written and read back in blocks of this size, so that both give the same checksum; the writer takes an `int`.
constexpr std::size_t block_bytes = std::size_t{1} << 20U;

using OwnedFile = std::unique_ptr<VSILFILE, decltype([](VSILFILE* file) { VSIFCloseL(file); })>;

/// It only has to notice an entry that is not what was written, within this run of the program.
std::uint64_t checksum(std::uint64_t sum, std::string_view block)
{
    constexpr std::uint64_t prime = 1099511628211ULL;
    return (sum ^ std::hash<std::string_view>{}(block)) * prime;
}

std::uint32_t little_number(std::fstream& zip, std::streamoff place, std::size_t bytes)
{
    std::array<unsigned char, 4> digits{};
    zip.seekg(place);
    zip.read(reinterpret_cast<char*>(digits.data()), static_cast<std::streamsize>(bytes));
    std::uint32_t number = 0;
    for (std::size_t i = bytes; i > 0; --i) {
        number = number << 8U | digits[i - 1];
    }
    return number;
}

/// Newer GDALs note when an entry was made, older ones do not: the same bytes mean no time. Its two places are in the
/// entry's own header and in the directory at the end (APPNOTE.TXT of the ZIP format, sections 4.3.7, 4.3.12 and
/// 4.3.16; the writer adds no comment behind it).
bool forget_times(const std::string& file)
{
    constexpr std::streamoff end_record_bytes = 22;
    std::fstream zip(file, std::ios::in | std::ios::out | std::ios::binary);
    zip.seekg(0, std::ios::end);
    const std::streamoff end_record = static_cast<std::streamoff>(zip.tellg()) - end_record_bytes;
    const std::uint32_t entries = little_number(zip, end_record + 10, 2);
    std::streamoff place = little_number(zip, end_record + 16, 4);
    for (std::uint32_t i = 0; i < entries && zip.good(); ++i) {
        const std::streamoff own_header = little_number(zip, place + 42, 4);
        std::streamoff next = place + 46;
        for (const std::streamoff length : {28, 30, 32}) {  // of the name, the extra field, the comment
            next += little_number(zip, place + length, 2);
        }
        for (const std::streamoff time : {own_header + 10, place + 12}) {
            zip.seekp(time);
            zip.write("\0\0\0\0", 4);
        }
        place = next;
    }
    zip.close();
    return zip.good();
}

}  // namespace

ZipFile::ZipFile(const std::filesystem::path& path)
{
    prepare_gdal();
    m_file = plain_local_path(path, ErrorKind::output);
    require_new(m_file);
    m_zip.reset(CPLCreateZip(m_file.c_str(), nullptr));
    require(m_zip != nullptr);
}

void ZipFile::begin_entry(const std::string& name)
{
    end_entry();
    require(CPLCreateFileInZip(m_zip.get(), name.c_str(), nullptr) == CE_None);
    m_entries.push_back({name});
}

void ZipFile::flush_if_large()
{
    while (m_text.size() >= block_bytes) {
        write_block(block_bytes);
    }
}

void ZipFile::close()
{
    end_entry();
    require(CPLCloseZip(m_zip.release()) == CE_None && forget_times(m_file));
    std::ranges::for_each(m_entries, [this](const Entry& entry) { verify(entry); });
    m_complaints.throw_on_failure(ErrorKind::output, m_file, advice);
}

void ZipFile::write_block(std::size_t bytes)
{
    require(bytes == 0 || CPLWriteFileInZip(m_zip.get(), m_text.data(), static_cast<int>(bytes)) == CE_None);
    Entry& entry = m_entries.back();
    entry.checksum = checksum(entry.checksum, std::string_view(m_text).substr(0, bytes));
    entry.bytes += bytes;
    m_text.erase(0, bytes);
}

void ZipFile::end_entry()
{
    if (m_entries.empty()) {
        return;
    }
    flush_if_large();
    write_block(m_text.size());
    require(CPLCloseFileInZip(m_zip.get()) == CE_None);
}

void ZipFile::verify(const Entry& entry) const
{
    const OwnedFile source(VSIFOpenL(("/vsizip/{" + m_file + "}/" + entry.name).c_str(), "rb"));
    Entry found{entry.name};
    std::string block(block_bytes, '\0');
    for (std::size_t got = block_bytes; source && got == block_bytes;) {
        got = VSIFReadL(block.data(), 1, block_bytes, source.get());
        found.checksum = checksum(found.checksum, std::string_view(block).substr(0, got));
        found.bytes += got;
    }
    const bool whole = found.bytes == entry.bytes && found.checksum == entry.checksum;
    require_same(m_file, entry.name, whole ? "whole" : "different", "whole");
}

void ZipFile::require(bool went_well) const
{
    if (!went_well) {
        throw Error(ErrorKind::output, m_file, m_complaints.first_failure(), advice);
    }
}

void write_zip(const std::filesystem::path& path, const std::string& entry, std::string_view text)
{
    ZipFile zip(path);
    zip.begin_entry(entry);
    zip.text() = text;
    zip.close();
}

}  // namespace wardmap::formats
