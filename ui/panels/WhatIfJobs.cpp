#include "ui/panels/WhatIfJobs.h"

#include <utility>

namespace metrisk::ui::panels {

using analysis::WhatIfImages;
using analysis::WhatIfQuestion;

WhatIfJobs::WhatIfJobs(QObject* parent) : QObject(parent)
{
    for (auto* runner : {&m_long, &m_short})
        connect(runner, &jobs::JobRunner::failed, this, &WhatIfJobs::refused);
    connect(&m_long, &jobs::JobRunner::cancelled, this, [this] {
        if (!std::exchange(m_dropped, false))
            Q_EMIT cancelled();
    });
}

void WhatIfJobs::setCase(std::shared_ptr<const analysis::CaseAnalyzer> analyzer,
                         std::shared_ptr<const analysis::OpenedCase> opened,
                         const std::optional<analysis::CaseResult>& result)
{
    drop();
    m_short.cancel();
    m_analyzer = std::move(analyzer);
    m_opened = std::move(opened);
    m_stored = result ? std::make_shared<const analysis::CaseResult>(*result) : nullptr;
    m_known.clear();
}

void WhatIfJobs::cancel()
{
    m_long.cancel();
    m_short.cancel();
}

void WhatIfJobs::drop()
{
    m_dropped = m_long.isRunning();
    m_long.cancel();
}

std::shared_ptr<const WhatIfImages> WhatIfJobs::find(const std::vector<Known>& known, const WhatIfQuestion& question)
{
    for (const auto& each : known)
        if (each.question.asksSameImages(question))
            return each.images;
    return nullptr;
}

bool WhatIfJobs::answersAtOnce(const WhatIfQuestion& question) const
{
    return possible() && find(m_known, analysis::patientsOwn(*m_stored)) && find(m_known, question);
}

void WhatIfJobs::ask(const WhatIfQuestion& question)
{
    if (!possible())
        return;
    auto& runner = answersAtOnce(question) ? m_short : m_long;
    drop();  // what is running answers an older question
    m_short.cancel();
    if (&runner == &m_long)
        m_dropped = false;  // starting anew supersedes it
    runner.start(
        [analyzer = m_analyzer, opened = m_opened, stored = m_stored, before = m_known, question](const Job& job) {
            auto known = before;
            const auto& model = analyzer->model();
            const auto imagesOf = [&](const WhatIfQuestion& asked, const Job& part) {
                if (const auto images = find(known, asked))
                    return images;
                known.push_back({asked, std::make_shared<const WhatIfImages>(imagesFor(asked, model, *opened, part))});
                return known.back().images;
            };
            const auto own = patientsOwn(*stored);
            requireRepeats(*stored, answerTo(own, model, *imagesOf(own, job.part(0.0, 0.5))), model.package());
            const auto images = imagesOf(question, job.part(0.5, 1.0));
            auto answer = answerTo(question, model, *images);
            return Made{std::move(known), std::move(answer)};
        },
        [this](Made made) {
            m_known = std::move(made.known);
            Q_EMIT answered(made.answer);
        });
}

}  // namespace metrisk::ui::panels
