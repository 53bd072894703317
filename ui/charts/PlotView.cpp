#include "ui/charts/PlotView.h"

#include "ui/charts/FittedView.h"
#include "ui/charts/PlotExport.h"
#include "ui/charts/PlotMeasures.h"
#include "ui/charts/PlotScene.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QDir>
#include <QFileDialog>
#include <QMenu>
#include <QRegularExpression>
#include <QResizeEvent>
#include <QStandardPaths>
#include <QToolButton>

namespace metrisk::ui::charts {

namespace {

/// "Documents/Freedom from local failure by risk group.svg"
QString proposedPath(const Plot& plot, const QString& ending)
{
    auto folder = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    if (folder.isEmpty() || !QDir(folder).exists())
        folder = QDir::homePath();
    auto name = plot.title;
    name.replace(QRegularExpression("[^\\w .-]", QRegularExpression::UseUnicodePropertiesOption), "_");
    return QDir(folder).filePath((name.isEmpty() ? QString("plot") : name) + ending);
}

}  // namespace

struct PlotView::Impl {
    FittedView* view = nullptr;
    QToolButton* button = nullptr;
    QMenu* menu = nullptr;
    Plot plot;
    bool asHighAsContents = false;
    std::unique_ptr<PlotScene> scene;
};

PlotView::PlotView(QWidget* parent) : QWidget(parent), m_impl(std::make_unique<Impl>())
{
    m_impl->view = new FittedView(this);
    m_impl->menu = new QMenu(this);
    m_impl->button = new QToolButton(this);
    m_impl->button->setObjectName("plotMenu");
    m_impl->button->setText(QString(QChar(0x22EF)));
    m_impl->button->setProperty("role", "quiet");
    m_impl->button->setToolTip("Copy or save this plot");
    m_impl->button->setAccessibleName("Copy or save this plot");
    m_impl->button->setPopupMode(QToolButton::InstantPopup);
    m_impl->button->setFocusPolicy(Qt::StrongFocus);
    m_impl->button->setMenu(m_impl->menu);
    addActions();
    setMinimumSize(300, 340);
    clear();
}

PlotView::~PlotView()
{
    m_impl->view->setScene(nullptr);
}

void PlotView::addActions()
{
    const auto add = [this](const char* name, const QString& text, auto&& act) {
        auto* action = m_impl->menu->addAction(text, this, act);
        action->setObjectName(name);
    };
    add("copyPlot", "Copy as picture", [this] { copyPicture(); });
    m_impl->menu->addSeparator();
    add("savePlotSvg", "Save as SVG…", [this] { askAndSave("Vector picture (*.svg)", ".svg"); });
    add("savePlotPdf", "Save as PDF…", [this] { askAndSave("PDF page (*.pdf)", ".pdf"); });
    add("savePlotPng", "Save as PNG…", [this] { askAndSave("Picture (*.png)", ".png"); });
    m_impl->menu->addSeparator();
    add("savePlotCsv", "Save the numbers as CSV…", [this] { askAndSave("Table (*.csv)", ".csv"); });
}

void PlotView::setPlot(const Plot& plot)
{
    auto scene = std::make_unique<PlotScene>(plot, ChartTheme::screen(font().family()));
    m_impl->view->setScene(scene.get());
    m_impl->view->setBackgroundBrush(Qt::NoBrush);
    m_impl->scene = std::move(scene);
    m_impl->plot = plot;
    m_impl->view->fit();
    updateGeometry();
    m_impl->button->setVisible(!plot.empty());
    m_impl->button->raise();
    setAccessibleName(plot.title);
    setAccessibleDescription(plot.spoken);
}

void PlotView::clear()
{
    m_impl->view->setScene(nullptr);
    m_impl->view->setBackgroundBrush(ChartTheme::screen({}).background);
    m_impl->scene.reset();
    m_impl->plot = {};
    m_impl->button->hide();
    setAccessibleName({});
    setAccessibleDescription({});
}

const Plot& PlotView::plot() const
{
    return m_impl->plot;
}

void PlotView::setAsHighAsContents(bool asHigh)
{
    m_impl->asHighAsContents = asHigh;
    updateGeometry();
}

bool PlotView::hasHeightForWidth() const
{
    return m_impl->asHighAsContents && m_impl->scene;
}

QSize PlotView::sizeHint() const
{
    return {420, 420};
}

int PlotView::heightForWidth(int width) const
{
    return m_impl->scene ? int(suitableHeight(m_impl->plot, m_impl->scene->theme(), width)) : -1;
}

QMenu* PlotView::menu() const
{
    return m_impl->menu;
}

void PlotView::copyPicture()
{
    QApplication::clipboard()->setImage(plotImage(m_impl->plot, plotSize(m_impl->plot), 2.0, font().family()));
}

void PlotView::askAndSave(const QString& filter, const QString& ending)
{
    auto path = QFileDialog::getSaveFileName(this, "Save the plot", proposedPath(m_impl->plot, ending), filter);
    if (path.isEmpty())
        return;
    if (!path.endsWith(ending, Qt::CaseInsensitive))
        path += ending;
    saveAs(path);
}

void PlotView::saveAs(const QString& path)
{
    try {
        savePlot(m_impl->plot, path.toStdString(), plotSize(m_impl->plot), font().family());
    } catch (const Error& error) {
        Q_EMIT failed(error);
        return;
    }
    Q_EMIT saved(path);
}

void PlotView::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_impl->view->setGeometry(rect());
    const QSize size = m_impl->button->sizeHint();
    m_impl->button->setGeometry(QRect(QPoint(width() - size.width(), 0), size));
}

void PlotView::contextMenuEvent(QContextMenuEvent* event)
{
    if (m_impl->plot.empty())
        return event->ignore();
    m_impl->menu->popup(event->globalPos());
}

}  // namespace metrisk::ui::charts
