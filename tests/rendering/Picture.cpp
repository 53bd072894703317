#include "tests/rendering/Picture.h"

#include <vtkImageData.h>
#include <vtkImageFlip.h>
#include <vtkNew.h>
#include <vtkPNGReader.h>
#include <vtkPNGWriter.h>
#include <vtkPointData.h>
#include <vtkRenderWindow.h>
#include <vtkRenderer.h>
#include <vtkUnsignedCharArray.h>

#include <algorithm>
#include <cstdlib>

namespace metrisk::testing {

namespace {

/// VTK stores pictures with the lowest row first.
std::vector<std::uint8_t> upsideDown(const std::uint8_t* pixels, int width, int height)
{
    const std::size_t row = std::size_t(width) * 3;
    std::vector<std::uint8_t> result;
    for (int y = height; y-- > 0;)
        result.insert(result.end(), pixels + std::size_t(y) * row, pixels + std::size_t(y + 1) * row);
    return result;
}

int channelDifference(const Picture& a, const Picture& b, std::size_t index)
{
    return std::abs(int(a.pixels[index]) - int(b.pixels[index]));
}

}  // namespace

std::array<int, 3> Picture::at(int x, int y) const
{
    const std::size_t first = (std::size_t(y) * std::size_t(width) + std::size_t(x)) * 3;
    return {pixels[first], pixels[first + 1], pixels[first + 2]};
}

Picture drawn(vtkRenderer* renderer, int width, int height)
{
    vtkNew<vtkRenderWindow> window;
    window->SetOffScreenRendering(1);
    window->SetMultiSamples(0);
    window->SetDPI(72);
    window->SetSize(width, height);
    window->AddRenderer(renderer);
    window->Render();
    vtkNew<vtkUnsignedCharArray> pixels;
    window->GetPixelData(0, 0, width - 1, height - 1, /*front=*/0, pixels);
    window->RemoveRenderer(renderer);
    return {width, height, upsideDown(pixels->GetPointer(0), width, height)};
}

void writePng(const Picture& picture, const std::filesystem::path& path)
{
    std::filesystem::create_directories(path.parent_path());
    vtkNew<vtkImageData> image;
    image->SetDimensions(picture.width, picture.height, 1);
    image->AllocateScalars(VTK_UNSIGNED_CHAR, 3);
    const auto rows = upsideDown(picture.pixels.data(), picture.width, picture.height);
    std::copy(rows.begin(), rows.end(), static_cast<std::uint8_t*>(image->GetScalarPointer()));
    vtkNew<vtkPNGWriter> writer;
    writer->SetFileName(path.string().c_str());
    writer->SetInputData(image);
    writer->Write();
}

std::optional<Picture> readPng(const std::filesystem::path& path)
{
    if (!std::filesystem::exists(path))
        return std::nullopt;
    vtkNew<vtkPNGReader> reader;
    reader->SetFileName(path.string().c_str());
    reader->Update();
    auto* image = reader->GetOutput();
    if (image->GetNumberOfScalarComponents() != 3)
        return std::nullopt;
    const int* size = image->GetDimensions();
    return Picture{size[0], size[1],
                   upsideDown(static_cast<std::uint8_t*>(image->GetScalarPointer()), size[0], size[1])};
}

double differingShare(const Picture& a, const Picture& b)
{
    if (a.width != b.width || a.height != b.height)
        return 1.0;
    std::size_t differing = 0;
    for (std::size_t i = 0; i < a.pixels.size(); i += 3)
        differing += channelDifference(a, b, i) > 8 || channelDifference(a, b, i + 1) > 8 ||
                     channelDifference(a, b, i + 2) > 8;
    return double(differing) / (double(a.pixels.size()) / 3);
}

Picture difference(const Picture& a, const Picture& b)
{
    Picture result = a;
    for (std::size_t i = 0; i < result.pixels.size(); ++i)
        result.pixels[i] = i < b.pixels.size()
                               ? static_cast<std::uint8_t>(std::min(255, 4 * channelDifference(a, b, i)))
                               : std::uint8_t(255);
    return result;
}

}  // namespace metrisk::testing
