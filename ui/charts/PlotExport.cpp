#include "ui/charts/PlotExport.h"

#include "core/common/Error.h"
#include "core/common/PendingFile.h"
#include "ui/charts/PlotMeasures.h"
#include "ui/charts/PlotScene.h"

#include <QBuffer>
#include <QGuiApplication>
#include <QPainter>
#include <QPdfWriter>
#include <QSvgGenerator>

#include <algorithm>
#include <cmath>

namespace metrisk::ui::charts {

namespace {

constexpr double paperMmPerPixel = 0.215;  // body text of 11 pixels becomes 6.7 points
constexpr double usualWidth = 640.0;
constexpr int screenDpi = 96;
constexpr double pngScale = 3.0;

ChartTheme paperTheme(const QString& family)
{
    return ChartTheme::paper(family.isEmpty() ? QGuiApplication::font().family() : family);
}

void paintScene(QPainter& painter, const QRectF& area, const Plot& plot, const QString& family, const QSizeF& size)
{
    PlotScene scene(plot, paperTheme(family));
    scene.setSize(size);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    scene.render(&painter, area, scene.sceneRect());
    painter.restore();
}

}  // namespace

QSizeF plotSize(const Plot& plot)
{
    const auto theme = paperTheme({});
    const double width = std::ceil(plot.square ? 0.75 * usualWidth : std::max(usualWidth, suitableWidth(plot, theme)));
    return {width, suitableHeight(plot, theme, width)};
}

void paintPlot(QPainter& painter, const QRectF& area, const Plot& plot)
{
    const double unitsPerMm = painter.device()->logicalDpiX() / 25.4;
    paintScene(painter, area, plot, painter.font().family(), area.size() / (unitsPerMm * paperMmPerPixel));
}

double plotHeightMm(const Plot& plot, double widthMm, const QString& family)
{
    return suitableHeight(plot, paperTheme(family), widthMm / paperMmPerPixel) * paperMmPerPixel;
}

QByteArray plotSvg(const Plot& plot, const QSizeF& size, const QString& family)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setResolution(screenDpi);
    generator.setSize(size.toSize());
    generator.setViewBox(QRectF(QPointF(0, 0), size));
    generator.setTitle(plot.title.toHtmlEscaped());  // the generator writes both as they come
    generator.setDescription((plot.spoken.isEmpty() ? plot.subtitle : plot.spoken).toHtmlEscaped());
    QPainter painter(&generator);
    paintScene(painter, QRectF(QPointF(0, 0), size), plot, family, size);
    painter.end();
    return buffer.data();
}

QByteArray plotPdf(const Plot& plot, const QSizeF& size, const QString& family)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setPageLayout(QPageLayout(QPageSize(size * paperMmPerPixel, QPageSize::Millimeter, {}, QPageSize::ExactMatch),
                                     QPageLayout::Portrait, QMarginsF(0, 0, 0, 0)));
    writer.setTitle(plot.title);
    writer.setCreator(QStringLiteral("MetRisk"));
    QPainter painter(&writer);
    paintScene(painter, QRectF(0, 0, writer.width(), writer.height()), plot, family, size);
    painter.end();
    return buffer.data();
}

QImage plotImage(const Plot& plot, const QSizeF& size, double pixelsPerPoint, const QString& family)
{
    QImage image((size * pixelsPerPoint).toSize(), QImage::Format_RGB32);
    image.fill(Qt::white);
    image.setDotsPerMeterX(int(std::lround(pixelsPerPoint * screenDpi / 0.0254)));
    image.setDotsPerMeterY(image.dotsPerMeterX());
    QPainter painter(&image);
    paintScene(painter, QRectF(QPointF(0, 0), QSizeF(image.size())), plot, family, size);
    return image;
}

QByteArray plotPng(const Plot& plot, const QSizeF& size, const QString& family)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    plotImage(plot, size, pngScale, family).save(&buffer, "PNG");
    return buffer.data();
}

void savePlot(const Plot& plot, const std::filesystem::path& path, const QSizeF& size, const QString& family)
{
    const auto ending = QString::fromStdString(path.extension().string()).toLower();
    const auto bytes = [&]() -> QByteArray {
        if (ending == ".svg")
            return plotSvg(plot, size, family);
        if (ending == ".pdf")
            return plotPdf(plot, size, family);
        if (ending == ".png")
            return plotPng(plot, size, family);
        if (ending == ".csv")
            return plotCsv(plot);
        throw Error(Error::Kind::Input, "A plot cannot be saved as “" + path.filename().string() + "”.",
                    "Choose a name that ends in .svg, .pdf, .png or .csv.");
    };
    common::writeTextFile(path, bytes().toStdString());
}

}  // namespace metrisk::ui::charts
