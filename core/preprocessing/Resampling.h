#pragma once

#include "core/common/Job.h"
#include "core/imaging/LabelMap.h"
#include "core/imaging/Volume.h"

namespace metrisk::preprocessing {

/// The grid with cubic voxels of `spacingMm` over the same field, along the same axes and around the same
/// middle. An edge that is not a whole number of voxels is rounded to the nearest.
imaging::ImageGeometry isotropicGrid(const imaging::ImageGeometry& geometry, double spacingMm);

/// The volume on another grid, by the place of each voxel in the patient: trilinear, 0 outside. A
/// voxel reaches half its edge around its centre; beyond that lies outside.
imaging::Volume resampledLinear(const imaging::Volume& volume, const imaging::ImageGeometry& target,
                                const Job& job = {});

/// The label of the nearest voxel, 0 outside.
imaging::LabelMap resampledNearest(const imaging::LabelMap& labels, const imaging::ImageGeometry& target,
                                   const Job& job = {});

/// The share of the marked places of `labels` that lie inside the field of `target`; 1 for none marked.
double shareInside(const imaging::LabelMap& labels, const imaging::ImageGeometry& target);

/// The share of the box around all voxels that are not 0 which lies inside the field of `target`.
double boxShareInside(const imaging::Volume& volume, const imaging::ImageGeometry& target);

}  // namespace metrisk::preprocessing
