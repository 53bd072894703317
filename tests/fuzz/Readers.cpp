#include "tests/fuzz/Readers.h"

#include "core/common/Error.h"
#include "core/evaluation/Predictions.h"
#include "core/inference/CohortFile.h"
#include "core/inference/GoldenCase.h"
#include "core/inference/ModelPackageJson.h"
#include "core/inference/SafetensorsHeader.h"
#include "core/inference/TensorLayout.h"
#include "tests/fuzz/MemoryFile.h"

#include <cmath>
#include <string>

namespace metrisk::fuzz {

namespace {

using namespace inference;

std::string textOf(Bytes bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }

void checkPlace(const StoredTensor& tensor, Bytes file)
{
    std::size_t bytes = bytesOf(tensor.type);
    for (const std::int64_t extent : tensor.shape) {
        require(extent >= 0, "no extent is negative");
        bytes *= std::size_t(extent);
    }
    require(bytes == tensor.bytes.size(), "a tensor has the bytes of its shape");
    require(tensor.bytes.data() >= file.data(), "a tensor starts inside the file");
    require(tensor.bytes.data() + tensor.bytes.size() <= file.data() + file.size(), "and ends there");
}

/// The numbers through the mapped file, as a pack's golden case is read.
void readNumbers(Bytes bytes)
{
    const MemoryFile memory(bytes);
    const SafetensorsFile file(memory.path());
    for (const auto& tensor : file.tensors())
        try {
            require(file.numbers(tensor.name).size() == tensor.bytes.size() / bytesOf(tensor.type),
                    "as many numbers as the shape says");
        } catch (const Error&) {  // a type that is not read as numbers
        }
    const Architecture tiny{.imageSize = {2, 2, 2}, .patchSize = 2, .hiddenSize = 2, .heads = 1, .clinicalFeatures = 1};
    readGoldenCase(memory.path(), tiny);
}

}  // namespace

void readSafetensors(Bytes bytes)
{
    const auto tensors = tensorsIn(bytes, "the fuzzer's input");
    for (std::size_t i = 0; i < tensors.size(); ++i) {
        checkPlace(tensors[i], bytes);
        const auto* end = tensors[i].bytes.data() + tensors[i].bytes.size();
        require(i + 1 == tensors.size() || end <= tensors[i + 1].bytes.data(), "no tensor overlaps the next");
    }
    readNumbers(bytes);
}

void readModelJson(Bytes bytes)
{
    const auto package = packageFromJson(textOf(bytes));
    require(parameterCount(package.architecture) > 0, "a network of an accepted size can be counted");
    const auto written = packageToJson(package);
    require(packageToJson(packageFromJson(written)) == written, "an accepted pack reads back as written");
}

void readCohort(Bytes bytes)
{
    const auto cohort = cohortFromCsv(textOf(bytes));
    const auto again = cohortFromCsv(cohortToCsv(cohort));
    require(again.size() == cohort.size(), "no patient is lost");
    for (std::size_t i = 0; i < cohort.size(); ++i)
        require(again[i].id == cohort[i].id && again[i].risk == cohort[i].risk &&
                    again[i].timeMonths == cohort[i].timeMonths && again[i].event == cohort[i].event,
                "every patient reads back as written");
}

void readPredictions(Bytes bytes)
{
    const auto table = common::csvTable(textOf(bytes), "the fuzzer's input");
    for (const auto& field : table.rows.front().fields) {
        const auto again = common::csvTable("a,b\n1," + common::csvField(field) + "\n", "again");
        require(again.rows.front().fields.back() == field, "a field reads back as written");
    }
    const auto predictions = evaluation::predictionsFrom(table);
    const auto patients = table.rows.size();
    require(predictions.size() == patients && predictions.risks.size() == patients, "no patient is lost");
    for (std::size_t i = 0; i < patients; ++i)
        require(std::isfinite(predictions.risks[i]) && predictions.followUp[i].timeMonths >= 0.0, "times and risks are numbers");
    for (const auto& subgroup : predictions.subgroups) {
        require(subgroup.levelOf.size() == patients && subgroup.levels.size() >= 2, "a subgroup parts all patients");
        for (const auto level : subgroup.levelOf)
            require(level < subgroup.levels.size(), "every patient has one of its levels");
    }
}

}  // namespace metrisk::fuzz
