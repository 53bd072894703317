#include "core/common/Error.h"
#include "core/common/PendingFile.h"
#include "core/inference/SafetensorsFile.h"

#include <nlohmann/json.hpp>

#include <fstream>

namespace metrisk::inference {

namespace {

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

}  // namespace

void writeSafetensors(const std::filesystem::path& path, const std::vector<StoredTensor>& tensors)
{
    common::PendingFile pending(path);
    std::ofstream file(pending.path(), std::ios::binary | std::ios::trunc);
    const std::string header = headerOf(tensors);
    const auto length = std::uint64_t(header.size());
    file.write(reinterpret_cast<const char*>(&length), sizeof length);
    file.write(header.data(), std::streamsize(header.size()));
    for (const auto& tensor : tensors)
        file.write(reinterpret_cast<const char*>(tensor.bytes.data()), std::streamsize(tensor.bytes.size()));
    file.close();
    if (!file)
        throw Error(Error::Kind::Storage, "The file " + path.string() + " could not be written.",
                    "Check that you may write to its folder and that the disk is not full.");
    pending.commit();
}

}  // namespace metrisk::inference
