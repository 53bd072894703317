#include "core/explanation/BlockWayBack.h"

#include "core/explanation/RelevanceRules.h"
#include "core/inference/LargeTensor.h"
#include "core/inference/TokenColumns.h"

#include <cmath>

namespace metrisk::explanation {

namespace {

using inference::BlockTrace;
using inference::columnsOf;
using inference::multiplyColumns;
using inference::multiplyHeads;
using torch::Tensor;

/// The first columns, and zeros beside them.
Tensor widened(const Tensor& columns, std::int64_t width)
{
    if (columns.size(1) == width)
        return columns;
    Tensor all = torch::zeros({columns.size(0), width}, columns.options());
    all.narrow(1, 0, columns.size(1)).copy_(columns);
    return all;
}

Tensor first(const Tensor& columns, std::int64_t width) { return columns.narrow(1, 0, width); }

}  // namespace

Tensor BlockWayBack::vector(const std::string& name) const { return m_network.weight(name).to(torch::kFloat64); }

/// Zero when handed out for the first time.
Tensor BlockWayBack::room(const std::string& use, at::IntArrayRef sizes, const torch::TensorOptions& options)
{
    Tensor& tensor = m_rooms[use + std::to_string(sizes[0]) + "x" + std::to_string(sizes[1])];
    if (!tensor.defined())
        tensor = inference::largeTensor(sizes, options).zero_();
    return tensor;
}

/// [H, columns] -> [heads, H / heads, columns], a view.
Tensor BlockWayBack::splitHeads(const Tensor& columns) const
{
    const std::int64_t heads = m_network.architecture().heads;
    return columns.unflatten(0, {heads, columns.size(0) / heads});
}

WayBack BlockWayBack::throughLinear(const std::string& name, const Tensor& x, const Tensor& output, const WayBack& back)
{
    const Tensor& weight = m_network.weight(name + ".weight");
    const std::int64_t width = x.size(1), in = x.size(0), out = output.size(0);
    Tensor absoluteX = room("absolute", {in, width}, x.options());
    torch::abs_out(absoluteX, x);
    Tensor z = room("z", {out, width}, x.options());
    if (m_network.weights().contains(name + ".bias"))
        torch::sub_out(z, output, vector(name + ".bias").unsqueeze(1));
    else
        z.copy_(output);
    multiplyColumns(weight, absoluteX, z, {.absolute = true, .adding = true});  // twice the sum of Z_i

    const Tensor both = room("both", {out, 2 * width}, x.options());  // relevance / Z_i, gradient
    const Tensor share = both.narrow(1, 0, width);
    halfQuotient(back.relevance, z, share);
    both.narrow(1, width, width).copy_(back.gradient);
    Tensor result = room("result", {in, 2 * width}, x.options());
    Tensor onAbsolute = room("onAbsolute", {in, width}, x.options());
    multiplyColumns(weight, both, result, {.transposed = true});
    multiplyColumns(weight, share, onAbsolute, {.transposed = true, .absolute = true});
    signedShares(x, onAbsolute, result.narrow(1, 0, width));
    return {result.narrow(1, 0, width), result.narrow(1, width, width)};
}

WayBack BlockWayBack::throughMlp(const std::string& name, const BlockTrace& trace, const WayBack& output)
{
    const Tensor hidden = columnsOf(trace.mlpHidden[0]);
    WayBack back = throughLinear(name + ".mlp.linear2", columnsOf(trace.mlpActivated[0]), columnsOf(trace.mlpOutput[0]), output);
    Tensor gradient = room("gelu", hidden.sizes(), hidden.options());
    inference::geluGradient(hidden, back.gradient, gradient);
    return throughLinear(name + ".mlp.linear1", columnsOf(trace.mlpInput[0]), hidden, {back.relevance, gradient});
}

WayBack BlockWayBack::through(int block, const BlockTrace& trace, const WayBack& output, bool stopAtAttention,
                              BlockRelevance& result)
{
    const std::string name = "blocks." + std::to_string(block);
    const Tensor input = columnsOf(trace.input[0]), middle = columnsOf(trace.middle[0]);
    const std::int64_t width = middle.size(1);  // of the last block that of the CLS token alone
    const auto [skip2, onMlp] = sumRelevance(middle, columnsOf(trace.mlpOutput[0]), output.relevance);
    const WayBack mlp = throughMlp(name, trace, {onMlp, output.gradient});
    const Tensor onMiddle = joinedRelevance(middle, skip2, mlp.relevance);
    const Tensor gradient =
        inference::normGradient(middle, vector(name + ".norm2.weight"), mlp.gradient).add_(output.gradient);

    const auto [skip1, onAttention] =
        sumRelevance(first(input, width).contiguous(), columnsOf(trace.attentionOutput[0]), onMiddle);
    const WayBack context = throughLinear(name + ".attn.out_proj", columnsOf(trace.context[0]),
                                          columnsOf(trace.attentionOutput[0]), {onAttention, gradient});
    const WayBack product = throughAttention(trace, context, stopAtAttention, result);
    if (stopAtAttention)
        return {};
    const WayBack back = throughLinear(name + ".attn.qkv", columnsOf(trace.attentionInput[0]),
                                       columnsOf(trace.queryKeyValue[0]), product);
    return {joinedRelevance(input, widened(skip1, input.size(1)), back.relevance),
            inference::normGradient(input, vector(name + ".norm1.weight"), back.gradient)
                .add_(widened(gradient, input.size(1)))};
}

/// Through context = value attention^T and attention = softmax(query^T key), head by head, to query, key and value.
WayBack BlockWayBack::throughAttention(const BlockTrace& trace, const WayBack& context, bool stopAtAttention,
                                       BlockRelevance& result)
{
    const std::int64_t tokens = trace.attention.size(2), heard = trace.context.size(1);
    const Tensor qkv = columnsOf(trace.queryKeyValue[0]);
    const auto parts = qkv.narrow(1, 0, tokens).chunk(3, 0);
    const Tensor query = splitHeads(parts[0]), key = splitHeads(parts[1]), value = splitHeads(parts[2]);
    const Tensor attention = trace.attention[0], asking = attention.narrow(1, 0, heard);  // [heads, heard, tokens]
    const Tensor share = stabilisedQuotient(context.relevance, columnsOf(trace.context[0]));
    const Tensor onContext = splitHeads(first(share, heard)), gradient = splitHeads(first(context.gradient, heard));

    const Tensor maps = inference::largeTensor({2, attention.size(0), tokens, tokens}, attention.options());
    if (heard < tokens)
        maps.zero_();
    result = {attention, maps[0], maps[1]};
    const Tensor relevance = maps[0].narrow(1, 0, heard), attentionGradient = maps[1].narrow(1, 0, heard);
    multiplyHeads(relevance, onContext.transpose(1, 2), value, 0.5);
    relevance.mul_(asking);
    multiplyHeads(attentionGradient, gradient.transpose(1, 2), value, 1.0);
    if (stopAtAttention)
        return {};

    const Tensor both = room("qkv", {qkv.size(0), 2 * qkv.size(1)}, qkv.options());
    const Tensor onProduct = both.narrow(1, 0, qkv.size(1)), productGradient = both.narrow(1, qkv.size(1), qkv.size(1));
    const auto to = onProduct.chunk(3, 0), gradientTo = productGradient.chunk(3, 0);
    const auto heads = [&](const Tensor& columns, std::int64_t count) { return splitHeads(first(columns, count)); };
    const Tensor asked = query.narrow(2, 0, heard);

    const Tensor logits = inference::largeTensor(relevance.sizes(), qkv.options());  // [heads, heard, tokens]
    multiplyHeads(logits, asked.transpose(1, 2), key);
    const Tensor onLogits = stabilisedQuotient(relevance.contiguous(), logits);
    multiplyHeads(heads(to[0], heard), key, onLogits.transpose(1, 2), 0.5);
    multiplyHeads(heads(to[1], tokens), asked, onLogits, 0.5);
    multiplyHeads(heads(to[2], tokens), onContext, asking, 0.5);
    onProduct.mul_(qkv);

    const double scale = 1.0 / std::sqrt(double(query.size(1)));
    Tensor logitGradient = logits;  // its memory
    torch::_softmax_backward_data_out(logitGradient, attentionGradient.contiguous(), asking.contiguous(), -1, torch::kFloat64);
    multiplyHeads(heads(gradientTo[0], heard), key, logitGradient.transpose(1, 2), scale);
    multiplyHeads(heads(gradientTo[1], tokens), asked, logitGradient, scale);
    multiplyHeads(heads(gradientTo[2], tokens), gradient, asking, 1.0);
    return {onProduct, productGradient};
}

}  // namespace metrisk::explanation
