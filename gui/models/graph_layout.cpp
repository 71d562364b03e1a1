#include "gui/models/graph_layout.h"

#include <gvc.h>

#include <algorithm>
#include <string>

namespace tessera::gui {
namespace {

constexpr double pointsPerInch = 72;
constexpr double listGap = 14;
constexpr double margin = 12;
/// Routing around nodes takes dot longer than the rest above so many edges.
constexpr std::size_t mostCurved = 600;
/// Beyond it, dot is told to stop before it has found the least crossings: 30 times as fast.
constexpr std::size_t mostThorough = 2000;

/// How many operators the edges lead over, which is about how many layers they pass.
std::size_t passed(const LayoutRequest& request) {
  std::size_t sum = 0;
  for (const auto& [from, to] : request.edges) sum += from < to ? to - from : from - to;
  return sum;
}

/// A Graphviz graph and its context, for one layout.
class Dot {
 public:
  explicit Dot(const LayoutRequest& request)
      : context_(gvContext()), graph_(agopen(word("network"), Agdirected, nullptr)) {
    attribute(AGRAPH, "rankdir", "TB");
    attribute(AGRAPH, "nodesep", "0.3");
    attribute(AGRAPH, "ranksep", "0.36");
    attribute(AGRAPH, "splines", request.edges.size() > mostCurved ? "line" : "true");
    if (passed(request) > mostThorough) {
      attribute(AGRAPH, "nslimit", "0.2");
      attribute(AGRAPH, "nslimit1", "1");
      attribute(AGRAPH, "mclimit", "0.2");
    }
    attribute(AGRAPH, "margin", "12");
    attribute(AGNODE, "shape", "box");
    attribute(AGNODE, "fixedsize", "true");
    attribute(AGNODE, "label", "");
    attribute(AGNODE, "width", std::to_string(request.nodeWidth / pointsPerInch));
    attribute(AGNODE, "height", std::to_string(request.nodeHeight / pointsPerInch));
    attribute(AGEDGE, "arrowhead", "none");
    attribute(AGEDGE, "weight", "1");
    addAll(request);
  }
  ~Dot() {
    if (laidOut_) gvFreeLayout(context_, graph_);
    agclose(graph_);
    gvFreeContext(context_);
  }
  Dot(const Dot&) = delete;
  Dot& operator=(const Dot&) = delete;

  bool layOut() {
    laidOut_ = gvLayout(context_, graph_, "dot") == 0;
    return laidOut_;
  }

  GraphLayout result() const {
    GraphLayout layout;
    const boxf bounds = GD_bb(graph_);
    layout.width = bounds.UR.x - bounds.LL.x + 2 * margin;
    layout.height = bounds.UR.y - bounds.LL.y + 2 * margin;
    const auto place = [&bounds](pointf point) {
      return LayoutPoint{point.x - bounds.LL.x + margin, bounds.UR.y - point.y + margin};
    };
    for (Agnode_t* node : nodes_) {
      const LayoutPoint middle = place(ND_coord(node));
      const double width = ND_width(node) * pointsPerInch;
      const double height = ND_height(node) * pointsPerInch;
      layout.nodes.push_back({middle.x - width / 2, middle.y - height / 2, width, height});
    }
    for (Agedge_t* edge : edges_) layout.edges.push_back(curve(edge, place));
    for (Agraph_t* group : groups_) {
      const boxf box = GD_bb(group);
      const LayoutPoint corner = place({box.LL.x, box.UR.y});
      layout.groups.push_back({{corner.x, corner.y, box.UR.x - box.LL.x, box.UR.y - box.LL.y}});
    }
    return layout;
  }

 private:
  /// Graphviz takes writable strings and does not write to them.
  static char* word(const char* text) { return const_cast<char*>(text); }

  void attribute(int kind, const char* name, const std::string& value) {
    agattr(graph_, kind, word(name), word(value.c_str()));
  }

  void addAll(const LayoutRequest& request) {
    for (std::size_t i = 0; i < request.nodes; ++i) {
      nodes_.push_back(agnode(graph_, word(std::to_string(i).c_str()), 1));
    }
    for (const auto& [from, to] : request.edges) {
      edges_.push_back(agedge(graph_, nodes_[from], nodes_[to], nullptr, 1));
    }
    for (const auto& members : request.groups) {
      const std::string name = "cluster" + std::to_string(groups_.size());
      groups_.push_back(agsubg(graph_, word(name.c_str()), 1));
      for (const std::size_t node : members) agsubnode(groups_.back(), nodes_[node], 1);
    }
  }

  template <class Place>
  static std::vector<LayoutPoint> curve(Agedge_t* edge, const Place& place) {
    std::vector<LayoutPoint> points;
    const splines* all = ED_spl(edge);
    if (all == nullptr || all->size == 0) return points;
    for (int i = 0; i < all->list[0].size; ++i) points.push_back(place(all->list[0].list[i]));
    return points;
  }

  GVC_t* context_;
  Agraph_t* graph_;
  bool laidOut_ = false;
  std::vector<Agnode_t*> nodes_;
  std::vector<Agedge_t*> edges_;
  std::vector<Agraph_t*> groups_;
};

}  // namespace

GraphLayout layoutGraph(const LayoutRequest& request) {
  if (request.nodes == 0) return {};
  if (request.nodes > mostLayered || passed(request) > mostPassed) return listLayout(request);
  Dot dot(request);
  return dot.layOut() ? dot.result() : listLayout(request);
}

GraphLayout listLayout(const LayoutRequest& request) {
  GraphLayout layout;
  layout.layered = false;
  double y = margin;
  for (std::size_t i = 0; i < request.nodes; ++i) {
    layout.nodes.push_back({margin, y, request.nodeWidth, request.nodeHeight});
    y += request.nodeHeight + listGap;
  }
  layout.edges.resize(request.edges.size());
  layout.groups.resize(request.groups.size());
  for (std::size_t g = 0; g < request.groups.size(); ++g) {
    for (const std::size_t node : request.groups[g]) {
      const LayoutBox& box = layout.nodes[node];
      if (layout.groups[g].empty()) layout.groups[g].push_back(box);
      LayoutBox& frame = layout.groups[g].front();
      const double bottom = std::max(frame.bottom(), box.bottom());
      frame.top = std::min(frame.top, box.top);
      frame.height = bottom - frame.top;
    }
    for (LayoutBox& frame : layout.groups[g]) {
      frame = {frame.left - 6, frame.top - 6, frame.width + 12, frame.height + 12};
    }
  }
  layout.width = request.nodeWidth + 2 * margin;
  layout.height = y - listGap + margin;
  return layout;
}

}  // namespace tessera::gui
