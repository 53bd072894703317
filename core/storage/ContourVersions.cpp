#include "core/storage/ContourVersions.h"

#include "core/analysis/CorrectedContour.h"
#include "core/common/Error.h"
#include "core/common/Time.h"
#include "core/storage/ContourText.h"

#include <fmt/format.h>
#include <soci/soci.h>

namespace metrisk::storage {

ContourVersion insertContour(soci::session& database, CaseId id, const imaging::LabelMap& label, const std::string& baseSha256)
{
    const auto known = contourVersions(database, id);
    const std::string sha256 = analysis::contourDigest(label);
    if (!known.empty() && known.back().sha256 == sha256)
        return known.back();
    const int version = known.empty() ? 1 : known.back().version + 1;
    const std::string now = common::utcNow(), grid = gridText(label.geometry()), voxels = runsOf(label);
    database << "INSERT INTO contour_version (case_id, version, created_at, label_sha256, base_sha256, grid, voxels) "
                "VALUES (:id, :version, :at, :sha, :base, :grid, :voxels)",
        soci::use(id), soci::use(version), soci::use(now), soci::use(sha256), soci::use(baseSha256), soci::use(grid),
        soci::use(voxels);
    return {version, sha256, baseSha256};
}

std::vector<ContourVersion> contourVersions(soci::session& database, CaseId id)
{
    const soci::rowset<soci::row> rows =
        (database.prepare << "SELECT version, label_sha256, base_sha256 FROM contour_version WHERE case_id = :id "
                             "ORDER BY version",
         soci::use(id));
    std::vector<ContourVersion> versions;
    for (const auto& row : rows)
        versions.push_back({row.get<int>(0), row.get<std::string>(1), row.get<std::string>(2)});
    return versions;
}

imaging::LabelMap readContour(soci::session& database, CaseId id, int version)
{
    std::string sha256, grid, voxels;
    database << "SELECT label_sha256, grid, voxels FROM contour_version WHERE case_id = :id AND version = :version",
        soci::into(sha256), soci::into(grid), soci::into(voxels), soci::use(id), soci::use(version);
    if (!database.got_data())
        throw Error(Error::Kind::Storage, fmt::format("The case base holds no version {} of this contour.", version),
                    "Restore a backup of the case base, or correct the contour anew.");
    auto label = labelFromRuns(voxels, gridFromText(grid));
    if (analysis::contourDigest(label) != sha256)
        throw Error(Error::Kind::Storage, fmt::format("Version {} of this contour is damaged in the case base.", version),
                    "Restore a backup of the case base, or correct the contour anew.");
    return label;
}

}  // namespace metrisk::storage
