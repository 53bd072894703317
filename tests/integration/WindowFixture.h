#pragma once

#include "app/Services.h"
#include "core/storage/CaseRepository.h"
#include "tests/support/Phantom.h"
#include "tests/support/TestFiles.h"

#include <gtest/gtest.h>

#include <functional>
#include <memory>

namespace metrisk {

/// The real window over a phantom's files, a tiny pack and a case base of its own. Hands and keys are
/// events; what it waits for is what a user waits for.
class WindowFixture : public ::testing::Test {
protected:
    using Path = std::filesystem::path;

    void SetUp() override;

    /// Starts the program anew on the same case base, as after closing it.
    void startWindow();
    void closeWindow();

    template <class Widget>
    Widget* part(const char* name) const
    {
        auto* found = m_services->window().template findChild<Widget*>(QString::fromLatin1(name));
        EXPECT_NE(found, nullptr) << name;
        return found;
    }
    QString labelText(const char* name) const;
    bool analyseEnabled() const;

    static bool waitFor(const std::function<bool()>& condition, int seconds = 60);
    bool waitUntilIdle();
    void drop(const std::vector<Path>& files);
    void click(const char* name);
    void clickCase(int row);
    void type(const char* field, const QString& text);
    void fillForm();
    /// Drops the phantom, fills the form, analyses; true when the risk is on screen.
    bool analysePhantom();
    bool openPhantom();
    bool noticeSays(const QString& words) const;
    bool imagesShown() const { return m_services->controller().session().opened != nullptr; }

    std::vector<Path> studyFiles() const { return {m_t1ce, m_flair, m_label}; }
    Path file(const std::string& name) const { return m_folder / name; }
    std::vector<storage::CaseSummary> keptCases() const;
    storage::StoredCase keptCase() const;
    std::string pdfText(const Path& pdf) const;

    testing::TemporaryFolder m_folder;
    Path m_t1ce, m_flair, m_label, m_database, m_pack;
    std::unique_ptr<app::Services> m_services;
};

}  // namespace metrisk
