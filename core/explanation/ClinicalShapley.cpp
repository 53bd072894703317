#include "core/explanation/ClinicalShapley.h"

#include "core/common/Error.h"

#include <algorithm>
#include <bit>
#include <cstdint>

namespace metrisk::explanation {

namespace {

using Columns = std::vector<float>;
using Coalition = std::uint32_t;  // bit k: variable k has the patient's value

constexpr std::size_t mostVariables = 16;

/// Where each variable's columns start, and the end.
std::vector<std::size_t> columnStarts(const clinical::ClinicalEncoding& encoding)
{
    std::vector<std::size_t> starts{0};
    for (const auto& variable : encoding.variables)
        starts.push_back(starts.back() + std::size_t(variable.columns()));
    return starts;
}

/// The cohort's patients with all the values the pack asks for, encoded.
std::vector<Columns> backgroundOf(const inference::ModelPackage& package)
{
    std::vector<Columns> background;
    for (const auto& patient : package.cohort)
        if (clinical::missingValues(patient.clinical).empty())
            background.push_back(package.clinical.encode(patient.clinical));
    return background;
}

/// [member]: mean risk over the cohort for each coalition.
class Game {
public:
    Game(const inference::RiskModel& model, const inference::ImageEmbedding& embedding, Columns patient,
         std::vector<Columns> background)
        : m_model(model), m_embedding(embedding), m_patient(std::move(patient)), m_background(std::move(background)),
          m_starts(columnStarts(model.package().clinical))
    {
        for (Coalition coalition = 0; coalition < (Coalition(1) << variables()); ++coalition)
            m_values.push_back(valueOf(coalition));
    }

    std::size_t variables() const { return m_starts.size() - 1; }
    const std::vector<double>& value(Coalition coalition) const { return m_values[coalition]; }

private:
    std::vector<double> valueOf(Coalition coalition) const
    {
        auto mixed = m_background;
        for (std::size_t k = 0; k < variables(); ++k)
            if (coalition >> k & 1U)
                for (auto& columns : mixed)
                    std::copy(m_patient.begin() + std::ptrdiff_t(m_starts[k]),
                              m_patient.begin() + std::ptrdiff_t(m_starts[k + 1]),
                              columns.begin() + std::ptrdiff_t(m_starts[k]));
        return meanOverCohort(m_model.risks(m_embedding, mixed));
    }

    static std::vector<double> meanOverCohort(const std::vector<std::vector<double>>& risks)
    {
        std::vector<double> mean(risks.front().size(), 0.0);
        for (const auto& members : risks)
            for (std::size_t member = 0; member < mean.size(); ++member)
                mean[member] += members[member] / double(risks.size());
        return mean;
    }

    const inference::RiskModel& m_model;
    const inference::ImageEmbedding& m_embedding;
    Columns m_patient;
    std::vector<Columns> m_background;
    std::vector<std::size_t> m_starts;
    std::vector<std::vector<double>> m_values;  // [coalition][member]
};

/// |S|! (K - |S| - 1)! / K! for |S| = size: one over K times the number of coalitions of that size without k.
double weight(std::size_t size, std::size_t variables)
{
    double choose = 1.0;
    for (std::size_t i = 0; i < size; ++i)
        choose *= double(variables - 1 - i) / double(i + 1);
    return 1.0 / (double(variables) * choose);
}

/// [member]
std::vector<double> shapleyValue(const Game& game, std::size_t variable)
{
    const Coalition own = Coalition(1) << variable;
    std::vector<double> value(game.value(0).size(), 0.0);
    for (Coalition without = 0; without < (Coalition(1) << game.variables()); ++without) {
        if (without & own)
            continue;
        const double share = weight(std::size_t(std::popcount(without)), game.variables());
        for (std::size_t member = 0; member < value.size(); ++member)
            value[member] += share * (game.value(without | own)[member] - game.value(without)[member]);
    }
    return value;
}

double meanOf(const std::vector<double>& members)
{
    double sum = 0.0;
    for (const double value : members)
        sum += value;
    return sum / double(members.size());
}

}  // namespace

std::optional<ClinicalShapley> clinicalShapley(const inference::RiskModel& model,
                                               const inference::ImageEmbedding& embedding,
                                               const clinical::ClinicalRecord& patient)
{
    const auto& encoding = model.package().clinical;
    const auto background = backgroundOf(model.package());
    if (encoding.variables.empty() || encoding.variables.size() > mostVariables || background.empty())
        return std::nullopt;
    const Game game(model, embedding, encoding.encode(patient), background);
    ClinicalShapley result{.expected = meanOf(game.value(0)), .patients = int(background.size()), .contributions = {}};
    for (std::size_t k = 0; k < game.variables(); ++k) {
        const auto members = shapleyValue(game, k);
        const auto [lowest, highest] = std::ranges::minmax(members);
        result.contributions.push_back({encoding.variables[k].name, meanOf(members), lowest, highest});
    }
    return result;
}

}  // namespace metrisk::explanation
