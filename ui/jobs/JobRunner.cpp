#include "ui/jobs/JobRunner.h"

#include <QMetaObject>
#include <QPointer>

#include <mutex>

namespace metrisk::ui::jobs {

/// One run as its two threads share it.
struct JobRunner::Run {
    std::stop_source stop;
    std::mutex mutex;
    Progress latest;
    bool progressPosted = false;  // the GUI thread has been told that `latest` is new

    /// True when the GUI thread has to be told. A loop over voxels may report a million times
    /// without filling the event queue.
    bool note(const Progress& progress)
    {
        const std::lock_guard lock(mutex);
        latest = progress;
        return !std::exchange(progressPosted, true);
    }

    Progress takeProgress()
    {
        const std::lock_guard lock(mutex);
        progressPosted = false;
        return latest;
    }
};

JobRunner::JobRunner(QObject* parent) : QObject(parent) {}

JobRunner::~JobRunner()
{
    cancel();
    // The thread posts to this object until it ends; what it posted goes with the object.
    if (m_thread.joinable())
        m_thread.join();
}

void JobRunner::cancel()
{
    if (m_run)
        m_run->stop.request_stop();
}

bool JobRunner::isRunning() const
{
    return m_run != nullptr;
}

void JobRunner::launch(Work work)
{
    cancel();
    m_run = std::make_shared<Run>();
    // The new thread waits for the superseded one, so that the GUI thread never does.
    m_thread = std::jthread([this, run = m_run, work = std::move(work), previous = std::move(m_thread)]() mutable {
        if (previous.joinable())
            previous.join();
        runInThread(run, work);
    });
    Q_EMIT started();
}

void JobRunner::runInThread(const std::shared_ptr<Run>& run, const Work& work)
{
    const Job job(run->stop.get_token(), [this, run](const Progress& progress) {
        if (run->note(progress))
            QMetaObject::invokeMethod(this, [this, run] { showProgress(run); }, Qt::QueuedConnection);
    });
    std::function<void()> end;
    try {
        if (job.cancelRequested())
            throw Cancelled{};
        end = work(job);
    } catch (const Cancelled&) {
        end = [this] { Q_EMIT cancelled(); };
    } catch (...) {
        end = [this, error = common::currentError()] { Q_EMIT failed(error); };
    }
    QMetaObject::invokeMethod(this, [this, run, end] { finish(run, end); }, Qt::QueuedConnection);
}

void JobRunner::showProgress(const std::shared_ptr<Run>& run)
{
    const Progress progress = run->takeProgress();
    if (run == m_run && !run->stop.stop_requested())
        Q_EMIT progressed(QString::fromStdString(progress.stage), progress.fraction);
}

void JobRunner::finish(const std::shared_ptr<Run>& run, const std::function<void()>& end)
{
    if (run != m_run)
        return;  // superseded
    m_run.reset();
    const QPointer<JobRunner> alive(this);  // a slot may start the next run or delete this object
    try {
        if (run->stop.stop_requested())
            Q_EMIT cancelled();
        else
            end();
    } catch (const Cancelled&) {
        Q_EMIT cancelled();
    } catch (...) {
        Q_EMIT failed(common::currentError());
    }
    if (alive && !isRunning())
        Q_EMIT finished();
}

}  // namespace metrisk::ui::jobs
