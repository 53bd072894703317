#include "app/ExitCode.h"
#include "app/HeadlessRun.h"
#include "app/Services.h"
#include "core/common/Error.h"
#include "ui/panels/Style.h"
#include "ui/views/OpenGlDefaults.h"

#include <CLI/CLI.hpp>
#include <QApplication>
#include <QIcon>
#include <QScreen>
#include <QSettings>
#include <fmt/format.h>

#include <optional>

namespace {

using namespace metrisk;

struct Options {
    std::vector<std::string> study;
    std::string t1ce, flair, label, clinical, pack, segmentationPack, database, headless, atlas;
    std::optional<storage::CaseId> caseId;
    bool acceptPreparation = false;

    bool namesStudy() const { return !t1ce.empty() || !flair.empty() || !label.empty(); }
};

void describe(CLI::App& program, Options& options)
{
    program.set_version_flag("--version", "MetRisk " METRISK_VERSION);
    program.add_option("study", options.study, "Files or folders to open; T1-CE, FLAIR and label are told apart");
    program.add_option("--t1ce", options.t1ce, "Contrast-enhanced T1: a NIfTI file or a folder with one DICOM series");
    program.add_option("--flair", options.flair, "FLAIR: a NIfTI file or a folder with one DICOM series");
    program.add_option("--label", options.label, "Lesion label: 1 oedema, 2 core (BraTS labels are mapped) [drawn automatically]");
    program.add_option("--clinical", options.clinical, "Clinical values: a clinical.json; with the images, analyse at once");
    program.add_option("--pack", options.pack, "Model pack folder [the demonstration pack]");
    program.add_option("--segmentation-pack", options.segmentationPack,
                       "Pack that draws the lesions of a study without label [the demonstration pack]");
    program.add_option("--atlas", options.atlas, "Skull-stripped T1 atlas on the SRI24 grid, for images with skull [the one chosen last]");
    program.add_option("--database", options.database, "Case base [the user's own]");
    program.add_option("--case", options.caseId, "Reopen this case of the case base");
    program.add_option("--headless", options.headless,
                       "Analyse without anybody at the window; write report, result, relevance and a picture here")
        ->needs("--t1ce", "--flair", "--clinical");
    program.add_flag("--accept-preparation", options.acceptPreparation,
                     "With --headless: score images that are registered here without anybody looking at them; the report says so")
        ->needs("--headless");
    program.footer("Research use only; not a medical device.");
}

void open(app::Services& services, const Options& options)
{
    auto& controller = services.controller();
    services.loadPack(options.pack);
    services.useSegmentationPack(options.segmentationPack);
    if (options.acceptPreparation)
        controller.acceptUnseen();
    if (!options.atlas.empty())
        controller.setAtlas(options.atlas);
    if (options.caseId)
        controller.reopen(*options.caseId);
    else if (options.namesStudy() && !options.clinical.empty())
        controller.openStudy({options.t1ce, options.flair, options.label}, clinical::readClinicalFile(options.clinical),
                             QString::fromStdString(options.clinical), true);
    else if (options.namesStudy())
        controller.openStudy({options.t1ce, options.flair, options.label}, {}, {}, false);
    else if (!options.study.empty())
        controller.propose({options.study.begin(), options.study.end()});
}

int runHeadless(app::Services& services, const Options& options)
{
    const app::HeadlessRun run(services, options.headless);
    services.window().resize(1600, 1000);
    services.window().show();
    open(services, options);
    return QApplication::exec();
}

int runAtTheWindow(app::Services& services, const Options& options)
{
    auto& window = services.window();
    QSettings settings;
    window.resize(QSize(1600, 1000).boundedTo(window.screen()->availableSize()));
    window.restoreGeometry(settings.value(QStringLiteral("window")).toByteArray());  // of no use: stays as it is
    window.show();
    auto& controller = services.controller();
    controller.setAtlas(settings.value(QStringLiteral("atlas")).toString().toStdString());
    try {
        open(services, options);
    } catch (...) {
        Q_EMIT services.controller().noticePosted(common::currentError());
    }
    const int code = QApplication::exec();
    settings.setValue(QStringLiteral("window"), window.saveGeometry());
    settings.setValue(QStringLiteral("atlas"), QString::fromStdString(controller.atlas().string()));
    return code;
}

int run(QApplication& application, const Options& options)
{
    QApplication::setOrganizationName(QStringLiteral("MetRisk"));
    QApplication::setApplicationName(QStringLiteral("MetRisk"));
    QApplication::setApplicationVersion(QStringLiteral(METRISK_VERSION));
    ui::panels::applyStyle(application);
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/icons/metrisk.svg")));
    app::Services services(options.database);
    return options.headless.empty() ? runAtTheWindow(services, options) : runHeadless(services, options);
}

}  // namespace

int main(int argc, char** argv)
{
    Options options;
    CLI::App program("MetRisk: risk of local failure after resection of brain metastases.");
    describe(program, options);
    try {
        program.parse(argc, argv);
        ui::views::useOpenGlDefaults();
        QApplication application(argc, argv);
        return run(application, options);
    } catch (const CLI::ParseError& error) {
        return program.exit(error) == 0 ? app::Done : app::InputError;
    } catch (...) {
        const auto error = common::currentError();
        fmt::print(stderr, "{}\n", error.what());
        return app::exitCodeOf(error);
    }
}
