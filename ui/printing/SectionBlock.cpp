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

double nameWidthOf(const reporting::Section& section)
{
    double widest = 0.0;
    for (const auto& fact : section.facts)
        widest = std::max(widest, widthOf(qt(fact.name), font(Size::Body)));
    return std::min(widest + 0.75 * grid, 0.5 * columnWidth);
}

bool fitsIntoColumn(const reporting::Fact& fact, double nameWidth)
{
    return widthOf(qt(fact.value), font(Size::Body)) <= columnWidth - nameWidth &&
           widthOf(qt(fact.name), font(Size::Body)) <= nameWidth;
}

double factHeight(const reporting::Fact& fact, double nameWidth, double width)
{
    return std::max(textHeight(qt(fact.name), font(Size::Body), nameWidth),
                    textHeight(qt(fact.value), font(Size::Body), width - nameWidth));
}

void drawFact(PageFlow& flow, const reporting::Fact& fact, double x, double nameWidth, double width)
{
    flow.text(x, flow.cursor(), nameWidth, qt(fact.name), font(Size::Body), quiet);
    flow.text(x + nameWidth, flow.cursor(), width - nameWidth, qt(fact.value), font(Size::Body));
}

/// One row: two short facts side by side, or one over the whole width. Returns how many it took.
std::size_t drawRow(PageFlow& flow, const std::vector<reporting::Fact>& facts, std::size_t first, double nameWidth)
{
    const bool pair = first + 1 < facts.size() && fitsIntoColumn(facts[first], nameWidth) &&
                      fitsIntoColumn(facts[first + 1], nameWidth);
    const double width = pair ? columnWidth : contentWidth;
    const double height = factHeight(facts[first], nameWidth, width);
    flow.ensure(height);
    drawFact(flow, facts[first], contentLeft, nameWidth, width);
    if (pair)
        drawFact(flow, facts[first + 1], contentLeft + columnWidth + columnGap, nameWidth, width);
    flow.advance(height + rowGap);
    return pair ? 2 : 1;
}

void drawParagraph(PageFlow& flow, const std::string& paragraph)
{
    const double height = textHeight(qt(paragraph), font(Size::Body), contentWidth);
    flow.ensure(height);
    flow.text(contentLeft, flow.cursor(), contentWidth, qt(paragraph), font(Size::Body));
    flow.advance(height + rowGap);
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
    const double nameWidth = 5 * grid;
    const double base = flow.cursor() + writingLine;
    flow.text(x, base - 3.6 * millimetre, nameWidth, qt(fact.name), font(Size::Body), quiet);
    if (fact.value.empty())
        flow.line(x + nameWidth, base, x + width, quiet);
    else
        drawChoices(flow, x + nameWidth, qt(fact.value));
}

}  // namespace

void drawSection(PageFlow& flow, const reporting::Section& section)
{
    if (section.facts.empty() && section.paragraphs.empty())
        return;
    flow.ensure(3 * grid);  // a title is never left alone at the foot of a page
    drawTitle(flow, section.title);
    const double nameWidth = nameWidthOf(section);
    for (std::size_t i = 0; i < section.facts.size();)
        i += drawRow(flow, section.facts, i, nameWidth);
    for (const auto& paragraph : section.paragraphs)
        drawParagraph(flow, paragraph);
    flow.advance(0.5 * grid - rowGap);
}

void drawReview(PageFlow& flow, const reporting::Section& section)
{
    const double rows = double((section.facts.size() + 1) / 2);
    flow.ensure(0.5 * grid + rows * writingLine + double(section.paragraphs.size()) * grid);
    drawTitle(flow, section.title);
    for (const auto& paragraph : section.paragraphs)
        drawParagraph(flow, paragraph);
    for (std::size_t i = 0; i < section.facts.size(); ++i) {
        const bool secondColumn = i % 2 == 1;
        drawWritingLine(flow, section.facts[i], contentLeft + (secondColumn ? columnWidth + columnGap : 0), columnWidth);
        if (secondColumn || i + 1 == section.facts.size())
            flow.advance(writingLine);
    }
}

}  // namespace metrisk::ui::printing
