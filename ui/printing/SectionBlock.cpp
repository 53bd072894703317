#include "ui/printing/SectionBlock.h"

#include <QStringList>

#include <algorithm>

namespace metrisk::ui::printing {

namespace {

using namespace paper;

constexpr double titleWidth = 8 * grid;
constexpr double contentLeft = left + titleWidth + grid;
constexpr double contentWidth = right - contentLeft;
constexpr double columnGap = grid;
constexpr double columnWidth = (contentWidth - columnGap) / 2;
constexpr double nameWidth = 7 * grid;  // with the gap before the value
constexpr double nameTextWidth = nameWidth - 0.5 * grid;
constexpr double rowGap = 0.2 * grid;
constexpr double writingLine = 2 * grid;  // room for a hand

QString qt(const std::string& text)
{
    return QString::fromStdString(text);
}

double widthOf(const QString& text, const QFont& type)
{
    return QFontMetricsF(type).horizontalAdvance(text);
}

bool fitsIntoColumn(const reporting::Fact& fact)
{
    return widthOf(qt(fact.value), font(Size::Body)) <= columnWidth - nameWidth &&
           widthOf(qt(fact.name), font(Size::Body)) <= nameTextWidth;
}

/// A digest that is too long for its line is set smaller, because nobody can search a broken one.
QFont valueFont(const reporting::Fact& fact, double width)
{
    const QString value = qt(fact.value);
    const bool fits = widthOf(value, font(Size::Body)) <= width - nameWidth;
    return font(fits || value.contains(' ') ? Size::Body : Size::Small);
}

double factHeight(const reporting::Fact& fact, double width)
{
    return std::max(textHeight(qt(fact.name), font(Size::Body), nameTextWidth),
                    textHeight(qt(fact.value), valueFont(fact, width), width - nameWidth));
}

void drawFact(PageFlow& flow, const reporting::Fact& fact, double x, double width)
{
    flow.text(x, flow.cursor(), nameTextWidth, qt(fact.name), font(Size::Body), quiet);
    flow.text(x + nameWidth, flow.cursor(), width - nameWidth, qt(fact.value), valueFont(fact, width));
}

/// One row of facts: two short ones side by side, or one over the whole width.
struct Row {
    std::vector<reporting::Fact> facts;
    double height = 0.0;
};

std::vector<Row> rowsOf(const std::vector<reporting::Fact>& facts)
{
    std::vector<Row> rows;
    for (std::size_t i = 0; i < facts.size();) {
        const bool pair = i + 1 < facts.size() && fitsIntoColumn(facts[i]) && fitsIntoColumn(facts[i + 1]);
        rows.push_back({{facts[i]}, factHeight(facts[i], pair ? columnWidth : contentWidth)});
        if (pair)
            rows.back().facts.push_back(facts[i + 1]);
        i += pair ? 2 : 1;
    }
    return rows;
}

void drawRow(PageFlow& flow, const Row& row)
{
    flow.ensure(row.height);
    const double width = row.facts.size() == 2 ? columnWidth : contentWidth;
    for (std::size_t i = 0; i < row.facts.size(); ++i)
        drawFact(flow, row.facts[i], contentLeft + double(i) * (columnWidth + columnGap), width);
    flow.advance(row.height + rowGap);
}

double paragraphHeight(const std::string& paragraph)
{
    return textHeight(qt(paragraph), font(Size::Body), contentWidth);
}

void drawParagraph(PageFlow& flow, const std::string& paragraph)
{
    flow.ensure(paragraphHeight(paragraph));
    flow.text(contentLeft, flow.cursor(), contentWidth, qt(paragraph), font(Size::Body));
    flow.advance(paragraphHeight(paragraph) + rowGap);
}

double sectionHeight(const std::vector<Row>& rows, const std::vector<std::string>& paragraphs)
{
    double height = grid;
    for (const auto& row : rows)
        height += row.height + rowGap;
    for (const auto& paragraph : paragraphs)
        height += paragraphHeight(paragraph) + rowGap;
    return height;
}

void drawTitle(PageFlow& flow, const std::string& title)
{
    flow.line(left, flow.cursor(), right);
    flow.advance(0.5 * grid);
    flow.text(left, flow.cursor(), titleWidth, qt(title), font(Size::Body, true));
}

/// A box for each of "agree / override", to be ticked.
void drawChoices(PageFlow& flow, double x, const QString& value)
{
    const double side = 3 * millimetre;
    for (const QString& choice : value.split(" / ")) {
        const QRectF box(x, flow.cursor() + writingLine - side - 0.6 * millimetre, side, side);
        flow.draw([box](QPainter& painter) {
            painter.setPen(QPen(ink, 0.2 * millimetre));
            painter.setBrush(Qt::NoBrush);
            painter.drawRect(box);
        });
        flow.text(box.right() + 0.5 * grid, box.top(), 6 * grid, choice, font(Size::Body));
        x += side + grid + widthOf(choice, font(Size::Body)) + grid;
    }
}

void drawWritingLine(PageFlow& flow, const reporting::Fact& fact, double x, double width)
{
    const double base = flow.cursor() + writingLine;
    flow.text(x, base - 3.6 * millimetre, nameWidth, qt(fact.name), font(Size::Body), quiet);
    if (fact.value.empty())
        flow.line(x + nameWidth, base, x + width, quiet);
    else
        drawChoices(flow, x + nameWidth, qt(fact.value));
}

/// Two lines side by side; choices, and a line without a partner, have their row for themselves.
std::vector<std::vector<reporting::Fact>> handRows(const std::vector<reporting::Fact>& facts)
{
    std::vector<std::vector<reporting::Fact>> rows;
    for (const auto& fact : facts) {
        const bool joins = !rows.empty() && rows.back().size() == 1 && rows.back()[0].value.empty() && fact.value.empty();
        if (joins)
            rows.back().push_back(fact);
        else
            rows.push_back({fact});
    }
    return rows;
}

}  // namespace

void drawSection(PageFlow& flow, const reporting::Section& section)
{
    if (section.facts.empty() && section.paragraphs.empty())
        return;
    const auto rows = rowsOf(section.facts);
    const double needed = sectionHeight(rows, section.paragraphs);
    flow.ensure(needed < paper::height / 3 ? needed : 3 * grid);  // short ones stay in one piece
    drawTitle(flow, section.title);
    for (const auto& row : rows)
        drawRow(flow, row);
    for (const auto& paragraph : section.paragraphs)
        drawParagraph(flow, paragraph);
    flow.advance(0.5 * grid - rowGap);
}

void drawReview(PageFlow& flow, const reporting::Section& section)
{
    const auto rows = handRows(section.facts);
    flow.ensure(0.5 * grid + double(rows.size()) * writingLine + double(section.paragraphs.size()) * grid);
    drawTitle(flow, section.title);
    for (const auto& paragraph : section.paragraphs)
        drawParagraph(flow, paragraph);
    for (const auto& row : rows) {
        const double width = row.size() == 1 ? contentWidth : columnWidth;
        for (std::size_t i = 0; i < row.size(); ++i)
            drawWritingLine(flow, row[i], contentLeft + double(i) * (columnWidth + columnGap), width);
        flow.advance(writingLine);
    }
}

}  // namespace metrisk::ui::printing
