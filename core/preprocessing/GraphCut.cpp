#include "core/preprocessing/GraphCut.h"

#include <boost/graph/boykov_kolmogorov_max_flow.hpp>
#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <boost/range/iterator_range.hpp>

#include <algorithm>

namespace metrisk::preprocessing {

namespace {

using Graph = boost::compressed_sparse_row_graph<boost::directedS>;
using Edge = boost::graph_traits<Graph>::edge_descriptor;

/// An arc and the place of the arc back.
struct Arc {
    std::size_t from, to;
    std::int32_t capacity;
    std::size_t pair;  // the same for both arcs of a pair
};

constexpr std::size_t noNode = ~std::size_t(0);

/// Voxels that are settled become part of the two ends: they need no node.
struct Nodes {
    std::vector<std::size_t> of;  // voxel to node; the ends are inside and outside
    std::size_t inside = 0, outside = 0, count = 0;
};

Nodes nodesOf(const CutCosts& costs)
{
    Nodes nodes;
    nodes.of.assign(costs.inside.size(), noNode);
    for (std::size_t voxel = 0; voxel < nodes.of.size(); ++voxel)
        if (costs.inside[voxel] < CutCosts::never && costs.outside[voxel] < CutCosts::never)
            nodes.of[voxel] = nodes.count++;
    nodes.inside = nodes.count++;
    nodes.outside = nodes.count++;
    for (std::size_t voxel = 0; voxel < nodes.of.size(); ++voxel)
        if (nodes.of[voxel] == noNode)
            nodes.of[voxel] = costs.inside[voxel] >= CutCosts::never ? nodes.outside : nodes.inside;
    return nodes;
}

class Arcs {
public:
    void add(std::size_t from, std::size_t to, std::int32_t forth, std::int32_t back)
    {
        if (from == to)
            return;
        arcs.push_back({from, to, forth, pairs});
        arcs.push_back({to, from, back, pairs++});
    }
    std::vector<Arc> arcs;

private:
    std::size_t pairs = 0;
};

Arcs arcsOf(const CutCosts& costs, const Nodes& nodes)
{
    Arcs arcs;
    const std::array<std::size_t, 3> stride{1, std::size_t(costs.size[0]),
                                            std::size_t(costs.size[0]) * std::size_t(costs.size[1])};
    std::size_t voxel = 0;
    imaging::Index3 at{};
    for (at[2] = 0; at[2] < costs.size[2]; ++at[2])
        for (at[1] = 0; at[1] < costs.size[1]; ++at[1])
            for (at[0] = 0; at[0] < costs.size[0]; ++at[0], ++voxel) {
                const std::size_t node = nodes.of[voxel];
                if (node < nodes.inside) {
                    arcs.add(nodes.inside, node, costs.outside[voxel], 0);
                    arcs.add(node, nodes.outside, costs.inside[voxel], 0);
                }
                for (std::size_t axis = 0; axis < 3; ++axis) {
                    if (at[axis] + 1 == costs.size[axis])
                        continue;
                    const std::size_t next = nodes.of[voxel + stride[axis]];
                    if (std::min(node, next) < nodes.inside)  // not between the two ends
                        arcs.add(node, next, costs.parting[axis][voxel], costs.parting[axis][voxel]);
                }
            }
    return arcs;
}

/// Sorted by their start, as a compressed graph keeps them.
std::vector<Arc> sorted(std::vector<Arc> arcs)
{
    std::ranges::stable_sort(arcs, {}, &Arc::from);
    return arcs;
}

std::vector<Edge> edgesBack(const Graph& graph, const std::vector<Arc>& arcs)
{
    std::vector<Edge> edges(arcs.size()), back(arcs.size());
    for (const auto edge : boost::make_iterator_range(boost::edges(graph)))
        edges[boost::get(boost::edge_index, graph, edge)] = edge;
    std::vector<std::size_t> first(arcs.size() / 2, noNode);
    for (std::size_t i = 0; i < arcs.size(); ++i) {
        auto& other = first[arcs[i].pair];
        if (other == noNode)
            other = i;
        else {
            back[i] = edges[other];
            back[other] = edges[i];
        }
    }
    return back;
}

}  // namespace

std::vector<bool> smallestCut(const CutCosts& costs, const Job& job)
{
    const auto nodes = nodesOf(costs);
    const auto arcs = sorted(arcsOf(costs, nodes).arcs);
    job.advance(0.3);
    std::vector<std::pair<std::size_t, std::size_t>> ends;
    std::vector<std::int32_t> capacity;
    for (const auto& arc : arcs) {
        ends.emplace_back(arc.from, arc.to);
        capacity.push_back(arc.capacity);
    }
    const Graph graph(boost::edges_are_sorted, ends.begin(), ends.end(), nodes.count);
    const auto back = edgesBack(graph, arcs);
    job.advance(0.4);

    const auto edgeIndex = boost::get(boost::edge_index, graph);
    const auto vertexIndex = boost::get(boost::vertex_index, graph);
    std::vector<std::int32_t> residual(arcs.size());
    std::vector<Edge> predecessor(nodes.count);
    std::vector<boost::default_color_type> colour(nodes.count);
    std::vector<long> distance(nodes.count);
    boost::boykov_kolmogorov_max_flow(graph, boost::make_iterator_property_map(capacity.begin(), edgeIndex),
                                      boost::make_iterator_property_map(residual.begin(), edgeIndex),
                                      boost::make_iterator_property_map(back.begin(), edgeIndex),
                                      boost::make_iterator_property_map(predecessor.begin(), vertexIndex),
                                      boost::make_iterator_property_map(colour.begin(), vertexIndex),
                                      boost::make_iterator_property_map(distance.begin(), vertexIndex), vertexIndex,
                                      nodes.inside, nodes.outside);
    std::vector<bool> inside;
    for (const std::size_t node : nodes.of)
        inside.push_back(colour[node] == colour[nodes.inside]);
    job.advance(1.0);
    return inside;
}

}  // namespace metrisk::preprocessing
