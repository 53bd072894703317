#include "core/common/Error.h"
#include "core/storage/CaseRepository.h"
#include "tests/core/storage/OtherProgram.h"
#include "tests/support/SampleResult.h"
#include "tests/support/TestFiles.h"

#include <gtest/gtest.h>

#include <sys/resource.h>

#include <csignal>

namespace metrisk::storage {
namespace {

using metrisk::testing::OtherProgram;
using metrisk::testing::sampleResult;
using metrisk::testing::TemporaryFolder;

CaseRecord recordOf(const analysis::CaseResult& result)
{
    CaseRecord record{result.patient, {}, result.inputs, result.clinical};
    for (const auto& input : result.inputs)
        record.files.of(input.role) = input.path;
    return record;
}

template <class Work>
std::string storageSentence(Work work)
{
    try {
        work();
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), Error::Kind::Storage) << error.what();
        return error.what();
    }
    ADD_FAILURE() << "no error";
    return {};
}

TEST(CaseRepository, GivesACaseBackAsItWasLeft)
{
    const TemporaryFolder folder;
    const auto file = (folder / "sub folder/cases.sqlite").string();
    const auto result = sampleResult();
    CaseId id = 0;
    {
        CaseRepository cases(file);
        id = cases.add(recordOf(result));
        cases.addPrediction(id, result);
        cases.saveView(id, "{\"zoom\": 2}");
    }
    const auto stored = CaseRepository(file).load(id);
    EXPECT_EQ(stored.record.patient, result.patient);
    EXPECT_EQ(stored.record.clinical, result.clinical);
    EXPECT_EQ(stored.record.files.flair, "/data/demo flair.nii.gz");
    EXPECT_EQ(stored.record.inputs.size(), 3U);
    EXPECT_EQ(stored.viewState, "{\"zoom\": 2}");
    ASSERT_EQ(stored.predictions.size(), 1U);
    EXPECT_EQ(stored.predictions[0].packSha256, result.pack.sha256);
    EXPECT_EQ(analysis::resultToJson(stored.predictions[0].result), analysis::resultToJson(result));
}

TEST(CaseRepository, AddsASecondPredictionAndKeepsTheFirst)
{
    CaseRepository cases(":memory:");
    auto result = sampleResult();
    const auto id = cases.add(recordOf(result));
    cases.addPrediction(id, result);
    result.prediction.group = "low";
    cases.addPrediction(id, result);
    const auto stored = cases.load(id);
    ASSERT_EQ(stored.predictions.size(), 2U);
    EXPECT_EQ(stored.predictions[0].result.prediction.group, "high");
    EXPECT_EQ(stored.predictions[1].result.prediction.group, "low");
    ASSERT_EQ(cases.list().size(), 1U);
    EXPECT_EQ(cases.list()[0].group, "low");
    EXPECT_EQ(cases.list()[0].predictions, 2);
    EXPECT_TRUE(cases.list()[0].demonstration);
}

TEST(CaseRepository, KeepsAResultWithItsCaseOnceAndThenBesideTheFirst)
{
    CaseRepository cases(":memory:");
    auto record = recordOf(sampleResult());
    const auto first = cases.keep(record, sampleResult());
    record.clinical.kps = 70;
    const auto second = cases.keep(record, sampleResult());
    EXPECT_EQ(second.caseId, first.caseId);
    EXPECT_NE(second.predictionId, first.predictionId);
    EXPECT_EQ(first.predictions, 1);
    EXPECT_EQ(second.predictions, 2);
    EXPECT_EQ(cases.load(first.caseId).record.clinical.kps, 70);
    EXPECT_EQ(cases.list().size(), 1U);
}

TEST(CaseRepository, AddsNoCaseWhenItsResultCannotBeStored)
{
    const TemporaryFolder folder;
    CaseRepository cases((folder / "cases.sqlite").string());
    OtherProgram other(folder / "cases.sqlite");
    ASSERT_EQ(other.run("CREATE TRIGGER refuse BEFORE INSERT ON prediction "
                        "BEGIN SELECT RAISE(ABORT, 'the disk is full'); END"), SQLITE_OK);
    EXPECT_NE(storageSentence([&] { cases.keep(recordOf(sampleResult()), sampleResult()); }).find("full"),
              std::string::npos);
    EXPECT_TRUE(cases.list().empty());
    other.run("DROP TRIGGER refuse");
    EXPECT_EQ(cases.keep(recordOf(sampleResult()), sampleResult()).predictions, 1);
}

TEST(CaseRepository, TheDatabaseItselfRefusesToChangeOrRemoveAPrediction)
{
    const TemporaryFolder folder;
    const auto file = folder / "cases.sqlite";
    CaseRepository cases(file.string());
    const auto id = cases.add(recordOf(sampleResult()));
    cases.addPrediction(id, sampleResult());
    OtherProgram other(file);
    EXPECT_NE(other.run("UPDATE prediction SET risk_group = 'low'"), SQLITE_OK);
    EXPECT_NE(other.run("DELETE FROM prediction"), SQLITE_OK);
    EXPECT_EQ(cases.load(id).predictions.at(0).result.prediction.group, "high");
}

