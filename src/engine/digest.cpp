#include "digest.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <array>
#include <fstream>
#include <memory>
#include <vector>

#include "wardmap/error.hpp"

namespace wardmap {

namespace {

struct FreeContext {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

void require(bool went_well)
{
    if (!went_well) {
        throw Error(ErrorKind::internal, "SHA-256", "the cryptographic library failed",
                    "Please report this defect");
    }
}

}  // namespace

std::string sha256_of(const std::filesystem::path& file)
{
    std::ifstream input(file, std::ios::binary);
    if (!input) {
        throw Error(ErrorKind::input, file.string(), "this file cannot be opened",
                    "Check the path and its permissions");
    }
    const std::unique_ptr<EVP_MD_CTX, FreeContext> context(EVP_MD_CTX_new());
    require(context != nullptr && EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr) == 1);
    std::vector<char> buffer(std::size_t{1} << 16U);
    while (input) {
        input.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
        require(EVP_DigestUpdate(context.get(), buffer.data(), static_cast<std::size_t>(input.gcount())) ==
                1);
    }
    if (input.bad()) {
        throw Error(ErrorKind::input, file.string(), "this file cannot be read to its end",
                    "Check the disk it lies on");
    }
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned length = 0;
    require(EVP_DigestFinal_ex(context.get(), digest.data(), &length) == 1);
    std::string text;
    for (unsigned i = 0; i < length; ++i) {
        text += fmt::format("{:02x}", digest[i]);
    }
    return text;
}

}  // namespace wardmap
