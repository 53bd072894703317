#pragma once

#include "core/evaluation/Evaluation.h"

#include <fmt/format.h>

#include <cmath>
#include <string>

namespace metrisk::testing {

using evaluation::ColumnNames, evaluation::Evaluation, evaluation::EvaluationOptions, evaluation::Predictions;

inline Predictions predictionsOf(const std::string& text, const ColumnNames& names = {})
{
    return evaluation::predictionsFrom(common::csvTable(text, "p.csv"), names);
}

/// Few resamples: what is tested are the numbers, not the width of bootstrap intervals.
inline EvaluationOptions quickly()
{
    EvaluationOptions options;
    options.resamples = 100;
    return options;
}

/// A made-up cohort with folds, members, causes, scores and subgroups; the same numbers everywhere. The higher the risk the
/// sooner the event, less exactly than that.
inline std::string madeUpTable(int patients = 200, double shift = 0.0)
{
    std::string text = "id,time_months,cause,risk_1,risk_2,fold,score_volume,sex,age\n";
    for (int i = 0; i < patients; ++i) {
        const double risk = std::sin(1.7 * i + shift), noise = std::cos(2.3 * i * i + shift);
        const double time = 1.0 + 14.0 * std::exp(-0.7 * risk + 0.9 * noise);
        const int cause = time > 45.0 ? 0 : i % 7 == 0 ? 2 : (i * 3) % 4 == 0 ? 0 : 1;
        text += fmt::format("P{},{:.3f},{},{:.4f},{:.4f},{},{:.3f},{},{}\n", i, std::min(time, 45.0), cause, risk + 0.2 * noise,
                            risk - 0.1, 1 + i % 5, std::exp(0.5 * risk + std::sin(5.0 * i)), i % 3 ? "male" : "female", 40 + (i * 13) % 40);
    }
    return text;
}

}  // namespace metrisk::testing
