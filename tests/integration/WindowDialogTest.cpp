#include "tests/integration/WindowFixture.h"

#include "ui/panels/Controls.h"

#include <QApplication>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>
#include <QTimer>

// The dialogs that choose files and folders, answered with a name and a click.
namespace metrisk {
namespace {

using ui::panels::text;

constexpr int patience = 50;  // looks at a dialog, 100 ms apart, that should have closed

class WindowDialog : public WindowFixture {
protected:
    /// Presses the button and answers the file dialog that follows with `answer`.
    void answerDialog(const char* buttonName, const QString& answer)
    {
        int polls = 0;
        QTimer poll;
        QObject::connect(&poll, &QTimer::timeout, [&] {
            auto* modal = qobject_cast<QDialog*>(QApplication::activeModalWidget());
            if (!modal)
                return;
            ++polls < patience ? accept(*modal, answer) : giveUp(*modal);
        });
        poll.start(100);
        click(buttonName);
        EXPECT_GT(polls, 0) << buttonName << " opened no dialog";
    }

    /// Its button wakes up when the dialog has read the folder; until then this is tried again.
    static void accept(const QDialog& dialog, const QString& answer)
    {
        auto* name = dialog.findChild<QLineEdit*>(QStringLiteral("fileNameEdit"));
        ASSERT_NE(name, nullptr) << dialog.metaObject()->className();
        name->setText(answer);
        auto* box = dialog.findChild<QDialogButtonBox*>();
        for (auto* button : box->buttons())
            if (box->buttonRole(button) == QDialogButtonBox::AcceptRole)
                QTest::mouseClick(button, Qt::LeftButton);
    }

    static void giveUp(QDialog& dialog)
    {
        QStringList texts;
        for (const auto* label : dialog.findChildren<QLabel*>())
            texts << label->text();
        ADD_FAILURE() << "the dialog stays open: " << texts.join(QStringLiteral(" | ")).toStdString();
        dialog.reject();
    }

    static QString quoted(const Path& file) { return QStringLiteral("\"%1\" ").arg(text(file.string())); }
};

TEST_F(WindowDialog, OpensThreeChosenFiles)
{
    answerDialog("studyOpenFiles", quoted(m_t1ce) + quoted(m_flair) + quoted(m_label));
    EXPECT_TRUE(waitFor([this] { return imagesShown(); }));
}

TEST_F(WindowDialog, OpensAChosenFolder)
{
    answerDialog("studyOpenFolder", text(m_folder.path().string()));
    EXPECT_TRUE(waitFor([this] { return imagesShown(); }));
}

TEST_F(WindowDialog, TakesAMissingRoleFromAChosenFile)
{
    drop({m_t1ce, m_label});
    ASSERT_TRUE(waitFor([this] { return !m_services->controller().session().candidates.empty(); }));
    answerDialog("choose_flair", text(m_flair.string()));
    click("openStudy");
    EXPECT_TRUE(waitFor([this] { return imagesShown(); }));
}

TEST_F(WindowDialog, WritesTheReportWhereItIsTold)
{
    ASSERT_TRUE(analysePhantom());
    click("stageReport");
    answerDialog("chooseReportPath", text(file("chosen").string()));
    click("exportReport");
    EXPECT_NE(pdfText(file("chosen.pdf")).find("PHANTOM-1"), std::string::npos);
}

}  // namespace
}  // namespace metrisk
