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

struct Sha256::State {
    std::unique_ptr<EVP_MD_CTX, FreeContext> context{EVP_MD_CTX_new()};
};

Sha256::Sha256() : m_state(std::make_unique<State>())
{
    require(m_state->context != nullptr &&
            EVP_DigestInit_ex(m_state->context.get(), EVP_sha256(), nullptr) == 1);
}
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;
Sha256::~Sha256() = default;

void Sha256::add(std::string_view bytes)
{
    require(EVP_DigestUpdate(m_state->context.get(), bytes.data(), bytes.size()) == 1);
}

std::string Sha256::text()
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned length = 0;
    require(EVP_DigestFinal_ex(m_state->context.get(), digest.data(), &length) == 1);
    std::string text;
    for (unsigned i = 0; i < length; ++i) {
        text += fmt::format("{:02x}", digest[i]);
    }
    return text;
}

std::string sha256_of(const std::filesystem::path& file)
{
    std::ifstream input(file, std::ios::binary);
    if (!input) {
        throw Error(ErrorKind::input, file.string(), "this file cannot be opened",
                    "Check the path and its permissions");
    }
    Sha256 digest;
    std::vector<char> buffer(std::size_t{1} << 16U);
    while (input) {
        input.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
        digest.add({buffer.data(), static_cast<std::size_t>(input.gcount())});
    }
    if (input.bad()) {
        throw Error(ErrorKind::input, file.string(), "this file cannot be read to its end",
                    "Check the disk it lies on");
    }
    return digest.text();
}

}  // namespace wardmap
