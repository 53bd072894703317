#include "ui/printing/EvaluationHtml.h"

#include <fmt/format.h>

namespace metrisk::ui::printing {

namespace {

using namespace evaluation;

const char* const style = R"(
:root { color-scheme: light; }
body { margin: 2rem auto; padding: 0 1.5rem; max-width: 56rem; color: #1b1f26; background: #fff;
       font: 15px/1.5 Inter, "Noto Sans", system-ui, sans-serif; }
h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 .25rem; }
h2 { font-size: 1.2rem; margin: 2.4rem 0 .6rem; padding-top: .8rem; border-top: 1px solid #c9ced6; }
.subtitle { color: #565f6d; margin: 0 0 1rem; }
.warning { margin: .5rem 0; padding: .5rem .9rem; background: #fdf3dc; color: #7a4f00; border-left: 4px solid #7a4f00; font-weight: 600; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; margin: .8rem 0 .3rem; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-weight: 600; padding-bottom: .3rem; }
th, td { padding: .28rem .9rem .28rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid #e4e7eb; }
th { color: #565f6d; font-weight: 600; font-size: .88rem; vertical-align: bottom; }
td.number, th.number { text-align: right; }
tbody th { color: inherit; font-weight: 400; font-size: inherit; vertical-align: top; }
tr.heading th { font-weight: 600; padding-top: .7rem; }
.indent { padding-left: 1rem; }
.note, footer { color: #565f6d; font-size: .85rem; }
figure { margin: 1.2rem 0; }
figure svg { max-width: 100%; height: auto; }
footer { margin-top: 2.5rem; padding-top: .8rem; border-top: 1px solid #c9ced6; }
@page { size: A4; margin: 16mm; }
@media print {
  body { margin: 0; padding: 0; max-width: none; font-size: 10pt; }
  h2 { break-after: avoid; }
  table, figure, .warning { break-inside: avoid; }
}
)";

std::string escaped(const std::string& text)
{
    std::string result;
    for (const char c : text)
        switch (c) {
        case '&': result += "&amp;"; break;
        case '<': result += "&lt;"; break;
        case '>': result += "&gt;"; break;
        case '"': result += "&quot;"; break;
        default: result += c;
        }
    return result;
}

const char* classOf(const std::string& head)
{
    return isCountColumn(head) ? " class=\"number\"" : "";
}

std::string headOf(const PageTable& table)
{
    std::string html = "<thead><tr>";
    for (const auto& cell : table.head)
        html += fmt::format("<th scope=\"col\"{}>{}</th>", classOf(cell), escaped(cell));
    return html + "</tr></thead>\n";
}

std::string rowOf(const PageTable& table, const PageRow& row, bool indented)
{
    if (row.heading)
        return fmt::format("<tr class=\"heading\"><th scope=\"rowgroup\" colspan=\"{}\">{}</th></tr>\n", table.head.size(), escaped(row.cells.front()));
    std::string html = fmt::format("<tr><th scope=\"row\"{}>{}</th>", indented ? " class=\"indent\"" : "", escaped(row.cells.front()));
    for (std::size_t i = 1; i < row.cells.size(); ++i)
        html += fmt::format("<td{}>{}</td>", classOf(table.head[i]), escaped(unbroken(row.cells[i])));
    return html + "</tr>\n";
}

std::string tableHtml(const PageTable& table)
{
    std::string html = fmt::format("<div class=\"wide\"><table>\n<caption>{}</caption>\n{}<tbody>\n", escaped(table.title), headOf(table));
    bool indented = false;
    for (const auto& row : table.rows) {
        html += rowOf(table, row, indented && !row.heading && !row.outdented);
        indented = (indented || row.heading) && !row.outdented;
    }
    html += "</tbody></table></div>\n";
    if (!table.note.empty())
        html += fmt::format("<p class=\"note\">{}</p>\n", escaped(table.note));
    return html;
}

/// Without the XML declaration and document type, which have no place inside a page.
std::string inlineSvg(const std::string& svg)
{
    const auto start = svg.find("<svg");
    return start == std::string::npos ? std::string() : svg.substr(start);
}

std::string sectionHtml(const PageSection& section, const std::map<std::string, std::string>& svgs)
{
    std::string html = fmt::format("<section>\n<h2>{}</h2>\n", escaped(section.title));
    for (const auto& paragraph : section.paragraphs)
        html += fmt::format("<p>{}</p>\n", escaped(paragraph));
    for (const auto& table : section.tables)
        html += tableHtml(table);
    for (const auto& plot : section.plots)
        if (const auto svg = svgs.find(plot); svg != svgs.end())
            html += fmt::format("<figure id=\"{}\">{}</figure>\n", plot, inlineSvg(svg->second));
    return html + "</section>\n";
}

}  // namespace

std::string evaluationHtml(const EvaluationPage& page, const std::map<std::string, std::string>& svgs)
{
    std::string html = fmt::format("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                                   "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                                   "<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n<header>\n<h1>{}</h1>\n<p class=\"subtitle\">{}</p>\n",
                                   escaped(page.title + ", " + page.subtitle), style, escaped(page.title), escaped(page.subtitle));
    for (const auto& warning : page.warnings)
        html += fmt::format("<p class=\"warning\">{}</p>\n", escaped(warning));
    html += "</header>\n";
    for (const auto& section : page.sections)
        html += sectionHtml(section, svgs);
    return html + fmt::format("<footer>{}</footer>\n</body>\n</html>\n", escaped(page.foot));
}

}  // namespace metrisk::ui::printing
