#include "ui/panels/TopRow.h"

#include "ui/panels/Controls.h"
#include "ui/panels/StageBar.h"

#include <QHBoxLayout>

namespace metrisk::ui::panels {
namespace {

QLabel* namedLabel(const QString& objectName, const QString& role)
{
    auto* made = new QLabel;
    made->setObjectName(objectName);
    made->setProperty("role", role);
    made->setTextFormat(Qt::PlainText);
    return made;
}

QString patientDetail(const CaseSession& session)
{
    QStringList parts;
    if (session.clinical.ageYears)
        parts << QStringLiteral("%1 y").arg(int(*session.clinical.ageYears));
    if (session.clinical.kps)
        parts << QStringLiteral("KPS %1").arg(*session.clinical.kps);
    if (session.clinical.primary)
        parts << text(*session.clinical.primary);
    const auto& date = session.result ? session.result->patient.studyDate
                       : session.opened ? session.opened->patient.studyDate : std::string();
    if (!date.empty())
        parts << QStringLiteral("MRI ") + text(date);
    return parts.join(QStringLiteral(" · "));
}

}  // namespace

TopRow::TopRow(QWidget* parent)
    : QWidget(parent), m_stages(new StageBar), m_patient(namedLabel(QStringLiteral("patientName"), QStringLiteral("patient"))),
      m_detail(namedLabel(QStringLiteral("patientDetail"), QStringLiteral("secondary"))),
      m_badge(namedLabel(QStringLiteral("badge"), QStringLiteral("badge")))
{
    setObjectName(QStringLiteral("topRow"));
    setAttribute(Qt::WA_StyledBackground);
    setFixedHeight(48);
    auto* product = namedLabel(QStringLiteral("product"), QStringLiteral("product"));
    product->setText(QStringLiteral("MetRisk"));
    m_badge->setText(QStringLiteral("demonstration model"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(16, 0, 16, 0);
    layout->setSpacing(12);
    layout->addWidget(product);
    layout->addSpacing(16);
    layout->addWidget(m_stages);
    layout->addStretch(1);
    for (auto* label : {m_patient, m_detail, m_badge})
        layout->addWidget(label, 0, Qt::AlignVCenter);
    connect(m_stages, &StageBar::chosen, this, &TopRow::chosen);
}

void TopRow::setCurrent(Stage stage)
{
    m_stages->setCurrent(stage);
}

void TopRow::show(const CaseSession& session, bool demonstration)
{
    std::array<StageState, stages.size()> states{};
    for (std::size_t i = 0; i < stages.size(); ++i)
        states[i] = stateOf(session, stages[i]);
    m_stages->setStates(states);
    m_patient->setText(session.patientName());
    m_detail->setText(patientDetail(session));
    m_badge->setVisible(demonstration);
}

}  // namespace metrisk::ui::panels
