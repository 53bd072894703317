#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>

namespace metrisk::io {

/// A DICOM element's tag as one number.
constexpr std::uint32_t dicomTag(std::uint32_t group, std::uint32_t element) { return group << 16 | element; }

struct DicomElement {
    std::uint32_t tag = 0;
    std::uint32_t length = 0;
    std::string vr;  // empty where the file leaves it out

    static constexpr std::uint32_t undefinedLength = 0xFFFFFFFF;
};

/// Walks the elements of a DICOM file (PS3.5, chapter 7) without believing any length in it.
///
///     DicomWalk walk(path);
///     while (!walk.atEnd()) {
///         const auto element = walk.next();
///         element.tag == wanted ? use(walk.text(element)) : walk.pass(element);
///     }
class DicomWalk {
public:
    /// Thrown when the bytes end too early or make no sense.
    struct Broken {};

    /// Starts behind the mark, in the explicit little-endian encoding of the file's meta elements.
    explicit DicomWalk(const std::filesystem::path& path);

    void setEncoding(const std::string& transferSyntax);
    bool atEnd() const { return m_at >= m_size; }
    std::uintmax_t left() const { return m_size - m_at; }

    std::uint16_t peekGroup();  // of the next element, without moving on
    DicomElement next();
    std::string text(const DicomElement& element);
    int unsignedShort(const DicomElement& element);

    /// Passes over a value, whatever it holds.
    void pass(const DicomElement& element, int depth = 0);

    /// Items up to the sequence's end; the parts of compressed pixel data are stored the same way.
    void passItems(int depth);

private:
    void skip(std::uintmax_t bytes);
    void read(char* target, std::size_t bytes);
    std::uint64_t number(std::size_t bytes);
    void readTypeAndLength(DicomElement& element);

    std::ifstream m_stream;
    std::uintmax_t m_size = 0;
    std::uintmax_t m_at = 0;
    bool m_explicit = true;
    bool m_bigEndian = false;
};

}  // namespace metrisk::io
