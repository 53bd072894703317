#include "app/Services.h"

#include "app/DefaultPaths.h"
#include "app/Segmenters.h"
#include "core/analysis/CaseAnalyzer.h"

#include <mutex>

namespace metrisk::app {
namespace {

using analysis::CaseAnalyzer;

std::unique_ptr<storage::CaseRepository> openRepository(const std::filesystem::path& chosen)
{
    return std::make_unique<storage::CaseRepository>((chosen.empty() ? defaultDatabaseFile() : chosen).string());
}

std::shared_ptr<const CaseAnalyzer> load(const std::filesystem::path& chosen, const Job& job)
{
    const auto folder = chosen.empty() ? defaultPackFolder() : chosen;
    const auto package = inference::loadPackage(folder, job.stage("Reading the model pack", 0.0, 0.3));
    return std::make_shared<const CaseAnalyzer>(
        inference::RiskModel(package, job.stage("Checking the model's golden case", 0.3, 1.0)));
}

/// Loads the pack for the first study that needs it and keeps it.
class LoadedOnce {
public:
    explicit LoadedOnce(std::filesystem::path chosen) : m_chosen(std::move(chosen)) {}

    std::shared_ptr<const segmentation::LesionSegmenter> get(const Job& job)
    {
        const std::lock_guard lock(m_mutex);
        if (!m_segmenter)
            m_segmenter = loadSegmenter(m_chosen, job);
        return m_segmenter;
    }

private:
    std::filesystem::path m_chosen;
    std::mutex m_mutex;
    std::shared_ptr<const segmentation::LesionSegmenter> m_segmenter;
};

}  // namespace

Services::Services(const std::filesystem::path& database)
    : m_controller(ui::panels::CaseStore([database] { return openRepository(database); })), m_window(m_controller)
{
    m_window.follow(m_packJobs);
    useSegmentationPack({});
    connect(&m_window, &ui::panels::MainWindow::packChosen, this,
            [this](const QString& folder) { loadPack(folder.toStdString()); });
    connect(&m_packJobs, &ui::jobs::JobRunner::failed, this, [this](const Error& error) {
        m_controller.setNoModel(QStringLiteral("There is no model: ") + QString::fromStdString(error.what()));
        Q_EMIT m_controller.noticePosted(error);
    });
    connect(&m_packJobs, &ui::jobs::JobRunner::cancelled, this, [this] {
        m_controller.setNoModel(QStringLiteral("Loading the model was cancelled. Choose a model pack in the Open menu."));
    });
}

Services::~Services() = default;

void Services::useSegmentationPack(const std::filesystem::path& folder)
{
    m_controller.setSegmenterSource(
        [pack = std::make_shared<LoadedOnce>(folder)](const Job& job) { return pack->get(job); });
}

void Services::loadPack(const std::filesystem::path& folder)
{
    m_controller.setNoModel(QStringLiteral("The model is still loading."));
    m_packJobs.start([folder](const Job& job) { return load(folder, job); },
                     [this](std::shared_ptr<const CaseAnalyzer> analyzer) { m_controller.setAnalyzer(std::move(analyzer)); });
}

}  // namespace metrisk::app
