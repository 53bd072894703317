#include "ui/printing/PictureBlock.h"

#include "core/common/Error.h"
#include "core/reporting/Wording.h"
#include "ui/printing/LesionPicture.h"
#include "ui/printing/SliceFrame.h"
#include "ui/rendering/SceneColors.h"

namespace metrisk::ui::printing {

namespace {

using namespace paper;

constexpr double gap = millimetre;

QString qt(const std::string& text)
{
    return QString::fromStdString(text);
}

bool hasRelevance(const analysis::CaseResult& result)
{
    return !result.explanation.mean.empty();
}

LesionPicture plainPicture(const imaging::Volume& image, const QString& title, const analysis::CaseResult& result,
                           const preprocessing::PreparedCase& prepared)
{
    const auto plane = imaging::Plane::Axial;
    const auto sides = imaging::sliceGeometry(image.geometry(), plane);
    LesionPicture picture;
    picture.image = image;
    picture.label = prepared.label;
    picture.plane = plane;
    picture.voxel = result.lesion.centreVoxel;
    picture.title = title;
    picture.grey = rendering::defaultWindowLevel(image);
    // The T1-CE's extent for both, so that they are drawn at one size.
    picture.extent = headExtent(prepared.t1ce, plane, picture.voxel[std::size_t(sides.sliceAxis)]);
    return picture;
}

LesionPicture withRelevance(LesionPicture picture, const analysis::CaseResult& result)
{
    const auto& explanation = result.explanation;
    picture.title += "\nwith relevance";
    picture.relevance = explanation::relevanceVolume(explanation, explanation.mean, picture.image.geometry());
    const auto& grid = explanation.tokenGrid;
    const int size = explanation.patchSize;
    picture.readBox = {explanation.placement.volumeFromCrop({0, 0, 0}),
                       explanation.placement.volumeFromCrop({grid[0] * size, grid[1] * size, grid[2] * size})};
    return picture;
}

std::vector<LesionPicture> picturesOf(const analysis::CaseResult& result, const preprocessing::PreparedCase& prepared)
{
    std::vector<LesionPicture> pictures;
    for (const auto& [image, title] : {std::pair(prepared.t1ce, "T1-CE"), std::pair(prepared.flair, "FLAIR")}) {
        pictures.push_back(plainPicture(image, title, result, prepared));
        if (hasRelevance(result))
            pictures.push_back(withRelevance(pictures.back(), result));
    }
    return pictures;
}

void checkSameCase(const analysis::CaseResult& result, const preprocessing::PreparedCase& prepared)
{
    const auto& geometry = prepared.t1ce.geometry();
    const auto& lesion = result.lesion;
    if (!geometry.contains(lesion.centreVoxel) ||
        (geometry.patientAt(lesion.centreVoxel) - lesion.centreMm).norm() > 20.0)
        throw Error(Error::Kind::Input, "The images do not belong to this result: the lesion lies elsewhere.",
                    "Open the case again from its own files and export the report from there.");
}

/// A line as it is drawn in the pictures, and what it is.
double drawKey(PageFlow& flow, double x, double y, double keyWidth, const rendering::Color& colour,
               const QList<qreal>& dashes, const QString& text)
{
    const double sample = 2 * grid;
    const double textHeightHere = flow.text(x + sample + 0.5 * grid, y, keyWidth - sample - 0.5 * grid, text,
                                            font(Size::Body));
    const QRectF ground(x, y + 0.1 * millimetre, sample, 2.8 * millimetre);
    flow.draw([=](QPainter& painter) {
        painter.fillRect(ground, Qt::black);
        QPen pen(QColor(colour.red, colour.green, colour.blue), 0.3 * millimetre);
        if (!dashes.isEmpty())
            pen.setDashPattern(dashes);
        painter.setPen(pen);
        painter.drawLine(QPointF(ground.left(), ground.center().y()), QPointF(ground.right(), ground.center().y()));
    });
    return y + textHeightHere + 0.25 * grid;
}

QString lesionLine(const reporting::Report& report)
{
    const auto& lesion = report.result.lesion;
    return QString("Index lesion: %1, core %2, oedema %3.")
        .arg(qt(lesion.side), qt(reporting::volumeText(lesion.volumeCoreMl)),
             qt(reporting::volumeText(lesion.volumeOedemaMl)));
}

void drawReadingHelp(PageFlow& flow, const reporting::Report& report, double x, double y, double helpWidth)
{
    y += flow.text(x, y, helpWidth, "Pictures", font(Size::Lead, true)) + 0.25 * grid;
    y += flow.text(x, y, helpWidth, lesionLine(report) + " Patient's right is on the left of the picture.",
                   font(Size::Body)) + 0.5 * grid;
    y = drawKey(flow, x, y, helpWidth, rendering::coreColor, {}, "core");
    y = drawKey(flow, x, y, helpWidth, rendering::oedemaColor, {3.5, 2.5}, "core and oedema");
    if (!hasRelevance(report.result))
        return;
    y = drawKey(flow, x, y, helpWidth, rendering::inkColor, {1, 3}, "what entered the models");
    y += 0.25 * grid;
    const LesionPicture defaults;
    y += flow.text(x, y, helpWidth,
                   QString("Relevance: mean of %1 models, relative to this patient's largest block; below %2 % of it "
                           "(mark on the colour bar) nothing is drawn.")
                       .arg(qt(reporting::countWord(report.result.prediction.members.size())))
                       .arg(qRound(100 * defaults.relevanceThreshold)),
                   font(Size::Body)) + 0.5 * grid;
    flow.text(x, y, helpWidth, qt(report.relevanceCaveat), font(Size::Body), quiet);
}

}  // namespace

void drawPictures(PageFlow& flow, const reporting::Report& report, const preprocessing::PreparedCase& prepared,
                  const QRectF& area)
{
    checkSameCase(report.result, prepared);
    const auto pictures = picturesOf(report.result, prepared);
    const int columns = 2, rows = int(pictures.size() + 1) / columns;
    const double helpWidth = 13 * grid;
    const QSizeF size((area.width() - helpWidth - grid - gap) / columns, (area.height() - (rows - 1) * gap) / rows);
    for (std::size_t i = 0; i < pictures.size(); ++i) {
        const QPointF corner(area.left() + double(i % 2) * (size.width() + gap),
                             area.top() + double(i / 2) * (size.height() + gap));
        flow.draw([picture = pictures[i], frame = QRectF(corner, size)](QPainter& painter) {
            painter.setFont(font(Size::Small));
            picture.paint(painter, frame);
        });
    }
    drawReadingHelp(flow, report, area.right() - helpWidth, area.top(), helpWidth);
}

}  // namespace metrisk::ui::printing
