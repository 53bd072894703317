#include "core/training/Folds.h"

#include <algorithm>

namespace metrisk::training {

namespace {

/// Fisher and Yates; std::shuffle draws differently in different libraries.
void shuffle(Patients& patients, Random& random)
{
    for (std::size_t left = patients.size(); left > 1; --left)
        std::swap(patients[left - 1], patients[random.below(left)]);
}

Patients withEvent(const Patients& patients, const std::vector<survival::FollowUp>& followUp, bool event)
{
    Patients chosen;
    std::ranges::copy_if(patients, std::back_inserter(chosen), [&](std::size_t i) { return followUp[i].event == event; });
    return chosen;
}

Patients everyone(std::size_t count)
{
    Patients all(count);
    for (std::size_t i = 0; i < count; ++i)
        all[i] = i;
    return all;
}

/// Hands out patients in random order, shuffled anew when too few are left, so that no batch
/// holds a patient twice.
class Deck {
public:
    Deck(Patients patients, Random& random) : m_patients(std::move(patients)), m_random(random) { shuffle(m_patients, random); }

    std::size_t size() const { return m_patients.size(); }

    void dealTo(Patients& batch, std::size_t count)
    {
        if (m_dealt + count > m_patients.size()) {
            shuffle(m_patients, m_random);
            m_dealt = 0;
        }
        const auto from = m_patients.begin() + std::ptrdiff_t(m_dealt);
        batch.insert(batch.end(), from, from + std::ptrdiff_t(count));
        m_dealt += count;
    }

private:
    Patients m_patients;
    Random& m_random;
    std::size_t m_dealt = 0;
};

}  // namespace

std::vector<Patients> stratifiedFolds(const std::vector<survival::FollowUp>& followUp, int folds, Random random)
{
    std::vector<Patients> parts(static_cast<std::size_t>(folds));
    std::size_t next = 0;
    for (const bool event : {true, false}) {
        auto stratum = withEvent(everyone(followUp.size()), followUp, event);
        shuffle(stratum, random);
        for (const auto patient : stratum)
            parts[next++ % parts.size()].push_back(patient);
    }
    for (auto& part : parts)
        std::ranges::sort(part);
    return parts;
}

Patients allBut(const Patients& fold, std::size_t cohortSize)
{
    Patients others;
    std::ranges::copy_if(everyone(cohortSize), std::back_inserter(others),
                         [&](std::size_t i) { return std::ranges::find(fold, i) == fold.end(); });
    return others;
}

std::vector<Patients> epochBatches(const Patients& training, const std::vector<survival::FollowUp>& followUp,
                                   int batchSize, Random& random)
{
    Deck failed(withEvent(training, followUp, true), random), others(withEvent(training, followUp, false), random);
    std::vector<Patients> batches;
    for (std::size_t left = failed.size(); left > 0;) {
        const auto events = std::min(left, 1 + random.below(3));
        left -= events;
        Patients batch;
        failed.dealTo(batch, events);
        others.dealTo(batch, std::min(std::size_t(batchSize) - events, others.size()));
        batches.push_back(std::move(batch));
    }
    return batches;
}

}  // namespace metrisk::training
