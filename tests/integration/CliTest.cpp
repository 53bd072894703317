#include "core/imaging/LabelOverlap.h"
#include "core/imaging/Reorientation.h"
#include "core/io/VolumeFiles.h"
#include "tests/core/io/DicomDraft.h"
#include "tests/support/Process.h"
#include "tests/support/TestFiles.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <functional>
#include <numeric>

// The command line as a stranger uses it: the real program, real files, the shipped pack.
namespace metrisk {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;
using testing::Outcome;
using testing::TemporaryFolder;
using testing::textOf;
using testing::writeText;

const fs::path cli = METRISK_CLI;
const fs::path pack = fs::path(METRISK_SOURCE_DIR) / "models/demo";
const fs::path segmentationPack = fs::path(METRISK_SOURCE_DIR) / "models/segmentation-demo";

/// One simulated patient for all tests of this program.
const fs::path& patient()
{
    static const TemporaryFolder folder;
    static const fs::path path = [] {
        const fs::path target = folder / "DEMO 7";
        const auto made = testing::run(cli, {"simulate", "patient", "--seed", "7", "--name", "DEMO-0007", "--out", target.string()});
        EXPECT_EQ(made.exitCode, 0) << made.output;
        return target;
    }();
    return path;
}

struct Call {
    fs::path t1ce = patient() / "DEMO-0007_t1ce.nii.gz";
    fs::path flair = patient() / "DEMO-0007_flair.nii.gz";
    fs::path label = patient() / "DEMO-0007_label.nii.gz";
    fs::path clinical = patient() / "clinical.json";
    fs::path pack = metrisk::pack;
    fs::path out{};
    fs::path database{};
};

Outcome analyse(const Call& call)
{
    std::vector<std::string> words{"analyse",    "--t1ce", call.t1ce, "--flair", call.flair, "--label", call.label,
                                   "--clinical", call.clinical, "--pack", call.pack, "--out", call.out};
    if (!call.database.empty())
        words.insert(words.end(), {"--database", call.database.string()});
    return testing::run(cli, words);
}

/// The call must end as an input error with a sentence that holds `words`, and leave nothing.
void expectRefused(const Call& call, const std::string& words)
{
    const auto outcome = analyse(call);
    EXPECT_EQ(outcome.exitCode, 2) << outcome.output;
    EXPECT_NE(outcome.output.find(words), std::string::npos) << outcome.output;
    EXPECT_EQ(std::count(outcome.output.begin(), outcome.output.end(), '\n'), 1) << outcome.output;
    EXPECT_FALSE(fs::exists(call.out / "result.json"));
    EXPECT_FALSE(fs::exists(call.out / "report.pdf"));
}

imaging::LabelMap labelWhere(const std::function<std::uint8_t(std::uint8_t)>& change)
{
    const auto label = io::readVolume(patient() / "DEMO-0007_label.nii.gz").volume;
    std::vector<std::uint8_t> voxels;
    for (const float voxel : label.voxels())
        voxels.push_back(change(std::uint8_t(voxel)));
    return {label.geometry(), std::move(voxels)};
}

TEST(Cli, TakesACaseFromFilesToResultReportAndCaseBase)
{
    const TemporaryFolder folder;
    const Call call{.out = folder / "out", .database = folder / "cases.sqlite"};
    const auto outcome = analyse(call);
    ASSERT_EQ(outcome.exitCode, 0) << outcome.output;
    EXPECT_NE(outcome.output.find("trained on simulated patients"), std::string::npos) << outcome.output;

    const auto result = Json::parse(textOf(call.out / "result.json"));
    const auto members = result.at("risk").at("members").get<std::vector<double>>();
    ASSERT_EQ(members.size(), 5U);
    EXPECT_NEAR(result.at("risk").at("mean"), std::accumulate(members.begin(), members.end(), 0.0) / 5, 1e-12);
    EXPECT_EQ(result.at("inputs").at(0).at("sha256"),
              testing::run("sha256sum", {call.t1ce.string()}).output.substr(0, 64));
    const auto& shares = result.at("relevance");
    EXPECT_NEAR(shares.at("core").get<double>() + shares.at("oedema").get<double>() +
                    shares.at("otherBrain").get<double>() + shares.at("outside").get<double>(), 1.0, 1e-9);

    const auto relevance = io::readVolume(call.out / "relevance.nii.gz").volume;
    const auto t1ce = io::readVolume(call.t1ce).volume;
    EXPECT_EQ(relevance.geometry().axisCodes(), "RAS");
    EXPECT_EQ(relevance.geometry().voxelCount(), t1ce.geometry().voxelCount());
    EXPECT_FLOAT_EQ(*std::max_element(relevance.voxels().begin(), relevance.voxels().end()), 1.0F);

    const auto text = testing::run("pdftotext", {"-layout", (call.out / "report.pdf").string(), "-"}).output;
    EXPECT_NE(text.find(result.at("pack").at("sha256").get<std::string>().substr(0, 12)), std::string::npos);
    EXPECT_NE(text.find("simulated patients"), std::string::npos);
    const auto info = testing::run("pdfinfo", {(call.out / "report.pdf").string()}).output;
    EXPECT_NE(info.find("Pages:           3"), std::string::npos) << info;

    const auto list = testing::run(cli, {"cases", "--database", call.database.string(), "list"});
    EXPECT_EQ(list.exitCode, 0) << list.output;
    EXPECT_NE(list.output.find(result.at("risk").at("group").get<std::string>()), std::string::npos) << list.output;
    const auto exported = testing::run(cli, {"cases", "--database", call.database.string(), "export", "1"});
    EXPECT_EQ(Json::parse(exported.output), result);
}

TEST(Cli, DrawsTheLesionsOfAStudyWithoutLabelAndSaysSoEverywhere)
{
    const TemporaryFolder folder;
    const Call call{.out = folder / "out"};
    const auto outcome = testing::run(cli, {"analyse", "--t1ce", call.t1ce, "--flair", call.flair, "--clinical", call.clinical, "--pack", pack,
                                            "--segmentation-pack", segmentationPack, "--out", call.out});
    ASSERT_EQ(outcome.exitCode, 0) << outcome.output;
    EXPECT_NE(outcome.output.find("Automatic contour, not reviewed"), std::string::npos) << outcome.output;
    const auto result = Json::parse(textOf(call.out / "result.json"));
    EXPECT_EQ(result.at("contour").at("origin"), "automatic");
    EXPECT_EQ(result.at("contour").at("pack").at("demonstration"), true);
    EXPECT_EQ(result.at("inputs").size(), 2U);
    const auto text = testing::run("pdftotext", {"-layout", (call.out / "report.pdf").string(), "-"}).output;
    EXPECT_NE(text.find("Automatic contour"), std::string::npos) << text;
}

TEST(Cli, WritesADrawnLabelThatAgreesWithWhatTheSimulatorDrew)
{
    const TemporaryFolder folder;
    const Call call;
    const auto file = folder / "drawn.nii.gz";
    const auto outcome = testing::run(cli, {"segment", "--t1ce", call.t1ce, "--flair", call.flair, "--pack", segmentationPack, "--out", file});
    ASSERT_EQ(outcome.exitCode, 0) << outcome.output;
    EXPECT_NE(outcome.output.find("Lesion 1, "), std::string::npos) << outcome.output;
    EXPECT_NE(outcome.output.find("trained on simulated patients"), std::string::npos) << outcome.output;
    const auto drawn = io::readVolume(file).volume, truth = io::readVolume(call.label).volume;
    const auto asLabels = [](const imaging::Volume& volume) {
        return imaging::LabelMap(volume.geometry(), {volume.voxels().begin(), volume.voxels().end()});
    };
    EXPECT_GT(imaging::dice(asLabels(drawn), asLabels(truth), imaging::Region::Core).value(), 0.8);
}

TEST(Cli, ChecksAPackThatDrawsLesionsLikeOneThatScores)
{
    const auto sound = testing::run(cli, {"pack", "check", segmentationPack});
    EXPECT_EQ(sound.exitCode, 0) << sound.output;
    EXPECT_NE(sound.output.find("It finds lesions"), std::string::npos) << sound.output;
    const auto mistaken = testing::run(cli, {"segment", "--t1ce", Call{}.t1ce, "--flair", Call{}.flair, "--pack", pack, "--out", "/dev/null"});
    EXPECT_EQ(mistaken.exitCode, 2) << mistaken.output;
    EXPECT_NE(mistaken.output.find("does not find lesions"), std::string::npos) << mistaken.output;
}

TEST(Cli, ChecksTheExplanationWhenAsked)
{
    const TemporaryFolder folder;
    const auto good = Call{.out = folder / "out"};
    const auto outcome = testing::run(cli, {"analyse", "--t1ce", good.t1ce.string(), "--flair", good.flair.string(), "--label",
                                            good.label.string(), "--clinical", good.clinical.string(), "--pack",
                                            pack.string(), "--out", good.out.string(), "--trust"});
    ASSERT_EQ(outcome.exitCode, 0) << outcome.output;
    EXPECT_NE(outcome.output.find("Deletion: better than"), std::string::npos) << outcome.output;
    const auto trust = Json::parse(textOf(good.out / "trust.json"));
    EXPECT_EQ(trust.at("conservation").size(), 5U);
    EXPECT_EQ(trust.at("deletion").at("risk").size(), 11U);
    const auto result = Json::parse(textOf(good.out / "result.json"));
    EXPECT_NEAR(trust.at("deletion").at("risk").at(0), result.at("risk").at("mean"), 1e-5);
    EXPECT_EQ(result.at("applicability").at("contour").size(), 4U);
}

TEST(Cli, ExplainsByTheRuleThatIsNamedAndStoresWhich)
{
    const TemporaryFolder folder;
    const Call good{.out = folder / "pack's"};
    ASSERT_EQ(analyse(good).exitCode, 0);
    const auto byRule = [&](const std::string& name, const std::string& out) {
        return testing::run(cli, {"analyse", patient(), "--clinical", good.clinical, "--pack", pack, "--out", folder / out,
                                  "--explanation", name});
    };
    const auto outcome = byRule("last-layer-attention", "raw");
    ASSERT_EQ(outcome.exitCode, 0) << outcome.output;
    EXPECT_NE(outcome.output.find("Explained by raw attention of the last layer."), std::string::npos) << outcome.output;
    const auto expected = Json::parse(textOf(good.out / "result.json")), result = Json::parse(textOf(folder / "raw/result.json"));
    EXPECT_EQ(expected.at("relevance").at("method"), "beyond-attention");
    EXPECT_EQ(result.at("relevance").at("method"), "last-layer-attention");
    EXPECT_NE(result.at("relevance").at("mean"), expected.at("relevance").at("mean"));
    EXPECT_EQ(result.at("risk"), expected.at("risk"));
    const auto printed = testing::run("pdftotext", {"-layout", (folder / "raw/report.pdf").string(), "-"}).output;
    EXPECT_NE(printed.find("raw attention"), std::string::npos) << printed;

    ASSERT_EQ(byRule("beyond-attention-registers", "kept").exitCode, 0);
    EXPECT_EQ(Json::parse(textOf(folder / "kept/result.json")).at("relevance").at("keepRegisters"), true);
    const auto refused = byRule("saliency", "none");
    EXPECT_NE(refused.exitCode, 0);
    EXPECT_NE(refused.output.find("rollout"), std::string::npos) << refused.output;
    const auto help = testing::run(cli, {"analyse", "--help"}).output;
    for (const char* name : {"beyond-attention", "beyond-attention-registers", "rollout", "last-layer-attention"})
        EXPECT_NE(help.find(std::string("  ") + name + " "), std::string::npos) << help;
}

TEST(Cli, GivesTheSameBitsTwiceAndAddsASecondPrediction)
{
    const TemporaryFolder folder;
    Call call{.out = folder / "first", .database = folder / "cases.sqlite"};
    ASSERT_EQ(analyse(call).exitCode, 0);
    call.out = folder / "second";
    ASSERT_EQ(analyse(call).exitCode, 0);
    const auto first = Json::parse(textOf(folder / "first/result.json"));
    const auto second = Json::parse(textOf(folder / "second/result.json"));
    EXPECT_EQ(first.at("risk"), second.at("risk"));
    EXPECT_EQ(first.at("relevance"), second.at("relevance"));
    const auto shown = testing::run(cli, {"cases", "--database", call.database.string(), "show", "1"});
    EXPECT_NE(shown.output.find("Prediction 1"), std::string::npos) << shown.output;
    EXPECT_NE(shown.output.find("Prediction 2"), std::string::npos) << shown.output;
}

TEST(Cli, GivesTheSameRiskForDicomFoldersAsForNiftiFiles)
{
    const TemporaryFolder folder;
    const auto asDicom = [&](const fs::path& file, const std::string& series, const std::string& uid) {
        testing::DicomDraft draft{.seriesUid = uid};
        draft.tags["0010|0020"] = "DEMO-0007";
        draft.tags["0008|103e"] = series;
        fs::create_directories(folder / series);
        draft.write(imaging::reorientedTo(io::readVolume(file).volume, "LPS"), folder / series);
        return folder / series;
    };
    const Call nifti{.out = folder / "nifti"};
    Call dicom{.t1ce = asDicom(nifti.t1ce, "T1 post contrast", "1.2.826.0.1.3680043.8.498.7"),
               .flair = asDicom(nifti.flair, "FLAIR", "1.2.826.0.1.3680043.8.498.8"), .out = folder / "dicom"};
    ASSERT_EQ(analyse(nifti).exitCode, 0);
    const auto outcome = analyse(dicom);
    ASSERT_EQ(outcome.exitCode, 0) << outcome.output;
    const auto expected = Json::parse(textOf(nifti.out / "result.json"));
    const auto result = Json::parse(textOf(dicom.out / "result.json"));
    EXPECT_EQ(result.at("risk"), expected.at("risk"));
    EXPECT_EQ(result.at("lesion").at("side"), expected.at("lesion").at("side"));
    EXPECT_EQ(result.at("patient").at("id"), "DEMO-0007");
    EXPECT_EQ(result.at("patient").at("name"), "Doe Jane");

    // Dropped together, the folders tell their own roles.
    const auto proposed = testing::run(cli, {"analyse", dicom.t1ce, dicom.flair, nifti.label, "--clinical",
                                             nifti.clinical, "--pack", pack, "--out", folder / "proposed"});
    ASSERT_EQ(proposed.exitCode, 0) << proposed.output;
    EXPECT_EQ(Json::parse(textOf(folder / "proposed/result.json")).at("risk"), expected.at("risk"));
}

TEST(Cli, ProposesRolesForAFolder)
{
    const TemporaryFolder folder;
    const auto outcome = testing::run(cli, {"analyse", patient().string(), "--clinical",
                                            (patient() / "clinical.json").string(), "--pack", pack.string(), "--out",
                                            (folder / "out").string()});
    EXPECT_EQ(outcome.exitCode, 0) << outcome.output;
    EXPECT_TRUE(fs::exists(folder / "out/result.json"));
}

TEST(Cli, RefusesEveryBadImageInOneSentenceAndStoresNothing)
{
    const TemporaryFolder folder;
    const Call good{.out = folder / "out"};

    auto call = good;
    call.flair = folder / "absent.nii.gz";
    expectRefused(call, "absent.nii.gz");

    writeText(folder / "text.nii", "this is not an image");
    call = good;
    call.t1ce = folder / "text.nii";
    expectRefused(call, "text.nii");

    const auto whole = textOf(good.t1ce);
    writeText(folder / "t1ce.nii.gz", whole.substr(0, whole.size() / 2));
    call = good;
    call.t1ce = folder / "t1ce.nii.gz";
    expectRefused(call, "t1ce.nii.gz");

    io::writeLabelMap(labelWhere([](std::uint8_t) { return std::uint8_t(0); }), folder / "empty.nii.gz");
    call = good;
    call.label = folder / "empty.nii.gz";
    expectRefused(call, "empty");

    io::writeLabelMap(labelWhere([](std::uint8_t v) { return std::uint8_t(v ? 1 : 0); }), folder / "nocore.nii.gz");
    call = good;
    call.label = folder / "nocore.nii.gz";
    expectRefused(call, "core");
}

TEST(Cli, RefusesAnotherPatientsFlair)
{
    const TemporaryFolder folder;
    fs::copy_file(patient() / "DEMO-0007_t1ce.nii.gz", folder / "PAT-001_t1c.nii.gz");
    fs::copy_file(patient() / "DEMO-0007_flair.nii.gz", folder / "PAT-002_flair.nii.gz");
    Call call{.t1ce = folder / "PAT-001_t1c.nii.gz", .flair = folder / "PAT-002_flair.nii.gz", .out = folder / "out"};
    expectRefused(call, "patient");
}

TEST(Cli, RefusesClinicalValuesOutOfRangeOrMissing)
{
    const TemporaryFolder folder;
    Call call{.clinical = folder / "clinical.json", .out = folder / "out"};
    writeText(call.clinical, R"({"ageYears": 162, "kps": 80})");
    expectRefused(call, "162");
    writeText(call.clinical, R"({"ageYears": 62, "primary": "NSCLC", "location": "frontal", "chemotherapy": false,
                                "immunotherapy": true})");
    expectRefused(call, "KPS");
}

