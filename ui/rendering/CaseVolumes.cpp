#include "ui/rendering/CaseVolumes.h"

#include <vtkCommand.h>
#include <vtkFloatArray.h>
#include <vtkImageData.h>
#include <vtkNew.h>
#include <vtkPointData.h>
#include <vtkSmartPointer.h>
#include <vtkUnsignedCharArray.h>

#include <array>
#include <stdexcept>

namespace metrisk::ui::rendering {

namespace {

using Image = vtkSmartPointer<vtkImageData>;

/// Hangs on an array and holds the voxels that it points into, for as long as VTK needs it.
template <class Voxel>
class BufferHolder final : public vtkCommand {
public:
    explicit BufferHolder(imaging::VoxelGrid<Voxel> grid) : m_grid(std::move(grid)) {}
    void Execute(vtkObject*, unsigned long, void*) override {}

private:
    imaging::VoxelGrid<Voxel> m_grid;
};

/// An image over the grid's own buffer. VTK wants a writable pointer but only reads.
template <class Array, class Voxel>
Image wrapped(const imaging::VoxelGrid<Voxel>& grid)
{
    vtkNew<Array> array;
    array->SetArray(const_cast<Voxel*>(grid.data()), vtkIdType(grid.voxels().size()), /*save=*/1);
    array->AddObserver(vtkCommand::DeleteEvent, vtk::TakeSmartPointer(new BufferHolder<Voxel>(grid)));
    auto image = Image::New();
    image->SetDimensions(grid.size().data());
    const Eigen::Vector3d spacing = grid.geometry().spacingMm();
    image->SetSpacing(spacing.data());
    image->GetPointData()->SetScalars(array);
    return image;
}

/// First and last plane along an axis in which more than a few voxels belong to the head.
CaseVolumes::Box headBoxOf(const imaging::Volume& t1ce)
{
    const double threshold = 0.08 * defaultWindowLevel(t1ce).window;  // noise of the air stays below
    const auto& size = t1ce.size();
    std::array<std::vector<std::size_t>, 3> profile;
    for (std::size_t axis = 0; axis < 3; ++axis)
        profile[axis].resize(std::size_t(size[axis]));
    std::size_t next = 0;
    for (int z = 0; z < size[2]; ++z)
        for (int y = 0; y < size[1]; ++y)
            for (int x = 0; x < size[0]; ++x)
                if (double(t1ce.voxels()[next++]) > threshold) {
                    ++profile[0][std::size_t(x)];
                    ++profile[1][std::size_t(y)];
                    ++profile[2][std::size_t(z)];
                }
    CaseVolumes::Box box;
    for (std::size_t axis = 0; axis < 3; ++axis) {
        const std::size_t few = t1ce.voxels().size() / std::size_t(size[axis]) / 200;
        int low = 0, high = size[axis] - 1;
        while (low < high && profile[axis][std::size_t(low)] <= few)
            ++low;
        while (high > low && profile[axis][std::size_t(high)] <= few)
            --high;
        const bool found = low < high;
        box.low[Eigen::Index(axis)] = found ? low : 0;
        box.high[Eigen::Index(axis)] = found ? high : size[axis] - 1;
    }
    return box;
}

}  // namespace

struct CaseVolumes::Impl {
    imaging::Volume t1ce, flair;
    imaging::LabelMap label;
    std::vector<std::uint8_t> corrected;  // the label's voxels once one of them was changed
    std::array<std::vector<std::uint64_t>, 3> sliceRevisions;
    std::uint64_t revision = 0, settled = 0, relevanceRevision = 0;
    Image t1ceImage, flairImage, labelImage;
    Image relevanceImage;  // null without relevance
    RelevanceLegend relevanceLegend;
    Box headBox;

