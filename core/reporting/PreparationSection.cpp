#include "core/reporting/PreparationSection.h"

#include "core/reporting/Wording.h"

#include <fmt/format.h>

#include <filesystem>
#include <numbers>

namespace metrisk::reporting {

namespace {

using preprocessing::Alignment;
using preprocessing::BrainEvidence;
using preprocessing::Nudge;
using preprocessing::PreparationRecord;
using preprocessing::Way;

/// "0.52 nats shared; 0.22 by the headers alone"
std::string scoreText(const Alignment& alignment)
{
    return fmt::format("mutual information {:.2f}; by the headers alone {:.2f}", alignment.information,
                       alignment.informationBefore);
}

/// How far a transform turns, in degrees.
double turnOf(const Eigen::Affine3d& transform)
{
    return Eigen::AngleAxisd(Eigen::Matrix3d(transform.rotation())).angle() * 180.0 / std::numbers::pi;
}

/// "88 % of the border empty, background 0, 1540 mL"
std::string evidenceText(const BrainEvidence& evidence)
{
    return fmt::format("{:.0f} % of the border empty, {:.0f} % of all voxels exactly {:.3g}, the rest {:.0f} mL",
                       100.0 * evidence.emptyBorder, 100.0 * evidence.backgroundShare, evidence.backgroundValue,
                       evidence.tissueMl);
}

std::string nudgeText(const Nudge& nudge)
{
    return fmt::format("shifted {:.1f}, {:.1f}, {:.1f} mm (L, P, S), turned {:.1f}, {:.1f}, {:.1f} degrees",
                       nudge.shiftMm.x(), nudge.shiftMm.y(), nudge.shiftMm.z(), nudge.turnDegrees.x(),
                       nudge.turnDegrees.y(), nudge.turnDegrees.z());
}

void addReadiness(const PreparationRecord& record, Section& section)
{
    const auto& readiness = record.readiness;
    section.facts.push_back({"T1-CE as read", evidenceText(readiness.t1ce)});
    section.facts.push_back({"FLAIR as read", evidenceText(readiness.flair)});
    section.facts.push_back({"Grids as read", fmt::format("{}; {}", readiness.oneGrid ? "one for both" : "two",
                                                          readiness.trainedGrid ? "240×240×155 at 1 mm"
                                                                                : "not 240×240×155 at 1 mm")});
    if (readiness.atlasOverlap)
        section.facts.push_back({"Overlap with the atlas as read", fmt::format("Dice {:.2f}", *readiness.atlasOverlap)});
}

/// "T1-CE ×0.84 to ×1.21"
std::string rangeText(const char* name, const preprocessing::BrightnessRange& range)
{
    return fmt::format("{} ×{:.2f} to ×{:.2f}", name, range.least, range.most);
}

/// A head that kept its size says nothing of the one it was stretched to on the way.
std::string stretchText(const PreparationRecord& record)
{
    if (!record.stretchedToAtlas)
        return "turned and shifted, size kept";
    return fmt::format("stretched to it, volume ×{:.2f}", 1.0 / record.atlasRegistration->movingFromFixed.linear().determinant());
}

void addRegistrations(const PreparationRecord& record, Section& section)
{
    if (record.coRegistration)
        section.facts.push_back({"FLAIR to T1-CE",
                                 dotted({fmt::format("turned {:.1f} degrees", turnOf(record.coRegistration->movingFromFixed)),
                                         scoreText(*record.coRegistration)})});
    if (!record.flairNudge.none())
        section.facts.push_back({"FLAIR corrected by hand", nudgeText(record.flairNudge)});
    if (record.atlasRegistration)
        section.facts.push_back({"T1-CE to atlas",
                                 dotted({stretchText(record),
                                         fmt::format("mutual information {:.2f}", (record.headPlacement ? record.headPlacement : record.atlasRegistration)->information)})});
    if (!record.headNudge.none())
        section.facts.push_back({"Head corrected by hand", nudgeText(record.headNudge)});
    if (record.atlas)
        section.facts.push_back({"Atlas", dotted({std::filesystem::path(record.atlas->path).filename().string(),
                                                  "sha256\u00a0" + shortDigest(record.atlas->sha256) + "…"})});
    if (record.brain)
        section.facts.push_back({"Brain", dotted({volumeText(record.brain->volumeMl), record.brain->method,
                                                  fmt::format("Dice {:.2f} with the atlas' brain", record.brain->atlasOverlap)})});
    if (const auto& bias = record.biasCorrection)
        section.facts.push_back({"Uneven brightness removed (N4)", dotted({rangeText("T1-CE", bias->t1ce), rangeText("FLAIR", bias->flair)})});
}

std::string decisionText(const PreparationRecord& record)
{
    if (!record.acceptedAt.empty())
        return "accepted " + timeText(record.acceptedAt) +
               (record.acceptedUnseen ? " at the start of the program; nobody looked at the images" : "");
    return record.wantsAcceptance() ? "not reviewed by anybody" : "none asked for: no image was registered";
}

}  // namespace

std::string wayText(Way way)
{
    switch (way) {
    case Way::AsGiven: return "Prepared elsewhere; no voxel was changed";
    case Way::ByHeaders: return "Skull-stripped as read; brought onto one grid by the headers, not registered";
    case Way::CoRegistered: return "FLAIR registered to T1-CE, 1 mm around the head; no atlas, skull left";
    case Way::OnAtlas: return "FLAIR registered to T1-CE, T1-CE to the atlas; brain extracted";
    }
    return {};
}

Section preparationOf(const PreparationRecord& record)
{
    Section section{"Preparation", {{"What was done", wayText(record.way)}}, {}};
    if (record.wantsAcceptance())
        addRegistrations(record, section);
    else
        addReadiness(record, section);
    section.facts.push_back({"Decision", decisionText(record)});
    return section;
}

}  // namespace metrisk::reporting
