// The one file that is compiled for AVX-512: it includes nothing whose inline functions others might end up with.
#include "core/inference/MatrixKernel.h"

#if defined(__AVX512F__)
#include <immintrin.h>

namespace metrisk::inference {

namespace {

constexpr std::int64_t tileVectors = 5, tileRows = 5;  // 25 sums, 5 weights and a vector of x: 31 of 32 registers

template <class Number>
struct Lanes {
    typedef Number Vector __attribute__((vector_size(64), may_alias));
    static constexpr std::int64_t count = 64 / std::int64_t(sizeof(Number));
};

constexpr std::int64_t min(std::int64_t a, std::int64_t b) { return a < b ? a : b; }

/// Columns at a time, so that their rows of x stay in the second cache.
template <class Number>
constexpr std::int64_t depth = 2048 / std::int64_t(sizeof(Number));

/// Some rows of the matrix: numbers from one row and from one column to the next.
template <class Number>
struct Weights {
    const Number* first;
    std::int64_t rowStep, columnStep;
};

template <class Number>
struct Rows {
    Number* first;
    std::int64_t stride;
};

inline __m512 everywhere(const float* number) { return _mm512_set1_ps(*number); }
inline __m512d everywhere(const double* number) { return _mm512_set1_pd(*number); }

/// So many rows of the sum times so many vectors of tokens, held in registers over all columns.
template <class Number, int rows, int vectors>
void tile(Weights<Number> weights, Rows<const Number> x, std::int64_t columns, Rows<Number> sum, bool adding)
{
    using Vector = typename Lanes<Number>::Vector;
    constexpr std::int64_t lanes = Lanes<Number>::count;
    Vector held[rows][vectors] = {};
    for (std::int64_t column = 0; column < columns; ++column) {
        Vector weight[rows];
#pragma GCC unroll 8
        for (int row = 0; row < rows; ++row)
            weight[row] = everywhere(weights.first + row * weights.rowStep);
#pragma GCC unroll 8
        for (int v = 0; v < vectors; ++v) {
            const Vector token = *reinterpret_cast<const Vector*>(x.first + v * lanes);
#pragma GCC unroll 8
            for (int row = 0; row < rows; ++row)
                held[row][v] += weight[row] * token;
        }
        weights.first += weights.columnStep;
        x.first += x.stride;
    }
#pragma GCC unroll 8
    for (int row = 0; row < rows; ++row)
#pragma GCC unroll 8
        for (int v = 0; v < vectors; ++v) {
            auto* place = reinterpret_cast<Vector*>(sum.first + row * sum.stride + v * lanes);
            *place = adding ? *place + held[row][v] : held[row][v];
        }
}

/// The tile of this size; beyond the largest there is nothing.
template <class Number, int rows = tileRows, int vectors = tileVectors>
void tileOf(std::int64_t rowCount, std::int64_t vectorCount, Weights<Number> weights, Rows<const Number> x,
            std::int64_t columns, Rows<Number> sum, bool adding)
{
    if constexpr (rows > 1)
        if (rowCount < rows)
            return tileOf<Number, rows - 1, vectors>(rowCount, vectorCount, weights, x, columns, sum, adding);
    if constexpr (vectors > 1)
        if (vectorCount < vectors)
            return tileOf<Number, rows, vectors - 1>(rowCount, vectorCount, weights, x, columns, sum, adding);
    tile<Number, rows, vectors>(weights, x, columns, sum, adding);
}

/// Rows of the matrix and some of its columns, as they are stored.
Weights<float> stored(const MatrixProduct& product, std::int64_t row, std::int64_t column)
{
    const std::int64_t rowStep = product.transposed ? 1 : product.rowStride;
    const std::int64_t columnStep = product.transposed ? product.rowStride : 1;
    return {product.matrix + row * rowStep + column * columnStep, rowStep, columnStep};
}

/// A few neighbours of a row, without their signs if so wished, and in double precision.
__m512d widened(const float* numbers, __mmask16 used, __m512d signs)
{
    const __m512 loaded = _mm512_maskz_loadu_ps(used, numbers);
    const __m512d wide = _mm512_cvtps_pd(_mm512_castps512_ps256(loaded));
    return _mm512_castsi512_pd(_mm512_andnot_si512(_mm512_castpd_si512(signs), _mm512_castpd_si512(wide)));
}

/// Copies of the weights in double precision: eight neighbours at once, along the rows or across them.
Weights<double> copied(const MatrixProduct& product, std::int64_t row, std::int64_t rows, std::int64_t column,
                       std::int64_t columns, double* room)
{
    const Weights<float> from = stored(product, row, column);
    const __m512d signs = _mm512_set1_pd(product.absolute ? -0.0 : 0.0);
    if (product.transposed) {
        const auto used = __mmask16((1 << rows) - 1);
        for (std::int64_t c = 0; c < columns; ++c)
            _mm512_store_pd(room + c * 8, widened(from.first + c * from.columnStep, used, signs));
        return {room, 1, 8};
    }
    for (std::int64_t r = 0; r < rows; ++r)
        for (std::int64_t c = 0; c < columns; c += 8) {
            const auto used = __mmask16(columns - c < 8 ? (1 << (columns - c)) - 1 : 0xff);
            _mm512_store_pd(room + r * depth<double> + c, widened(from.first + r * from.rowStep + c, used, signs));
        }
    return {room, depth<double>, 1};
}

Weights<float> weightsOf(const MatrixProduct& product, std::int64_t row, std::int64_t, std::int64_t column,
                         std::int64_t, float*)
{
    return stored(product, row, column);
}

Weights<double> weightsOf(const MatrixProduct& product, std::int64_t row, std::int64_t rows, std::int64_t column,
                          std::int64_t columns, double* room)
{
    return copied(product, row, rows, column, columns, room);
}

template <class Number>
void multiplied(const MatrixProduct& product, Rows<const Number> x, Rows<Number> sum)
{
    constexpr std::int64_t lanes = Lanes<Number>::count;
    alignas(64) Number room[8 * depth<Number>];
    const std::int64_t vectors = product.tokens / lanes, panels = (vectors + tileVectors - 1) / tileVectors;
    for (std::int64_t column = 0; column < product.columns; column += depth<Number>) {
        const std::int64_t columns = min(depth<Number>, product.columns - column);
        const bool adding = product.adding || column > 0;
        for (std::int64_t row = 0; row < product.rows; row += tileRows) {
            const std::int64_t rows = min(tileRows, product.rows - row);
            const auto weights = weightsOf(product, row, rows, column, columns, room);
            for (std::int64_t panel = 0; panel < panels; ++panel) {  // of nearly equal width
                const std::int64_t from = vectors * panel / panels, to = vectors * (panel + 1) / panels;
                tileOf<Number>(rows, to - from, weights, {x.first + column * x.stride + from * lanes, x.stride}, columns,
                               {sum.first + row * sum.stride + from * lanes, sum.stride}, adding);
            }
        }
    }
}

}  // namespace

void multiply(const MatrixProduct& product, const float* x, std::int64_t xStride, float* sum, std::int64_t sumStride)
{
    multiplied<float>(product, {x, xStride}, {sum, sumStride});
}

void multiply(const MatrixProduct& product, const double* x, std::int64_t xStride, double* sum,
              std::int64_t sumStride)
{
    multiplied<double>(product, {x, xStride}, {sum, sumStride});
}

}  // namespace metrisk::inference

#else  // hasMatrixKernel() says so
namespace metrisk::inference {
void multiply(const MatrixProduct&, const float*, std::int64_t, float*, std::int64_t) {}
void multiply(const MatrixProduct&, const double*, std::int64_t, double*, std::int64_t) {}
}  // namespace metrisk::inference
#endif
