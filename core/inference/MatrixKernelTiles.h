// How MatrixKernel.h's products are made, for processors with vector units. Included once by each file that is
// compiled for one kind of them; all of it is that file's own, so that no other ends up with its instructions.
#pragma once

#include "core/inference/MatrixKernel.h"

#include <immintrin.h>

namespace metrisk::inference {

namespace {

constexpr std::int64_t lineNumbers = 16;  // floats of a cache line
constexpr std::int64_t packedRows = 8;    // whose weights lie side by side
constexpr std::int64_t groupRows = 16;    // packed together: as a transpose they fill lines

constexpr std::int64_t min(std::int64_t a, std::int64_t b) { return a < b ? a : b; }

/// Columns at a time, so that their rows of x stay in the second cache.
template <class Number>
constexpr std::int64_t depth = 2048 / std::int64_t(sizeof(Number));

template <class Number>
struct Rows {
    Number* first;
    std::int64_t stride;
};

/// Brings weights closer that will be needed soon, one cache line at a time.
struct Ahead {
    const float* first = nullptr;
    std::int64_t stride = 0, rows = 0, lines = 0;  // as stored
    std::int64_t row = 0, line = 0;

    void fetch()
    {
        if (line >= lines)
            return;
        __builtin_prefetch(first + row * stride + line * lineNumbers, 0, 2);
        if (++row == rows) {
            row = 0;
            ++line;
        }
    }
};

/// Up to eight neighbours, and zeros behind them.
inline __m256 neighbours(const float* numbers, std::int64_t count)
{
    if (count >= 8)
        return _mm256_loadu_ps(numbers);
    alignas(32) float some[8] = {};
    for (std::int64_t i = 0; i < count; ++i)
        some[i] = numbers[i];
    return _mm256_load_ps(some);
}

inline void put(float* place, __m256 numbers) { _mm256_store_ps(place, numbers); }

inline void put(double* place, __m256 numbers)
{
    _mm256_store_pd(place, _mm256_cvtps_pd(_mm256_castps256_ps128(numbers)));
    _mm256_store_pd(place + 4, _mm256_cvtps_pd(_mm256_extractf128_ps(numbers, 1)));
}

/// Rows become columns.
inline void transpose(__m256 (&rows)[8])
{
    __m256 pairs[8], fours[8];
    for (int i = 0; i < 8; i += 2) {
        pairs[i] = _mm256_unpacklo_ps(rows[i], rows[i + 1]);
        pairs[i + 1] = _mm256_unpackhi_ps(rows[i], rows[i + 1]);
    }
    for (int i = 0; i < 8; i += 4)
        for (int j = 0; j < 2; ++j) {
            fours[i + 2 * j] = _mm256_shuffle_ps(pairs[i + j], pairs[i + j + 2], 0x44);
            fours[i + 2 * j + 1] = _mm256_shuffle_ps(pairs[i + j], pairs[i + j + 2], 0xee);
        }
    for (int i = 0; i < 4; ++i) {
        rows[i] = _mm256_permute2f128_ps(fours[i], fours[i + 4], 0x20);
        rows[i + 4] = _mm256_permute2f128_ps(fours[i], fours[i + 4], 0x31);
    }
}

/// Some rows and columns of the matrix as it is used.
struct Part {
    std::int64_t row, rows, column, columns;
};

/// Weights in the order in which the tiles read them: eight rows' of one column, then those of the next column, and
/// behind the last column the next eight rows.
template <class Number>
void packTransposed(const float* from, std::int64_t stride, const Part& part, __m256 signs, Number* room)
{
    for (std::int64_t c = 0; c < part.columns; ++c, from += stride, room += packedRows)
        for (std::int64_t row = 0; row < part.rows; row += packedRows)
            put(room + row * depth<Number>, _mm256_andnot_ps(signs, neighbours(from + row, part.rows - row)));
}

template <class Number>
void packPlain(const float* from, std::int64_t stride, const Part& part, __m256 signs, Number* room)
{
    for (std::int64_t row = 0; row < part.rows; row += packedRows)
        for (std::int64_t c = 0; c < part.columns; c += 8) {
            __m256 block[8];
            for (std::int64_t r = 0; r < 8; ++r)
                block[r] = row + r < part.rows ? neighbours(from + (row + r) * stride + c, part.columns - c)
                                               : _mm256_setzero_ps();
            transpose(block);
            for (std::int64_t r = 0; r < 8; ++r)
                put(room + row * depth<Number> + (c + r) * packedRows, _mm256_andnot_ps(signs, block[r]));
        }
}

template <class Number>
void pack(const MatrixProduct& product, const Part& part, Number* room)
{
    const __m256 signs = _mm256_set1_ps(product.absolute ? -0.0F : 0.0F);
    const std::int64_t stride = product.rowStride;
    if (product.transposed)
        packTransposed(product.matrix + part.column * stride + part.row, stride, part, signs, room);
    else
        packPlain(product.matrix + part.row * stride + part.column, stride, part, signs, room);
}

/// The products for vectors of so many bytes: tiles of some rows of the sum times some vectors of tokens are held in
/// registers over all columns, as many as fit with a weight and the tokens.
template <int bytes, int tileRows, int tileVectors>
struct Tiles {
    template <class Number>
    struct Lanes {
        typedef Number Vector __attribute__((vector_size(bytes), may_alias));
        static constexpr std::int64_t count = bytes / std::int64_t(sizeof(Number));
    };

