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

/// Arcs to the two ends are added up: the search does not count on several between one pair of nodes.
class Arcs {
public:
    explicit Arcs(const Nodes& nodes) : m_nodes(nodes), m_fromInside(nodes.count), m_toOutside(nodes.count) {}

    void addCosts(std::size_t node, std::int32_t inside, std::int32_t outside)
    {
        m_toOutside[node] += inside;
        m_fromInside[node] += outside;
    }

    void addParting(std::size_t a, std::size_t b, std::int32_t cost)
    {
        if (std::max(a, b) < m_nodes.inside)
            addPair(a, b, cost, cost);
        else if (const auto [node, end] = std::minmax(a, b); node < m_nodes.inside)
            (end == m_nodes.inside ? m_fromInside : m_toOutside)[node] += cost;
    }

    /// Sorted by their start, as a compressed graph keeps them.
    std::vector<Arc> sorted() &&
    {
        for (std::size_t node = 0; node < m_nodes.inside; ++node) {
            addPair(m_nodes.inside, node, m_fromInside[node], 0);
            addPair(node, m_nodes.outside, m_toOutside[node], 0);
        }
        std::ranges::sort(m_arcs, {}, [](const Arc& arc) { return std::pair(arc.from, arc.to); });
        return std::move(m_arcs);
    }

private:
    void addPair(std::size_t from, std::size_t to, std::int32_t forth, std::int32_t back)
    {
        const std::size_t pair = m_arcs.size() / 2;
        m_arcs.push_back({from, to, forth, pair});
        m_arcs.push_back({to, from, back, pair});
    }

    const Nodes& m_nodes;
    std::vector<std::int32_t> m_fromInside, m_toOutside;
    std::vector<Arc> m_arcs;
};

std::vector<Arc> arcsOf(const CutCosts& costs, const Nodes& nodes)
{
    Arcs arcs(nodes);
    const std::array<std::size_t, 3> stride{1, std::size_t(costs.size[0]),
                                            std::size_t(costs.size[0]) * std::size_t(costs.size[1])};
    std::size_t voxel = 0;
    imaging::Index3 at{};
    for (at[2] = 0; at[2] < costs.size[2]; ++at[2])
        for (at[1] = 0; at[1] < costs.size[1]; ++at[1])
            for (at[0] = 0; at[0] < costs.size[0]; ++at[0], ++voxel) {
                const std::size_t node = nodes.of[voxel];
                if (node < nodes.inside)
                    arcs.addCosts(node, costs.inside[voxel], costs.outside[voxel]);
                for (std::size_t axis = 0; axis < 3; ++axis)
                    if (at[axis] + 1 < costs.size[axis])
                        arcs.addParting(node, nodes.of[voxel + stride[axis]], costs.parting[axis][voxel]);
            }
    return std::move(arcs).sorted();
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
    const auto arcs = arcsOf(costs, nodes);
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
