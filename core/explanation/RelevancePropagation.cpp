#include "core/explanation/RelevancePropagation.h"

#include "core/explanation/AttentionGradient.h"
#include "core/explanation/RelevanceRules.h"

namespace metrisk::explanation {

namespace {

using inference::BlockTrace;
using inference::RelevanceMethod;
using inference::Trace;
using torch::Tensor;

/// The way back from the risk to the first block.
class Propagation {
public:
    Propagation(const inference::VisionTransformer& network, const Trace& trace, const StageObserver& observer)
        : m_network(network), m_trace(trace), m_observer(observer)
    {
    }

    /// From the risk to the last block's output, [tokens, hidden]; what falls on the clinical vector stays
    /// there.
    Tensor head(double& clinicalShare) const
    {
        const auto images = m_trace.imageFeatures.size(1);
        const Tensor seed = torch::ones({1, 1}, m_trace.fusedHidden.options());
        const Tensor hidden = observed("fc_head", throughLinear("fc_head.0", m_trace.fusedHidden, seed));
        const Tensor fused = observed("fc2", throughLinear("fc2.0", m_trace.fused, hidden));
        const bool joinedWithClinical = fused.size(1) > images;
        const Tensor image =
            joinedWithClinical ? throughIdentity(m_trace.imageFeatures, fused.narrow(1, 0, images)) : fused;
        clinicalShare = fused.narrow(1, images, fused.size(1) - images).sum().item<double>();
        const Tensor cls = observed("fc1", throughLinear("fc1.0", m_trace.cls, image));
        const auto tokens = m_trace.blocks.back().output.size(1);
        return observed("norm", withZeroRows(throughIdentity(m_trace.cls, cls), tokens));
    }

    /// From a block's output to its input; nobody but an observer asks what lies behind the first
    /// block's attention.
    Tensor block(int index, const Tensor& relevance, BlockRelevance& result) const
    {
        const BlockTrace& t = m_trace.blocks[std::size_t(index)];
        const std::string name = "blocks." + std::to_string(index);
        const auto [skip2, mlp] = sumRelevance(t.middle[0], t.mlpOutput[0], relevance);
        const Tensor activated = throughLinear(name + ".mlp.linear2", t.mlpActivated, t.mlpOutput, mlp);
        const Tensor mlpInput = throughLinear(name + ".mlp.linear1", t.mlpInput, t.mlpHidden, activated);
        const Tensor middle = joined(t.middle[0], skip2, mlpInput);

        const auto tokens = t.input.size(1);
        const auto [skip1, attention] =
            sumRelevance(t.input[0].narrow(0, 0, middle.size(0)), t.attentionOutput[0], middle);
        const Tensor context = throughLinear(name + ".attn.out_proj", t.context, t.attentionOutput, attention);
        const Tensor onValue = throughContext(t, withZeroRows(context, tokens), result);
        if (index == 0 && !m_observer)
            return {};
        const Tensor product = torch::cat({joinHeads(t.query[0]), joinHeads(t.key[0]), joinHeads(t.value[0])}, 1);
        const Tensor attentionInput = linearRelevance(t.attentionInput[0], weight(name + ".attn.qkv.weight"),
                                                      product, throughLogits(t, result.relevance, onValue));
        return observed("block" + std::to_string(index),
                        joined(t.input[0], withZeroRows(skip1, tokens), attentionInput));
    }

private:
    Tensor weight(const std::string& name) const { return m_network.weight(name).to(torch::kFloat64); }

    Tensor observed(const std::string& stage, Tensor relevance) const
    {
        if (m_observer)
            m_observer(stage, relevance);
        return relevance;
    }

    Tensor throughLinear(const std::string& name, const Tensor& x, const Tensor& relevance) const
    {
        return linearRelevance(x, weight(name + ".weight"), torch::mm(x, weight(name + ".weight").t()), relevance);
    }

    /// The same for a layer of a block, whose output the forward pass has kept: [1, tokens, ...].
    Tensor throughLinear(const std::string& name, const Tensor& x, const Tensor& output,
                         const Tensor& relevance) const
    {
        return linearRelevance(x[0], weight(name + ".weight"), output[0] - weight(name + ".bias"), relevance);
    }

    /// Picking or joining values without changing them: relevance stays where the value is not 0.
    static Tensor throughIdentity(const Tensor& x, const Tensor& relevance)
    {
        return x * stabilisedQuotient(relevance, x);
    }

