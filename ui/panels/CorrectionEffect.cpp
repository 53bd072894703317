#include "ui/panels/CorrectionEffect.h"

#include "core/reporting/WhatIfWords.h"
#include "core/reporting/Wording.h"
#include "ui/panels/Controls.h"

#include <QGridLayout>

#include <utility>

namespace metrisk::ui::panels {
namespace {

QLabel* cell(const QString& objectName, const char* role)
{
    auto* made = new QLabel;
    made->setObjectName(objectName);
    made->setProperty("role", QString::fromLatin1(role));
    made->setWordWrap(true);
    made->setTextFormat(Qt::PlainText);
    made->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    return made;
}

}  // namespace

CorrectionEffect::CorrectionEffect(QWidget* parent)
    : QWidget(parent), m_beforeContour(cell(QStringLiteral("beforeContour"), "secondary")),
      m_beforeGroup(cell(QStringLiteral("beforeGroup"), "factValue")),
      m_beforePercentile(cell(QStringLiteral("beforePercentile"), "secondary")),
      m_afterContour(cell(QStringLiteral("afterContour"), "secondary")),
      m_afterGroup(cell(QStringLiteral("afterGroup"), "factEstimate")),
      m_afterPercentile(cell(QStringLiteral("afterPercentile"), "secondary")), m_shift(sentence())
{
    setObjectName(QStringLiteral("correctionEffect"));
    m_shift->setObjectName(QStringLiteral("correctionShift"));
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 4, 0, 4);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(2);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    grid->addWidget(heading(QStringLiteral("Before the correction")), 0, 0);
    grid->addWidget(heading(QStringLiteral("After the correction")), 0, 1);
    int row = 1;
    for (const auto& [before, after] : {std::pair{m_beforeGroup, m_afterGroup}, {m_beforePercentile, m_afterPercentile},
                                        {m_beforeContour, m_afterContour}}) {
        grid->addWidget(before, row, 0);
        grid->addWidget(after, row++, 1);
    }
    grid->addWidget(m_shift, row, 0, 1, 2);
    hide();
}

void CorrectionEffect::show(const std::optional<analysis::CaseResult>& before, const analysis::CaseResult& after)
{
    setVisible(before.has_value());
    if (!before)
        return;
    const auto was = reporting::columnOf(*before), is = reporting::columnOf(after);
    m_beforeGroup->setText(text(was.group));
    m_afterGroup->setText(text(is.group));
    m_beforePercentile->setText(text(was.percentile));
    m_afterPercentile->setText(text(is.percentile));
    m_beforeContour->setText(QStringLiteral("Contour %1").arg(text(reporting::contourText(*before))));
    m_afterContour->setText(QStringLiteral("Contour %1").arg(text(reporting::contourText(after))));
    m_shift->setText(text(reporting::correctionText(*before, after)));
}

}  // namespace metrisk::ui::panels
