#include "ui/panels/NudgeFields.h"

#include "ui/panels/Controls.h"

#include <QDoubleSpinBox>
#include <QGridLayout>

namespace metrisk::ui::panels {
namespace {

struct FieldText {
    const char* name;
    const char* tip;
};

constexpr std::array<FieldText, 6> fieldTexts{{{"left", "Shift to the patient's left; negative to the right"},
                                               {"back", "Shift to the back; negative to the front"},
                                               {"up", "Shift upwards; negative downwards"},
                                               {"nod", "Turn about the line from right to left: positive raises the front of the head"},
                                               {"tilt", "Turn about the line from front to back"},
                                               {"turn", "Turn about the upright line"}}};

QDoubleSpinBox* field(std::size_t number)
{
    auto* box = new QDoubleSpinBox;
    const bool shift = number < 3;
    box->setRange(shift ? -100.0 : -90.0, shift ? 100.0 : 90.0);
    box->setDecimals(1);
    box->setSingleStep(0.5);
    box->setSuffix(shift ? QStringLiteral(" mm") : QStringLiteral(" °"));
    box->setToolTip(QString::fromLatin1(fieldTexts[number].tip));
    box->setAccessibleName(QString::fromLatin1(fieldTexts[number].tip));
    return box;
}

}  // namespace

NudgeFields::NudgeFields(const QString& objectName, QWidget* parent) : QWidget(parent)
{
    setObjectName(objectName);
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(2);
    for (std::size_t i = 0; i < m_fields.size(); ++i) {
        const int column = int(i % 3), row = 2 * int(i / 3);
        grid->addWidget(secondary(QString::fromLatin1(fieldTexts[i].name)), row, column);
        grid->addWidget(m_fields[i] = field(i), row + 1, column);
    }
}

void NudgeFields::setNudge(const preprocessing::Nudge& nudge)
{
    for (std::size_t i = 0; i < 3; ++i) {
        m_fields[i]->setValue(nudge.shiftMm[Eigen::Index(i)]);
        m_fields[i + 3]->setValue(nudge.turnDegrees[Eigen::Index(i)]);
    }
}

preprocessing::Nudge NudgeFields::nudge() const
{
    return {{m_fields[0]->value(), m_fields[1]->value(), m_fields[2]->value()},
            {m_fields[3]->value(), m_fields[4]->value(), m_fields[5]->value()}};
}

}  // namespace metrisk::ui::panels
