#include "ui/printing/PageFlow.h"

#include <QTextLayout>
#include <QTextOption>

#include <memory>

namespace metrisk::ui::printing {

namespace {

/// Broken into lines, top left at the origin.
std::shared_ptr<QTextLayout> laidOut(const QString& text, const QFont& font, double width, Qt::Alignment alignment)
{
    auto layout = std::make_shared<QTextLayout>(text, font);
    QTextOption option(alignment);
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout->setTextOption(option);
    layout->beginLayout();
    double y = 0.0;
    for (QTextLine line = layout->createLine(); line.isValid(); line = layout->createLine()) {
        line.setLineWidth(width);
        line.setPosition({0, y});
        y += line.height();
    }
    layout->endLayout();
    return layout;
}

double heightOf(const QTextLayout& layout)
{
    return layout.lineCount() == 0 ? 0.0 : layout.lineAt(layout.lineCount() - 1).y() +
                                               layout.lineAt(layout.lineCount() - 1).height();
}

}  // namespace

double textHeight(const QString& text, const QFont& font, double width)
{
    return heightOf(*laidOut(text, font, width, Qt::AlignLeft));
}

PageFlow::PageFlow(std::function<double(PageFlow&)> beginPage) : m_beginPage(std::move(beginPage))
{
    newPage();
}

void PageFlow::newPage()
{
    m_pages.emplace_back();
    m_cursor = m_beginPage(*this);
}

void PageFlow::ensure(double height)
{
    if (m_cursor + height > paper::bottom)
        newPage();
}

double PageFlow::text(double x, double y, double width, const QString& text, const QFont& font, const QColor& colour,
                      Qt::Alignment alignment)
{
    const auto layout = laidOut(text, font, width, alignment);
    draw([layout, x, y, colour](QPainter& painter) {
        painter.setPen(colour);
        layout->draw(&painter, {x, y});
    });
    return heightOf(*layout);
}

void PageFlow::line(double x1, double y, double x2, const QColor& colour)
{
    draw([=](QPainter& painter) {
        painter.setPen(QPen(colour, 0.12 * paper::millimetre));
        painter.drawLine(QPointF(x1, y), QPointF(x2, y));
    });
}

}  // namespace metrisk::ui::printing
