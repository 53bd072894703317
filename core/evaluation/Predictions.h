#pragma once

#include "core/common/CsvTable.h"
#include "core/survival/KaplanMeier.h"

#include <optional>
#include <string>
#include <vector>

namespace metrisk::evaluation {

/// Predictions and outcomes of the same patients, one row each.
///
/// Columns: `id`; `time_months`; `event` (0, 1) or `cause` (0 censored, 1 event, 2 death before it); `risk` (log hazard,
/// higher is worse) or the members `risk_1`, `risk_2`, ..., whose mean is the ensemble's risk. May follow: `fold`,
/// `probability_<months>` (of the event by then), `score_<name>` (to compare with, higher is worse). Every other
/// column is a candidate subgroup.

enum class TimeUnit { Days, Weeks, Months, Years };   // a month is 30.4375 days
double monthsIn(TimeUnit unit);

/// How a table names its columns where it does not use the names above.
struct ColumnNames {
    std::string id = "id";             // "none": rows have no name
    std::string time = "time_months", event = "event", cause = "cause", risk = "risk", fold = "fold";
    TimeUnit timeUnit = TimeUnit::Months;
    std::vector<std::string> scores = {};        // compared with, beside score_<name>
    std::vector<std::string> lowerIsWorse = {};  // risk or scores whose sign is turned
    std::optional<std::vector<std::string>> subgroups = {};  // only these; absent: every other column
};

struct Member { std::string name; std::vector<double> risks; };
struct Score {
    std::string name;
    std::vector<std::optional<double>> values;   // higher is worse; absent where the field is empty or NA
};
struct HorizonProbability {
    double months = 0.0;
    std::vector<double> event;   // by then
};
struct Partition {
    std::string name;
    std::vector<std::string> levels;     // in order
    std::vector<std::size_t> levelOf;    // of each patient
    std::string note;                    // how it was made, where that needs saying
};

struct Predictions {
    std::string name;                           // of the file
    std::vector<std::string> ids;               // empty when rows have no name
    std::vector<survival::FollowUp> followUp;   // event: cause 1
    std::vector<int> causes;                    // 0, 1, 2; empty when the table does not tell deaths apart
    std::vector<double> risks;                  // of the ensemble
    std::vector<Member> members;
    std::optional<Partition> folds;
    std::vector<HorizonProbability> probabilities;   // ascending
    std::vector<Score> scores;
    std::vector<Partition> subgroups;
    std::vector<std::string> notes;             // what was left out or turned, in sentences

    std::size_t size() const { return followUp.size(); }
    int events() const;
};

/// The names for the training table: no scores or subgroups are needed of it.
ColumnNames trainingNames(const ColumnNames& names);

/// Throws Error{Input} that names the file, the line and the column of the first thing that cannot be.
Predictions predictionsFrom(const common::CsvTable& table, const ColumnNames& names = {});

/// The same from a file.
Predictions readPredictions(const std::filesystem::path& file, const ColumnNames& names = {});

/// The follow-up of some patients, and of a list of values.
template <class T>
std::vector<T> chosen(const std::vector<T>& all, const std::vector<std::size_t>& rows)
{
    std::vector<T> some;
    some.reserve(rows.size());
    for (const auto row : rows)
        some.push_back(all[row]);
    return some;
}

/// The patients of one level.
std::vector<std::size_t> rowsOf(const Partition& partition, std::size_t level);

}  // namespace metrisk::evaluation