TEST(Cli, RefusesAPackWithAWrongDigestShapeOrFormat)
{
    const TemporaryFolder folder;
    const auto damaged = [&](const std::string& name, const std::function<void(const fs::path&)>& damage) {
        fs::copy(pack, folder / name);
        damage(folder / name);
        return folder / name;
    };
    const auto edited = [](const std::function<void(Json&)>& edit) {
        return [edit](const fs::path& copy) {
            auto json = Json::parse(textOf(copy / "model.json"));
            edit(json);
            writeText(copy / "model.json", json.dump());
        };
    };
    Call call{.out = folder / "out"};
    call.pack = damaged("digest", [](const fs::path& copy) {
        auto bytes = textOf(copy / "member-3.safetensors");
        bytes.back() = char(bytes.back() ^ 1);
        writeText(copy / "member-3.safetensors", bytes);
    });
    expectRefused(call, "member-3.safetensors");
    call.pack = damaged("shape", edited([](Json& json) { json.at("architecture").at("layers") = 7; }));
    expectRefused(call, "blocks");
    call.pack = damaged("format", edited([](Json& json) { json.at("schema") = 99; }));
    expectRefused(call, "99");
    call.pack = folder / "no pack";
    expectRefused(call, "no pack");

    const auto check = testing::run(cli, {"pack", "check", (folder / "digest").string()});
    EXPECT_EQ(check.exitCode, 2) << check.output;
    const auto sound = testing::run(cli, {"pack", "check", pack.string()});
    EXPECT_EQ(sound.exitCode, 0) << sound.output;
}

