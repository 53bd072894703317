#pragma once

#include "core/common/Error.h"
#include "ui/charts/Plot.h"

#include <QWidget>

#include <memory>

class QMenu;

namespace metrisk::ui::charts {

/// A plot in the window. A small button in its corner, and the context menu, copy it as a picture, save it as
/// SVG, PDF or PNG, and save the numbers as CSV.
class PlotView : public QWidget {
    Q_OBJECT

public:
    explicit PlotView(QWidget* parent = nullptr);
    ~PlotView() override;

    void setPlot(const Plot& plot);
    void clear();
    const Plot& plot() const;

    /// The widget asks for the height its contents want at its width; else it takes what it gets.
    void setAsHighAsContents(bool asHigh);
    bool hasHeightForWidth() const override;
    int heightForWidth(int width) const override;  // asked for only because no layout answers first
    QSize sizeHint() const override;

    QMenu* menu() const;

    /// Onto the clipboard as a light picture.
    void copyPicture();
    /// By extension; see savePlot. An error is told by failed().
    void saveAs(const QString& path);

Q_SIGNALS:
    void saved(const QString& path);
    void failed(const metrisk::common::Error& error);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    void addActions();
    void askAndSave(const QString& filter, const QString& ending);

    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

}  // namespace metrisk::ui::charts
