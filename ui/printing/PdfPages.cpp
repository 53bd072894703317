#include "ui/printing/PdfPages.h"

#include <QBuffer>
#include <QPageLayout>
#include <QPdfWriter>

namespace metrisk::ui::printing {

QByteArray pdfOf(const std::vector<Page>& pages, const QString& title, const QString& creator)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setResolution(paper::unitsPerInch);
    writer.setPageLayout(QPageLayout(QPageSize(QPageSize::A4), QPageLayout::Portrait, QMarginsF(0, 0, 0, 0)));
    writer.setTitle(title);
    writer.setCreator(creator);
    QPainter painter(&writer);
    for (std::size_t i = 0; i < pages.size(); ++i) {
        if (i > 0)
            writer.newPage();
        for (const auto& drawing : pages[i]) {
            painter.save();
            drawing(painter);
            painter.restore();
        }
    }
    painter.end();
    return bytes;
}

}  // namespace metrisk::ui::printing
