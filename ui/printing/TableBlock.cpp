#include "ui/printing/TableBlock.h"

#include <QFontMetricsF>
#include <QRegularExpression>

#include <algorithm>
#include <numeric>

namespace metrisk::ui::printing {

namespace {

using namespace paper;
using evaluation::PageRow;
using evaluation::PageTable;

constexpr double gap = 0.9 * grid;        // between columns
constexpr double rowGap = 0.14 * grid;
constexpr double indent = 0.8 * grid;

QString qt(const std::string& text)
{
    return QString::fromStdString(evaluation::unbroken(text));
}

double widthOf(const QString& text, const QFont& type)
{
    return QFontMetricsF(type).horizontalAdvance(text);
}

double widestWord(const QString& text, const QFont& type)
{
    double widest = 0.0;
    static const QRegularExpression spaces(QStringLiteral("[ \\n]+"));   // not the ones that hold together
    for (const auto& word : text.split(spaces))
        widest = std::max(widest, widthOf(word, type));
    return widest;
}

/// What a column would like to have and what it must have.
struct Wish { double natural = 0.0, least = 0.0; };

std::vector<Wish> wishesOf(const PageTable& table, const QFont& body)
{
    std::vector<Wish> wishes(table.head.size());
    const auto ask = [&](std::size_t column, const std::string& cell, const QFont& type) {
        const double before = column == 0 ? indent : 0.0;
        wishes[column].natural = std::max(wishes[column].natural, before + widthOf(qt(cell), type) + 1.0);
        wishes[column].least = std::max(wishes[column].least, before + widestWord(qt(cell), type) + 1.0);
    };
    for (std::size_t column = 0; column < table.head.size(); ++column)
        ask(column, table.head[column], font(Size::Small, true));
    for (const auto& row : table.rows)
        for (std::size_t column = 0; !row.heading && column < row.cells.size(); ++column)
            ask(column, row.cells[column], body);
    return wishes;
}

double roomOf(const PageTable& table)
{
    return right - left - gap * double(table.head.size() - 1);
}

double naturalWidth(const std::vector<Wish>& wishes)
{
    return std::accumulate(wishes.begin(), wishes.end(), 0.0, [](double sum, const Wish& wish) { return sum + wish.natural; });
}

/// A table too wide for its lines is set smaller before they are broken.
QFont bodyFont(const PageTable& table)
{
    return font(naturalWidth(wishesOf(table, font(Size::Body))) <= roomOf(table) ? Size::Body : Size::Small);
}

/// Natural widths where they fit; else the least, and the rest by how much is missing.
std::vector<double> columnWidths(const PageTable& table, const QFont& body)
{
    const auto wishes = wishesOf(table, body);
    const double room = roomOf(table), natural = naturalWidth(wishes);
    double least = 0.0;
    for (const auto& wish : wishes)
        least += wish.least;
    const double share = natural <= room ? 1.0 : std::max(0.0, (room - least) / (natural - least));
    std::vector<double> widths;
    for (const auto& wish : wishes)
        widths.push_back(wish.least + share * (wish.natural - wish.least));
    return widths;
}

class Drawer {
public:
    Drawer(PageFlow& flow, const PageTable& table) : m_flow(flow), m_table(table), m_body(bodyFont(table)), m_widths(columnWidths(table, m_body)) {}

    void draw()
    {
        m_flow.ensure(headHeight() + titleHeight() + 3 * grid);
        m_flow.text(left, m_flow.cursor(), right - left, qt(m_table.title), font(Size::Body, true));
        m_flow.advance(titleHeight());
        drawHead();
        bool indented = false;
        for (const auto& row : m_table.rows) {
            drawRow(row, indented && !row.heading && !row.outdented);
            indented = (indented || row.heading) && !row.outdented;
        }
        drawNote();
    }

private:
    double titleHeight() const { return textHeight(qt(m_table.title), font(Size::Body, true), right - left) + rowGap; }

    double cellsHeight(const std::vector<std::string>& cells, const QFont& type) const
    {
        double height = 0.0;
        for (std::size_t i = 0; i < cells.size(); ++i)
            height = std::max(height, textHeight(qt(cells[i]), type, m_widths[i]));
        return height;
    }
    double headHeight() const { return cellsHeight(m_table.head, font(Size::Small, true)) + 2 * rowGap; }

    void drawCells(const std::vector<std::string>& cells, const QFont& type, const QColor& colour, double firstIndent)
    {
        double x = left;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            const double before = i == 0 ? firstIndent : 0.0;
            m_flow.text(x + before, m_flow.cursor(), m_widths[i] - before, qt(cells[i]), type, colour,
                        evaluation::isCountColumn(m_table.head[i]) ? Qt::AlignRight : Qt::AlignLeft);
            x += m_widths[i] + gap;
        }
    }

    void drawHead()
    {
        drawCells(m_table.head, font(Size::Small, true), quiet, 0.0);
        m_flow.advance(headHeight() - rowGap);
        m_flow.line(left, m_flow.cursor(), tableRight(), quiet);
        m_flow.advance(rowGap);
    }

    void drawHeading(const std::string& heading)
    {
        m_flow.text(left, m_flow.cursor(), right - left, qt(heading), font(Size::Body, true));
        m_flow.advance(textHeight(qt(heading), font(Size::Body, true), right - left) + rowGap);
    }

    void drawRow(const PageRow& row, bool indented)
    {
        const QFont type = row.heading ? font(Size::Body, true) : m_body;
        const double height = row.heading ? textHeight(qt(row.cells.front()), type, right - left) : cellsHeight(row.cells, type);
        const double needed = height + 2 * rowGap + (row.heading ? 1.5 * grid : 0.0);   // a heading never stands alone
        if (m_flow.cursor() + needed > bottom) {
            m_flow.newPage();
            drawHead();
            if (indented)
                drawHeading(m_heading + " (continued)");
        }
        m_heading = row.heading ? row.cells.front() : m_heading;
        if (row.heading)
            m_flow.text(left, m_flow.cursor(), right - left, qt(row.cells.front()), type);
        else
            drawCells(row.cells, type, ink, indented ? indent : 0.0);
        m_flow.advance(height + rowGap);
        m_flow.line(left, m_flow.cursor(), tableRight());
        m_flow.advance(rowGap);
    }

    void drawNote()
    {
        if (!m_table.note.empty()) {
            const double height = textHeight(qt(m_table.note), font(Size::Small), right - left);
            m_flow.ensure(height);
            m_flow.text(left, m_flow.cursor(), right - left, qt(m_table.note), font(Size::Small), quiet);
            m_flow.advance(height);
        }
        m_flow.advance(grid);
    }

    double tableRight() const
    {
        return std::min(right, left + std::accumulate(m_widths.begin(), m_widths.end(), gap * double(m_widths.size() - 1)));
    }

    PageFlow& m_flow;
    const PageTable& m_table;
    QFont m_body;
    std::vector<double> m_widths;
    std::string m_heading;   // of the rows at hand
};

}  // namespace

void drawTable(PageFlow& flow, const PageTable& table)
{
    Drawer(flow, table).draw();
}

}  // namespace metrisk::ui::printing
