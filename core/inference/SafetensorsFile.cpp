#include "core/inference/SafetensorsFile.h"

#include "core/common/Error.h"
#include "core/inference/MappedFile.h"
#include "core/inference/SafetensorsHeader.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

namespace metrisk::inference {

static_assert(std::endian::native == std::endian::little, "safetensors files are mapped as they are");

namespace {

struct ElementKind {
    std::string_view name;
    ElementType type;
    std::size_t bytes;
};
constexpr std::array<ElementKind, 10> elementKinds{{{"F64", ElementType::F64, 8},
                                                    {"F32", ElementType::F32, 4},
                                                    {"F16", ElementType::F16, 2},
                                                    {"BF16", ElementType::BF16, 2},
                                                    {"I64", ElementType::I64, 8},
                                                    {"I32", ElementType::I32, 4},
                                                    {"I16", ElementType::I16, 2},
                                                    {"I8", ElementType::I8, 1},
                                                    {"U8", ElementType::U8, 1},
                                                    {"BOOL", ElementType::Bool, 1}}};

const ElementKind& kindOf(ElementType type)
{
    return *std::find_if(elementKinds.begin(), elementKinds.end(),
                         [&](const ElementKind& kind) { return kind.type == type; });
}

template <class Number>
std::vector<double> widened(std::span<const std::byte> bytes)
{
    std::vector<double> numbers(bytes.size() / sizeof(Number));
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        Number number;
        std::memcpy(&number, bytes.data() + i * sizeof(Number), sizeof(Number));
        numbers[i] = double(number);
    }
    return numbers;
}

}  // namespace

std::size_t bytesOf(ElementType type) { return kindOf(type).bytes; }

std::string_view nameOf(ElementType type) { return kindOf(type).name; }

std::optional<ElementType> elementTypeFrom(std::string_view name)
{
    for (const auto& kind : elementKinds)
        if (kind.name == name)
            return kind.type;
    return std::nullopt;
}

SafetensorsFile::SafetensorsFile(const std::filesystem::path& path) : m_path(path)
{
    const auto mapped = std::make_shared<const MappedFile>(path);
    m_tensors = tensorsIn(mapped->bytes(), m_path);
    m_mapping = mapped;
}

const StoredTensor* SafetensorsFile::find(std::string_view name) const
{
    const auto found = std::find_if(m_tensors.begin(), m_tensors.end(),
                                    [&](const StoredTensor& tensor) { return tensor.name == name; });
    return found == m_tensors.end() ? nullptr : &*found;
}

const StoredTensor& SafetensorsFile::at(std::string_view name) const
{
    if (const StoredTensor* tensor = find(name))
        return *tensor;
    throw Error(Error::Kind::Model, "The file " + m_path.string() + " holds no tensor " + std::string(name) + ".",
                "Copy the model pack again from where you got it.");
}

std::vector<double> SafetensorsFile::numbers(std::string_view name) const
{
    const StoredTensor& tensor = at(name);
    switch (tensor.type) {
        case ElementType::F64: return widened<double>(tensor.bytes);
        case ElementType::F32: return widened<float>(tensor.bytes);
        case ElementType::I32: return widened<std::int32_t>(tensor.bytes);
        case ElementType::I16: return widened<std::int16_t>(tensor.bytes);
        case ElementType::I8: return widened<std::int8_t>(tensor.bytes);
        case ElementType::U8: return widened<std::uint8_t>(tensor.bytes);
        default: break;
    }
    throw Error(Error::Kind::Model,
                "The tensor " + tensor.name + " of " + m_path.string() + " is stored as " +
                    std::string(nameOf(tensor.type)) + ", which is not read here.",
                "Copy the model pack again from where you got it.");
}

}  // namespace metrisk::inference
