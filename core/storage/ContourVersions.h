#pragma once

#include "core/storage/CaseRepository.h"

namespace soci {
class session;
}

/// The corrected contours of a case in the database: versions are only ever added.
namespace metrisk::storage {

/// The next version, or the latest one when that is the same contour.
ContourVersion insertContour(soci::session& database, CaseId id, const imaging::LabelMap& label,
                             const std::string& baseSha256);
/// Oldest first.
std::vector<ContourVersion> contourVersions(soci::session& database, CaseId id);
/// Throws Error{Storage} when there is no such version, or when it is damaged.
imaging::LabelMap readContour(soci::session& database, CaseId id, int version);

}  // namespace metrisk::storage