    /// Of the rows only those in use are written.
    template <int vectors, class Number>
    static void tile(const Number* weights, Rows<const Number> x, std::int64_t columns, Rows<Number> sum,
                     std::int64_t usedRows, bool adding, Ahead& ahead)
    {
        using Vector = typename Lanes<Number>::Vector;
        constexpr std::int64_t lanes = Lanes<Number>::count;
        Vector held[tileRows][vectors] = {};
        for (std::int64_t from = 0; from < columns; from += 8) {
            ahead.fetch();
            for (std::int64_t column = from; column < min(from + 8, columns); ++column) {
                Vector token[vectors];
#pragma GCC unroll 8
                for (int v = 0; v < vectors; ++v)
                    token[v] = *reinterpret_cast<const Vector*>(x.first + v * lanes);
#pragma GCC unroll 8
                for (int row = 0; row < tileRows; ++row) {
                    const Vector weight = weights[row] - Vector{};  // the same everywhere
#pragma GCC unroll 8
                    for (int v = 0; v < vectors; ++v)
                        held[row][v] += weight * token[v];
                }
                weights += packedRows;
                x.first += x.stride;
            }
        }
#pragma GCC unroll 8
        for (int row = 0; row < tileRows; ++row)
#pragma GCC unroll 8
            for (int v = 0; v < vectors; ++v)
                if (row < usedRows) {
                    auto* place = reinterpret_cast<Vector*>(sum.first + row * sum.stride + v * lanes);
                    *place = adding ? *place + held[row][v] : held[row][v];
                }
    }

    template <int vectors = tileVectors, class Number>
    static void tileOf(std::int64_t vectorCount, const Number* weights, Rows<const Number> x, std::int64_t columns,
                       Rows<Number> sum, std::int64_t usedRows, bool adding, Ahead& ahead)
    {
        if constexpr (vectors > 1)
            if (vectorCount < vectors)
                return tileOf<vectors - 1>(vectorCount, weights, x, columns, sum, usedRows, adding, ahead);
        tile<vectors>(weights, x, columns, sum, usedRows, adding, ahead);
    }

    /// A group of packed rows times all tokens, in panels of nearly equal width.
    template <class Number>
    static void multiplyGroup(const Number* weights, const Part& part, std::int64_t tokens, Rows<const Number> x,
                              Rows<Number> sum, bool adding, Ahead& ahead)
    {
        constexpr std::int64_t lanes = Lanes<Number>::count;
        const std::int64_t vectors = tokens / lanes, panels = (vectors + tileVectors - 1) / tileVectors;
        for (std::int64_t row = 0; row < part.rows; row += tileRows) {
            const Number* first = weights + row / packedRows * packedRows * depth<Number> + row % packedRows;
            for (std::int64_t panel = 0; panel < panels; ++panel) {
                const std::int64_t from = vectors * panel / panels, to = vectors * (panel + 1) / panels;
                tileOf(to - from, first, {x.first + from * lanes, x.stride}, part.columns,
                       {sum.first + row * sum.stride + from * lanes, sum.stride}, part.rows - row, adding, ahead);
            }
        }
    }

    template <class Number>
    static void multiply(const MatrixProduct& product, Rows<const Number> x, Rows<Number> sum)
    {
        alignas(64) Number room[groupRows * depth<Number>];
        for (std::int64_t column = 0; column < product.columns; column += depth<Number>) {
            const std::int64_t columns = min(depth<Number>, product.columns - column);
            for (std::int64_t row = 0; row < product.rows; row += groupRows) {
                const Part part{row, min(groupRows, product.rows - row), column, columns};
                pack(product, part, room);
                Ahead ahead = behind(product, part);
                multiplyGroup(room, part, product.tokens, {x.first + column * x.stride, x.stride},
                              {sum.first + row * sum.stride, sum.stride}, product.adding || column > 0, ahead);
            }
        }
    }

    template <class Number>
    static void multiplied(const MatrixProduct& product, const Number* x, std::int64_t xStride, Number* sum,
                           std::int64_t sumStride)
    {
        multiply<Number>(product, {x, xStride}, {sum, sumStride});
    }

    /// The weights behind a part, which are packed next.
    static Ahead behind(const MatrixProduct& product, const Part& part)
    {
        const std::int64_t row = part.row + part.rows, rows = min(groupRows, product.rows - row);
        const std::int64_t lines = (part.columns + lineNumbers - 1) / lineNumbers;
        if (rows <= 0)
            return {};
        if (product.transposed)
            return {product.matrix + part.column * product.rowStride + row, product.rowStride, part.columns, 1};
        return {product.matrix + row * product.rowStride + part.column, product.rowStride, rows, lines};
    }
};

}  // namespace

}  // namespace metrisk::inference
