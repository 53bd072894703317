#pragma once

#include <QList>
#include <QPointF>
#include <QString>
#include <QStringList>

#include <optional>

/// Everything a plot draws, as one value. Builders (SurvivalPlots.h, EvaluationPlots.h) make it from results;
/// PlotScene draws it on the screen and on paper; PlotExport.h makes pictures and the CSV of it.
namespace metrisk::ui::charts {

/// What a colour stands for; the theme decides how it looks. First to Sixth are for groups without a rank.
enum class Ink { Text, Secondary, Low, Medium, High, First, Second, Third, Fourth, Fifth, Sixth };

/// Groups differ by dash as well as by colour, so that a grey print and every eye can tell them apart.
enum class Dash { Solid, Dashed, Dotted, DashDot, LongDash, DashDotDot };

struct Look {
    Ink ink = Ink::Text;
    Dash dash = Dash::Solid;
    bool emphasised = false;  // thicker, its name bold: the patient's own
    bool faint = false;       // present, but not what the plot is about
    bool operator==(const Look&) const = default;
};

/// How a group of this name looks: low, medium and high keep theirs, others take turns by `position`.
Look lookOf(const QString& group, qsizetype position);

struct Tick {
    double value = 0.0;
    QString label{};  // left out of the picture where numbers would touch
};

/// One direction of the plane.
struct Axis {
    QString title{};
    double low = 0.0, high = 1.0;
    bool logarithmic = false;
    QList<Tick> ticks{};
    bool grid = false;  // a faint line across at every tick

    /// 0 at `low`, 1 at `high`; beyond them outside 0 to 1.
    double share(double value) const;
};

/// One place of a series. The interval is vertical, in the units of y; the bins of Bars are horizontal.
struct Datum {
    double x = 0.0, y = 0.0;
    std::optional<double> low{}, high{};
    bool operator==(const Datum&) const = default;
};

enum class Shape {
    Line,    // points joined; where they have intervals, with the band between
    Steps,   // the same, each value holding until the next x
    Points,  // symbols, with their intervals as whiskers
    Ticks    // short vertical marks, for those last seen without an event
};

struct Series {
    Shape shape = Shape::Line;
    QString name{};   // in the CSV
    QString label{};  // beside it; empty: none
    Look look{};
    QList<Datum> data{};                 // ascending in x
    std::optional<double> faintFrom{};   // from this x on fewer than `fewAtRisk` are left
    bool withBand = true;              // whether Line and Steps draw their intervals
};

/// A histogram in a strip of its own under the plane, on the same x axis: low to high is the bin, y its count.
struct Strip {
    QString name{};
    QList<Datum> bins{};
    bool empty() const { return bins.isEmpty(); }
    double highest() const;
    QString countText() const;  // "up to 24"
};

/// Numbers under the plane in columns that stand at their x, grouped.
struct AlignedLine {
    QString name{};         // empty in a group's first line, which carries the group's name
    QStringList cells{};    // one per column
    bool spare = false;   // given up where there is no room
};
struct AlignedGroup {
    QString name{};
    Look look{};
    QList<AlignedLine> lines{};
};
struct AlignedTable {
    QString title{}, titleWithoutSpare{};
    QList<double> columns{};
    QList<AlignedGroup> groups{};
    bool empty() const { return groups.isEmpty(); }
};

/// A row of a forest plot: words to the left, an interval on the x axis, words to the right.
struct Row {
    QString name{};
    int indent = 0;
    bool heading = false;               // a name alone, for the rows below it
    std::optional<double> estimate{};
    std::optional<double> low{}, high{};    // an arrow stands where one leaves the axis
    QString instead{};                    // in words where there is no estimate: "reference", "not computable: no event"
    QStringList cells{};                  // one per column
    Look look{};
};
struct Column {
    QString title{};
    bool left = true;  // of the plane, else to the right of it
};
struct Rows {
    QString title{};
    QList<Column> columns{};
    QList<Row> rows{};
    bool empty() const { return rows.isEmpty(); }
};

struct Plot {
    QString title{};
    QString subtitle{};         // cohort, outcome, horizon
    Axis x{}, y{};                // y is not drawn when there are rows
    bool square = false;      // the plane is drawn as high as wide: predicted against observed
    QList<Series> series{};
    QList<Series> references{}; // drawn first, quieter: the line at 1, the diagonal, medians, landmarks
    Strip strip{};
    Rows rows{};
    AlignedTable table{};
    QStringList inset{};        // words inside the plane, in its emptiest corner
    QStringList footnotes{};    // one paragraph each
    QString spoken{};           // the plot in words, for those who do not see it

    bool empty() const { return series.isEmpty() && rows.empty(); }
};

/// Fewer patients than this make an estimate that a reader should not lean on.
constexpr int fewAtRisk = 10;

}  // namespace metrisk::ui::charts
