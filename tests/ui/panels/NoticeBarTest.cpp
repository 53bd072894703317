#include "core/common/Error.h"
#include "ui/panels/NoticeBar.h"

#include <QLabel>
#include <QTest>
#include <QToolButton>

#include <gtest/gtest.h>

namespace metrisk::ui::panels {
namespace {

Error notice(const std::string& what)
{
    return Error(Error::Kind::Input, what, "Choose another file.");
}

TEST(NoticeBar, SaysWhatHappenedAndWhatToDo)
{
    NoticeBar bar;
    EXPECT_TRUE(bar.isHidden());
    bar.post(notice("The FLAIR file does not exist."));
    EXPECT_FALSE(bar.isHidden());
    ASSERT_EQ(bar.notices().size(), 1);
    EXPECT_EQ(bar.notices().front(), "The FLAIR file does not exist. Choose another file.");
    QStringList shown;
    for (const auto* label : bar.findChildren<QLabel*>())
        shown << label->text();
    EXPECT_TRUE(shown.contains("Choose another file."));
}

TEST(NoticeBar, GoesAwayWhenDismissed)
{
    NoticeBar bar;
    bar.post(notice("One."));
    bar.show();
    QTest::mouseClick(bar.findChild<QToolButton*>(), Qt::LeftButton);
    EXPECT_TRUE(bar.notices().isEmpty());
    EXPECT_TRUE(bar.isHidden());
}

TEST(NoticeBar, ShowsTheNewestThreeAndASentenceOnce)
{
    NoticeBar bar;
    for (const char* what : {"One.", "Two.", "Three.", "Two.", "Four."})
        bar.post(notice(what));
    ASSERT_EQ(bar.notices().size(), 3);
    EXPECT_TRUE(bar.notices()[0].startsWith("Three."));
    EXPECT_TRUE(bar.notices()[1].startsWith("Two."));
    EXPECT_TRUE(bar.notices()[2].startsWith("Four."));
}

}  // namespace
}  // namespace metrisk::ui::panels
