#include "core/training/CohortSimulator.h"

#include "core/common/Error.h"
#include "core/common/Random.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace metrisk::training {

namespace {

constexpr double weibullShape = 0.85;
constexpr double cumulativeHazardAtYear = 0.11;  // for log hazard 0
constexpr double meanMonthsToLoss = 30.0;        // by death or otherwise
constexpr double shareOfDeaths = 0.8;            // among those lost

struct Choice {
    std::string word;
    double weight;
};

std::string drawn(const std::vector<Choice>& choices, Random& random)
{
    double left = random.uniform();
    for (const auto& choice : choices)
        if ((left -= choice.weight) < 0.0)
            return choice.word;
    return choices.back().word;
}

double inRange(double value, double low, double high)
{
    return std::clamp(value, low, high);
}

double logistic(double x)
{
    return 1.0 / (1.0 + std::exp(-x));
}

/// Share of patients on a treatment, by primary.
bool treated(const std::map<std::string, double>& shares, const std::string& primary, Random& random)
{
    const auto found = shares.find(primary);
    return random.chance(found == shares.end() ? 0.15 : found->second);
}

clinical::ClinicalRecord drawRecord(Random random)
{
    clinical::ClinicalRecord record;
    record.ageYears = std::round(inRange(random.normal(61.0, 11.0), 24.0, 90.0));
    const double frailty = (*record.ageYears - 61.0) / 11.0 + 1.5 * random.normal();
    record.kps = frailty > 2.4 ? 60 : frailty > 1.0 ? 70 : frailty > -0.6 ? 80 : frailty > -2.2 ? 90 : 100;
    record.primary = drawn({{"NSCLC", 0.42}, {"melanoma", 0.15}, {"breast", 0.17}, {"RCC", 0.08}, {"GI", 0.09},
                            {"other", 0.09}}, random);
    record.location = drawn({{"frontal", 0.32}, {"temporal", 0.15}, {"parietal", 0.20}, {"occipital", 0.12},
                             {"cerebellar", 0.16}, {"other", 0.05}}, random);
    record.chemotherapy = treated({{"NSCLC", 0.45}, {"breast", 0.50}, {"GI", 0.60}}, *record.primary, random);
    record.immunotherapy = treated({{"NSCLC", 0.45}, {"melanoma", 0.65}, {"RCC", 0.50}}, *record.primary, random);
    return record;
}

LesionParameters drawLesion(Random random)
{
    const double size = random.normal();  // standard units of log volume
    LesionParameters lesion;
    lesion.coreVolumeMl = inRange(9.0 * std::exp(0.85 * size), 0.7, 45.0);
    lesion.oedemaVolumeMl = inRange(25.0 * std::exp(0.45 * size + 0.75 * random.normal()), 1.0, 140.0);
    lesion.necrosisFraction = 0.85 * logistic(-0.2 + 0.5 * size + 0.9 * random.normal());
    lesion.irregularity = inRange(logistic(-0.5 + 0.3 * size + 0.9 * random.normal()), 0.0, 1.0);
    lesion.heterogeneity = inRange(logistic(-0.5 + 0.8 * random.normal()), 0.0, 1.0);
    return lesion;
}

double primaryEffect(const std::string& primary)
{
    static const std::map<std::string, double> effects{
        {"GI", 0.40}, {"melanoma", 0.30}, {"RCC", 0.20}, {"breast", -0.20}};
    const auto found = effects.find(primary);
    return found == effects.end() ? 0.0 : found->second;
}

double monthsToFailure(double logHazard, Random& random)
{
    const double hazard = -std::log(1.0 - random.uniform()) / (cumulativeHazardAtYear * std::exp(logHazard));
    return 12.0 * std::pow(hazard, 1.0 / weibullShape);
}

/// Months as a clinic notes them, to the tenth; nobody fails at once.
void follow(SimulatedRecord& record, Random random)
{
    const double failure = monthsToFailure(record.logHazard, random);
    const double endOfStudy = random.uniform(36.0, 48.0);
    const double loss = -meanMonthsToLoss * std::log(1.0 - random.uniform());
    const double censoring = std::min(endOfStudy, loss);
    record.followUp = {std::max(0.1, std::round(10.0 * std::min(failure, censoring)) / 10.0), failure <= censoring};
    record.died = !record.followUp.event && loss < endOfStudy && random.chance(shareOfDeaths);
}

}  // namespace

void CohortOptions::check() const
{
    if (patients < 1 || patients > 999)
        throw Error(Error::Kind::Input, fmt::format("A cohort of {} patients cannot be simulated.", patients),
                    "Choose 1 to 999 patients.");
}

SimulatedPatientOptions drawPatient(std::uint64_t seed)
{
    const Random random(seed);
    SimulatedPatientOptions patient;
    patient.seed = random.fork(1).bits();
    patient.clinical = drawRecord(random.fork(2));
    patient.lesion = drawLesion(random.fork(3));
    return patient;
}

double trueLogHazard(const SimulatedPatientOptions& patient)
{
    const auto& lesion = patient.lesion;
    const auto& record = patient.clinical;
    double sum = 1.10 * std::log(lesion.coreVolumeMl / 9.0) + 0.45 * std::log(lesion.oedemaVolumeMl / 25.0);
    sum += 1.80 * (lesion.necrosisFraction - 0.4);
    sum += 1.20 * (lesion.irregularity - 0.4) + 0.60 * (lesion.heterogeneity - 0.4);
    sum += 0.010 * (*record.ageYears - 61.0) - 0.020 * (*record.kps - 80);
    sum += primaryEffect(*record.primary) + (*record.location == "cerebellar" ? 0.25 : 0.0);
    return sum - (*record.immunotherapy ? 0.40 : 0.0) - (*record.chemotherapy ? 0.15 : 0.0);
}

int causeOf(const SimulatedRecord& record)
{
    return record.followUp.event ? 1 : record.died ? 2 : 0;
}

std::vector<SimulatedRecord> simulateCohort(const CohortOptions& options)
{
    options.check();
    const Random random(options.seed);
    std::vector<SimulatedRecord> cohort;
    for (int number = 1; number <= options.patients; ++number) {
        Random own = random.fork(std::uint64_t(number));
        SimulatedRecord record;
        record.id = fmt::format("sim-{:03}", number);
        record.patient = drawPatient(own.bits());
        record.logHazard = trueLogHazard(record.patient);
        follow(record, own.fork(1));
        cohort.push_back(std::move(record));
    }
    return cohort;
}

}  // namespace metrisk::training
