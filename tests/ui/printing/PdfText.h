#pragma once

#include <QRectF>
#include <QString>

#include <filesystem>
#include <vector>

/// What another program (poppler) finds in a PDF.
namespace metrisk::testing {

bool popplerIsInstalled();

/// The text of every page, in reading order.
std::vector<QString> pageTexts(const std::filesystem::path& pdf);

struct PdfWord {
    QString text;
    QRectF box;  // points from the upper left
};

/// The words of every page and where they stand.
std::vector<std::vector<PdfWord>> pageWords(const std::filesystem::path& pdf);

/// What poppler complains of when it draws every page; empty when nothing.
QString complaintsOf(const std::filesystem::path& pdf);

/// How many pictures the file holds, transparency masks not counted.
int pictureCount(const std::filesystem::path& pdf);

}  // namespace metrisk::testing
