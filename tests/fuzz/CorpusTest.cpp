#include "core/common/Error.h"
#include "tests/fuzz/ImageReaders.h"
#include "tests/fuzz/Readers.h"
#include "tests/support/TestFiles.h"

#include <gtest/gtest.h>

#include <functional>

namespace metrisk::fuzz {
namespace {

struct Outcome {
    int accepted = 0;
    int refused = 0;
};

/// Reads every kept file; anything but a value or an Error fails the test with the file's name.
Outcome replay(const std::string& name, const std::function<void(Bytes)>& read)
{
    Outcome outcome;
    const auto folder = std::filesystem::path(METRISK_SOURCE_DIR) / "tests/fuzz/corpus" / name;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        const auto content = testing::textOf(entry.path());
        try {
            read(std::as_bytes(std::span(content)));
            ++outcome.accepted;
        } catch (const Error& error) {
            EXPECT_FALSE(error.whatHappened().empty()) << entry.path();
            ++outcome.refused;
        } catch (const std::exception& defect) {
            ADD_FAILURE() << entry.path() << ": " << defect.what();
        }
    }
    return outcome;
}

/// A corpus that is all refused would no longer reach the checks behind the first one.
void expectBoth(const Outcome& outcome)
{
    EXPECT_GT(outcome.accepted, 0);
    EXPECT_GT(outcome.refused, 0);
}

TEST(FuzzCorpus, EverySafetensorsFileIsReadOrRefusedWithAReason)
{
    expectBoth(replay("safetensors", readSafetensors));
}

TEST(FuzzCorpus, EveryModelJsonIsReadOrRefusedWithAReason) { expectBoth(replay("model_json", readModelJson)); }

TEST(FuzzCorpus, EveryCohortIsReadOrRefusedWithAReason) { expectBoth(replay("cohort", readCohort)); }

TEST(FuzzCorpus, EveryTableOfPredictionsIsReadOrRefusedWithAReason) { expectBoth(replay("predictions", readPredictions)); }

TEST(FuzzCorpus, EveryNiftiFileIsReadOrRefusedWithAReason) { expectBoth(replay("nifti", readNifti)); }

TEST(FuzzCorpus, EveryDicomSeriesIsPlannedOrRefusedWithAReason) { expectBoth(replay("dicom_images", readDicomImages)); }

TEST(FuzzCorpus, EverySegmentationIsReadOrRefusedWithAReason) { expectBoth(replay("segmentation", readDrawnLabels)); }

TEST(FuzzCorpus, EveryStructureSetIsReadOrRefusedWithAReason) { expectBoth(replay("structure_set", readDrawnLabels)); }

}  // namespace
}  // namespace metrisk::fuzz
