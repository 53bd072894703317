#pragma once

#include "ui/printing/Paper.h"

#include <QPainter>
#include <QString>

#include <functional>
#include <vector>

namespace metrisk::ui::printing {

/// Draws one thing on a page that exists by then.
using Drawing = std::function<void(QPainter&)>;
using Page = std::vector<Drawing>;

/// How high a text becomes when wrapped to a width; words longer than a line are broken.
double textHeight(const QString& text, const QFont& font, double width);

/// Collects drawings page by page before anything is painted, so that the number of pages is known
/// and nothing overlaps: what does not fit below the cursor goes to a new page.
class PageFlow {
public:
    /// `beginPage` draws what every page starts with and answers where its content begins.
    explicit PageFlow(std::function<double(PageFlow&)> beginPage);

    double cursor() const { return m_cursor; }
    void moveTo(double y) { m_cursor = y; }
    void advance(double distance) { m_cursor += distance; }

    void newPage();
    /// Starts a new page unless this height fits below the cursor.
    void ensure(double height);

    void draw(Drawing drawing) { m_pages.back().push_back(std::move(drawing)); }

    /// Text with its upper left corner at a place of this page; the answer is its height. The cursor stays.
    double text(double x, double y, double width, const QString& text, const QFont& font,
                const QColor& colour = paper::ink, Qt::Alignment alignment = Qt::AlignLeft);
    void line(double x1, double y, double x2, const QColor& colour = paper::hairline);

    std::vector<Page>& pages() { return m_pages; }

private:
    std::function<double(PageFlow&)> m_beginPage;
    std::vector<Page> m_pages;
    double m_cursor = 0.0;
};

}  // namespace metrisk::ui::printing
