#include "core/inference/SafetensorsHeader.h"

#include "core/common/Error.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstring>
#include <limits>
#include <optional>
#include <set>
#include <utility>

namespace metrisk::inference {

namespace {

using Json = nlohmann::json;

constexpr std::size_t prefixBytes = 8;
constexpr std::uint64_t largestHeaderBytes = 16U << 20;  // the full network's header has 20 kB
constexpr std::size_t largestRank = 8;

/// Reads the header of one file; every complaint names that file.
class HeaderReader {
public:
    HeaderReader(const std::filesystem::path& path, std::span<const std::byte> file) : m_path(path), m_file(file)
    {
    }

    std::vector<StoredTensor> tensors() const
    {
        const std::uint64_t headerBytes = headerLength();
        const Json header = parsed(headerBytes);
        const auto data = m_file.subspan(prefixBytes + std::size_t(headerBytes));
        std::vector<StoredTensor> tensors;
        for (const auto& [name, entry] : header.items())
            if (name != "__metadata__")
                tensors.push_back(tensor(name, entry, data));
        std::sort(tensors.begin(), tensors.end(), [](const StoredTensor& a, const StoredTensor& b) {
            return std::pair(a.bytes.data(), a.bytes.size()) < std::pair(b.bytes.data(), b.bytes.size());
        });
        checkCoverage(tensors, data);
        return tensors;
    }

private:
    [[noreturn]] void damaged(const std::string& reason) const
    {
        throw Error(Error::Kind::Model, "The file " + m_path.string() + " is damaged: " + reason + ".",
                    "Copy the model pack again from where you got it.");
    }

    std::uint64_t headerLength() const
    {
        if (m_file.size() < prefixBytes)
            damaged("it is too short to be a safetensors file");
        std::uint64_t length = 0;
        std::memcpy(&length, m_file.data(), prefixBytes);
        if (length < 2 || length > largestHeaderBytes || length > m_file.size() - prefixBytes)
            damaged("its header claims " + std::to_string(length) + " bytes");
        return length;
    }

    Json parsed(std::uint64_t headerBytes) const
    {
        const auto* text = reinterpret_cast<const char*>(m_file.data()) + prefixBytes;
        std::set<std::string> names;
        // Of two tensors with one name the JSON library would silently keep the last.
        const auto refuseRepeated = [&](int depth, Json::parse_event_t event, Json& value) {
            if (depth == 1 && event == Json::parse_event_t::key && !names.insert(value.get<std::string>()).second)
                damaged("it names the tensor " + value.get<std::string>() + " twice");
            return true;
        };
        try {
            Json header = Json::parse(text, text + headerBytes, refuseRepeated);
            if (!header.is_object())
                damaged("its header is not a list of tensors");
            return header;
        } catch (const Json::exception&) {
            damaged("its header cannot be read");
        }
    }

    StoredTensor tensor(const std::string& name, const Json& entry, std::span<const std::byte> data) const
    {
        try {
            StoredTensor tensor{name, typeOf(name, entry.at("dtype").get<std::string>()), {}, {}};
            tensor.shape = shapeOf(name, entry.at("shape"));
            const auto [begin, end] = offsetsOf(name, entry.at("data_offsets"), data.size());
            if (!sizeOf(tensor) || *sizeOf(tensor) != end - begin)
                damaged("the size of " + name + " does not fit its shape");
            tensor.bytes = data.subspan(begin, end - begin);
            return tensor;
        } catch (const Json::exception&) {
            damaged("its header does not describe " + name + " properly");
        }
    }

    ElementType typeOf(const std::string& name, const std::string& written) const
    {
        if (const auto type = elementTypeFrom(written))
            return *type;
        damaged(name + " has numbers of the unknown type " + written);
    }

    std::vector<std::int64_t> shapeOf(const std::string& name, const Json& written) const
    {
        if (!written.is_array() || written.size() > largestRank)
            damaged("the shape of " + name + " is not a short list");
        std::vector<std::int64_t> shape;
        for (const auto& extent : written) {
            if (!extent.is_number_unsigned() ||
                extent.get<std::uint64_t>() > std::uint64_t(std::numeric_limits<std::int32_t>::max()))
                damaged("the shape of " + name + " is not made of sensible sizes");
            shape.push_back(extent.get<std::int64_t>());
        }
        return shape;
    }

    std::pair<std::size_t, std::size_t> offsetsOf(const std::string& name, const Json& written,
                                                  std::size_t dataBytes) const
    {
        if (!written.is_array() || written.size() != 2 || !written[0].is_number_unsigned() ||
            !written[1].is_number_unsigned())
            damaged("the place of " + name + " is not given by two offsets");
        const auto begin = written[0].get<std::uint64_t>();
        const auto end = written[1].get<std::uint64_t>();
        if (begin > end || end > dataBytes)
            damaged(name + " lies outside the file");
        return {std::size_t(begin), std::size_t(end)};
    }

    /// Bytes of the whole shape; absent when the product overflows.
    static std::optional<std::size_t> sizeOf(const StoredTensor& tensor)
    {
        std::size_t size = bytesOf(tensor.type);
        for (const std::int64_t extent : tensor.shape) {
            if (extent != 0 && size > std::numeric_limits<std::size_t>::max() / std::size_t(extent))
                return std::nullopt;
            size *= std::size_t(extent);
        }
        return size;
    }

    void checkCoverage(const std::vector<StoredTensor>& tensors, std::span<const std::byte> data) const
    {
        const std::byte* next = data.data();
        for (const auto& tensor : tensors) {
            if (tensor.bytes.data() < next)
                damaged(tensor.name + " overlaps another tensor");
            if (tensor.bytes.data() > next)
                damaged("there are bytes before " + tensor.name + " that belong to no tensor");
            next += tensor.bytes.size();
        }
        if (next != data.data() + data.size())
            damaged("there are bytes at its end that belong to no tensor");
    }

    const std::filesystem::path& m_path;
    std::span<const std::byte> m_file;
};

}  // namespace

std::vector<StoredTensor> tensorsIn(std::span<const std::byte> file, const std::filesystem::path& path)
{
    return HeaderReader(path, file).tensors();
}

}  // namespace metrisk::inference
