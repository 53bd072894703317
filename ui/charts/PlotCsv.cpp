#include "core/common/CsvTable.h"
#include "ui/charts/PlotExport.h"

#include <QLocale>

/// One rectangular table (RFC 4180, UTF-8, numbers with a point and all their digits):
///
///     element,name,x,y,low,high,text
///     line,low,6,97.61,90.76,99.40,
///
/// `element` says what the row draws: title, subtitle, axis (low to high, its title in text), line, steps, points,
/// ticks, reference, bin (low to high holds y patients), row (estimate in x; then one column of its own for each of the
/// forest plot's columns), table (x: its column; text: the cell; name: group and line), words, note.
namespace metrisk::ui::charts {

namespace {

using Number = std::optional<double>;

QString numberText(const Number& value)
{
    return value ? QString::number(*value, 'g', QLocale::FloatingPointShortest) : QString();
}

QString elementName(Shape shape)
{
    switch (shape) {
    case Shape::Line: return QStringLiteral("line");
    case Shape::Steps: return QStringLiteral("steps");
    case Shape::Points: return QStringLiteral("points");
    case Shape::Ticks: return QStringLiteral("ticks");
    }
    return {};
}

class CsvWriter {
public:
    explicit CsvWriter(const QStringList& columns) : m_ownColumns(columns.size())
    {
        writeLine(QStringList{"element", "name", "x", "y", "low", "high", "text"} + columns);
    }

    void add(const QString& element, const QString& name, const Number& x, const Number& y, const Number& low,
             const Number& high, const QString& text, QStringList own = {})
    {
        own.resize(m_ownColumns);
        writeLine(QStringList{element, name, numberText(x), numberText(y), numberText(low), numberText(high), text} + own);
    }

    void addText(const QString& element, const QString& text)
    {
        if (!text.isEmpty())
            add(element, {}, {}, {}, {}, {}, text);
    }

    QByteArray bytes() const { return m_bytes; }

private:
    void writeLine(const QStringList& fields)
    {
        QByteArrayList texts;
        for (const auto& field : fields)
            texts << QByteArray::fromStdString(common::csvField(field.toStdString()));
        m_bytes += texts.join(',') + '\n';
    }

    qsizetype m_ownColumns;
    QByteArray m_bytes;
};

void addAxis(CsvWriter& csv, const QString& name, const Axis& axis)
{
    csv.add("axis", axis.logarithmic ? name + " (logarithmic)" : name, {}, {}, axis.low, axis.high, axis.title);
}

void addSeries(CsvWriter& csv, const QString& element, const Series& series)
{
    for (const auto& datum : series.data)
        csv.add(element, series.name, datum.x, datum.y, series.withBand ? datum.low : Number(),
                series.withBand ? datum.high : Number(), {});
}

void addTable(CsvWriter& csv, const AlignedTable& table)
{
    for (const auto& group : table.groups)
        for (const auto& line : group.lines)
            for (qsizetype i = 0; i < line.cells.size(); ++i)
                csv.add("table", line.name.isEmpty() ? group.name : group.name + ", " + line.name, table.columns[i], {}, {},
                        {}, line.cells[i]);
}

void addRows(CsvWriter& csv, const Rows& rows)
{
    for (const auto& row : rows.rows)
        csv.add("row", row.name, row.estimate, {}, row.low, row.high, row.instead, row.cells);
}

QStringList columnTitles(const Rows& rows)
{
    QStringList titles;
    for (const auto& column : rows.columns)
        titles << column.title;
    return titles;
}

}  // namespace

QByteArray plotCsv(const Plot& plot)
{
    CsvWriter csv(columnTitles(plot.rows));
    csv.addText("title", plot.title);
    csv.addText("subtitle", plot.subtitle);
    addAxis(csv, "x", plot.x);
    if (plot.rows.empty())
        addAxis(csv, "y", plot.y);
    for (const auto& series : plot.series)
        addSeries(csv, elementName(series.shape), series);
    for (const auto& reference : plot.references)
        addSeries(csv, "reference", reference);
    for (const auto& bin : plot.strip.bins)
        csv.add("bin", plot.strip.name, bin.x, bin.y, bin.low, bin.high, {});
    addRows(csv, plot.rows);
    addTable(csv, plot.table);
    for (const auto& words : plot.inset)
        csv.addText("words", words);
    for (const auto& note : plot.footnotes)
        csv.addText("note", note);
    return csv.bytes();
}

}  // namespace metrisk::ui::charts
