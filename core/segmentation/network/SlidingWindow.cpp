#include "core/segmentation/network/SlidingWindow.h"

#include "core/common/Error.h"
#include "core/inference/MemberThreads.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace metrisk::segmentation {

namespace {

using torch::Tensor;

/// LibTorch hands a convolution over few channels to oneDNN only when the batch holds more than one image; its own way
/// is three times slower.
constexpr std::ptrdiff_t windowsAtOnce = 2;
constexpr float smallestWeight = 1e-3F;  // so that every voxel is divided by something
constexpr std::array<std::pair<Padding, std::string_view>, 4> paddingNames{
    {{Padding::Replicate, "replicate"}, {Padding::Constant, "constant"}, {Padding::Reflect, "reflect"},
     {Padding::Circular, "circular"}}};

/// Where the corner of one window lies in the padded image.
using Corner = std::array<std::int64_t, 3>;

std::vector<Corner> cornersOf(const Tensor& image, const WindowOptions& options)
{
    std::array<std::vector<std::int64_t>, 3> starts;
    for (std::size_t axis = 0; axis < 3; ++axis)
        starts[axis] = windowStarts(image.size(std::int64_t(axis) + 2), options.size[axis], options.overlap);
    std::vector<Corner> corners;
    for (const auto x : starts[0])
        for (const auto y : starts[1])
            for (const auto z : starts[2])
                corners.push_back({x, y, z});
    return corners;
}

Tensor windowAt(const Tensor& image, const Corner& corner, const imaging::Index3& size)
{
    Tensor view = image;
    for (std::size_t axis = 0; axis < 3; ++axis)
        view = view.narrow(std::int64_t(axis) + 2, corner[axis], size[axis]);
    return view;
}

/// Voxels missing to a whole window along each axis of the image.
Corner missingTo(const Tensor& image, const imaging::Index3& size)
{
    Corner missing;
    for (std::size_t axis = 0; axis < 3; ++axis)
        missing[axis] = std::max<std::int64_t>(0, size[axis] - image.size(std::int64_t(axis) + 2));
    return missing;
}

Tensor padded(const Tensor& image, const Corner& missing, const WindowOptions& options)
{
    if (missing == Corner{0, 0, 0})
        return image;
    std::vector<std::int64_t> ends;  // z first, before and after
    for (std::size_t axis = 3; axis-- > 0;) {
        ends.push_back(missing[axis] / 2);
        ends.push_back(missing[axis] - missing[axis] / 2);
    }
    namespace F = torch::nn::functional;
    switch (options.padding) {
        case Padding::Replicate: return F::pad(image, F::PadFuncOptions(ends).mode(torch::kReplicate));
        case Padding::Reflect: return F::pad(image, F::PadFuncOptions(ends).mode(torch::kReflect));
        case Padding::Circular: return F::pad(image, F::PadFuncOptions(ends).mode(torch::kCircular));
        case Padding::Constant: break;
    }
    return F::pad(image, F::PadFuncOptions(ends).mode(torch::kConstant).value(options.padValue));
}

using Corners = std::vector<Corner>;

Corners batchOf(const Corners& corners, std::size_t batch)
{
    const auto first = corners.begin() + std::ptrdiff_t(batch * windowsAtOnce);
    return {first, first + std::min<std::ptrdiff_t>(windowsAtOnce, corners.end() - first)};
}

/// The windows of a batch, one below the other: [windows · B, channels, window].
Tensor windowsOf(const Tensor& image, const Corners& corners, const imaging::Index3& size)
{
    std::vector<Tensor> windows;
    for (const auto& corner : corners)
        windows.push_back(windowAt(image, corner, size));
    return torch::cat(windows);
}

/// What the windows said, and how much of it, voxel by voxel.
class WeightedSum {
public:
    WeightedSum(const Tensor& image, Tensor weights, const imaging::Index3& size)
        : m_shape(image.sizes().vec()), m_weights(std::move(weights)), m_size(size),
          m_count(torch::zeros({1, 1, m_shape[2], m_shape[3], m_shape[4]}, image.options()))
    {
    }

    void add(const Tensor& outputs, const Corners& corners)
    {
        if (!m_sum.defined())
            m_sum = torch::zeros({m_shape[0], outputs.size(1), m_shape[2], m_shape[3], m_shape[4]}, m_count.options());
        const auto parts = outputs.split(m_shape[0]);
        for (std::size_t i = 0; i < corners.size(); ++i) {
            windowAt(m_sum, corners[i], m_size).add_(parts[i] * m_weights);
            windowAt(m_count, corners[i], m_size).add_(m_weights);
        }
    }

