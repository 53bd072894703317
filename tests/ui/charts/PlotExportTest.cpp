#include "ui/charts/PlotExport.h"

#include "core/common/Error.h"
#include "core/common/CsvTable.h"
#include "tests/core/reporting/DemoResult.h"
#include "tests/support/TestFiles.h"
#include "tests/ui/charts/ChartPictures.h"
#include "ui/charts/EvaluationPlots.h"
#include "ui/charts/SurvivalPlots.h"

#include <QSvgRenderer>
#include <QXmlStreamReader>

#include <gtest/gtest.h>

#include <algorithm>

namespace metrisk::ui::charts {
namespace {

using ::metrisk::testing::drawnPlacement;
using ::metrisk::testing::TemporaryFolder;

Plot survivalPlot()
{
    return kaplanMeierPlot(drawnPlacement(), {.patientGroup = "high"});
}

/// All texts of an SVG document; fails the test when it is not well-formed.
QStringList textsOf(const QByteArray& svg)
{
    QStringList texts;
    QXmlStreamReader reader(svg);
    while (!reader.atEnd())
        if (reader.readNext() == QXmlStreamReader::StartElement && reader.name() == QLatin1String("text"))
            texts << reader.readElementText().simplified();
    EXPECT_FALSE(reader.hasError()) << reader.errorString().toStdString();
    return texts;
}

TEST(PlotExport, SvgIsWellFormedAndItsWordsAreText)
{
    const auto plot = survivalPlot();
    const auto svg = plotSvg(plot, {640, 640}, "DejaVu Sans");
    const auto texts = textsOf(svg);
    for (const QString words : {"high: this case", "low", "medium", "100 %", "months", "censored"})
        EXPECT_TRUE(texts.contains(words)) << words.toStdString();
    EXPECT_TRUE(texts.join(" ").contains(plot.title));
    EXPECT_TRUE(texts.join(" ").contains("Log-rank test"));
    QSvgRenderer renderer(svg);
    EXPECT_TRUE(renderer.isValid());
    EXPECT_EQ(renderer.viewBoxF().size(), QSizeF(640, 640));
}

TEST(PlotExport, NothingInTheSvgIsDrawnOutsideThePlane)
{
    // Treating all falls to -0.3 where the axis ends near -0.05; SVG knows no clipping.
    DecisionContent content;
    content.curve = {.patients = 100, .events = 20, .points = {}};
    for (int i = 0; i <= 8; ++i)
        content.curve.points.push_back({.threshold = 0.1 + 0.05 * i, .treated = 50, .model = 0.1 - 0.01 * i,
                                        .all = 0.12 - 0.055 * i, .reductionPer100 = 0, .beyondFollowUp = false, .band = {}});
    const auto plot = decisionPlot(content);
    PlotScene scene(plot, ChartTheme::paper("DejaVu Sans"));
    const auto size = plotSize(plot);
    scene.setSize(size);
    QSvgRenderer renderer(plotSvg(plot, size, "DejaVu Sans"));
    QImage image(size.toSize(), QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    renderer.render(&painter);
    const QRectF plane = scene.layout().plane;
    const QColor all = scene.theme().others[1];
    int outside = 0, inside = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x) {
            const QColor pixel = image.pixelColor(x, y);
            const bool orange = std::abs(pixel.red() - all.red()) < 20 && std::abs(pixel.green() - all.green()) < 20 &&
                                std::abs(pixel.blue() - all.blue()) < 20;
            (plane.adjusted(-2, -2, 2, 2).contains(x, y) ? inside : outside) += orange;
        }
    EXPECT_GT(inside, 50);
    EXPECT_EQ(outside, 0);
}

TEST(PlotExport, ThePictureIsNotEmptyAndAsSharpAsAskedFor)
{
    const auto image = plotImage(survivalPlot(), {400, 400}, 2.0, "DejaVu Sans");
    EXPECT_EQ(image.size(), QSize(800, 800));
    int inked = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            inked += image.pixelColor(x, y).lightness() < 200;
    EXPECT_GT(inked, 5000);
    EXPECT_EQ(image.pixelColor(1, 799), QColor(Qt::white));
}

TEST(PlotExport, TheTableHoldsEveryPointThatIsDrawn)
{
    const auto plot = survivalPlot();
    const auto table = common::csvTable(plotCsv(plot).toStdString(), "plot.csv");
    EXPECT_EQ(table.columns, (std::vector<std::string>{"element", "name", "x", "y", "low", "high", "text"}));
    std::size_t points = 0;
    auto row = std::find_if(table.rows.begin(), table.rows.end(), [](const auto& each) { return each.fields[0] == "steps"; });
    for (const auto& series : plot.series)
        for (const auto& datum : series.data) {
            ++points;
            ASSERT_NE(row, table.rows.end());
            EXPECT_EQ(QString::fromStdString(row->fields[1]), series.name);
            EXPECT_EQ(QString::fromStdString(row->fields[2]).toDouble(), datum.x);  // every digit comes back
            EXPECT_EQ(QString::fromStdString(row->fields[3]).toDouble(), datum.y);
            EXPECT_EQ(row->fields[4].empty(), !datum.low);
            if (datum.low) {
                EXPECT_EQ(QString::fromStdString(row->fields[4]).toDouble(), *datum.low);
                EXPECT_EQ(QString::fromStdString(row->fields[5]).toDouble(), *datum.high);
            }
            ++row;
        }
    EXPECT_GT(points, 200U);
    const auto count = [&](const std::string& element) {
        return std::count_if(table.rows.begin(), table.rows.end(), [&](const auto& each) { return each.fields[0] == element; });
    };
    EXPECT_EQ(count("table"), 3 * 3 * plot.table.columns.size());
    EXPECT_EQ(count("note"), plot.footnotes.size());
    EXPECT_EQ(count("axis"), 2);
}

TEST(PlotExport, TheTableOfAForestPlotHasItsColumns)
{
    ForestContent content;
    content.title = "Subgroups";
    content.rows = {{.name = "Age, years", .patients = 100, .events = 20, .estimate = 1.0 / 3.0, .interval = survival::Interval{0.1, 1.2}, .p = 0.2},
                    {.name = "Sex", .patients = 3, .events = 0, .instead = "not computable: no event"}};
    const auto table = common::csvTable(plotCsv(forestPlot(content)).toStdString(), "forest.csv");
    ASSERT_EQ(table.columns.size(), 11U);
    EXPECT_EQ(table.columns[7], "N");
    EXPECT_EQ(table.columns[8], "Events");
    std::vector<common::CsvRow> rows;
    std::copy_if(table.rows.begin(), table.rows.end(), std::back_inserter(rows), [](const auto& row) { return row.fields[0] == "row"; });
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[0].fields[1], "Age, years");
    EXPECT_EQ(rows[0].fields[2], "0.3333333333333333");
    EXPECT_EQ(rows[0].fields[7], "100");
    EXPECT_EQ(rows[1].fields[2], "");
    EXPECT_EQ(rows[1].fields[6], "not computable: no event");
}

TEST(PlotExport, SavesByTheEndingOfTheName)
{
    const TemporaryFolder folder;
    const auto plot = survivalPlot();
    for (const auto& [name, start] : {std::pair{"a.svg", "<?xml"}, {"a.pdf", "%PDF"}, {"a.PNG", "\x89PNG"}, {"a.csv", "element,"}}) {
        savePlot(plot, folder / name, plotSize(plot), "DejaVu Sans");
        EXPECT_TRUE(::metrisk::testing::textOf(folder / name).starts_with(start)) << name;
    }
    EXPECT_THROW(savePlot(plot, folder / "a.docx", plotSize(plot)), Error);
    EXPECT_FALSE(std::filesystem::exists(folder / "a.docx"));
    EXPECT_THROW(savePlot(plot, folder / "absent" / "a.csv", plotSize(plot)), Error);
}

TEST(PlotExport, OnPaperTheHeightGoesWithTheContents)
{
    auto plot = survivalPlot();
    const double height = plotHeightMm(plot, 100.0);
    plot.footnotes << "One more sentence.";
    EXPECT_GT(plotHeightMm(plot, 100.0), height + 2.0);
}

}  // namespace
}  // namespace metrisk::ui::charts
