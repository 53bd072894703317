#include "core/explanation/RelevanceRules.h"

#include "core/inference/LargeTensor.h"

#include <cmath>
#include <numeric>
#include <vector>

namespace metrisk::explanation {

namespace {

using torch::Tensor;

constexpr double stabiliser = 1e-9;

/// Rows side by side in the computer's own memory, so that a plain loop can run through them.
bool plain(const Tensor& x)
{
    return x.is_cpu() && x.scalar_type() == torch::kFloat64 && x.dim() == 2 && x.stride(1) == 1;
}

/// result = formula(first, others...) of every value in one pass; LibTorch's operations would each take one of
/// their own through memory that no cache holds. The tensors are plain and of one shape.
template <class Formula, class... Tensors>
void valuewise(const Formula& formula, const Tensor& result, const Tensors&... others)
{
    const std::int64_t count = result.size(1);
    const auto run = [&](double* out, const auto*... in) {
        for (std::int64_t i = 0; i < count; ++i)
            out[i] = formula(in[i]...);
    };
    const auto row = [](const Tensor& x, std::int64_t r) { return x.data_ptr<double>() + r * x.stride(0); };
    for (std::int64_t r = 0; r < result.size(0); ++r)
        run(row(result, r), static_cast<const double*>(row(others, r))...);
}

/// stabilisedQuotient of two numbers; both sides are computed, so that the loop has no branches.
constexpr auto quotient = [](double a, double b) {
    const double denominator = b + stabiliser;
    const double share = a / (denominator == 0.0 ? stabiliser : denominator);
    return b == 0.0 ? 0.0 : share;
};

/// |own| / (|own| + |other|) * total / own: the skip connection's normalisation.
double rescaling(double own, double other, double total)
{
    return quotient(quotient(std::abs(own), std::abs(own) + std::abs(other)) * total, own);
}

/// The same values as a matrix, when they lie one after another.
Tensor flat(const Tensor& x) { return x.dim() > 2 && x.is_contiguous() ? x.flatten(0, -2) : x; }

}  // namespace

Tensor stabilisedQuotient(const Tensor& a, const Tensor& b)
{
    const Tensor rowsA = flat(a), rowsB = flat(b);
    if (plain(rowsA) && plain(rowsB) && a.sizes() == b.sizes()) {
        const Tensor result = inference::largeTensor(a.sizes(), a.options());
        valuewise(quotient, flat(result), rowsA, rowsB);
        return result;
    }
    Tensor denominator = b + stabiliser;
    denominator.masked_fill_(denominator == 0, stabiliser);
    return (a / denominator).masked_fill_(b == 0, 0.0);
}

void halfQuotient(const Tensor& a, const Tensor& b, Tensor result)
{
    if (plain(a) && plain(b) && plain(result))
        valuewise([](double u, double v) { return quotient(u, 0.5 * v); }, result, a, b);
    else
        result.copy_(stabilisedQuotient(a, b * 0.5));
}

void signedShares(const Tensor& x, const Tensor& onAbsolute, Tensor onSigned)
{
    if (plain(x) && plain(onAbsolute) && plain(onSigned))
        valuewise([](double v, double q, double p) { return 0.5 * (v * p + std::abs(v) * q); }, onSigned, x, onAbsolute,
                  onSigned);
    else
        onSigned.mul_(x).addcmul_(x.abs(), onAbsolute).mul_(0.5);
}

Tensor linearRelevance(const Tensor& x, const Tensor& weight, const Tensor& product, const Tensor& relevance)
{
    const Tensor absoluteWeight = weight.abs();
    const Tensor share = torch::empty_like(product);
    halfQuotient(relevance, torch::addmm(product, x.abs(), absoluteWeight.t()), share);
    const Tensor onSigned = torch::mm(share, weight);
    signedShares(x, torch::mm(share, absoluteWeight), onSigned);
    return onSigned;
}

/// The same in one pass over plain tensors: both shares as they are at first, and the three sums.
struct FirstShares {
    FirstShares(const Tensor& x, const Tensor& y, const Tensor& relevance)
        : a(inference::largeTensor(x.sizes(), x.options())), b(inference::largeTensor(x.sizes(), x.options()))
    {
        const auto width = std::size_t(x.size(1));
        std::vector<double> sums(3 * width);  // of every column
        double *const ofA = sums.data(), *const ofB = ofA + width, *const ofAll = ofB + width;
        const auto row = [](const Tensor& values, std::int64_t r) { return values.data_ptr<double>() + r * values.stride(0); };
        for (std::int64_t r = 0; r < x.size(0); ++r) {
            const double *u = row(x, r), *v = row(y, r), *all = row(relevance, r);
            double *toA = row(a, r), *toB = row(b, r);
            for (std::size_t i = 0; i < width; ++i) {
                const double share = quotient(all[i], u[i] + v[i]);
                ofA[i] += toA[i] = u[i] * share;
                ofB[i] += toB[i] = v[i] * share;
                ofAll[i] += all[i];
            }
        }
        const auto total = [width](const double* of) { return std::accumulate(of, of + width, 0.0); };
        sumA = total(ofA), sumB = total(ofB), sum = total(ofAll);
    }
    Tensor a, b;
    double sumA, sumB, sum;
};

std::pair<Tensor, Tensor> sumRelevance(const Tensor& x, const Tensor& y, const Tensor& relevance)
{
    if (plain(x) && plain(y) && plain(relevance)) {
        FirstShares first(x, y, relevance);
        return {first.a.mul_(rescaling(first.sumA, first.sumB, first.sum)),
                first.b.mul_(rescaling(first.sumB, first.sumA, first.sum))};
    }
    const Tensor s = stabilisedQuotient(relevance, x + y);
    const Tensor a = x * s, b = y * s;
    const double sumA = a.sum().item<double>(), sumB = b.sum().item<double>(), total = relevance.sum().item<double>();
    return {a * rescaling(sumA, sumB, total), b * rescaling(sumB, sumA, total)};
}

Tensor joinedRelevance(const Tensor& x, const Tensor& a, const Tensor& b)
{
    if (!plain(x) || !plain(a) || !plain(b))
        return x * (stabilisedQuotient(a, x) + stabilisedQuotient(b, x));
    const Tensor result = inference::largeTensor(x.sizes(), x.options());
    valuewise([](double v, double p, double q) { return v * (quotient(p, v) + quotient(q, v)); }, result, x, a, b);
    return result;
}

}  // namespace metrisk::explanation
