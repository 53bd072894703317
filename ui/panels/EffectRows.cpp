#include "ui/panels/EffectRows.h"

#include "core/reporting/Report.h"
#include "ui/panels/Controls.h"
#include "ui/panels/Style.h"

#include <QHBoxLayout>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace metrisk::ui::panels {
namespace {

using explanation::ClinicalContribution;

/// One bar; log hazards over `scale` reach its ends.
class EffectBar : public QWidget {
public:
    EffectBar(const ClinicalContribution& effect, double scale) : m_effect(effect), m_scale(scale)
    {
        setFixedSize(120, 16);
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const double middle = width() / 2.0;
        const auto at = [&](double logHazard) { return middle + std::clamp(logHazard / m_scale, -1.0, 1.0) * (middle - 2); };
        const bool towards = m_effect.logHazard > 0;
        painter.fillRect(QRectF(QPointF(std::min(middle, at(m_effect.logHazard)), 4),
                                QPointF(std::max(middle, at(m_effect.logHazard)), 12)),
                         towards ? palette::high : palette::done);
        painter.setPen(QPen(palette::text, 1.0));
        painter.drawLine(QPointF(at(m_effect.lowest), 8), QPointF(at(m_effect.highest), 8));
        painter.setPen(QPen(palette::secondaryText, 1.0));
        painter.drawLine(QPointF(middle, 0), QPointF(middle, 16));
    }

private:
    ClinicalContribution m_effect;
    double m_scale;
};

/// The farthest that any model goes; never 0.
double scaleOf(const std::vector<ClinicalContribution>& effects)
{
    double largest = 1e-6;
    for (const auto& effect : effects)
        largest = std::max({largest, std::abs(effect.lowest), std::abs(effect.highest), std::abs(effect.logHazard)});
    return largest;
}

QFrame* effectRow(const reporting::Fact& fact, const ClinicalContribution& effect, double scale)
{
    auto* row = new QFrame;
    row->setProperty("role", QStringLiteral("fact"));
    row->setAccessibleName(text(fact.name + ": " + fact.value));
    auto* name = sentence(text(fact.name));
    name->setProperty("role", QStringLiteral("factName"));
    auto* line = new QHBoxLayout;
    line->setSpacing(8);
    line->addWidget(name, 1);
    line->addWidget(new EffectBar(effect, scale));
    auto* layout = new QVBoxLayout(row);
    layout->setContentsMargins(0, 4, 0, 4);
    layout->setSpacing(0);
    layout->addLayout(line);
    layout->addWidget(secondary(text(fact.value)));
    return row;
}

}  // namespace

EffectRows::EffectRows(QWidget* parent) : QWidget(parent), m_rows(new QVBoxLayout(this))
{
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(0);
}

void EffectRows::show(const analysis::CaseResult& result)
{
    while (auto* item = m_rows->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    if (!result.clinicalEffects)
        return;
    const auto& effects = result.clinicalEffects->contributions;
    const auto facts = reporting::Report(result).clinicalEffects.facts;  // in the order of the effects
    for (std::size_t i = 0; i < effects.size() && i < facts.size(); ++i)
        m_rows->addWidget(effectRow(facts[i], effects[i], scaleOf(effects)));
}

}  // namespace metrisk::ui::panels
