// GELU and its gradient for processors with vector units: x P(x), P being the normal distribution function. Included
// once by each file that is compiled for one kind of them, like MatrixKernelTiles.h.
//
// With a = |x| and u = (a - 4) / (a + 4), P(-a) = exp(-a^2 / 2) T(u), where T is a polynomial fitted to
// erfc(a / sqrt 2) exp(a^2 / 2) / 2 at Chebyshev's points: within 2e-17 in double, 2e-9 in single precision.
#pragma once

#include <cstdint>

namespace metrisk::inference {

namespace {

template <class Number>
struct GeluNumbers;

template <>
struct GeluNumbers<float> {
    using Whole = std::int32_t;
    static constexpr float tail[] = {0.094410643F,    -0.170397729F,   0.124379367F,    -0.0717071071F,  0.0308633596F,
                                     -0.00849611685F, 0.000512078987F, 0.000657920435F, -0.000182046526F, -7.3565323e-5F};
    static constexpr float power[] = {1.0F, 1.0F, 0.5F, 0.166664153F, 0.0416663513F, 0.00837512594F, 0.00139411085F};
    static constexpr float rounding = 0x1.8p23F, farthest = 13.0F;  // exp(-13^2 / 2) is still a normal number
    static constexpr Whole fraction = 23, bias = 127;
    static constexpr float ln2 = 0.693147182F, ln2Rest = -1.90465421e-9F, log2e = 1.44269502F;
};

template <>
struct GeluNumbers<double> {
    using Whole = std::int64_t;
    static constexpr double tail[] = {
        0.0944106413019689513,    -0.170397721548455066,    0.124379255339258946,      -0.0717074073377725003,
        0.0308648041065375696,    -0.00849209548104329662,  0.000507562070949726215,   0.000638813836627023159,
        -0.000187184231304386033, -0.0000455547747916439389, 0.0000286481425201482048, 4.63097821164062008e-6,
        -4.3029167674699066e-6,   -8.2760641062843324e-7,   6.60297362837793697e-7,    2.02365709519002763e-7,
        -9.29273841575367267e-8,  -4.81567733789454021e-8,  8.9101596604051585e-9,     8.34712490921587866e-9,
        -8.86588793717882968e-11, -6.17783649961660254e-10};
    static constexpr double power[] = {
        1.0,                    1.0,                     0.500000000000001839,     0.166666666666666808,
        0.0416666666664880955,  0.00833333333331960061,  0.00138888889523147747,   0.000198412698900471137,
        0.0000248014854823284924, 2.75572409185789698e-6, 2.76326396390410297e-7,  2.51100376059637777e-8};
    static constexpr double rounding = 0x1.8p52, farthest = 37.0;
    static constexpr Whole fraction = 52, bias = 1023;
    static constexpr double ln2 = 0.693147180559945309, ln2Rest = 2.3190468138462996e-17, log2e = 1.44269504088896341;
};

template <int bytes, class Number>
struct VectorGelu {
    using Numbers = GeluNumbers<Number>;
    typedef Number Vector __attribute__((vector_size(bytes), may_alias));
    typedef typename Numbers::Whole Bits __attribute__((vector_size(bytes), may_alias));
    static constexpr std::int64_t lanes = bytes / std::int64_t(sizeof(Number));

    static Vector all(Number number) { return number - Vector{}; }

    template <int count>
    static Vector polynomial(const Number (&coefficients)[count], Vector x)
    {
        Vector sum = all(coefficients[count - 1]);
        for (int i = count - 2; i >= 0; --i)
            sum = sum * x + coefficients[i];
        return sum;
    }

    /// exp(-x): a power of two, which is written into the exponent's bits, and what is left of it.
    static Vector vanishing(Vector x)
    {
        const Vector rounded = x * -Numbers::log2e + Numbers::rounding;  // its last bits are the whole number
        const Vector whole = rounded - Numbers::rounding;
        const Vector rest = whole * -Numbers::ln2Rest + (whole * -Numbers::ln2 - x);
        const Bits scale = ((Bits)rounded << Numbers::fraction) + (Numbers::bias << Numbers::fraction);
        return polynomial(Numbers::power, rest) * (Vector)scale;
    }

    /// P(x), and exp(-x^2 / 2).
    struct Normal {
        Vector distribution, bell;
    };

    static Normal normal(Vector x)
    {
        const Vector absolute = x < Vector{} ? -x : x, farthest = all(Numbers::farthest);
        const Vector a = absolute < farthest ? absolute : farthest;
        const Vector bell = vanishing(a * a * Number(0.5));
        const Vector tail = polynomial(Numbers::tail, (a - Number(4)) / (a + Number(4))) * bell;
        return {x > Vector{} ? Number(1) - tail : tail, bell};
    }

    static void gelu(const Number* x, std::int64_t count, Number* result)
    {
        for (std::int64_t i = 0; i < count; i += lanes) {
            const Vector value = *reinterpret_cast<const Vector*>(x + i);
            *reinterpret_cast<Vector*>(result + i) = value * normal(value).distribution;
        }
    }

    /// gradient (P(x) + x density(x))
    static void geluGradient(const Number* x, const Number* gradient, std::int64_t count, Number* result)
    {
        constexpr Number densityOfZero = Number(0.39894228040143267794);  // 1 / sqrt(2 pi)
        for (std::int64_t i = 0; i < count; i += lanes) {
            const Vector value = *reinterpret_cast<const Vector*>(x + i);
            const Normal at = normal(value);
            *reinterpret_cast<Vector*>(result + i) = *reinterpret_cast<const Vector*>(gradient + i) *
                                                     (at.distribution + value * densityOfZero * at.bell);
        }
    }
};

}  // namespace

}  // namespace metrisk::inference
