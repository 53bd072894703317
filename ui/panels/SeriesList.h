#pragma once

#include "core/io/StudyFiles.h"

#include <QWidget>

#include <vector>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace metrisk::ui::panels {

/// Every series that was found, with its middle slice, role, date, slices, spacing and direction; below, folded away,
/// what was kept out and why, file by file.
class SeriesList : public QWidget {
    Q_OBJECT

public:
    explicit SeriesList(QWidget* parent = nullptr);
    /// The roles are those of `files`: the user may have changed the proposal.
    void setCandidates(const std::vector<io::Candidate>& candidates, const io::StudyFiles& files);

private:
    void addSeries(const io::Candidate& candidate, const io::StudyFiles& files);
    void setKeptOut(const std::vector<const io::Candidate*>& candidates);

    QVBoxLayout* m_rows;
    QPushButton* m_fold;
    QLabel* m_keptOut;
};

/// The name of a candidate's file or folder.
QString fileName(const std::filesystem::path& path);

}  // namespace metrisk::ui::panels
