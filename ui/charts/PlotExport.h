#pragma once

#include "ui/charts/Plot.h"

#include <QByteArray>
#include <QImage>
#include <QRectF>
#include <QSizeF>

#include <filesystem>

class QPainter;

/// A plot outside the window: light, as vectors where the format has them. All but plotCsv need a QApplication
/// (the offscreen platform will do).
///
///     common::writeTextFile("km.svg", plotSvg(plot, plotSize(plot)).toStdString());
namespace metrisk::ui::charts {

/// A good size in pixels of 1/96 inch: as wide as half a page of paper allows and as high as the contents need.
QSizeF plotSize(const Plot& plot);

/// The plot fills `area` of the painter's coordinates. Type is as large as it would be on A4 (6.7 points), in
/// the painter's family.
void paintPlot(QPainter& painter, const QRectF& area, const Plot& plot);

/// The height in millimetres a plot needs at this width on paper, for pages that stack plots.
double plotHeightMm(const Plot& plot, double widthMm, const QString& family = {});

/// `family`: of the type; the application's when empty. Text stays text in SVG and PDF.
QByteArray plotSvg(const Plot& plot, const QSizeF& size, const QString& family = {});
QByteArray plotPdf(const Plot& plot, const QSizeF& size, const QString& family = {});
QByteArray plotPng(const Plot& plot, const QSizeF& size, const QString& family = {});

/// `pixelsPerPoint`: how many pixels of the picture stand for one of `size`.
QImage plotImage(const Plot& plot, const QSizeF& size, double pixelsPerPoint = 3.0, const QString& family = {});

/// What is drawn, number by number with all their digits; see PlotCsv.cpp for the columns.
QByteArray plotCsv(const Plot& plot);

/// By the file's extension: .svg, .pdf, .png or .csv. Throws Error{Input} for others and Error{Storage}.
void savePlot(const Plot& plot, const std::filesystem::path& path, const QSizeF& size, const QString& family = {});

}  // namespace metrisk::ui::charts