    Tensor mean() const { return m_sum / m_count; }

private:
    std::vector<std::int64_t> m_shape;
    Tensor m_weights;
    imaging::Index3 m_size;
    Tensor m_sum, m_count;
};

}  // namespace

std::string_view nameOf(Padding padding)
{
    for (const auto& [value, name] : paddingNames)
        if (value == padding)
            return name;
    return "";
}

std::optional<Padding> paddingFrom(std::string_view name)
{
    for (const auto& [value, known] : paddingNames)
        if (known == name)
            return value;
    return std::nullopt;
}

void WindowOptions::check() const
{
    const bool sizes = std::ranges::all_of(size, [](int extent) { return extent >= 1 && extent <= 512; });
    if (sizes && overlap >= 0.0 && overlap <= 0.95 && sigmaScale > 0.0 && sigmaScale <= 10.0 && std::isfinite(padValue))
        return;
    throw Error(Error::Kind::Model,
                fmt::format("The segmentation pack asks for a window of {}×{}×{} voxels with overlap {:g} and sigma {:g}.",
                            size[0], size[1], size[2], overlap, sigmaScale),
                "Up to 512 voxels along each axis and an overlap from 0 to 0.95 are possible; use another pack.");
}

std::vector<std::int64_t> windowStarts(std::int64_t extent, std::int64_t window, double overlap)
{
    std::int64_t step = window;
    if (window != extent)
        step = std::max<std::int64_t>(1, std::int64_t(double(window) * (1.0 - overlap)));
    std::vector<std::int64_t> starts{0};
    while (starts.back() + window < extent)
        starts.push_back(std::min(starts.back() + step, extent - window));
    return starts;
}

/// In single precision whatever the network computes in, as the reference does.
Tensor windowWeights(const WindowOptions& options)
{
    Tensor weights = torch::ones({1, 1, 1}, torch::kFloat32);
    for (std::size_t axis = 0; axis < 3; ++axis) {
        const double size = options.size[axis];
        Tensor along = torch::ones({options.size[axis]}, torch::kFloat32);
        if (options.blending == Blending::Gaussian) {
            const double sigma = size * options.sigmaScale;
            const Tensor fromMiddle = torch::arange(-(size - 1) / 2.0, (size - 1) / 2.0 + 1, torch::kFloat32);
            along = torch::exp(fromMiddle.pow(2) / (-2.0 * sigma * sigma));
        }
        std::vector<std::int64_t> shape(3, 1);
        shape[axis] = options.size[axis];
        weights = weights * along.view(shape);
    }
    return weights.clamp_min(std::max(weights.min().item<float>(), smallestWeight));
}

Tensor slidingWindow(const Tensor& image, const WindowOptions& options, const WindowNetwork& network, int stepsPerPass,
                     std::size_t sideBySide, const Job& job)
{
    options.check();
    const Corner missing = missingTo(image, options.size);
    const Tensor whole = padded(image, missing, options);
    const Tensor weights = windowWeights(options).to(whole.device(), whole.scalar_type());
    const auto corners = cornersOf(whole, options);
    const std::size_t batches = (corners.size() + windowsAtOnce - 1) / windowsAtOnce;
    WeightedSum sum(whole, weights, options.size);
    for (std::size_t from = 0; from < batches; from += sideBySide) {
        const std::size_t some = std::min(sideBySide, batches - from);
        std::vector<Tensor> outputs(some);
        const auto share = [&](std::size_t done) { return double(done) / double(batches); };
        inference::forEachMember(some, stepsPerPass, sideBySide, job.part(share(from), share(from + some)),
                                 [&](std::size_t i, const std::function<void()>& step) {
                                     const torch::NoGradGuard noGradients;
                                     outputs[i] = network(windowsOf(whole, batchOf(corners, from + i), options.size), step);
                                 });
        for (std::size_t i = 0; i < some; ++i)
            sum.add(outputs[i], batchOf(corners, from + i));
    }
    Tensor mean = sum.mean();
    for (std::size_t axis = 0; axis < 3; ++axis)
        mean = mean.narrow(std::int64_t(axis) + 2, missing[axis] / 2, image.size(std::int64_t(axis) + 2));
    return mean;
}

}  // namespace metrisk::segmentation
