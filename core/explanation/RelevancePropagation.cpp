#include "core/explanation/RelevancePropagation.h"

#include "core/explanation/HeadGradient.h"
#include "core/explanation/RelevanceRules.h"
#include "core/inference/TokenColumns.h"

namespace metrisk::explanation {

namespace {

using inference::RelevanceMethod;
using inference::Trace;
using torch::Tensor;

/// The first rows of a matrix [tokens, ...], and zeros below them.
Tensor withZeroRows(const Tensor& rows, std::int64_t tokens)
{
    Tensor all = torch::zeros({tokens, rows.size(1)}, rows.options());
    all.narrow(0, 0, rows.size(0)).copy_(rows);
    return all;
}

/// The way back from the risk through the head.
class Head {
public:
    Head(const inference::VisionTransformer& network, const Trace& trace, const StageObserver& observer)
        : m_network(network), m_trace(trace), m_observer(observer)
    {
    }

    /// From the risk to the last block's output, [tokens, hidden]; what falls on the clinical vector stays
    /// there.
    Tensor relevance(double& clinicalShare) const
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

    /// Picking or joining values without changing them: relevance stays where the value is not 0.
    static Tensor throughIdentity(const Tensor& x, const Tensor& relevance)
    {
        return x * stabilisedQuotient(relevance, x);
    }

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
    const auto tokens = trace.blocks.back().output.size(1);
    const auto columns = [](const Tensor& rows) { return inference::columnsOf(rows).contiguous(); };
    WayBack back{columns(Head(network, trace, observer).relevance(result.clinicalShare)),
                 columns(withZeroRows(headGradient(network, trace), tokens))};
    BlockWayBack blocks(network);
    for (int block = int(trace.blocks.size()) - 1; block >= 0; --block) {
        auto& blockTrace = trace.blocks[std::size_t(block)];
        back = blocks.through(block, blockTrace, back, block == 0 && !observer, result.blocks[std::size_t(block)]);
        if (observer)
            observer("block" + std::to_string(block), back.relevance.narrow(1, 0, blockTrace.input.size(1)).t());
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
