#include "core/survival/ValueCheck.h"

#include "core/common/Error.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace metrisk::survival {

namespace {

[[noreturn]] void refuse(std::size_t row, const std::string& what, double value, const char* allowed)
{
    throw Error(Error::Kind::Input, fmt::format("The {} in row {} is {}.", what, row + 1, value),
                fmt::format("Correct row {}: {}.", row + 1, allowed));
}

}  // namespace

void checkFinite(const std::vector<double>& values, const std::string& what)
{
    for (std::size_t i = 0; i < values.size(); ++i)
        if (!std::isfinite(values[i]))
            refuse(i, what, values[i], "it must be a number");
}

void checkProbabilities(const std::vector<double>& values, const std::string& what)
{
    for (std::size_t i = 0; i < values.size(); ++i)
        if (!(values[i] >= 0.0 && values[i] <= 1.0))
            refuse(i, what, values[i], "a probability lies between 0 and 1");
}

void checkOnePerPatient(std::size_t patients, std::size_t values, const std::string& what)
{
    if (patients != values)
        throw Error(Error::Kind::Input, fmt::format("There are {} patients but {} values of {}.", patients, values, what),
                    "Give one value for each patient.");
}

void checkBothOutcomes(const std::vector<bool>& outcomes)
{
    const auto with = std::ranges::count(outcomes, true);
    if (with == 0 || std::size_t(with) == outcomes.size())
        throw Error(Error::Kind::Input,
                    fmt::format("Of {} patients, {} had the outcome: there is nothing to tell apart.", outcomes.size(), with),
                    "Use a cohort in which some patients had the outcome and some had not.");
}

}  // namespace metrisk::survival
