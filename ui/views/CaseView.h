#pragma once

#include "core/imaging/Volume.h"
#include "core/preprocessing/PreparedCase.h"
#include "ui/rendering/ViewState.h"

#include <QWidget>

#include <memory>
#include <optional>

namespace metrisk::ui::views {

/// The linked slice views and the 3D view of one case, in one OpenGL widget, so that every volume is
/// uploaded once. Wheel scrolls, ctrl+wheel zooms, left moves the crosshair, middle pans, right
/// zooms, double click maximises a pane. Owns no case data beyond what it shows.
class CaseView : public QWidget {
    Q_OBJECT

public:
    explicit CaseView(QWidget* parent = nullptr);
    ~CaseView() override;

    /// Shows a case with its crosshair at a voxel (the index lesion's centre); relevance is cleared.
    void showCase(const preprocessing::PreparedCase& prepared, const imaging::Index3& crosshairVoxel);
    void clear();

    /// A relevance map on the same grid, 0 to 1; nothing to hide it.
    void showRelevance(const std::optional<imaging::Volume>& relevance);

    const rendering::ViewState& viewState() const;
    void setViewState(const rendering::ViewState& state);

Q_SIGNALS:
    void viewStateChanged(const metrisk::ui::rendering::ViewState& state);

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

}  // namespace metrisk::ui::views