    /// One value read by two branches: it collects the relevance of both.
    static Tensor joined(const Tensor& x, const Tensor& a, const Tensor& b)
    {
        return x * (stabilisedQuotient(a, x) + stabilisedQuotient(b, x));
    }

    /// From the context [tokens, hidden] to the attention, which is kept, and the values: returned.
    static Tensor throughContext(const BlockTrace& t, const Tensor& context, BlockRelevance& result)
    {
        const Tensor output = torch::matmul(t.attention[0], t.value[0]);  // [heads, tokens, channels]
        auto [onAttention, onValue] =
            productRelevance(t.attention[0], t.value[0], output, splitHeads(context, output));
        result.attention = t.attention[0];
        result.relevance = onAttention;
        return onValue;
    }

    /// From the attention [heads, tokens, tokens] to queries, keys and values side by side, [tokens, 3 hidden].
    static Tensor throughLogits(const BlockTrace& t, const Tensor& attention, const Tensor& onValue)
    {
        const Tensor query = t.query[0], key = t.key[0].transpose(1, 2);
        const auto [onQuery, onKey] = productRelevance(query, key, torch::matmul(query, key), attention);
        return torch::cat({joinHeads(onQuery), joinHeads(onKey.transpose(1, 2)), joinHeads(onValue)}, 1);
    }

    static Tensor splitHeads(const Tensor& x, const Tensor& like)
    {
        return x.view({like.size(1), like.size(0), like.size(2)}).transpose(0, 1);
    }

    static Tensor joinHeads(const Tensor& x) { return x.transpose(0, 1).flatten(1); }

    const inference::VisionTransformer& m_network;
    const Trace& m_trace;
    const StageObserver& m_observer;
};

/// Without the last `registers` rows and columns.
Tensor withoutRegisters(const Tensor& map, int registers)
{
    const auto kept = map.size(-1) - registers;
    return map.narrow(-2, 0, kept).narrow(-1, 0, kept);
}

Tensor blockMap(const BlockRelevance& block, RelevanceMethod method)
{
    const Tensor product = method == RelevanceMethod::Rollout ? block.relevance : block.gradient * block.relevance;
    return product.clamp_min(0.0).mean(0);
}

}  // namespace

PropagatedRelevance propagateRelevance(const inference::VisionTransformer& network, const Tensor& image,
                                       const Tensor& clinical, const std::function<void()>& afterBlock,
                                       const StageObserver& observer)
{
    const torch::NoGradGuard byHand;
    Trace trace;
    network.forward(image.to(torch::kFloat64), clinical,
                    {.trace = &trace, .lastBlockForClsOnly = !observer, .afterBlock = afterBlock});

    PropagatedRelevance result;
    result.patches = network.architecture().patches();
    result.registers = network.architecture().registers;
    result.blocks.resize(trace.blocks.size());
    const Propagation propagation(network, trace, observer);
    Tensor relevance = propagation.head(result.clinicalShare);
    Tensor gradient = headGradient(network, trace);
    for (int block = int(trace.blocks.size()) - 1; block >= 0; --block) {
        auto& kept = result.blocks[std::size_t(block)];
        auto& blockTrace = trace.blocks[std::size_t(block)];
        relevance = propagation.block(block, relevance, kept);
        const BlockGradient back = blockGradient(network, block, blockTrace, gradient);
        kept.gradient = back.attention;
        gradient = back.input;
        blockTrace = {};  // its memory is needed no more
        if (afterBlock)
            afterBlock();
    }
    return result;
}

Tensor tokenRelevance(const PropagatedRelevance& propagated, const inference::RelevanceRule& rule)
{
    const torch::NoGradGuard noGradients;
    if (rule.method == RelevanceMethod::LastLayerAttention)
        return propagated.blocks.back().attention.mean(0)[0].narrow(0, 1, propagated.patches).clone();
    const int cut = rule.keepRegisters ? 0 : propagated.registers;
    Tensor row;  // CLS row of the product, multiplied from the last block to the first
    for (int block = int(propagated.blocks.size()) - 1; block >= rule.startBlock; --block) {
        const Tensor map = withoutRegisters(blockMap(propagated.blocks[std::size_t(block)], rule.method), cut);
        if (!row.defined()) {
            row = torch::zeros({1, map.size(0)}, map.options());
            row.select(1, 0).fill_(1.0);
        }
        row = row + torch::mm(row, map);
    }
    return row[0].narrow(0, 1, propagated.patches).clone();
}

}  // namespace metrisk::explanation
