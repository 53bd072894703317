#pragma once

#include "core/preprocessing/ItkImages.h"

#include <itkMatrixOffsetTransformBase.h>
#include <itkMattesMutualInformationImageToImageMetricv4.h>

#include <functional>
#include <vector>

/// Mutual information of two images at given places, and the climb to where it is largest. For Registration alone.
namespace metrisk::preprocessing {

using ItkTransform = itk::MatrixOffsetTransformBase<double, 3, 3>;

/// The two images of one level and the places where they are compared.
struct Level {
    ItkImage::Pointer fixed, moving;
    std::vector<Eigen::Vector3d> places;  // patient mm of the fixed image
};

/// Mattes' metric in one piece: ITK adds up the pieces of several threads in the order they come, and the last bits
/// differ from run to run. SetMaximumNumberOfWorkUnits bounds the threads but not the pieces.
class OnePieceMetric : public itk::MattesMutualInformationImageToImageMetricv4<ItkImage, ItkImage> {
public:
    using Self = OnePieceMetric;
    using Pointer = itk::SmartPointer<Self>;
    itkNewMacro(Self);

protected:
    OnePieceMetric()
    {
        m_SparseGetValueAndDerivativeThreader->SetNumberOfWorkUnits(1);
        m_DenseGetValueAndDerivativeThreader->SetNumberOfWorkUnits(1);
        SetMaximumNumberOfWorkUnits(1);
    }
};

class MutualInformation {
public:
    explicit MutualInformation(const Level& level);

    /// In nats; 0 where fewer than half of the places lie inside the moving image.
    double at(const Eigen::Affine3d& movingFromFixed);

    /// Climbs from where `transform` stands, in steps of `stepMm` that become shorter at each turn; calls `onStep`
    /// with the share of the steps that are done. Returns the steps taken.
    int climb(ItkTransform& transform, double stepMm, int steps, const std::function<void(double)>& onStep);

private:
    using Metric = OnePieceMetric;
    Metric::Pointer m_metric;
    std::vector<Eigen::Vector3d> m_places;
};

Eigen::Affine3d asAffine(const ItkTransform& transform);

/// A transform that turns (rigid) or turns, stretches and shears (affine) around `centre`, set to `start`.
ItkTransform::Pointer rigidTransform(const Eigen::Affine3d& start, const Eigen::Vector3d& centre);
ItkTransform::Pointer affineTransform(const Eigen::Affine3d& start, const Eigen::Vector3d& centre);

}  // namespace metrisk::preprocessing
