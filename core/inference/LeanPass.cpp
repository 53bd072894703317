#include "core/inference/LeanPass.h"

#include "core/inference/LargeTensor.h"
#include "core/inference/TokenColumns.h"

#include <cmath>

namespace metrisk::inference {

namespace {

using torch::Tensor;

/// Hands out parts of one large tensor, side by side, each starting at 64 bytes.
class Room {
public:
    Room(std::int64_t numbers, const torch::TensorOptions& options) : m_all(largeTensor({numbers}, options)) {}

    Tensor take(at::IntArrayRef sizes)
    {
        const auto numbers = c10::multiply_integers(sizes);
        const Tensor part = m_all.narrow(0, m_taken, numbers).view(sizes);
        m_taken += (numbers + 15) / 16 * 16;
        return part;
    }

private:
    Tensor m_all;
    std::int64_t m_taken = 0;
};

/// Where one block's results go, [channels, columns]; behind the context of the last block for the CLS tokens alone.
/// Untraced, results that are needed no more make way for the next.
struct BlockRoom {
    Tensor attentionInput, qkv, attention;
    Tensor context, attentionOutput, middle, mlpInput, mlpHidden, mlpActivated, mlpOutput, output;
};

class LeanPass {
public:
    LeanPass(const VisionTransformer& network, const Tensor& image, const ForwardOptions& options)
        : m_network(network),
          m_sizes(network.architecture()),
          m_options(options),
          m_type(torch::TensorOptions(image.scalar_type()).device(image.device())),
          m_samples(image.size(0)),
          m_width(paddedColumns(m_samples * m_sizes.tokens(), m_type))
    {
    }

    Tensor cls(const Tensor& image)
    {
        Tensor tokens = embedded(image);
        BlockRoom room = m_options.trace ? BlockRoom{} : sharedRoom(tokens);
        for (int block = 0; block < m_sizes.layers; ++block) {
            if (m_options.trace)
                room = tracedRoom(widthBehind(block));
            else if (onlyCls(block))
                narrowToCls(room);
            pass(block, tokens, room);
            tokens = room.output;
            if (m_options.afterBlock)
                m_options.afterBlock();
        }
        const Tensor last = onlyCls(m_sizes.layers - 1) ? tokens : clsColumns(tokens);
        Tensor normed = torch::empty_like(last);
        normColumns(last, weight("norm.weight"), weight("norm.bias"), normed);
        return normed.narrow(1, 0, m_samples).t().contiguous();
    }

private:
    /// Of the last block nothing but the CLS row is read, unless the trace wants to know more.
    bool onlyCls(int block) const
    {
        return block == m_sizes.layers - 1 && (!m_options.trace || m_options.lastBlockForClsOnly);
    }

    std::int64_t clsWidth() const { return paddedColumns(m_samples, m_type); }
    std::int64_t widthBehind(int block) const { return onlyCls(block) ? clsWidth() : m_width; }

    /// Untraced: what attends is written over by the MLP, and the tokens themselves are carried on in place.
    BlockRoom sharedRoom(const Tensor& tokens) const
    {
        const std::int64_t hidden = m_sizes.hiddenSize, count = m_sizes.tokens();
        Room room(m_width * (6 * hidden + m_sizes.mlpSize) + m_sizes.heads * count * count + 16 * 6, m_type);
        BlockRoom block;
        block.attentionInput = block.mlpInput = room.take({hidden, m_width});
        block.qkv = room.take({3 * hidden, m_width});
        block.attention = room.take({1, m_sizes.heads, count, count});
        block.context = room.take({hidden, m_width}).zero_();  // its padding is never written
        block.attentionOutput = block.mlpOutput = room.take({hidden, m_width});
        block.middle = block.output = tokens;
        block.mlpHidden = block.mlpActivated = room.take({m_sizes.mlpSize, m_width});
        return block;
    }

    void narrowToCls(BlockRoom& room) const
    {
        const auto narrow = [&](std::int64_t channels) { return torch::zeros({channels, clsWidth()}, m_type); };
        room.attention = torch::empty({1, m_sizes.heads, 1, m_sizes.tokens()}, m_type);
        room.context = narrow(m_sizes.hiddenSize);
        room.attentionOutput = room.mlpOutput = narrow(m_sizes.hiddenSize);
        room.middle = room.output = narrow(m_sizes.hiddenSize);
        room.mlpInput = narrow(m_sizes.hiddenSize);
        room.mlpHidden = room.mlpActivated = narrow(m_sizes.mlpSize);
    }

