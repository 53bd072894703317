#pragma once

#include "app/Services.h"

#include <filesystem>

namespace metrisk::app {

/// Follows one case through the real window without anybody at it, then writes report.pdf, result.json,
/// relevance.nii.gz and window.png and ends the program: 0 done, 1 failure, 2 an input to correct.
class HeadlessRun : public QObject {
    Q_OBJECT

public:
    HeadlessRun(Services& services, const std::filesystem::path& folder);

private:
    void fail(const Error& error);
    void failWithoutAcceptance();
    void writeFiles();
    void writePicture();

    Services& m_services;
    std::filesystem::path m_folder;
    bool m_analysed = false;
    bool m_ended = false;
};

}  // namespace metrisk::app
