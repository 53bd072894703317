#include "ui/charts/EvaluationPlots.h"

namespace metrisk::ui::charts {

ForestRow hazardRatioRow(const QString& name, const survival::CoxCoefficient& coefficient, std::optional<int> patients,
                         std::optional<int> events)
{
    return {.name = name, .patients = patients, .events = events, .estimate = coefficient.hazardRatio,
            .interval = coefficient.hazardRatioInterval, .p = coefficient.p, .instead = {}};
}

ForestRow concordanceRow(const QString& name, const survival::Concordance& concordance, int patients, int events)
{
    return {.name = name, .patients = patients, .events = events, .estimate = concordance.value,
            .interval = concordance.interval, .p = {}, .instead = {}};
}

ForestRow notComputableRow(const QString& name, int patients, int events, const QString& why)
{
    return {.name = name, .patients = patients, .events = events, .estimate = {}, .interval = {}, .p = {},
            .instead = QStringLiteral("not computable: ") + why};
}

ForestContent concordanceForest(const QString& title, const QString& subtitle, std::vector<ForestRow> rows)
{
    ForestContent content;
    content.title = title;
    content.subtitle = subtitle;
    content.measure = QStringLiteral("C-index");
    content.reference = 0.5;
    content.logarithmic = false;
    content.lower = QStringLiteral("worse than chance");
    content.higher = QStringLiteral("better");
    content.rows = std::move(rows);
    return content;
}

}  // namespace metrisk::ui::charts