    BlockRoom tracedRoom(std::int64_t width) const
    {
        const std::int64_t hidden = m_sizes.hiddenSize, mlp = m_sizes.mlpSize, count = m_sizes.tokens();
        const std::int64_t maps = m_samples * m_sizes.heads * count * count;
        Room room(m_width * 4 * hidden + maps + width * (6 * hidden + 2 * mlp) + 16 * 11, m_type);
        BlockRoom block;
        block.attentionInput = room.take({hidden, m_width});
        block.qkv = room.take({3 * hidden, m_width});
        block.attention = room.take({m_samples, m_sizes.heads, count, count});
        block.context = room.take({hidden, width}).zero_();
        block.attentionOutput = room.take({hidden, width});
        block.middle = room.take({hidden, width});
        block.mlpInput = room.take({hidden, width});
        block.mlpHidden = room.take({mlp, width});
        block.mlpActivated = room.take({mlp, width});
        block.mlpOutput = room.take({hidden, width});
        block.output = room.take({hidden, width});
        return block;
    }

    void pass(int block, const Tensor& tokens, BlockRoom& room)
    {
        const std::string name = "blocks." + std::to_string(block);
        norm(name + ".norm1", tokens, room.attentionInput);
        multiplyColumns(m_network.weight(name + ".attn.qkv.weight"), room.attentionInput, room.qkv);
        for (std::int64_t sample = 0; sample < m_samples; ++sample)
            attend(block, sample, room);
        linear(name + ".attn.out_proj", room.context, room.attentionOutput);
        torch::add_out(room.middle, onlyCls(block) ? clsColumns(tokens) : tokens, room.attentionOutput);
        norm(name + ".norm2", room.middle, room.mlpInput);
        linear(name + ".mlp.linear1", room.mlpInput, room.mlpHidden);
        geluColumns(room.mlpHidden, room.mlpActivated);
        linear(name + ".mlp.linear2", room.mlpActivated, room.mlpOutput);
        torch::add_out(room.output, room.middle, room.mlpOutput);
        if (m_options.trace)
            m_options.trace->blocks.push_back(traced(tokens, room, onlyCls(block) ? 1 : m_sizes.tokens()));
    }

    /// Untraced, the CLS row alone asks in the last block.
    void attend(int block, std::int64_t sample, const BlockRoom& room) const
    {
        const std::int64_t count = m_sizes.tokens();
        const std::int64_t asking = onlyCls(block) && !m_options.trace ? 1 : count;
        const std::int64_t heard = onlyCls(block) ? 1 : count;
        const Tensor columns = room.qkv.narrow(1, sample * count, count);
        const auto part = [&](int which) { return heads(columns.narrow(0, which * m_sizes.hiddenSize, m_sizes.hiddenSize)); };
        Tensor map = room.attention[m_options.trace ? sample : 0];  // [heads, asking, T]
        multiplyHeads(map, part(0).narrow(2, 0, asking).transpose(1, 2), part(1),
                      1.0 / std::sqrt(double(m_sizes.hiddenSize / m_sizes.heads)));
        torch::_softmax_out(map, map, -1, false);
        multiplyHeads(heads(room.context.narrow(1, onlyCls(block) ? sample : sample * count, heard)), part(2),
                      map.narrow(1, 0, heard).transpose(1, 2));
    }

    /// [H, columns] -> [heads, H / heads, columns], a view.
    Tensor heads(const Tensor& columns) const
    {
        return columns.unflatten(0, {std::int64_t(m_sizes.heads), std::int64_t(m_sizes.hiddenSize / m_sizes.heads)});
    }

    /// [B, tokens, channels]: a view without the padding.
    Tensor shown(const Tensor& columns, std::int64_t count) const
    {
        return columns.narrow(1, 0, m_samples * count).t().unflatten(0, {m_samples, count});
    }

    Tensor clsColumns(const Tensor& tokens) const
    {
        Tensor columns = torch::zeros({tokens.size(0), clsWidth()}, m_type);
        columns.narrow(1, 0, m_samples).copy_(shown(tokens, m_sizes.tokens()).select(1, 0).t());
        return columns;
    }

