#include "ui/panels/CopySources.h"

#include "ui/panels/Controls.h"

namespace metrisk::ui::panels {

std::vector<CopySource> copySourcesOf(const CaseSession& session, bool packAtHand)
{
    if (!session.original)
        return {};
    using Kind = CopySource::Kind;
    const auto& drawn = session.original->segmenter;
    std::vector<CopySource> sources{
        {Kind::AsOpened, 0, drawn ? QStringLiteral("The drawing of “%1”").arg(text(drawn->name))
                                  : QStringLiteral("The label file, %1").arg(text(session.files.label.filename().string()))}};
    if (!drawn && packAtHand)
        sources.push_back({Kind::Pack, 0, QStringLiteral("A drawing of the segmentation pack")});
    const int latest = session.keptContour ? session.keptContour->version : 0;
    for (int version = latest; version > 0; --version)
        sources.push_back({Kind::Version, version, QStringLiteral("Corrected contour, version %1").arg(version)});
    sources.push_back({Kind::File, 0, QStringLiteral("Another file…")});
    return sources;
}

}  // namespace metrisk::ui::panels
