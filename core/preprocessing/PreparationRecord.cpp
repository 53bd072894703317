#include "core/preprocessing/PreparationRecord.h"

#include "core/common/Error.h"

#include <fmt/format.h>

#include <numbers>

namespace metrisk::preprocessing {

std::string wayKey(Way way)
{
    switch (way) {
    case Way::AsGiven: return "asGiven";
    case Way::ByHeaders: return "byHeaders";
    case Way::CoRegistered: return "coRegistered";
    case Way::OnAtlas: return "onAtlas";
    }
    return {};
}

void Nudge::check() const
{
    const bool sound = shiftMm.cwiseAbs().maxCoeff() <= 100.0 && turnDegrees.cwiseAbs().maxCoeff() <= 90.0;
    if (!sound)  // NaN is refused too
        throw Error(Error::Kind::Input, "The correction by hand is too large.",
                    "Shift by at most 100 mm and turn by at most 90 degrees.");
}

Eigen::Affine3d Nudge::movedFromUnmoved(const Eigen::Vector3d& middleMm) const
{
    const Eigen::Vector3d angle = turnDegrees * (std::numbers::pi / 180.0);
    const Eigen::Matrix3d turn = (Eigen::AngleAxisd(angle.z(), Eigen::Vector3d::UnitZ()) *
                                  Eigen::AngleAxisd(angle.y(), Eigen::Vector3d::UnitY()) *
                                  Eigen::AngleAxisd(angle.x(), Eigen::Vector3d::UnitX())).toRotationMatrix();
    return Eigen::Translation3d(middleMm + shiftMm) * Eigen::Affine3d(turn) * Eigen::Translation3d(-middleMm);
}

}  // namespace metrisk::preprocessing
