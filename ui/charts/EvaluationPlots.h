#pragma once

#include "core/survival/Concordance.h"
#include "core/survival/CoxModel.h"
#include "core/survival/Calibration.h"
#include "core/survival/DecisionCurve.h"
#include "core/survival/Recalibration.h"
#include "core/survival/RocCurve.h"
#include "core/survival/TimeDependentAuc.h"
#include "ui/charts/Plot.h"

/// How good a prediction is, as a statistician reads it: forest, calibration, decision curve, ROC and AUC over time.
/// Probabilities come in as shares and are drawn in percent.
namespace metrisk::ui::charts {

/// One row of a forest plot. Without an estimate the row says `instead` in words.
struct ForestRow {
    QString name{};
    int indent = 0;
    bool heading = false;                          // a name alone
    std::optional<int> patients{}, events{};           // written when known
    std::optional<double> estimate{};
    std::optional<survival::Interval> interval{};
    std::optional<double> p{};
    QString instead{};                               // "reference", "not computable: no event"
    bool emphasised = false;                         // bold: the ensemble among its folds
};

struct ForestContent {
    QString title{}, subtitle{};
    QString measure = QStringLiteral("Hazard ratio");
    double reference = 1.0;       // the line of no effect
    bool logarithmic = true;
    double confidence = 0.95;     // named on the axis
    std::optional<survival::Interval> range{};  // of the axis; chosen to suit when absent
    QString lower{}, higher{};        // what lies to either side of the line: "lower risk", "higher risk"
    QStringList footnotes{};
    std::vector<ForestRow> rows{};
};
Plot forestPlot(const ForestContent& content);

/// Ready rows: a coefficient of a Cox model, and a C-index.
ForestRow hazardRatioRow(const QString& name, const survival::CoxCoefficient& coefficient,
                         std::optional<int> patients = {}, std::optional<int> events = {});
ForestRow concordanceRow(const QString& name, const survival::Concordance& concordance, int patients, int events);
ForestRow notComputableRow(const QString& name, int patients, int events, const QString& why);

/// C-index by fold, ensemble and subgroup: the same drawing on a linear axis with its line at 0.5.
ForestContent concordanceForest(const QString& title, const QString& subtitle, std::vector<ForestRow> rows);

struct CalibrationContent {
    QString title = QStringLiteral("Calibration");
    QString subtitle{};                                  // cohort
    QString outcome = QStringLiteral("local failure");
    std::optional<double> horizonMonths{};               // absent for a yes/no outcome
    double confidence = 0.95;
    std::vector<survival::CalibrationGroup> groups{};
    std::optional<survival::CalibrationCurve> curve{};
    std::optional<survival::Recalibration> recalibration{};
    std::vector<double> predictions{};                   // of all patients, for the histogram; may be empty
    int patients = 0, events = 0;
    QStringList footnotes{};                             // why something is absent, for one
};
Plot calibrationPlot(const CalibrationContent& content);

struct DecisionContent {
    QString title = QStringLiteral("Decision curve");
    QString subtitle{};
    QString outcome = QStringLiteral("local failure");
    std::optional<double> horizonMonths{};
    double confidence = 0.95;                          // of the band
    survival::DecisionCurve curve{};
    QStringList footnotes{};
};
Plot decisionPlot(const DecisionContent& content);
/// The plot's sentence in words: where the model is worth more than treating all or nobody.
QString decisionSentence(const DecisionContent& content);

struct NamedRoc {
    QString name{};
    survival::RocCurve curve{};
};
struct RocContent {
    QString title = QStringLiteral("ROC curve");
    QString subtitle{};
    double confidence = 0.95;
    std::vector<NamedRoc> curves{};
    QStringList footnotes{};
};
Plot rocPlot(const RocContent& content);

struct NamedTimeAuc {
    QString name{};
    survival::TimeDependentAuc auc{};
    std::vector<std::optional<survival::Interval>> intervals{};  // one for each time, where they are known; drawn as whiskers
};
struct TimeAucContent {
    QString title = QStringLiteral("AUC over time");
    QString subtitle{};
    std::vector<NamedTimeAuc> curves{};
    QStringList footnotes{};
};
Plot timeAucPlot(const TimeAucContent& content);

}  // namespace metrisk::ui::charts
