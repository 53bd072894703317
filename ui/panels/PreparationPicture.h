#pragma once

#include "core/imaging/SliceGeometry.h"
#include "core/preprocessing/PreparedCase.h"
#include "ui/printing/LesionPicture.h"

#include <QWidget>

namespace metrisk::ui::panels {

/// One slice to check a registration by: squares of T1-CE and FLAIR in turn, or the edge of the brain that was
/// found over the whole head. The slice is chosen by the wheel or by the slider beside it.
class PreparationPicture : public QWidget {
    Q_OBJECT

public:
    enum class View { Registered, Before, EdgeOnT1ce, EdgeOnFlair };

    explicit PreparationPicture(QWidget* parent = nullptr);
    void setCase(const preprocessing::PreparedCase& prepared);
    void setView(View view);
    void setPlane(imaging::Plane plane);
    void setSlice(int slice);
    int slices() const;
    int slice() const { return m_slice; }

    QSize sizeHint() const override { return {344, 344}; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override { return width; }

Q_SIGNALS:
    void sliceChanged(int slice);

protected:
    void paintEvent(QPaintEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    void compose();

    preprocessing::PreparedCase m_prepared;
    View m_view = View::Registered;
    int m_slice = 0;
    printing::LesionPicture m_picture;
};

}  // namespace metrisk::ui::panels
