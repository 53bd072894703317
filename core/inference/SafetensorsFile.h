#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace metrisk::inference {

/// How the numbers of a stored tensor are written, little-endian.
enum class ElementType { F64, F32, F16, BF16, I64, I32, I16, I8, U8, Bool };

std::size_t bytesOf(ElementType type);
std::string_view nameOf(ElementType type);  // as the header writes it: "F32"
std::optional<ElementType> elementTypeFrom(std::string_view name);

/// One named tensor: its shape and its bytes, C order. The bytes belong to somebody else.
struct StoredTensor {
    std::string name;
    ElementType type = ElementType::F32;
    std::vector<std::int64_t> shape;
    std::span<const std::byte> bytes;
};

/// A .safetensors file mapped read-only: an 8-byte little-endian header length, a JSON header with
/// every tensor's type, shape and place, then the raw numbers. Nothing is copied; the header is
/// believed only where the file's real size agrees with it. Copies share the mapping.
///
///     const SafetensorsFile file("models/demo/member-0.safetensors");
///     const StoredTensor& weight = file.at("fc1.0.weight");
class SafetensorsFile {
public:
    /// Throws Error{Model} when the file cannot be read, is damaged or is not of this format.
    explicit SafetensorsFile(const std::filesystem::path& path);

    const std::filesystem::path& path() const { return m_path; }
    const std::vector<StoredTensor>& tensors() const { return m_tensors; }  // in the file's order
    const StoredTensor* find(std::string_view name) const;                  // nullptr when absent
    const StoredTensor& at(std::string_view name) const;                    // Error{Model} when absent

    /// The numbers as float or double, widened from any type of the same kind or narrower: copied.
    std::vector<double> numbers(std::string_view name) const;

    /// Whoever uses the bytes beyond the life of this object holds on to this.
    std::shared_ptr<const void> mapping() const { return m_mapping; }

private:
    std::filesystem::path m_path;
    std::shared_ptr<const void> m_mapping;
    std::vector<StoredTensor> m_tensors;
};

/// Writes the tensors in the given order, under another name first and then renamed, so that a
/// half-written file never bears this name. Throws Error{Storage} when it cannot be written.
void writeSafetensors(const std::filesystem::path& path, const std::vector<StoredTensor>& tensors);

}  // namespace metrisk::inference
