#include "ui/panels/EvidenceSheet.h"

#include "tests/core/analysis/MadeUpPack.h"
#include "ui/charts/PlotView.h"
#include "ui/panels/EvidenceBlock.h"

#include <QLabel>
#include <QPushButton>

#include <gtest/gtest.h>

#include <algorithm>

namespace metrisk::ui::panels {
namespace {

const analysis::PackEvidence& evidence()
{
    static const auto made = analysis::packEvidence(testing::madeUpPack());
    return made;
}

bool says(const QWidget& widget, const QString& words)
{
    const auto labels = widget.findChildren<QLabel*>();
    return std::any_of(labels.begin(), labels.end(), [&](const QLabel* label) { return label->text().contains(words); });
}

TEST(EvidenceSheet, ShowsEveryPlotOfTheModelAndNoneOfThePatient)
{
    EvidenceSheet sheet(nullptr);
    sheet.setEvidence(evidence());
    QStringList shown;
    for (const auto* plot : sheet.plots()) {
        EXPECT_FALSE(plot->plot().empty()) << plot->objectName().toStdString();
        shown << plot->objectName();
    }
    EXPECT_EQ(shown, (QStringList{"concordance", "subgroups", "calibration", "decision", "auc", "roc"}));
    EXPECT_TRUE(says(sheet, "Test pack 2"));
    EXPECT_TRUE(says(sheet, "100 patients, 66 events"));
    EXPECT_TRUE(says(sheet, "Made-up patients."));
    EXPECT_TRUE(says(sheet, "estimated on these very patients"));
}

TEST(EvidenceSheet, ForgetsTheModelBefore)
{
    EvidenceSheet sheet(nullptr);
    sheet.setEvidence(evidence());
    sheet.setRunning();
    EXPECT_TRUE(sheet.plots().isEmpty());
    EXPECT_FALSE(says(sheet, "Test pack 2"));
    sheet.setEvidence(evidence());
    EXPECT_EQ(sheet.plots().size(), 6);
    EXPECT_EQ(sheet.findChildren<charts::PlotView*>().size(), 6);
}

TEST(EvidenceBlock, NeedsTheModel)
{
    EvidenceBlock block;
    const auto* button = block.findChild<QPushButton*>(QStringLiteral("modelEvidence"));
    EXPECT_FALSE(button->isEnabled());
    EXPECT_TRUE(button->toolTip().contains("not loaded"));
    EXPECT_FALSE(block.sheet().isVisible());
}

}  // namespace
}  // namespace metrisk::ui::panels
