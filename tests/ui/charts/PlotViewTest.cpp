#include "ui/charts/PlotView.h"

#include "tests/core/reporting/DemoResult.h"
#include "tests/support/TestFiles.h"
#include "ui/charts/SurvivalPlots.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QDialog>
#include <QDialogButtonBox>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTimer>
#include <QToolButton>

#include <gtest/gtest.h>

namespace metrisk::ui::charts {
namespace {

using ::metrisk::testing::drawnPlacement;

int coloured(PlotView& view)
{
    const QImage image = view.grab().toImage();
    int count = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            count += image.pixelColor(x, y).hsvSaturation() > 100 && image.pixelColor(x, y).value() > 120;
    return count;
}

/// Chooses an action and answers the file dialog that follows with a path.
void choose(const PlotView& view, const char* name, const QString& path)
{
    QTimer poll;
    QObject::connect(&poll, &QTimer::timeout, [&] {
        auto* dialog = qobject_cast<QDialog*>(QApplication::activeModalWidget());
        auto* edit = dialog ? dialog->findChild<QLineEdit*>("fileNameEdit") : nullptr;
        if (!edit)
            return;
        edit->setText(path);
        auto* box = dialog->findChild<QDialogButtonBox*>();
        for (auto* button : box->buttons())
            if (box->buttonRole(button) == QDialogButtonBox::AcceptRole)
                button->click();
    });
    poll.start(50);
    view.menu()->findChild<QAction*>(name)->trigger();
}

TEST(PlotView, ShowsClearsAndShowsAgain)
{
    PlotView view;
    view.resize(320, 420);
    EXPECT_EQ(coloured(view), 0);
    view.setPlot(kaplanMeierPlot(drawnPlacement(), {.patientGroup = "medium"}));
    EXPECT_GT(coloured(view), 300);
    EXPECT_TRUE(view.accessibleDescription().contains("Log-rank test"));
    EXPECT_TRUE(view.accessibleDescription().contains("this case in the group medium"));
    view.clear();
    EXPECT_EQ(coloured(view), 0);
    view.setPlot(kaplanMeierPlot(drawnPlacement(), {.patientGroup = "low"}));
    EXPECT_GT(coloured(view), 300);
}

TEST(PlotView, SurvivesACohortOfOneGroupAndOneOfNobody)
{
    auto placement = drawnPlacement();
    placement.groups.resize(1);
    placement.logRank = {};
    PlotView view;
    view.resize(320, 420);
    view.setPlot(kaplanMeierPlot(placement, {.patientGroup = "high"}));
    EXPECT_FALSE(view.grab().isNull());
    EXPECT_TRUE(view.accessibleDescription().contains("84 patients"));
    EXPECT_FALSE(view.accessibleDescription().contains("Log-rank"));  // no test without a second group
    view.setPlot(kaplanMeierPlot({}, {.patientGroup = "high"}));
    EXPECT_FALSE(view.grab().isNull());
}

TEST(PlotView, TheMenuWritesWhatItSays)
{
    const ::metrisk::testing::TemporaryFolder folder;
    QApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
    PlotView view;
    view.resize(320, 420);
    view.setPlot(kaplanMeierPlot(drawnPlacement(), {.patientGroup = "high"}));
    QSignalSpy saved(&view, &PlotView::saved);
    for (const auto& [action, name, start] : {std::tuple{"savePlotSvg", "a.svg", "<?xml"}, {"savePlotPdf", "a.pdf", "%PDF"},
                                              {"savePlotPng", "a.png", "\x89PNG"}, {"savePlotCsv", "a.csv", "element,"}}) {
        choose(view, action, QString::fromStdString((folder / name).string()));
        ASSERT_TRUE(std::filesystem::exists(folder / name)) << name;
        EXPECT_TRUE(::metrisk::testing::textOf(folder / name).starts_with(start)) << name;
    }
    EXPECT_EQ(saved.count(), 4);
}

TEST(PlotView, CopiesALightPicture)
{
    PlotView view;
    view.setPlot(kaplanMeierPlot(drawnPlacement(), {.patientGroup = "high"}));
    view.menu()->findChild<QAction*>("copyPlot")->trigger();
    const QImage copied = QApplication::clipboard()->image();
    ASSERT_FALSE(copied.isNull());
    EXPECT_GT(copied.width(), 1000);
    EXPECT_GT(copied.pixelColor(copied.width() - 2, copied.height() - 2).lightness(), 250);
}

TEST(PlotView, ToldWhyItCouldNotBeSaved)
{
    PlotView view;
    view.setPlot(kaplanMeierPlot(drawnPlacement()));
    QString told;
    QObject::connect(&view, &PlotView::failed, [&](const Error& error) { told = QString::fromStdString(error.whatHappened()); });
    view.saveAs("/proc/absent/plot.svg");
    EXPECT_TRUE(told.contains("/proc/absent")) << told.toStdString();
}

TEST(PlotView, TheButtonIsReachedByKeyboardAndHasAName)
{
    PlotView view;
    auto* button = view.findChild<QToolButton*>("plotMenu");
    EXPECT_TRUE(button->isHidden());  // nothing to save yet
    view.setPlot(kaplanMeierPlot(drawnPlacement()));
    EXPECT_FALSE(button->isHidden());
    EXPECT_TRUE(button->focusPolicy() & Qt::TabFocus);
    EXPECT_FALSE(button->accessibleName().isEmpty());
    EXPECT_EQ(button->menu(), view.menu());
}

}  // namespace
}  // namespace metrisk::ui::charts
