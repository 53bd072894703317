#include "core/common/Error.h"
#include "core/inference/SafetensorsFile.h"

#include <nlohmann/json.hpp>

#include <fstream>
#include <system_error>

namespace metrisk::inference {

namespace {

namespace fs = std::filesystem;

std::string headerOf(const std::vector<StoredTensor>& tensors)
{
    auto header = nlohmann::ordered_json::object();
    std::size_t offset = 0;
    for (const auto& tensor : tensors) {
        header[tensor.name] = {{"dtype", nameOf(tensor.type)},
                               {"shape", tensor.shape},
                               {"data_offsets", {offset, offset + tensor.bytes.size()}}};
        offset += tensor.bytes.size();
    }
    std::string text = header.dump();
    text.resize((text.size() + 7) / 8 * 8, ' ');  // the numbers start on a multiple of eight
    return text;
}

bool written(const fs::path& path, const std::vector<StoredTensor>& tensors)
{
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    const std::string header = headerOf(tensors);
    const auto length = std::uint64_t(header.size());
    file.write(reinterpret_cast<const char*>(&length), sizeof length);
    file.write(header.data(), std::streamsize(header.size()));
    for (const auto& tensor : tensors)
        file.write(reinterpret_cast<const char*>(tensor.bytes.data()), std::streamsize(tensor.bytes.size()));
    file.close();
    return bool(file);
}

}  // namespace

void writeSafetensors(const fs::path& path, const std::vector<StoredTensor>& tensors)
{
    const fs::path unfinished = path.string() + ".part";
    std::error_code failure;
    const bool complete = written(unfinished, tensors);
    if (complete)
        fs::rename(unfinished, path, failure);
    if (complete && !failure)
        return;
    std::error_code ignored;
    fs::remove(unfinished, ignored);
    throw Error(Error::Kind::Storage, "The file " + path.string() + " could not be written.",
                "Check that the folder exists, that you may write to it and that the disk is not full.");
}

}  // namespace metrisk::inference
