#include "core/segmentation/LesionList.h"

#include "core/common/Error.h"
#include "core/segmentation/ConnectedComponents.h"

#include <cmath>

namespace metrisk::segmentation {

namespace {

using imaging::ImageGeometry;
using imaging::Index3;
using imaging::LabelMap;

bool isCore(std::uint8_t label) { return label == imaging::Core; }
bool isLesion(std::uint8_t label) { return label != imaging::Background; }

/// More voxels first; of equal ones the one that begins later in C order, as the reference decides.
bool ranksBefore(const Component& a, const Component& b)
{
    if (a.voxels.size() != b.voxels.size())
        return a.voxels.size() > b.voxels.size();
    return a.firstInCOrder > b.firstInCOrder;
}

std::vector<Component> rankedCores(const LabelMap& labels, const Job& job)
{
    auto cores = componentsOf(labels, isCore, job);
    std::sort(cores.begin(), cores.end(), ranksBefore);
    return cores;
}

/// The label values of everything connected to `seed`, 0 elsewhere.
LabelMap connectedTo(const LabelMap& labels, std::size_t seed)
{
    std::vector<std::uint8_t> kept(labels.voxels().size(), imaging::Background);
    std::vector<std::size_t> front{seed};
    kept[seed] = labels.voxels()[seed];
    while (!front.empty()) {
        const std::size_t voxel = front.back();
        front.pop_back();
        forEachNeighbour(labels.size(), voxel, [&](std::size_t neighbour) {
            if (kept[neighbour] == imaging::Background && isLesion(labels.voxels()[neighbour])) {
                kept[neighbour] = labels.voxels()[neighbour];
                front.push_back(neighbour);
            }
        });
    }
    return {labels.geometry(), std::move(kept)};
}

/// Which core each lesion voxel belongs to: index + 1, 0 for background and for oedema that no
/// core touches. All cores grow through the oedema at the same pace, so a voxel goes to the nearer one.
struct Territories {
    std::vector<std::uint32_t> owner;
    std::vector<std::vector<std::size_t>> oedema;  // per core
    std::vector<bool> shared;                      // per core: its oedema meets another core's
};

Territories territoriesOf(const LabelMap& labels, const std::vector<Component>& cores)
{
    Territories result{std::vector<std::uint32_t>(labels.voxels().size(), 0),
                       std::vector<std::vector<std::size_t>>(cores.size()),
                       std::vector<bool>(cores.size(), false)};
    std::vector<std::size_t> front;
    for (std::size_t core = 0; core < cores.size(); ++core)
        for (const std::size_t voxel : cores[core].voxels) {
            result.owner[voxel] = std::uint32_t(core + 1);
            front.push_back(voxel);
        }
    for (std::size_t next = 0; next < front.size(); ++next) {
        const std::uint32_t owner = result.owner[front[next]];
        forEachNeighbour(labels.size(), front[next], [&](std::size_t neighbour) {
            if (!isLesion(labels.voxels()[neighbour]))
                return;
            std::uint32_t& other = result.owner[neighbour];
            if (other == 0) {
                other = owner;
                result.oedema[owner - 1].push_back(neighbour);
                front.push_back(neighbour);
            } else if (other != owner) {
                result.shared[owner - 1] = result.shared[other - 1] = true;
            }
        });
    }
    return result;
}

bool onBorder(const Index3& size, std::size_t offset)
{
    const Index3 voxel = voxelAtOffset(size, offset);
    for (std::size_t axis = 0; axis < 3; ++axis)
        if (voxel[axis] == 0 || voxel[axis] == size[axis] - 1)
            return true;
    return false;
}

bool anyOnBorder(const Index3& size, const std::vector<std::size_t>& voxels)
{
    return std::any_of(voxels.begin(), voxels.end(),
                       [&](std::size_t voxel) { return onBorder(size, voxel); });
}

Eigen::Vector3d centreOf(const ImageGeometry& geometry, const std::vector<std::size_t>& voxels)
{
    Eigen::Vector3d sum = Eigen::Vector3d::Zero();
    for (const std::size_t voxel : voxels)
        sum += geometry.patientAt(voxelAtOffset(geometry.size, voxel));
    return sum / double(voxels.size());
}

Index3 nearestTo(const Eigen::Vector3d& placeMm, const ImageGeometry& geometry,
                 const std::vector<std::size_t>& voxels)
{
    const auto distance = [&](std::size_t voxel) {
        return (geometry.patientAt(voxelAtOffset(geometry.size, voxel)) - placeMm).squaredNorm();
    };
    const auto nearest = std::min_element(voxels.begin(), voxels.end(), [&](std::size_t a, std::size_t b) {
        return distance(a) < distance(b);
    });
    return voxelAtOffset(geometry.size, *nearest);
}

/// Left is +x in LPS. The head's middle is taken as the middle of the volume.
std::string sideOf(const Eigen::Vector3d& placeMm, const ImageGeometry& geometry)
{
    const Eigen::Vector3d middleVoxel((geometry.size[0] - 1) / 2.0, (geometry.size[1] - 1) / 2.0,
                                      (geometry.size[2] - 1) / 2.0);
    return placeMm.x() > (geometry.patientFromVoxel * middleVoxel).x() ? "left" : "right";
}

Lesion describe(const ImageGeometry& geometry, const Component& core, const std::vector<std::size_t>& oedema,
                bool sharesOedema)
{
    Lesion lesion;
    lesion.diameters = diametersOf(geometry, core.voxels);
    lesion.volumeCoreMl = double(core.voxels.size()) * geometry.voxelVolumeMl();
    lesion.volumeOedemaMl = double(oedema.size()) * geometry.voxelVolumeMl();
    lesion.sharesOedema = sharesOedema;
    lesion.centreMm = centreOf(geometry, core.voxels);
    lesion.centreVoxel = nearestTo(lesion.centreMm, geometry, core.voxels);
    lesion.side = sideOf(lesion.centreMm, geometry);
    lesion.touchesBorder = anyOnBorder(geometry.size, core.voxels) || anyOnBorder(geometry.size, oedema);
    return lesion;
}

void refuseWithoutCore(const LabelMap& labels, const std::vector<Component>& cores)
{
    if (!cores.empty())
        return;
    if (labels.empty() || std::none_of(labels.voxels().begin(), labels.voxels().end(), isLesion))
        throw Error(Error::Kind::Input, "The label is empty: no voxel is marked as a lesion.",
                    "Choose the label of this patient, with 1 for oedema and 2 for the metastasis core.");
    throw Error(Error::Kind::Input, "The label marks oedema (1) but no metastasis core (2).",
                "Choose a label with 1 for oedema and 2 for the metastasis core.");
}

}  // namespace

LabelMap keepLargestMetastasis(const LabelMap& labels)
{
    const auto cores = rankedCores(labels, {});
    if (cores.empty())
        return labels.empty()
                   ? labels
                   : LabelMap(labels.geometry(), std::vector<std::uint8_t>(labels.voxels().size(), 0));
    return connectedTo(labels, cores.front().voxels.front());
}

LabelMap labelOf(const LabelMap& labels, const Lesion& lesion)
{
    const auto& [x, y, z] = lesion.centreVoxel;  // one of the core's own
    return connectedTo(labels, labels.offset(x, y, z));
}

LesionList lesionsOf(const LabelMap& labels, const Job& job)
{
    const auto cores = rankedCores(labels, job.part(0.0, 0.6));
    refuseWithoutCore(labels, cores);
    const auto territories = territoriesOf(labels, cores);
    LesionList list;
    for (std::size_t core = 0; core < cores.size(); ++core) {
        job.advance(0.7 + 0.3 * double(core) / double(cores.size()));
        list.lesions.push_back(
            describe(labels.geometry(), cores[core], territories.oedema[core], territories.shared[core]));
        list.lesions.back().rank = int(core);
        list.lesions.back().id = list.nextId++;
    }
    list.indexLabel = connectedTo(labels, cores.front().voxels.front());
    return list;
}

}  // namespace metrisk::segmentation
