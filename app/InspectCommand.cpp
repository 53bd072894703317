#include "app/Commands.h"
#include "app/Terminal.h"
#include "core/io/SeriesThumbnail.h"
#include "core/io/StudyIndex.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <memory>
#include <optional>

namespace metrisk::app {

namespace {

using nlohmann::ordered_json;

constexpr int inspectSchema = 1;

struct Options {
    std::vector<std::string> paths;
    bool json = false, headersOnly = false;
};

ordered_json listOf(const Eigen::Vector3d& numbers) { return {numbers.x(), numbers.y(), numbers.z()}; }

/// Size, spacing and direction; null where the series has no known place.
void addGeometry(ordered_json& item, const std::optional<imaging::ImageGeometry>& geometry)
{
    item["size"] = geometry ? ordered_json(geometry->size) : ordered_json();
    item["spacingMm"] = geometry ? listOf(geometry->spacingMm()) : ordered_json();
    item["axisCodes"] = geometry ? ordered_json(geometry->axisCodes()) : ordered_json();
    item["orientation"] = geometry ? ordered_json(io::orientationText(*geometry)) : ordered_json();
    item["originMm"] = geometry ? listOf(geometry->patientFromVoxel.translation()) : ordered_json();
}

ordered_json jsonOf(const io::FoundSeries& series)
{
    ordered_json item{{"id", series.id},
                      {"path", series.path.string()},
                      {"description", series.description},
                      {"modality", series.modality},
                      {"role", series.role ? ordered_json(io::roleKey(*series.role)) : ordered_json()},
                      {"roleReason", series.roleReason},
                      {"patientName", series.patientName},
                      {"patientNameAsWritten", series.patientNameAsWritten},
                      {"patientId", series.patientId},
                      {"studyDate", series.studyDate}};
    addGeometry(item, series.geometry);
    item["files"] = ordered_json::array();
    for (const auto& file : series.files)
        item["files"].push_back(file.string());
    item["transferSyntax"] = series.transferSyntax;
    item["notes"] = series.notes;
    item["usable"] = series.usable;
    item["reason"] = series.reason;
    return item;
}

ordered_json jsonOf(const io::FoundFile& file)
{
    ordered_json item{{"path", file.path.string()},
                      {"verdict", io::verdictKey(file.verdict)},
                      {"reason", file.reason},
                      {"series", file.series.empty() ? ordered_json() : ordered_json(file.series)}};
    if (!file.patientNameAsWritten.empty())
        item["patientNameAsWritten"] = file.patientNameAsWritten;
    return item;
}

/// File names may hold any bytes: what is no UTF-8 is replaced.
std::string jsonTextOf(const io::StudyIndex& index)
{
    ordered_json root{{"schema", inspectSchema}, {"series", ordered_json::array()}, {"files", ordered_json::array()}};
    for (const auto& series : index.series)
        root["series"].push_back(jsonOf(series));
    for (const auto& file : index.files)
        root["files"].push_back(jsonOf(file));
    return root.dump(2, ' ', false, ordered_json::error_handler_t::replace);
}

void print(const io::FoundSeries& series)
{
    fmt::print("{:<6} {}\n", series.role ? io::roleName(*series.role) : series.usable ? "-" : "no", series.path.string());
    for (const auto& part : {series.description, series.patientName, series.studyDate, series.roleReason, series.reason})
        if (!part.empty())
            fmt::print("       {}\n", part);
    for (const auto& note : series.notes)
        fmt::print("       Note: {}\n", note);
}

void print(const io::StudyIndex& index)
{
    for (const auto& series : index.series)
        print(series);
    for (const auto& file : index.files)
        fmt::print("{:<8} {}: {}\n", io::verdictKey(file.verdict), file.path.string(), file.reason);
}

void inspect(const Options& options)
{
    std::optional<io::StudyIndex> index;
    {
        const Terminal terminal;
        index = io::lookInto({options.paths.begin(), options.paths.end()}, {.readVoxels = !options.headersOnly},
                             terminal.job().stage("Looking", 0.0, 1.0));
    }
    if (options.json)
        fmt::print("{}\n", jsonTextOf(*index));
    else
        print(*index);
}

}  // namespace

void addInspectCommand(CLI::App& program)
{
    auto options = std::make_shared<Options>();
    auto* command = program.add_subcommand("inspect", "Look at files, folders, zip files and DICOMDIRs: series, roles, one verdict per file");
    command->add_option("paths", options->paths, "What to look at; nothing is changed or written there")->required();
    command->add_flag("--json", options->json, "Print JSON instead of text");
    command->add_flag("!--read,--headers-only", options->headersOnly,
                      "--headers-only judges by headers alone [every series is read before it is called usable]");
    command->callback([options] { inspect(*options); });
}

}  // namespace metrisk::app
