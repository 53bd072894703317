#include "core/explanation/RelevanceRules.h"

#include <cmath>

namespace metrisk::explanation {

namespace {

using torch::Tensor;

constexpr double stabiliser = 1e-9;

/// Side by side in the computer's own memory, so that a plain loop can run through them.
bool plain(const Tensor& x) { return x.is_cpu() && x.is_contiguous() && x.scalar_type() == torch::kFloat64; }

/// formula(first, others...) of every value in one pass; LibTorch's operations would each take one of
/// their own through memory that no cache holds. The tensors are plain and of one shape.
template <class Formula, class... Tensors>
Tensor valuewise(const Formula& formula, const Tensor& first, const Tensors&... others)
{
    Tensor result = torch::empty_like(first);
    const auto run = [&](double* __restrict out, const auto*... in) {
        for (std::int64_t i = 0, count = first.numel(); i < count; ++i)
            out[i] = formula(in[i]...);
    };
    run(result.data_ptr<double>(), first.template data_ptr<double>(), others.template data_ptr<double>()...);
    return result;
}

/// stabilisedQuotient of two numbers; both sides are computed, so that the loop has no branches.
constexpr auto quotient = [](double a, double b) {
    const double denominator = b + stabiliser;
    const double share = a / (denominator == 0.0 ? stabiliser : denominator);
    return b == 0.0 ? 0.0 : share;
};

/// a * (|own| / (|own| + |other|) * total / own): the skip connection's normalisation.
Tensor rescaled(const Tensor& a, const Tensor& own, const Tensor& other, const Tensor& total)
{
    const Tensor share = stabilisedQuotient(own.abs(), own.abs() + other.abs()) * total;
    return a * stabilisedQuotient(share, own);
}

}  // namespace

Tensor stabilisedQuotient(const Tensor& a, const Tensor& b)
{
    if (plain(a) && plain(b) && a.sizes() == b.sizes())
        return valuewise(quotient, a, b);
    Tensor denominator = b + stabiliser;
    denominator.masked_fill_(denominator == 0, stabiliser);
    return (a / denominator).masked_fill_(b == 0, 0.0);
}

Tensor linearRelevance(const Tensor& x, const Tensor& weight, const Tensor& product, const Tensor& relevance)
{
    const Tensor absoluteX = x.abs();
    const Tensor absoluteWeight = weight.abs();
    const Tensor z = torch::addmm(product, absoluteX, absoluteWeight.t()).mul_(0.5);
    const Tensor s = stabilisedQuotient(relevance, z);
    const Tensor onSigned = torch::mm(s, weight);
    const Tensor onAbsolute = torch::mm(s, absoluteWeight);
    if (plain(x) && plain(onSigned) && plain(onAbsolute))
        return valuewise([](double v, double p, double q) { return 0.5 * (v * p + std::abs(v) * q); }, x, onSigned,
                         onAbsolute);
    return (x * onSigned).addcmul_(absoluteX, onAbsolute).mul_(0.5);
}

std::pair<Tensor, Tensor> sumRelevance(const Tensor& x, const Tensor& y, const Tensor& relevance)
{
    const Tensor s = stabilisedQuotient(relevance, x + y);
    const Tensor a = x * s;
    const Tensor b = y * s;
    const Tensor sumA = a.sum();
    const Tensor sumB = b.sum();
    const Tensor total = relevance.sum();
    return {rescaled(a, sumA, sumB, total), rescaled(b, sumB, sumA, total)};
}

std::pair<Tensor, Tensor> productRelevance(const Tensor& a, const Tensor& b, const Tensor& product,
                                           const Tensor& relevance)
{
    const Tensor s = stabilisedQuotient(relevance, product);
    return {a * torch::matmul(s, b.transpose(-2, -1)) * 0.5, b * torch::matmul(a.transpose(-2, -1), s) * 0.5};
}

}  // namespace metrisk::explanation