    /// From the first change on, the label is this object's own.
    void ownLabel()
    {
        if (!corrected.empty())
            return;
        corrected = label.voxels();
        auto* array = vtkUnsignedCharArray::SafeDownCast(labelImage->GetPointData()->GetScalars());
        array->SetArray(corrected.data(), vtkIdType(corrected.size()), /*save=*/1);
    }
};

CaseVolumes::CaseVolumes(imaging::Volume t1ce, imaging::Volume flair, imaging::LabelMap label)
    : m_impl(std::make_unique<Impl>())
{
    if (!t1ce.geometry().sharesGridWith(flair.geometry()) || !t1ce.geometry().sharesGridWith(label.geometry()))
        throw std::logic_error("the volumes of a case do not share one grid");
    m_impl->t1ceImage = wrapped<vtkFloatArray>(t1ce);
    m_impl->flairImage = wrapped<vtkFloatArray>(flair);
    m_impl->labelImage = wrapped<vtkUnsignedCharArray>(label);
    m_impl->headBox = headBoxOf(t1ce);
    m_impl->t1ce = std::move(t1ce);
    m_impl->flair = std::move(flair);
    m_impl->label = std::move(label);
    for (std::size_t axis = 0; axis < 3; ++axis)
        m_impl->sliceRevisions[axis].resize(std::size_t(m_impl->label.size()[axis]));
}

CaseVolumes::~CaseVolumes() = default;

void CaseVolumes::setRelevance(const std::optional<imaging::Volume>& map, RelevanceLegend legend)
{
    if (map && !map->geometry().sharesGridWith(geometry()))
        throw std::logic_error("the relevance map is not on the grid of the case");
    m_impl->relevanceImage = map ? wrapped<vtkFloatArray>(*map) : nullptr;
    m_impl->relevanceLegend = std::move(legend);
    ++m_impl->relevanceRevision;
}

const imaging::ImageGeometry& CaseVolumes::geometry() const
{
    return m_impl->t1ce.geometry();
}

const imaging::Volume& CaseVolumes::volume(BaseImage image) const
{
    return image == BaseImage::T1ce ? m_impl->t1ce : m_impl->flair;
}

imaging::LabelView CaseVolumes::label() const
{
    return {m_impl->corrected.empty() ? m_impl->label.data() : m_impl->corrected.data(), m_impl->label.size()};
}

imaging::LabelMap CaseVolumes::labelMap() const
{
    return m_impl->corrected.empty() ? m_impl->label : imaging::LabelMap(geometry(), m_impl->corrected);
}

void CaseVolumes::updateLabel(const imaging::LabelView& labels, const imaging::Index3& low, const imaging::Index3& high)
{
    auto& impl = *m_impl;
    impl.ownLabel();
    for (int z = low[2]; z <= high[2]; ++z)
        for (int y = low[1]; y <= high[1]; ++y) {
            const auto first = std::ptrdiff_t(labels.offset({low[0], y, z}));
            std::copy_n(labels.voxels + first, high[0] - low[0] + 1, impl.corrected.begin() + first);
        }
    ++impl.revision;
    for (std::size_t axis = 0; axis < 3; ++axis)
        std::fill(impl.sliceRevisions[axis].begin() + low[axis], impl.sliceRevisions[axis].begin() + high[axis] + 1,
                  impl.revision);
    impl.labelImage->GetPointData()->GetScalars()->Modified();
    impl.labelImage->Modified();
}

void CaseVolumes::settleLabel()
{
    m_impl->settled = m_impl->revision;
}

std::uint64_t CaseVolumes::labelRevision(int sliceAxis, int slice) const
{
    return m_impl->sliceRevisions[std::size_t(sliceAxis)][std::size_t(slice)];
}

std::uint64_t CaseVolumes::settledRevision() const
{
    return m_impl->settled;
}

vtkImageData* CaseVolumes::image(BaseImage image) const
{
    return image == BaseImage::T1ce ? m_impl->t1ceImage : m_impl->flairImage;
}

vtkImageData* CaseVolumes::labelImage() const
{
    return m_impl->labelImage;
}

vtkImageData* CaseVolumes::relevanceImage() const
{
    return m_impl->relevanceImage;
}

const RelevanceLegend& CaseVolumes::relevanceLegend() const
{
    return m_impl->relevanceLegend;
}

std::uint64_t CaseVolumes::relevanceRevision() const
{
    return m_impl->relevanceRevision;
}

const CaseVolumes::Box& CaseVolumes::headBox() const
{
    return m_impl->headBox;
}

Eigen::Vector3d CaseVolumes::headCentreMm() const
{
    return geometry().patientFromVoxel * Eigen::Vector3d((m_impl->headBox.low + m_impl->headBox.high) / 2);
}

std::string imageName(BaseImage image)
{
    return image == BaseImage::T1ce ? "T1-CE" : "FLAIR";
}

}  // namespace metrisk::ui::rendering
