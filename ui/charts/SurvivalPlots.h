#pragma once

#include "core/analysis/CaseResult.h"
#include "ui/charts/Plot.h"

/// Plots of a cohort by group: of a pack's reference cohort with this patient in it, or of any cohort without
/// one. A placement needs a cohort name, an endpoint ("freedom from local failure") and groups; the tests of
/// difference are named in words when they are there.
namespace metrisk::ui::charts {

struct CohortPlotOptions {
    std::string patientGroup{};                       // the group of the patient on screen; empty: nobody's
    std::vector<double> landmarksMonths = survival::outlookMonths;  // marked, with the rates in words; empty: none
    QString groupedBy = QStringLiteral("risk group");
    QString cutOffs{};                                // in words, how the groups were cut; empty: from the placement's cut-offs
    double confidence = 0.95;                         // of the curves' bands
};

/// Kaplan and Meier's estimate by group, from 100 %, with bands, censor ticks, medians and the table of patients
/// at risk.
Plot kaplanMeierPlot(const analysis::Placement& placement, const CohortPlotOptions& options = {});

/// Cumulative incidence of the endpoint's event by group, from 0 %, death competing; without groups when the
/// placement holds no incidences.
Plot incidencePlot(const analysis::Placement& placement, const CohortPlotOptions& options = {});
QString whyNoIncidence(const analysis::Placement& placement);  // empty when it can be drawn

/// The patient's own predicted curve over the observed one of the group, until the end of follow-up.
Plot outlookPlot(const analysis::Placement& placement, const CohortPlotOptions& options = {});
QString whyNoOutlook(const analysis::Placement& placement);    // empty when it can be drawn

}  // namespace metrisk::ui::charts
