#include "app/Terminal.h"

#include <fmt/format.h>

#include <unistd.h>

#include <atomic>
#include <csignal>
#include <cstdio>
#include <mutex>

namespace metrisk::app {

namespace {

// A signal handler may do little more than set a flag; the job's report turns it into a stop.
std::atomic<bool> interrupted{false};
static_assert(std::atomic<bool>::is_always_lock_free);

std::stop_source& stopSource()
{
    static std::stop_source source;
    return source;
}

void showLine(const Progress& progress)
{
    static std::mutex mutex;
    const std::scoped_lock lock(mutex);
    constexpr int width = 24;
    const int filled = int(progress.fraction * width);
    fmt::print(stderr, "\r\033[K{:>3.0f} % [{:<{}}] {}", progress.fraction * 100, std::string(std::size_t(filled), '='),
               width, progress.stage);
    std::fflush(stderr);
}

}  // namespace

Terminal::Terminal()
{
    std::signal(SIGINT, [](int) { interrupted = true; });
    std::signal(SIGTERM, [](int) { interrupted = true; });
}

Terminal::~Terminal()
{
    if (::isatty(STDERR_FILENO))
        fmt::print(stderr, "\r\033[K");
}

Job Terminal::job() const
{
    const bool terminal = ::isatty(STDERR_FILENO);
    return Job(stopSource().get_token(), [terminal](const Progress& progress) {
        if (interrupted)
            stopSource().request_stop();
        if (terminal)
            showLine(progress);
    });
}

}  // namespace metrisk::app