    BlockTrace traced(const Tensor& tokens, const BlockRoom& room, std::int64_t behind) const
    {
        const std::int64_t count = m_sizes.tokens();
        BlockTrace t;
        t.input = shown(tokens, count);
        t.attentionInput = shown(room.attentionInput, count);
        t.queryKeyValue = shown(room.qkv, count);
        t.attention = room.attention;
        t.context = shown(room.context, behind);
        t.attentionOutput = shown(room.attentionOutput, behind);
        t.middle = shown(room.middle, behind);
        t.mlpInput = shown(room.mlpInput, behind);
        t.mlpHidden = shown(room.mlpHidden, behind);
        t.mlpActivated = shown(room.mlpActivated, behind);
        t.mlpOutput = shown(room.mlpOutput, behind);
        t.output = shown(room.output, behind);
        return t;
    }

    Tensor weight(const std::string& name) const { return m_network.weight(name).to(m_type.dtype()); }

    void norm(const std::string& name, const Tensor& x, Tensor& result) const
    {
        normColumns(x, weight(name + ".weight"), weight(name + ".bias"), result);
    }

    void linear(const std::string& name, const Tensor& x, Tensor& result) const
    {
        result.copy_(weight(name + ".bias").unsqueeze(1).expand_as(result));
        multiplyColumns(m_network.weight(name + ".weight"), x, result, {.adding = true});
    }

    /// A convolution whose kernel and stride are the patch is one product over the cut-out patches.
    Tensor embedded(const Tensor& image) const
    {
        const std::int64_t count = m_samples * m_sizes.patches();
        const Tensor kernel = m_network.weight("patch_embedding.patch_embeddings.weight").flatten(1);  // [H, 3 p^3]
        const Tensor cut = patchesOf(image, m_sizes).permute({4, 5, 6, 7, 0, 1, 2, 3});
        const Tensor patches = largeTensor({kernel.size(1), paddedColumns(count, m_type)}, m_type);
        patches.narrow(1, count, patches.size(1) - count).zero_();
        patches.narrow(1, 0, count).view(cut.sizes()).copy_(cut);
        const Tensor bias = weight("patch_embedding.patch_embeddings.bias").unsqueeze(1);
        const Tensor columns = bias.expand({m_sizes.hiddenSize, patches.size(1)}).contiguous();
        multiplyColumns(kernel, patches, columns, {.adding = true});
        return withClsAndRegisters(columns.narrow(1, 0, count).t().unflatten(0, {m_samples, std::int64_t(m_sizes.patches())}) +
                                   weight("patch_embedding.position_embeddings"));
    }

    /// [H, columns]: CLS, patches and registers of every sample.
    Tensor withClsAndRegisters(const Tensor& patches) const
    {
        if (m_options.trace)
            m_options.trace->patchEmbedding = patches;
        const Tensor tokens = torch::zeros({m_sizes.hiddenSize, m_width}, m_type);
        const Tensor samples = shown(tokens, m_sizes.tokens());
        samples.select(1, 0).copy_(weight("cls_token").view({-1}));
        samples.narrow(1, 1, m_sizes.patches()).copy_(patches);
        if (m_sizes.registers > 0)
            samples.narrow(1, 1 + m_sizes.patches(), m_sizes.registers).copy_(weight("register_tokens"));
        return tokens;
    }

    const VisionTransformer& m_network;
    const Architecture& m_sizes;
    const ForwardOptions& m_options;
    torch::TensorOptions m_type;
    std::int64_t m_samples, m_width;
};

}  // namespace

torch::Tensor patchesOf(const torch::Tensor& image, const Architecture& sizes)
{
    const auto grid = sizes.tokenGrid();
    const std::int64_t patch = sizes.patchSize;
    Tensor used = image;
    for (int axis = 2; axis >= 0; --axis) {
        const std::int64_t count = grid[std::size_t(axis)];
        used = used.narrow(axis + 2, 0, count * patch).unflatten(axis + 2, {count, patch});
    }
    return used.permute({0, 2, 4, 6, 1, 3, 5, 7});
}

torch::Tensor leanClsOf(const VisionTransformer& network, const torch::Tensor& image, const ForwardOptions& options)
{
    const torch::NoGradGuard noGradients;
    return LeanPass(network, image, options).cls(image);
}

}  // namespace metrisk::inference
