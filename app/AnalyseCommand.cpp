#include "app/Commands.h"
#include "app/DefaultPaths.h"
#include "app/OffscreenQt.h"
#include "app/ResultFiles.h"
#include "app/Segmenters.h"
#include "app/Terminal.h"
#include "core/analysis/CaseTrust.h"
#include "core/common/Error.h"
#include "core/common/PendingFile.h"
#include "core/reporting/Report.h"
#include "core/reporting/TrustCheckSection.h"
#include "core/storage/CaseRepository.h"

#include <CLI/CLI.hpp>
#include <QApplication>
#include <fmt/format.h>

#include <memory>
#include <optional>

namespace metrisk::app {

namespace {

struct Options {
    std::vector<std::string> study;
    std::string t1ce, flair, label, clinical, pack, segmentationPack, out, database, explanation, atlas;
    bool trust = false, n4 = false;
};

/// Roles proposed for the given files and folders, overruled by the ones named.
io::StudyFiles filesOf(const Options& options)
{
    io::StudyFiles files;
    if (!options.study.empty()) {
        const auto candidates = io::proposeRoles({options.study.begin(), options.study.end()});
        for (const auto& candidate : candidates)
            if (candidate.role)
                fmt::print("{:<6} {} ({})\n", io::roleName(*candidate.role), candidate.path.string(), candidate.reason);
        files = io::filesOf(candidates);
    }
    const auto overrule = [](std::filesystem::path& file, const std::string& named) {
        if (!named.empty())
            file = named;
    };
    overrule(files.t1ce, options.t1ce);
    overrule(files.flair, options.flair);
    overrule(files.label, options.label);
    return files;
}

void print(const reporting::Report& report)
{
    fmt::print("{}\n{}, {}\n{}\n", report.patientLine, report.headline, report.headlineDetail, report.spread);
    for (const auto& fact : report.freedom)
        fmt::print("{}: {}\n", fact.name, fact.value);
    for (const auto& note : report.notes)
        fmt::print("Note: {}\n", note);
    if (!report.warning.empty())
        fmt::print("{}\n", report.warning);
}

void print(const explanation::TrustChecks& checks)
{
    const auto section = reporting::trustChecksOf(checks);
    fmt::print("{}\n", section.paragraphs.front());
    for (const auto& warning : checks.warnings)
        fmt::print("Trust: {}\n", warning);
    for (const auto& fact : section.facts)
        fmt::print("{}: {}\n", fact.name, fact.value);
}

std::vector<std::string> explanationKeys()
{
    std::vector<std::string> keys;
    for (const auto& each : inference::relevanceRules)
        keys.emplace_back(each.key);
    return keys;
}

/// What --explanation can name, for the foot of the help.
std::string explanationHelp()
{
    std::string text = "Explanations (--explanation NAME):\n";
    for (const auto& each : inference::relevanceRules)
        text += fmt::format("  {:<28}{}\n", each.key, each.what);
    return text;
}

std::optional<inference::RelevanceRule> ruleOf(const Options& options, const inference::ModelPackage& package)
{
    return options.explanation.empty() ? std::nullopt : inference::relevanceRuleOfKey(options.explanation, package.relevance);
}

void analyse(const Options& options)
{
    const auto clinical = clinical::readClinicalFile(options.clinical);
    if (!options.out.empty())
        requireWritableFolder(options.out);
    std::optional<storage::CaseRepository> cases;  // opened before the work, not after it
    if (!options.database.empty())
        cases.emplace(options.database);
    const std::filesystem::path pack = options.pack.empty() ? defaultPackFolder() : std::filesystem::path(options.pack);
    const auto files = filesOf(options);
    const preprocessing::PreparationOptions preparation{.atlas = options.atlas, .correctBias = options.n4};

    std::optional<analysis::OpenedCase> opened;
    std::optional<analysis::CaseResult> result;
    std::optional<explanation::TrustChecks> trust;
    {
        const Terminal terminal;
        const Job job = terminal.job();
        const auto package = inference::loadPackage(pack, job.stage("Model pack", 0.0, 0.05));
        const analysis::CaseAnalyzer analyzer(inference::RiskModel(package, job.stage("Model pack", 0.05, 0.15)));
        const auto segmenter = segmenterFor(files, options.segmentationPack, job.stage("Segmentation pack", 0.15, 0.17));
        opened = analyzer.open(files, {preparation, segmenter.get()}, job.part(0.17, 0.5));
        result = analyzer.score(*opened, clinical, job.part(0.5, options.trust ? 0.6 : 0.9), ruleOf(options, package));
        if (options.trust)
            trust = analysis::checkTrust(analyzer.model(), *opened, *result, {}, job.part(0.6, 0.9));
        if (!options.out.empty()) {
            const auto qt = qtWithoutScreen();
            writeResultFiles(options.out, *result, opened->prepared, job.stage("Report", 0.9, 1.0));
            if (trust)
                common::writeTextFile(std::filesystem::path(options.out) / "trust.json", analysis::trustToJson(*trust));
        }
    }
    if (cases) {
        const auto kept = cases->keep({opened->patient, opened->files, opened->inputs, clinical}, *result);
        fmt::print("Kept as case {}, prediction {}.\n", kept.caseId, kept.predictionId);
    }
    print(reporting::Report(*result));
    if (!options.explanation.empty())
        fmt::print("Explained by {}.\n", inference::relevanceRuleName(result->explanation.rule));
    if (trust)
        print(*trust);
}

}  // namespace

void addAnalyseCommand(CLI::App& program)
{
    auto options = std::make_shared<Options>();
    auto* command = program.add_subcommand("analyse", "Score one patient: from images to risk, relevance and report");
    command->add_option("study", options->study,
                        "Files or folders of the study; T1-CE, FLAIR and label are told apart by name, tags and content");
    command->add_option("--t1ce", options->t1ce, "Contrast-enhanced T1: a NIfTI file or a folder with one DICOM series");
    command->add_option("--flair", options->flair, "FLAIR: a NIfTI file or a folder with one DICOM series");
    command->add_option("--label", options->label, "Lesion label: 1 oedema, 2 core (BraTS labels are mapped) [drawn by a segmentation pack]");
    command->add_option("--atlas", options->atlas,
                        "Skull-stripped T1 atlas on the SRI24 grid, for images with skull [not registered to an atlas]");
    command->add_flag("--n4", options->n4, "Take away the coil's uneven brightness (N4) from images that are registered here [left as it is]");
    command->add_option("--clinical", options->clinical, "Clinical values: a clinical.json")->required();
    command->add_option("--pack", options->pack, "Model pack folder [the demonstration pack]");
    command->add_option("--segmentation-pack", options->segmentationPack,
                        "Pack that draws the lesions where there is no label [the demonstration pack]");
    command->add_option("--out", options->out, "Folder for result.json, relevance.nii.gz and report.pdf");
    command->add_option("--database", options->database, "Case base to keep the case in [not kept]");
    command->add_flag("--trust", options->trust,
                      "Check the explanation too (random weights, deletion and insertion, noise): trust.json; takes longer");
    command->add_option("--explanation", options->explanation, "How the relevance is made: a name below [as the pack says]")
        ->check(CLI::IsMember(explanationKeys()));
    command->footer(explanationHelp());
    command->callback([options] { analyse(*options); });
}

}  // namespace metrisk::app