TEST(CaseRepository, FindsCasesByIdNamePrimaryAndGroup)
{
    CaseRepository cases(":memory:");
    const auto id = cases.add(recordOf(sampleResult()));
    EXPECT_FALSE(cases.list()[0].group.has_value());
    cases.addPrediction(id, sampleResult());
    auto other = recordOf(sampleResult());
    other.patient = {"100%", "Other", "", ""};
    other.clinical.primary = "melanoma";
    other.inputs[0].sha256 = std::string(64, 'e');
    const auto otherId = cases.add(other);
    for (const char* text : {"demo-00", "SIMULATED", "nsclc", "High"}) {
        ASSERT_EQ(cases.list(text).size(), 1U) << text;
        EXPECT_EQ(cases.list(text)[0].id, id) << text;
    }
    EXPECT_EQ(cases.list("100%").at(0).id, otherId);
    EXPECT_TRUE(cases.list("0_0").empty());
    EXPECT_EQ(cases.list().size(), 2U);
    EXPECT_EQ(cases.find(sampleResult().inputs), id);
    EXPECT_EQ(cases.find(other.inputs), otherId);
    other.inputs[1].sha256 = std::string(64, 'f');
    EXPECT_FALSE(cases.find(other.inputs).has_value());
}

TEST(CaseRepository, KeepsTheSameImagesWithAndWithoutLabelApartAndFindsBothAgain)
{
    CaseRepository cases(":memory:");
    const auto labelled = recordOf(sampleResult());
    auto drawn = labelled;
    drawn.inputs.pop_back();
    drawn.files.label.clear();
    EXPECT_FALSE(cases.find(drawn.inputs).has_value());
    const auto labelledId = cases.add(labelled), drawnId = cases.add(drawn);
    EXPECT_EQ(cases.find(labelled.inputs), labelledId);
    EXPECT_EQ(cases.find(drawn.inputs), drawnId);
    EXPECT_TRUE(cases.load(drawnId).record.files.label.empty());
    EXPECT_EQ(cases.keep(drawn, sampleResult()).caseId, drawnId);
}

TEST(CaseRepository, SaysWhenItIsLockedAndStoresNothing)
{
    const TemporaryFolder folder;
    const auto file = folder / "cases.sqlite";
    CaseRepository cases(file.string());
    OtherProgram other(file);
    ASSERT_EQ(other.run("BEGIN EXCLUSIVE"), SQLITE_OK);
    const auto sentence = storageSentence([&] { cases.add(recordOf(sampleResult())); });
    EXPECT_NE(sentence.find("locked"), std::string::npos) << sentence;
    other.run("ROLLBACK");
    EXPECT_TRUE(cases.list().empty());
}

TEST(CaseRepository, RefusesANewerAForeignAndADamagedFileAndLeavesThemAsTheyWere)
{
    const TemporaryFolder folder;
    CaseRepository(((folder / "newer.sqlite")).string());
    OtherProgram(folder / "newer.sqlite").run("UPDATE metrisk_schema SET version = 99");
    EXPECT_NE(storageSentence([&] { CaseRepository((folder / "newer.sqlite").string()); }).find("newer"),
              std::string::npos);

    OtherProgram(folder / "foreign.sqlite").run("CREATE TABLE songs (title TEXT)");
    EXPECT_NE(storageSentence([&] { CaseRepository((folder / "foreign.sqlite").string()); }).find("another program"),
              std::string::npos);

    testing::writeText(folder / "damaged.sqlite", std::string(5000, 'x'));
    EXPECT_NE(storageSentence([&] { CaseRepository((folder / "damaged.sqlite").string()); }).find("damaged"),
              std::string::npos);
    EXPECT_EQ(testing::textOf(folder / "damaged.sqlite"), std::string(5000, 'x'));

    EXPECT_NE(storageSentence([&] { CaseRepository("/proc/no/cases.sqlite"); }).find("cannot be opened"),
              std::string::npos);
}

TEST(CaseRepository, SaysWhenTheDiskIsFullAndKeepsWhatWasThere)
{
    const TemporaryFolder folder;
    CaseRepository cases((folder / "cases.sqlite").string());
    const auto id = cases.add(recordOf(sampleResult()));
    cases.addPrediction(id, sampleResult());

    // The kernel refuses to let any file grow past this size, as a full disk would.
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit before{};
    getrlimit(RLIMIT_FSIZE, &before);
    const rlimit small{std::filesystem::file_size(folder / "cases.sqlite") + 4096, before.rlim_max};
    ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &small), 0);
    std::string sentence;
    for (int i = 0; i < 10 && sentence.empty(); ++i)
        try {
            cases.addPrediction(id, sampleResult());
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), Error::Kind::Storage);
            sentence = error.what();
        }
    setrlimit(RLIMIT_FSIZE, &before);
    EXPECT_FALSE(sentence.empty());
    EXPECT_GE(cases.load(id).predictions.size(), 1U);
    EXPECT_NO_THROW(cases.addPrediction(id, sampleResult()));
}

TEST(CaseRepository, NamesACaseThatDoesNotExist)
{
    CaseRepository cases(":memory:");
    EXPECT_THROW(cases.load(7), Error);
    EXPECT_THROW(cases.addPrediction(7, sampleResult()), Error);
}

}  // namespace
}  // namespace metrisk::storage
