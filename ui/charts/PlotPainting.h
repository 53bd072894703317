#pragma once

class QPainter;

/// Drawing the parts of a scene that are no lines, each in its place of the layout.
namespace metrisk::ui::charts {

class PlotScene;

void paintGround(QPainter& painter, const PlotScene& scene);    // grid and references, below the lines
void paintHeading(QPainter& painter, const PlotScene& scene);
void paintAxes(QPainter& painter, const PlotScene& scene);
void paintSymbols(QPainter& painter, const PlotScene& scene);   // points with whiskers, censor ticks
void paintStrip(QPainter& painter, const PlotScene& scene);
void paintRows(QPainter& painter, const PlotScene& scene);      // of a forest plot
void paintTable(QPainter& painter, const PlotScene& scene);
void paintFooter(QPainter& painter, const PlotScene& scene);

}  // namespace metrisk::ui::charts
