#include "core/preprocessing/MutualInformation.h"

#include <itkAffineTransform.h>
#include <itkVersorRigid3DTransform.h>

#include <cmath>

namespace metrisk::preprocessing {

namespace {

constexpr int histogramBins = 32;

template <class Fixed>
typename Fixed::Pointer pointSetOf(const std::vector<Eigen::Vector3d>& places)
{
    auto points = Fixed::New();
    for (std::size_t i = 0; i < places.size(); ++i) {
        typename Fixed::PointType point;
        for (unsigned axis = 0; axis < 3; ++axis)
            point[axis] = places[i][axis];
        points->SetPoint(i, point);
    }
    return points;
}

ItkTransform::MatrixType matrixOf(const Eigen::Matrix3d& matrix)
{
    ItkTransform::MatrixType result;
    for (unsigned row = 0; row < 3; ++row)
        for (unsigned column = 0; column < 3; ++column)
            result(row, column) = matrix(row, column);
    return result;
}

/// The order matters: the translation is kept when the centre or the matrix changes, the offset is not.
void set(ItkTransform& transform, const Eigen::Affine3d& value, const Eigen::Vector3d& centre)
{
    ItkTransform::InputPointType itkCentre;
    ItkTransform::OutputVectorType translation;
    const Eigen::Vector3d moved = value * centre - centre;
    for (unsigned axis = 0; axis < 3; ++axis) {
        itkCentre[axis] = centre[axis];
        translation[axis] = moved[axis];
    }
    transform.SetCenter(itkCentre);
    transform.SetMatrix(matrixOf(value.linear()));
    transform.SetTranslation(translation);
}

Eigen::Matrix3d nearestRotation(const Eigen::Matrix3d& matrix)
{
    return Eigen::Quaterniond(Eigen::Affine3d(matrix).rotation()).normalized().toRotationMatrix();
}

/// How far a unit step of each parameter moves the places, root mean square in mm. Steps are measured in mm by
/// this: ITK's own optimizer adds up angles and millimetres, and takes a whole radian where it should take one mm.
std::vector<double> mmPerUnitOf(const ItkTransform& transform, const std::vector<Eigen::Vector3d>& places)
{
    const auto centre = transform.GetCenter();
    Eigen::Vector3d square = Eigen::Vector3d::Zero();
    for (const auto& place : places)
        square += (place - Eigen::Vector3d(centre[0], centre[1], centre[2])).cwiseAbs2();
    square /= double(places.size());
    std::vector<double> mm(transform.GetNumberOfParameters(), 1.0);
    if (mm.size() == 12)  // affine: the matrix by rows, then the shift
        for (unsigned i = 0; i < 9; ++i)
            mm[i] = std::sqrt(square[i % 3]);
    else  // versor: the sine of half the angle about each axis, then the shift
        for (unsigned axis = 0; axis < 3; ++axis)
            mm[axis] = 2.0 * std::sqrt(square.sum() - square[axis]);
    return mm;
}

}  // namespace

MutualInformation::MutualInformation(const Level& level) : m_metric(Metric::New()), m_places(level.places)
{
    m_metric->SetNumberOfHistogramBins(histogramBins);
    m_metric->SetUseMovingImageGradientFilter(false);
    m_metric->SetUseFixedImageGradientFilter(false);
    m_metric->SetFixedImage(level.fixed);
    m_metric->SetMovingImage(level.moving);
    m_metric->SetVirtualDomainFromImage(level.fixed);
    m_metric->SetFixedSampledPointSet(pointSetOf<Metric::FixedSampledPointSetType>(level.places));
    m_metric->SetUseSampledPointSet(true);
    m_metric->SetMovingTransform(affineTransform(Eigen::Affine3d::Identity(), Eigen::Vector3d::Zero()));
    m_metric->Initialize();
}

double MutualInformation::at(const Eigen::Affine3d& movingFromFixed)
{
    m_metric->SetMovingTransform(affineTransform(movingFromFixed, Eigen::Vector3d::Zero()));
    try {
        const double value = -m_metric->GetValue();
        return 2 * m_metric->GetNumberOfValidPoints() >= m_places.size() ? value : 0.0;
    } catch (const itk::ExceptionObject&) {
        return 0.0;  // no place lies inside the moving image
    }
}

int MutualInformation::climb(ItkTransform& transform, double stepMm, int steps, const std::function<void(double)>& onStep)
{
    m_metric->SetMovingTransform(&transform);
    m_metric->Initialize();
    const double shortestMm = stepMm / 256;
    const auto mmPerUnit = mmPerUnitOf(transform, m_places);
    Metric::DerivativeType uphill(transform.GetNumberOfParameters()), before(uphill.size());
    before.Fill(0.0);
    for (int step = 0; step < steps; ++step) {
        onStep(double(step) / double(steps));
        Metric::MeasureType value;
        m_metric->GetValueAndDerivative(value, uphill);
        for (unsigned i = 0; i < uphill.size(); ++i)
            uphill[i] /= mmPerUnit[i];
        const double length = uphill.two_norm();
        if (dot_product(uphill, before) < 0.0)
            stepMm *= 0.6;  // over the ridge
        if (length == 0.0 || stepMm < shortestMm)
            return step;
        before = uphill;
        for (unsigned i = 0; i < uphill.size(); ++i)
            uphill[i] *= stepMm / (length * mmPerUnit[i]);
        transform.UpdateTransformParameters(uphill);
    }
    return steps;
}

Eigen::Affine3d asAffine(const ItkTransform& transform)
{
    Eigen::Affine3d affine = Eigen::Affine3d::Identity();
    for (unsigned row = 0; row < 3; ++row) {
        affine(row, 3) = transform.GetOffset()[row];
        for (unsigned column = 0; column < 3; ++column)
            affine(row, column) = transform.GetMatrix()(row, column);
    }
    return affine;
}

ItkTransform::Pointer rigidTransform(const Eigen::Affine3d& start, const Eigen::Vector3d& centre)
{
    auto transform = itk::VersorRigid3DTransform<double>::New();
    Eigen::Affine3d rigid = start;
    rigid.linear() = nearestRotation(start.linear());
    rigid.translation() = start * centre - rigid.linear() * centre;
    set(*transform, rigid, centre);
    return transform.GetPointer();
}

ItkTransform::Pointer affineTransform(const Eigen::Affine3d& start, const Eigen::Vector3d& centre)
{
    auto transform = itk::AffineTransform<double, 3>::New();
    set(*transform, start, centre);
    return transform.GetPointer();
}

}  // namespace metrisk::preprocessing
