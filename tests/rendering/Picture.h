#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

class vtkRenderer;

namespace metrisk::testing {

/// An RGB picture, rows from the top.
struct Picture {
    int width = 0, height = 0;
    std::vector<std::uint8_t> pixels;  // red, green, blue

    std::array<int, 3> at(int x, int y) const;
    bool operator==(const Picture&) const = default;
};

/// Draws a renderer into an off-screen window: no multisampling, 72 dots per inch.
Picture drawn(vtkRenderer* renderer, int width = 300, int height = 300);

void writePng(const Picture& picture, const std::filesystem::path& path);
std::optional<Picture> readPng(const std::filesystem::path& path);

/// The share of pixels that differ by more than 8 grey levels in a channel; 1 when sizes differ.
double differingShare(const Picture& a, const Picture& b);

/// Differences on black, times four.
Picture difference(const Picture& a, const Picture& b);

/// Strict, because software Mesa draws the same bytes every run: two pixels in ten thousand.
constexpr double largestDifferingShare = 0.0002;

}  // namespace metrisk::testing
