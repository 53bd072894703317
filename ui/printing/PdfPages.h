#pragma once

#include "ui/printing/PageFlow.h"

#include <QByteArray>

namespace metrisk::ui::printing {

/// Pages of drawings as one A4 document. Needs a QApplication.
QByteArray pdfOf(const std::vector<Page>& pages, const QString& title, const QString& creator);

}  // namespace metrisk::ui::printing
