#pragma once

#include "core/explanation/Explanation.h"

#include <QString>

class QComboBox;

namespace metrisk::ui::panels {

/// Which map of an explanation the views show.
struct MapChoice {
    enum class Kind {
        Mean,         ///< of the members' maps, each first divided by its sum
        Member,       ///< one alone
        Disagreement  ///< standard deviation across the members
    };
    Kind kind = Kind::Mean;
    int member = 0;  // from 0; of Kind::Member

    static MapChoice of(int member) { return {Kind::Member, member}; }
    static MapChoice disagreement() { return {Kind::Disagreement, 0}; }
    bool operator==(const MapChoice&) const = default;
};

/// What can be said of the map on the views.
struct MapMeasures {
    MapChoice choice;
    explanation::RelevanceShares shares;      // of the mean, when the map is the disagreement
    explanation::RelevanceCoverage coverage;  // of the same map
    double largestSpread = 0.0;               // largest standard deviation, as a share of the mean's largest block
};

/// Mean, members and, of more than one, their disagreement; the first is chosen.
void offerMaps(QComboBox& box, int members);
MapChoice chosenMap(const QComboBox& box);
void chooseMap(QComboBox& box, const MapChoice& choice);

}  // namespace metrisk::ui::panels
