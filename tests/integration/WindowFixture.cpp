#include "tests/integration/WindowFixture.h"

#include "core/io/VolumeFiles.h"
#include "tests/core/inference/TinyPack.h"
#include "tests/support/Process.h"
#include "ui/panels/NoticeBar.h"
#include "ui/panels/Style.h"

#include <QApplication>
#include <QComboBox>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMimeData>
#include <QPushButton>
#include <QRadioButton>
#include <QTest>
#include <QUrl>

namespace metrisk {
namespace {

/// One pack for all tests of this program; making it draws three networks.
const std::filesystem::path& tinyPack()
{
    static const testing::TemporaryFolder folder;
    static const bool made = (tinypack::makeIn(folder.path()), true);
    (void)made;
    return folder.path();
}

}  // namespace

void WindowFixture::SetUp()
{
    ui::panels::applyStyle(*qobject_cast<QApplication*>(QApplication::instance()));
    m_pack = tinyPack();
    m_database = m_folder / "cases.sqlite";
    m_t1ce = m_folder / "PHANTOM-1_t1ce.nii.gz";
    m_flair = m_folder / "PHANTOM-1_flair.nii.gz";
    m_label = m_folder / "PHANTOM-1_label.nii.gz";
    io::writeVolume(phantom::t1ce(), m_t1ce);
    io::writeVolume(phantom::flair(), m_flair);
    io::writeLabelMap(phantom::label(), m_label);
    startWindow();
}

void WindowFixture::startWindow()
{
    closeWindow();
    m_services = std::make_unique<app::Services>(m_database);
    m_services->window().resize(1380, 960);
    m_services->window().show();
    ASSERT_TRUE(QTest::qWaitForWindowExposed(&m_services->window(), 30'000));
    m_services->loadPack(m_pack);
}

void WindowFixture::closeWindow()
{
    if (m_services)
        m_services->window().close();
    m_services.reset();
}

QString WindowFixture::labelText(const char* name) const
{
    return part<QLabel>(name)->text();
}

bool WindowFixture::analyseEnabled() const
{
    return part<QPushButton>("analyse")->isEnabled();
}

bool WindowFixture::waitFor(const std::function<bool()>& condition, int seconds)
{
    return QTest::qWaitFor(condition, seconds * 1000);
}

bool WindowFixture::waitUntilIdle()
{
    return waitFor([this] { return !m_services->controller().jobs().isRunning(); });
}

void WindowFixture::drop(const std::vector<Path>& files)
{
    QList<QUrl> urls;
    for (const auto& path : files)
        urls << QUrl::fromLocalFile(QString::fromStdString(path.string()));
    QMimeData data;
    data.setUrls(urls);
    QDragEnterEvent enter(QPoint(500, 400), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&m_services->window(), &enter);
    ASSERT_TRUE(enter.isAccepted());
    QDropEvent event(QPointF(500, 400), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&m_services->window(), &event);
}

void WindowFixture::click(const char* name)
{
    auto* button = part<QAbstractButton>(name);
    ASSERT_TRUE(button->isVisible()) << name;
    ASSERT_TRUE(button->isEnabled()) << name;
    QTest::mouseClick(button, Qt::LeftButton);
}

void WindowFixture::clickCase(int row)
{
    auto* list = part<QListView>("caseList");
    const auto place = list->visualRect(list->model()->index(row, 0)).center();
    QTest::mouseClick(list->viewport(), Qt::LeftButton, Qt::NoModifier, place);
}

void WindowFixture::type(const char* field, const QString& text)
{
    auto* edit = part<QLineEdit>(field);
    edit->setFocus();
    edit->selectAll();
    QTest::keyClicks(edit, text);
}

void WindowFixture::fillForm()
{
    type("ageYears", "62");
    type("kps", "80");
    QTest::keyClicks(part<QComboBox>("primary"), "melanoma");
    QTest::keyClicks(part<QComboBox>("location"), "frontal");
    QTest::keyClick(part<QRadioButton>("chemotherapyNo"), Qt::Key_Space);
    QTest::keyClick(part<QRadioButton>("immunotherapyYes"), Qt::Key_Space);
}

bool WindowFixture::openPhantom()
{
    drop(studyFiles());
    return waitFor([this] { return imagesShown(); }) && waitUntilIdle();
}

bool WindowFixture::analysePhantom()
{
    if (!openPhantom())
        return false;
    fillForm();
    if (!waitFor([this] { return analyseEnabled(); }))
        return false;
    click("analyse");
    return waitFor([this] { return m_services->controller().session().result.has_value(); }) && waitUntilIdle();
}

bool WindowFixture::noticeSays(const QString& words) const
{
    const auto* bar = m_services->window().findChild<ui::panels::NoticeBar*>();
    return bar->isVisible() && bar->notices().join('\n').contains(words, Qt::CaseInsensitive);
}

std::vector<storage::CaseSummary> WindowFixture::keptCases() const
{
    return storage::CaseRepository(m_database.string()).list();
}

storage::StoredCase WindowFixture::keptCase() const
{
    const storage::CaseRepository repository(m_database.string());
    return repository.load(repository.list().at(0).id);
}

std::string WindowFixture::pdfText(const Path& pdf) const
{
    return testing::run("pdftotext", {"-layout", pdf.string(), "-"}).output;
}

}  // namespace metrisk
