#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace metrisk::interop {

using Bytes = std::span<const std::byte>;

/// A DICOM element's tag as one number.
constexpr std::uint32_t dicomTag(std::uint32_t group, std::uint32_t element) { return group << 16 | element; }

struct DicomElement {
    std::uint32_t tag = 0;
    std::uint32_t length = 0;
    std::string vr;  // empty where the file leaves it out

    static constexpr std::uint32_t undefinedLength = 0xFFFFFFFF;
};

/// Walks the elements of a DICOM data set (PS3.5, chapter 7) without believing any length in it.
///
///     DicomWalk walk(bytes, at);
///     while (!walk.atEnd()) {
///         const auto element = walk.next();
///         element.tag == wanted ? use(walk.text(element)) : walk.pass(element);
///     }
class DicomWalk {
public:
    /// Thrown when the bytes end too early or make no sense.
    struct Broken {};

    /// Starts in the explicit little-endian encoding of a file's meta elements.
    explicit DicomWalk(Bytes bytes, std::size_t at = 0) : m_bytes(bytes), m_at(at) {}

    void setEncoding(bool isExplicit, bool bigEndian);
    bool atEnd() const { return m_at >= m_bytes.size(); }
    std::size_t left() const { return m_bytes.size() - m_at; }
    std::size_t at() const { return m_at; }

    std::uint16_t peekGroup();  // of the next element, without moving on
    DicomElement next();
    std::string text(const DicomElement& element);
    int unsignedShort(const DicomElement& element);

    /// Passes over a value, whatever it holds. Sequences are walked to their depths, because the libraries that read
    /// the file after this go down into them without a limit.
    void pass(const DicomElement& element, int depth = 0);

    /// The parts of compressed pixel data, without the table of their places; undefined length, behind its element.
    std::vector<Bytes> pixelItems();

private:
    void passItems(bool open, std::size_t end, int depth);
    void passItem(const DicomElement& item, int depth);
    bool startsWithItem(const DicomElement& element) const;
    void skip(std::size_t bytes);
    std::uint32_t number(std::size_t bytes);
    void readTypeAndLength(DicomElement& element);

    Bytes m_bytes;
    std::size_t m_at = 0;
    bool m_explicit = true;
    bool m_bigEndian = false;
};

}  // namespace metrisk::interop
