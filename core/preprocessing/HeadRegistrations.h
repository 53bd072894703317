#pragma once

#include "core/preprocessing/Atlas.h"
#include "core/preprocessing/PreparedCase.h"

/// The two registrations of a preparation, and where they put the images. For this folder alone.
namespace metrisk::preprocessing {

/// The same voxels, where a transform puts them.
template <class Grid>
Grid placed(const Grid& source, const Eigen::Affine3d& sourceFromTarget)
{
    imaging::ImageGeometry geometry = source.geometry();
    geometry.patientFromVoxel = sourceFromTarget.inverse() * geometry.patientFromVoxel;
    return {geometry, source.voxels()};
}

/// Resampled once, by one transform.
imaging::Volume resampledAs(const imaging::Volume& source, const imaging::ImageGeometry& target,
                            const Eigen::Affine3d& sourceFromTarget, const Job& job);

/// 0 outside the brain.
imaging::Volume inside(const imaging::Volume& volume, const imaging::LabelMap& brain);

/// Found by the extractor; a T1-CE without skull shows its brain itself.
imaging::LabelMap brainIn(const imaging::Volume& t1ce, const imaging::LabelMap& expected, bool stripped, const Job& job);

/// FLAIR to T1-CE and, where there is one, T1-CE to atlas, into the record; what the options know is not searched.
/// Both at once, each on one thread, so that its bits stay the same.
void registerBoth(const io::Study& study, const PreparationOptions& options, const std::optional<Atlas>& atlas,
                  bool stripped, PreparationRecord& record, const Job& job);

/// Where everything lies that ends on the prepared grid, corrections by hand included.
struct Places {
    imaging::ImageGeometry grid;
    Eigen::Affine3d t1ceFromPrepared = Eigen::Affine3d::Identity();
    Eigen::Affine3d flairFromPrepared = Eigen::Affine3d::Identity();
    imaging::LabelMap expectedBrain;  // the atlas' brain, stretched to this patient; empty without an atlas
};
Places placesOf(const io::Study& study, const PreparationOptions& options, const std::optional<Atlas>& atlas,
                const PreparationRecord& record);

}  // namespace metrisk::preprocessing
