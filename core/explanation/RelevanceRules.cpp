#include "core/explanation/RelevanceRules.h"

namespace metrisk::explanation {

namespace {

using torch::Tensor;

constexpr double stabiliser = 1e-9;

/// a * (|own| / (|own| + |other|) * total / own): the skip connection's normalisation.
Tensor rescaled(const Tensor& a, const Tensor& own, const Tensor& other, const Tensor& total)
{
    const Tensor share = stabilisedQuotient(own.abs(), own.abs() + other.abs()) * total;
    return a * stabilisedQuotient(share, own);
}

}  // namespace

Tensor stabilisedQuotient(const Tensor& a, const Tensor& b)
{
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
    return (x * torch::mm(s, weight)).addcmul_(absoluteX, torch::mm(s, absoluteWeight)).mul_(0.5);
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
