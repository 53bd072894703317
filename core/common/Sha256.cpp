#include "core/common/Sha256.h"

#include "core/common/Error.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <memory>
#include <vector>

namespace metrisk::common {

namespace {

namespace fs = std::filesystem;

class Digest {
public:
    Digest() : m_context(EVP_MD_CTX_new(), &EVP_MD_CTX_free)
    {
        if (!m_context || EVP_DigestInit_ex(m_context.get(), EVP_sha256(), nullptr) != 1)
            throw Error(Error::Kind::Internal, "SHA-256 is not available in this system's OpenSSL.",
                        "Install a standard OpenSSL library.");
    }

    void add(const char* bytes, std::size_t count) { EVP_DigestUpdate(m_context.get(), bytes, count); }

    std::string hex()
    {
        std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
        unsigned int size = 0;
        EVP_DigestFinal_ex(m_context.get(), digest.data(), &size);
        std::string text;
        for (unsigned int i = 0; i < size; ++i) {
            constexpr char digits[] = "0123456789abcdef";
            text += digits[digest[i] >> 4];
            text += digits[digest[i] & 15];
        }
        return text;
    }

private:
    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> m_context;
};

std::string sha256OfFile(const fs::path& path, const Job& job)
{
    std::ifstream file(path, std::ios::binary);
    Digest digest;
    std::vector<char> block(1 << 20);
    while (file) {
        job.advance(0.0);
        file.read(block.data(), static_cast<std::streamsize>(block.size()));
        digest.add(block.data(), static_cast<std::size_t>(file.gcount()));
    }
    if (!file.eof())
        throw Error(Error::Kind::Input, "The file " + path.string() + " cannot be read.",
                    "Check that it exists and that you may read it.");
    return digest.hex();
}

}  // namespace

std::string sha256Of(std::string_view text)
{
    Digest digest;
    digest.add(text.data(), text.size());
    return digest.hex();
}

std::string sha256OfPath(const fs::path& path, const Job& job)
{
    if (!fs::is_directory(path))
        return sha256OfFile(path, job);
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(path))
        if (entry.is_regular_file())
            files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    std::string lines;
    for (const auto& file : files)
        lines += sha256OfFile(file, job) + "  " + fs::relative(file, path).generic_string() + "\n";
    return sha256Of(lines);
}

}  // namespace metrisk::common
