#include "ui/panels/PreparationPicture.h"

#include "ui/rendering/ViewState.h"

#include <QPainter>
#include <QWheelEvent>

#include <algorithm>

namespace metrisk::ui::panels {
namespace {

using imaging::Volume;

constexpr int squareVoxels = 24;

/// The grey range of the brain, where it is known: beside the bright scalp it would be dark and alike in both images.
rendering::WindowLevel greyOf(const preprocessing::PreparedCase& prepared, bool flair)
{
    const auto& checks = prepared.checks;
    if (prepared.brain.empty())
        return rendering::defaultWindowLevel(flair ? checks.flairWithHead : checks.t1ceWithHead);
    return rendering::defaultWindowLevel(flair ? prepared.flair : prepared.t1ce);
}

/// Both images with their own grey range brought to 0 to 1, in squares of 24 mm in turn.
Volume checkerboard(const Volume& first, const rendering::WindowLevel& a, const Volume& second, const rendering::WindowLevel& b)
{
    const auto [nx, ny, nz] = first.size();
    std::vector<float> voxels(first.voxels().size());
    for (int z = 0; z < nz; ++z)
        for (int y = 0; y < ny; ++y)
            for (int x = 0; x < nx; ++x) {
                const bool odd = (x / squareVoxels + y / squareVoxels + z / squareVoxels) % 2 != 0;
                const auto& grey = odd ? b : a;
                const std::size_t at = first.offset(x, y, z);
                const double low = grey.level - grey.window / 2;
                voxels[at] = float((double((odd ? second : first).voxels()[at]) - low) / grey.window);
            }
    return {first.geometry(), std::move(voxels)};
}

/// The picture draws what is at least 2 with a solid line.
imaging::LabelMap edgeOf(const imaging::LabelMap& brain, const imaging::ImageGeometry& geometry)
{
    std::vector<std::uint8_t> label(geometry.voxelCount(), imaging::Background);
    if (!brain.empty())
        std::ranges::transform(brain.voxels(), label.begin(), [](auto value) { return value != 0 ? imaging::Core : imaging::Background; });
    return {geometry, std::move(label)};
}

}  // namespace

PreparationPicture::PreparationPicture(QWidget* parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("preparationPicture"));
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void PreparationPicture::setCase(const preprocessing::PreparedCase& prepared)
{
    m_prepared = prepared;
    m_slice = prepared.checks.t1ceWithHead.empty() ? 0 : slices() / 2;
    compose();
    setPlane(m_picture.plane);
}

void PreparationPicture::setView(View view)
{
    m_view = view;
    compose();
}

void PreparationPicture::setPlane(imaging::Plane plane)
{
    m_picture.plane = plane;
    setSlice(slices() / 2);
    Q_EMIT sliceChanged(m_slice);
    update();
}

void PreparationPicture::setSlice(int slice)
{
    if (m_picture.image.empty())
        return;
    m_slice = std::clamp(slice, 0, slices() - 1);
    const auto sides = imaging::sliceGeometry(m_picture.image.geometry(), m_picture.plane);
    m_picture.voxel[std::size_t(sides.sliceAxis)] = m_slice;
    update();
}

int PreparationPicture::slices() const
{
    const auto& image = m_prepared.checks.t1ceWithHead;
    return image.empty() ? 1 : image.size()[std::size_t(imaging::sliceGeometry(image.geometry(), m_picture.plane).sliceAxis)];
}

void PreparationPicture::compose()
{
    const auto& checks = m_prepared.checks;
    m_picture.image = {};
    update();
    if (checks.t1ceWithHead.empty())
        return;
    const bool edge = m_view == View::EdgeOnT1ce || m_view == View::EdgeOnFlair;
    if (edge)
        m_picture.image = m_view == View::EdgeOnT1ce ? checks.t1ceWithHead : checks.flairWithHead;
    else
        m_picture.image = checkerboard(checks.t1ceWithHead, greyOf(m_prepared, false),
                                       m_view == View::Before ? checks.flairByHeaders : checks.flairWithHead, greyOf(m_prepared, true));
    m_picture.title = m_view == View::EdgeOnT1ce    ? QStringLiteral("T1-CE")
                      : m_view == View::EdgeOnFlair ? QStringLiteral("FLAIR")
                                                    : QStringLiteral("T1-CE and FLAIR");
    m_picture.label = edgeOf(edge ? m_prepared.brain : imaging::LabelMap{}, checks.t1ceWithHead.geometry());
    m_picture.grey = edge ? greyOf(m_prepared, m_view == View::EdgeOnFlair) : rendering::WindowLevel{.window = 1.0, .level = 0.5};
    setSlice(m_slice);
}

void PreparationPicture::paintEvent(QPaintEvent*)
{
    if (m_picture.image.empty())
        return;
    QPainter painter(this);
    m_picture.paint(painter, rect());
}

void PreparationPicture::wheelEvent(QWheelEvent* event)
{
    if (event->angleDelta().y() == 0)
        return;
    setSlice(m_slice + (event->angleDelta().y() > 0 ? 1 : -1));
    Q_EMIT sliceChanged(m_slice);
    event->accept();
}

}  // namespace metrisk::ui::panels
