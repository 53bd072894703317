#include "tests/ui/printing/PdfText.h"

#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QXmlStreamReader>

namespace metrisk::testing {

namespace {

QByteArray outputOf(const QString& program, const QStringList& arguments)
{
    QProcess process;
    process.start(program, arguments);
    process.waitForFinished(30000);
    return process.readAllStandardOutput();
}

QString qt(const std::filesystem::path& path)
{
    return QString::fromStdString(path.string());
}

}  // namespace

bool popplerIsInstalled()
{
    return !QStandardPaths::findExecutable("pdftotext").isEmpty();
}

std::vector<QString> pageTexts(const std::filesystem::path& pdf)
{
    const QString all = QString::fromUtf8(outputOf("pdftotext", {"-layout", qt(pdf), "-"}));
    std::vector<QString> pages;
    for (const QString& page : all.split('\f'))
        if (!page.trimmed().isEmpty())
            pages.push_back(page);
    return pages;
}

std::vector<std::vector<PdfWord>> pageWords(const std::filesystem::path& pdf)
{
    QXmlStreamReader xml(outputOf("pdftotext", {"-bbox", qt(pdf), "-"}));
    std::vector<std::vector<PdfWord>> pages;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == QLatin1String("page"))
            pages.emplace_back();
        if (xml.name() != QLatin1String("word"))
            continue;
        const auto attributes = xml.attributes();
        const auto number = [&](const char* name) { return attributes.value(QLatin1String(name)).toDouble(); };
        const QRectF box(QPointF(number("xMin"), number("yMin")), QPointF(number("xMax"), number("yMax")));
        pages.back().push_back({xml.readElementText(), box});
    }
    return pages;
}

QString complaintsOf(const std::filesystem::path& pdf)
{
    QProcess process;
    process.start("pdftoppm", {"-r", "20", "-png", qt(pdf)});   // the pictures go to standard output
    process.waitForFinished(60000);
    return QString::fromUtf8(process.readAllStandardError());
}

int pictureCount(const std::filesystem::path& pdf)
{
    const QString list = QString::fromUtf8(outputOf("pdfimages", {"-list", qt(pdf)}));
    const QRegularExpression row(R"(^ +\d+ +\d+ +image )", QRegularExpression::MultilineOption);
    return int(list.count(row));
}

}  // namespace metrisk::testing
