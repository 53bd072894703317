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
/// thread. Starting again supersedes the old run, whose result is dropped. Destroying stops and joins.
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
    /// After the done callback, failed or cancelled.
    void finished();

private:
    void launch(std::function<std::function<void()>(const Job&)> work);

    struct Run;
    std::shared_ptr<Run> m_run;
    std::jthread m_thread;
};

}  // namespace metrisk::ui::jobs
