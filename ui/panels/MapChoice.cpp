#include "ui/panels/MapChoice.h"

#include <QComboBox>

#include <algorithm>

namespace metrisk::ui::panels {
namespace {

constexpr int meanData = -1, disagreementData = -2;  // a member is its number

int dataOf(const MapChoice& choice)
{
    switch (choice.kind) {
    case MapChoice::Kind::Mean: return meanData;
    case MapChoice::Kind::Member: return choice.member;
    case MapChoice::Kind::Disagreement: return disagreementData;
    }
    return meanData;
}

}  // namespace

void offerMaps(QComboBox& box, int members)
{
    box.clear();
    box.addItem(QStringLiteral("Mean of members"), meanData);
    for (int member = 0; member < members; ++member)
        box.addItem(QStringLiteral("Member %1").arg(member + 1), member);
    if (members > 1)
        box.addItem(QStringLiteral("Disagreement of members"), disagreementData);
}

MapChoice chosenMap(const QComboBox& box)
{
    const int data = box.currentData().toInt();
    return data == disagreementData ? MapChoice::disagreement() : data == meanData ? MapChoice{} : MapChoice::of(data);
}

void chooseMap(QComboBox& box, const MapChoice& choice)
{
    box.setCurrentIndex(std::max(0, box.findData(dataOf(choice))));
}

}  // namespace metrisk::ui::panels
