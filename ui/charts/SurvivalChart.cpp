#include "ui/charts/SurvivalChart.h"

#include "core/reporting/Wording.h"
#include "ui/charts/SurvivalScene.h"

#include <QGraphicsView>
#include <QPainter>
#include <QResizeEvent>
#include <QVBoxLayout>

namespace metrisk::ui::charts {

namespace {

constexpr double paperMmPerPixel = 0.215;  // body text of 11 pixels becomes 6.7 points

/// The view of one scene that always fills it exactly.
class FittedView : public QGraphicsView {
public:
    using QGraphicsView::QGraphicsView;

    void fit()
    {
        if (auto* survival = dynamic_cast<SurvivalScene*>(scene()))
            survival->setSize(viewport()->size());
    }

protected:
    void resizeEvent(QResizeEvent* event) override
    {
        QGraphicsView::resizeEvent(event);
        fit();
    }
};

QString spokenText(const analysis::Placement& placement, const QString& patientGroup)
{
    return QString("Kaplan-Meier curves of %1 by risk group, this case in the group %2. %3. %4.")
        .arg(QString::fromStdString(placement.cohortName), patientGroup,
             QString::fromStdString(reporting::logRankText(placement)),
             QString::fromStdString(reporting::mediansText(placement)));
}

}  // namespace

struct SurvivalChart::Impl {
    FittedView* view = nullptr;
    std::unique_ptr<SurvivalScene> scene;
};

SurvivalChart::SurvivalChart(QWidget* parent) : QWidget(parent), m_impl(std::make_unique<Impl>())
{
    m_impl->view = new FittedView(this);
    m_impl->view->setRenderHint(QPainter::Antialiasing);
    m_impl->view->setFrameShape(QFrame::NoFrame);
    m_impl->view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_impl->view->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_impl->view->setBackgroundBrush(ChartTheme::screen({}).background);
    m_impl->view->setInteractive(false);
    m_impl->view->setFocusPolicy(Qt::NoFocus);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_impl->view);
    setMinimumSize(300, 340);
}

SurvivalChart::~SurvivalChart()
{
    m_impl->view->setScene(nullptr);
}

void SurvivalChart::setPlacement(const analysis::Placement& placement, const QString& patientGroup)
{
    auto scene = std::make_unique<SurvivalScene>(placement, patientGroup, ChartTheme::screen(font().family()));
    m_impl->view->setScene(scene.get());
    m_impl->scene = std::move(scene);
    m_impl->view->fit();
    setAccessibleDescription(spokenText(placement, patientGroup));
}

void SurvivalChart::clear()
{
    m_impl->view->setScene(nullptr);
    m_impl->scene.reset();
    setAccessibleDescription({});
}

void SurvivalChart::print(QPainter& painter, const QRectF& area, const analysis::Placement& placement,
                          const QString& patientGroup)
{
    SurvivalScene scene(placement, patientGroup, ChartTheme::paper(painter.font().family()));
    const double unitsPerMm = painter.device()->logicalDpiX() / 25.4;
    const QSizeF size = area.size() / (unitsPerMm * paperMmPerPixel);
    scene.setSize(size);
    painter.save();
    scene.render(&painter, area, scene.sceneRect());
    painter.restore();
}

}  // namespace metrisk::ui::charts
