#include "core/inference/TokenColumns.h"

#include "tests/core/inference/EveryKernel.h"

#include <gtest/gtest.h>

#include <cmath>

namespace metrisk::inference {
namespace {

using torch::Tensor;

/// [channels, columns] of some numbers around 0, the columns filled up as the products want them.
Tensor someColumns(std::int64_t channels, std::int64_t tokens, torch::ScalarType type)
{
    const Tensor columns = columnsOf(torch::randn({tokens, channels}, torch::kFloat64).to(type));
    EXPECT_EQ(columns.size(1) * columns.element_size() % 64, 0);
    return columns;
}

void expectProduct(std::int64_t rows, std::int64_t columns, std::int64_t tokens, torch::ScalarType type)
{
    const Tensor matrix = torch::randn({rows, columns + 3}).narrow(1, 1, columns);  // part of a wider one
    for (const bool transposed : {false, true})
        for (const bool absolute : {false, true})
            for (const bool adding : {false, true}) {
                const Tensor used = transposed ? matrix.t() : matrix;
                const Tensor x = someColumns(used.size(1), tokens, type), sum = someColumns(used.size(0), tokens, type);
                const Tensor wide = (absolute ? used.abs() : used).to(torch::kFloat64);
                Tensor expected = torch::mm(wide, x.to(torch::kFloat64));
                if (adding)
                    expected += sum.to(torch::kFloat64);
                multiplyColumns(matrix, x, sum,
                                {.transposed = transposed, .absolute = absolute, .adding = adding});
                const double accepted = type == torch::kFloat64 ? 1e-12 : 2e-4;
                EXPECT_LE((sum - expected).abs().max().item<double>(), accepted)
                    << rows << " x " << columns << " of " << tokens << transposed << absolute << adding;
            }
}

TEST(TokenColumns, ProductsAreThoseOfLibTorchInEverySizeAndOrderOnEveryKindOfProcessor)
{
    torch::manual_seed(3);
    testing::withEveryKernel([] {
        for (const auto type : {torch::kFloat32, torch::kFloat64}) {
            expectProduct(7, 9, 3, type);
            expectProduct(5, 1, 16, type);
            expectProduct(1, 600, 70, type);
            expectProduct(64, 520, 215, type);
            expectProduct(513, 33, 430, type);
        }
    });
}

TEST(TokenColumns, WhatThePaddingHoldsStaysInThePadding)
{
    testing::withEveryKernel([] {
        const Tensor matrix = torch::randn({11, 13}), x = someColumns(13, 5, torch::kFloat64);
        const Tensor sum = torch::full({11, x.size(1)}, NAN, torch::kFloat64);
        x.narrow(1, 5, x.size(1) - 5).fill_(NAN);
        multiplyColumns(matrix, x, sum);
        EXPECT_TRUE(torch::isfinite(sum.narrow(1, 0, 5)).all().item<bool>());
        EXPECT_TRUE(torch::isnan(sum.narrow(1, 5, x.size(1) - 5)).all().item<bool>());
    });
}

TEST(TokenColumns, HeadsAreMultipliedWhateverTheMemoryHeldBefore)
{
    torch::manual_seed(4);
    for (const std::int64_t size : {1, 3, 40})
        for (const double factor : {1.0, 0.5}) {
            const Tensor a = torch::randn({2, size, 2}), b = torch::randn({2, 2, size});
            const Tensor larger = torch::full({2, size, size}, NAN), smaller = torch::full({2, 2, 2}, NAN);
            multiplyHeads(larger, a, b, factor);
            multiplyHeads(smaller, b, a, factor);
            EXPECT_TRUE(larger.allclose(torch::matmul(a, b) * factor, 1e-5, 1e-6)) << size;
            EXPECT_TRUE(smaller.allclose(torch::matmul(b, a) * factor, 1e-5, 1e-6)) << size;
        }
}

TEST(TokenColumns, ColumnsAreFilledUpWithZerosAndTakenAsTheyLie)
{
    const Tensor rows = torch::randn({5, 4}, torch::kFloat64);
    const Tensor columns = columnsOf(rows);
    EXPECT_EQ(columns.sizes(), (at::IntArrayRef{4, 8}));
    EXPECT_TRUE(columns.narrow(1, 0, 5).equal(rows.t()));
    EXPECT_EQ(columns.narrow(1, 5, 3).abs().max().item<double>(), 0.0);
    EXPECT_EQ(columnsOf(columns.narrow(1, 0, 5).t()).data_ptr(), columns.data_ptr());
}

TEST(TokenColumns, NormAndItsGradientAreThoseOfLibTorch)
{
    torch::manual_seed(5);
    const Tensor x = torch::randn({6, 9}, torch::kFloat64).requires_grad_(true), out = torch::randn({9, 6}, torch::kFloat64);
    const Tensor weight = torch::randn({9}, torch::kFloat64), bias = torch::randn({9}, torch::kFloat64);
    const Tensor expected = torch::layer_norm(x, {9}, weight, bias, 1e-5);
    const auto gradient = torch::autograd::grad({expected}, {x}, {out.t()});
    const torch::NoGradGuard noGradients;
    const Tensor columns = x.t().contiguous(), result = torch::empty_like(columns);
    normColumns(columns, weight, bias, result);
    EXPECT_TRUE(result.t().allclose(expected, 1e-13, 1e-13));
    EXPECT_TRUE(normGradient(columns, weight, out).t().allclose(gradient[0], 1e-13, 1e-13));
}

}  // namespace
}  // namespace metrisk::inference
