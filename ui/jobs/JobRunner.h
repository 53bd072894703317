#pragma once

#include "core/common/Error.h"
#include "core/common/Job.h"

#include <QObject>
#include <QString>

#include <functional>
#include <memory>
#include <thread>

namespace metrisk::ui::jobs {

/// Runs one job at a time off the GUI thread; every signal and callback arrives on the GUI
/// thread. Starting again supersedes the old run, whose result is dropped; a result that comes
/// after Cancel is dropped too. An exception out of the done callback ends in failed(). Destroying
/// stops and joins.
///
///     m_jobs.start([files](const Job& job) { return CaseAnalyzer::open(files, job); },
///                  [this](OpenedCase opened) { show(std::move(opened)); });
class JobRunner : public QObject {
    Q_OBJECT

public:
    explicit JobRunner(QObject* parent = nullptr);
    ~JobRunner() override;

    template <class Work, class Done>
    void start(Work work, Done done)
    {
        launch([work = std::move(work), done = std::move(done)](const Job& job) -> std::function<void()> {
            auto result = std::make_shared<decltype(work(job))>(work(job));
            return [done, result] { done(std::move(*result)); };
        });
    }

    void cancel();
    bool isRunning() const;

Q_SIGNALS:
    void started();
    void progressed(const QString& stage, double fraction);
    void failed(const metrisk::common::Error& error);
    void cancelled();
    /// After the done callback, failed or cancelled; not when one of these started the next run.
    void finished();

private:
    struct Run;
    using Work = std::function<std::function<void()>(const Job&)>;  // returns what to do on the GUI thread

    void launch(Work work);
    void runInThread(const std::shared_ptr<Run>& run, const Work& work);
    void showProgress(const std::shared_ptr<Run>& run);
    void finish(const std::shared_ptr<Run>& run, const std::function<void()>& end);

    std::shared_ptr<Run> m_run;
    std::jthread m_thread;
};

}  // namespace metrisk::ui::jobs