TEST(Cli, TellsAFailureOfTheDiskFromABadInput)
{
    const TemporaryFolder folder;
    Call call{.out = "/proc/metrisk"};
    EXPECT_EQ(analyse(call).exitCode, 1);
    call.out = folder / "out";
    call.database = "/proc/metrisk/cases.sqlite";
    EXPECT_EQ(analyse(call).exitCode, 1);
    EXPECT_FALSE(fs::exists(folder / "out/result.json"));
    writeText(folder / "cases.sqlite", std::string(4096, 'x'));
    call.database = folder / "cases.sqlite";
    EXPECT_EQ(analyse(call).exitCode, 1);
    EXPECT_FALSE(fs::exists(folder / "out/result.json"));
}

TEST(Cli, HelpsAStranger)
{
    const auto help = testing::run(cli, {"--help"});
    EXPECT_EQ(help.exitCode, 0);
    for (const char* word : {"analyse", "cases", "pack", "simulate", "train", "Exit codes", "not a medical device"})
        EXPECT_NE(help.output.find(word), std::string::npos) << word;
    EXPECT_EQ(testing::run(cli, {}).exitCode, 2);
    EXPECT_EQ(testing::run(cli, {"analyze"}).exitCode, 2);
}

TEST(Cli, TakesARealMetastasisEndToEnd)
{
    const auto data = testing::realDataFolder();
    if (!data)
        GTEST_SKIP() << "../shared/data is not here: the real brain metastasis was not analysed";
    const auto real = *data / "tumour/brats-met-00110-000";
    const TemporaryFolder folder;
    const auto outcome = analyse({.t1ce = real / "BraTS-MET-00110-000-t1c.nii.gz",
                                  .flair = real / "BraTS-MET-00110-000-t2f.nii.gz",
                                  .label = real / "auto-seg-aurora.nii.gz",
                                  .out = folder / "out"});
    ASSERT_EQ(outcome.exitCode, 0) << outcome.output;
    const auto result = Json::parse(textOf(folder / "out/result.json"));
    // Volumes as the data's own manifest gives them.
    EXPECT_NEAR(result.at("lesion").at("volumeCoreMl"), 51.8, 0.05);
    EXPECT_NEAR(result.at("lesion").at("volumeOedemaMl"), 47.1, 0.05);
    EXPECT_EQ(result.at("patient").at("id"), "BraTS-MET-00110-000");
}

}  // namespace
}  // namespace metrisk
