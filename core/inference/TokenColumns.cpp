#include "core/inference/TokenColumns.h"

#include "core/inference/LargeTensor.h"
#include "core/inference/MatrixKernel.h"

#include <cmath>
#include <vector>

namespace metrisk::inference {

namespace {

using torch::Tensor;

constexpr double normEpsilon = 1e-5;
constexpr std::int64_t alignmentBytes = 64;

bool aligned(const Tensor& columns)
{
    return columns.stride(1) == 1 && columns.size(1) * columns.element_size() % alignmentBytes == 0 &&
           columns.stride(0) * columns.element_size() % alignmentBytes == 0 &&
           reinterpret_cast<std::uintptr_t>(columns.data_ptr()) % alignmentBytes == 0;
}

bool forTheKernel(const Tensor& matrix, const Tensor& x, const Tensor& sum)
{
    return matrixKernel() && x.is_cpu() && matrix.scalar_type() == torch::kFloat32 && matrix.stride(1) == 1 &&
           (x.scalar_type() == torch::kFloat32 || x.scalar_type() == torch::kFloat64) && aligned(x) && aligned(sum);
}

void byTheKernel(const MatrixProduct& product, const Tensor& x, const Tensor& sum)
{
    if (x.scalar_type() == torch::kFloat32)
        matrixKernel()->singles(product, x.data_ptr<float>(), x.stride(0), sum.data_ptr<float>(), sum.stride(0));
    else
        matrixKernel()->doubles(product, x.data_ptr<double>(), x.stride(0), sum.data_ptr<double>(), sum.stride(0));
}

template <class Number, class Formula, class... Tensors>
void rowByRow(const Formula& formula, const Tensor& result, const Tensors&... others)
{
    for (std::int64_t row = 0; row < result.size(0); ++row)
        formula((others.template data_ptr<Number>() + row * others.stride(0))..., result.size(1),
                result.data_ptr<Number>() + row * result.stride(0));
}

/// The numbers of columns as rows of a plain loop.
template <class Number>
struct Rows {
    explicit Rows(const Tensor& columns)
        : first(columns.data_ptr<Number>()), stride(columns.stride(0)), channels(columns.size(0)), width(columns.size(1))
    {
    }
    Number* row(std::int64_t channel) const { return first + channel * stride; }
    Number* first;
    std::int64_t stride, channels, width;
};

/// Mean and 1 / standard deviation of every column.
template <class Number>
struct Moments {
    explicit Moments(const Rows<Number>& x) : mean(std::size_t(x.width)), scale(std::size_t(x.width))
    {
        Number *const m = mean.data(), *const s = scale.data();
        for (std::int64_t c = 0; c < x.channels; ++c)
            for (std::int64_t t = 0; t < x.width; ++t)
                m[t] += x.row(c)[t];
        for (Number& value : mean)
            value /= Number(x.channels);
        for (std::int64_t c = 0; c < x.channels; ++c)
            for (std::int64_t t = 0; t < x.width; ++t)
                s[t] += (x.row(c)[t] - m[t]) * (x.row(c)[t] - m[t]);
        for (Number& value : scale)
            value = 1 / std::sqrt(value / Number(x.channels) + Number(normEpsilon));
    }
    std::vector<Number> mean, scale;
};

template <class Number>
void norm(const Rows<Number>& x, const Number* weight, const Number* bias, const Rows<Number>& result)
{
    const Moments<Number> moments(x);
    const Number *mean = moments.mean.data(), *scale = moments.scale.data();
    for (std::int64_t c = 0; c < x.channels; ++c) {
        const Number* in = x.row(c);
        Number* out = result.row(c);
        for (std::int64_t t = 0; t < x.width; ++t)
            out[t] = (in[t] - mean[t]) * scale[t] * weight[c] + bias[c];
    }
}

/// (g w - mean(g w) - y mean(g w y)) / deviation, y being the normalised x.
template <class Number>
void normBack(const Rows<Number>& x, const Number* weight, const Rows<Number>& gradient, const Rows<Number>& result)
{
    const Moments<Number> moments(x);
    const Number *mean = moments.mean.data(), *scale = moments.scale.data();
    std::vector<Number> sums(std::size_t(x.width)), products(std::size_t(x.width));
    Number *const sum = sums.data(), *const product = products.data();
    for (std::int64_t c = 0; c < x.channels; ++c) {
        const Number *in = x.row(c), *g = gradient.row(c);
        for (std::int64_t t = 0; t < x.width; ++t) {
            sum[t] += g[t] * weight[c];
            product[t] += g[t] * weight[c] * (in[t] - mean[t]) * scale[t];
        }
    }
    const Number share = 1 / Number(x.channels);
    for (std::int64_t c = 0; c < x.channels; ++c) {
        const Number *in = x.row(c), *g = gradient.row(c);
        Number* out = result.row(c);
        for (std::int64_t t = 0; t < x.width; ++t)
            out[t] = (g[t] * weight[c] - sum[t] * share - (in[t] - mean[t]) * scale[t] * product[t] * share) * scale[t];
    }
}

}  // namespace

std::int64_t paddedColumns(std::int64_t tokens, const torch::TensorOptions& options)
{
    const auto group = alignmentBytes / std::int64_t(options.dtype().itemsize());
    return (tokens + group - 1) / group * group;
}

torch::Tensor columnsOf(const torch::Tensor& rows)
{
    const std::int64_t tokens = rows.size(0), channels = rows.size(1), width = paddedColumns(tokens, rows.options());
    if (rows.stride(0) == 1 && rows.stride(1) == width)
        return rows.as_strided({channels, width}, {width, 1});
    const Tensor columns = torch::zeros({channels, width}, rows.options());
    columns.narrow(1, 0, tokens).copy_(rows.t());
    return columns;
}

void multiplyColumns(const torch::Tensor& matrix, const torch::Tensor& x, torch::Tensor sum,
                     const ProductOptions& options)
{
    if (forTheKernel(matrix, x, sum))
        return byTheKernel({.matrix = matrix.data_ptr<float>(), .rowStride = matrix.stride(0), .rows = sum.size(0),
                            .columns = x.size(0), .tokens = x.size(1), .transposed = options.transposed,
                            .absolute = options.absolute, .adding = options.adding}, x, sum);
    const Tensor used = matrix.to(x.scalar_type());
    const Tensor plain = options.absolute ? used.abs() : used;
    const Tensor matrixUsed = options.transposed ? plain.t() : plain;
    if (options.adding)
        sum.addmm_(matrixUsed, x);
    else
        torch::mm_out(sum, matrixUsed, x);
}

/// Not by baddbmm with a beta of 0: of small matrices LibTorch 1.13 then multiplies what the result held by 0, and
/// memory never written to may hold what stays no number.
void multiplyHeads(torch::Tensor result, const torch::Tensor& a, const torch::Tensor& b, double factor)
{
    const bool resultIsLarger = result.numel() > a.numel();
    torch::bmm_out(result, resultIsLarger && factor != 1.0 ? a * factor : a, b);
    if (!resultIsLarger && factor != 1.0)
        result.mul_(factor);
}

void geluColumns(const torch::Tensor& x, torch::Tensor result)
{
    if (!matrixKernel() || !x.is_cpu())
        torch::gelu_out(result, x);
    else if (x.scalar_type() == torch::kFloat32)
        rowByRow<float>(matrixKernel()->geluOfSingles, result, x);
    else
        rowByRow<double>(matrixKernel()->geluOfDoubles, result, x);
}

void geluGradient(const torch::Tensor& x, const torch::Tensor& gradient, torch::Tensor result)
{
    if (!matrixKernel() || !x.is_cpu())
        torch::gelu_backward_out(result, gradient, x);
    else
        rowByRow<double>(matrixKernel()->geluGradient, result, x, gradient);
}

void normColumns(const torch::Tensor& x, const torch::Tensor& weight, const torch::Tensor& bias, torch::Tensor result)
{
    if (!x.is_cpu())
        result.copy_(torch::layer_norm(x.t(), {x.size(0)}, weight, bias, normEpsilon).t());
    else if (x.scalar_type() == torch::kFloat32)
        norm<float>(Rows<float>(x), weight.data_ptr<float>(), bias.data_ptr<float>(), Rows<float>(result));
    else
        norm<double>(Rows<double>(x), weight.data_ptr<double>(), bias.data_ptr<double>(), Rows<double>(result));
}

torch::Tensor normGradient(const torch::Tensor& x, const torch::Tensor& weight, const torch::Tensor& gradient)
{
    if (x.is_cpu()) {
        const Tensor result = largeTensor(x.sizes(), x.options());
        normBack<double>(Rows<double>(x), weight.data_ptr<double>(), Rows<double>(gradient), Rows<double>(result));
        return result;
    }
    const Tensor centred = x - x.mean(0, true);
    const Tensor deviation = (centred.square().mean(0, true) + normEpsilon).sqrt();
    const Tensor y = centred / deviation;
    const Tensor g = gradient * weight.unsqueeze(1);
    return (g - g.mean(0, true) - y * (g * y).mean(0, true)) / deviation;
}

}  // namespace metrisk::inference
