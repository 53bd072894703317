#include "core/evaluation/Estimates.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace metrisk::evaluation {

Spread spreadOf(const std::vector<double>& values)
{
    Spread spread{int(values.size()), 0.0, 0.0};
    if (values.empty())
        return spread;
    spread.mean = std::accumulate(values.begin(), values.end(), 0.0) / double(values.size());
    double sum = 0.0;
    for (const double value : values)
        sum += (value - spread.mean) * (value - spread.mean);
    spread.sd = values.size() > 1 ? std::sqrt(sum / double(values.size() - 1)) : 0.0;
    return spread;
}

Estimate bootstrapped(std::size_t patients, const RowStatistic& statistic, const EvaluationOptions& options, const Job& job)
{
    survival::Draw everybody(patients);
    std::iota(everybody.begin(), everybody.end(), std::size_t(0));
    const double value = statistic(everybody);   // its own refusal says more than the bootstrap's
    const auto maybe = [&](const survival::Draw& rows) -> std::optional<double> {
        const auto result = computed([&] { return statistic(rows); });
        return result.value;
    };
    const auto drawn = survival::bootstrap(patients, maybe, {options.resamples, options.seed, options.confidence}, job);
    return {value, drawn.percentile};
}

std::string tooFewEvents(int events, int least)
{
    if (events >= least)
        return {};
    return events == 0 ? "no event" : fmt::format("only {} event{}", events, events == 1 ? "" : "s");
}

int eventsIn(const std::vector<survival::FollowUp>& patients)
{
    return int(std::ranges::count(patients, true, &survival::FollowUp::event));
}

}  // namespace metrisk::evaluation
