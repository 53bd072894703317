#pragma once

#include "core/evaluation/Evaluation.h"

#include <string>
#include <vector>

namespace metrisk::evaluation {

/// Everything the page says, as values: whoever draws it (HTML, PDF) adds only type and place. Each table names n and
/// events; what could not be computed says so with its reason.
struct PageRow {
    std::vector<std::string> cells;   // the first is its name
    bool heading = false;             // for the rows below it
    bool outdented = false;           // belongs to no heading any more
};

struct PageTable {
    std::string title;
    std::vector<std::string> head;
    std::vector<PageRow> rows;
    std::string note;                 // below it, in small type
};

struct PageSection {
    std::string title;
    std::vector<std::string> paragraphs;
    std::vector<PageTable> tables;
    std::vector<std::string> plots;   // names; one that could not be drawn is left out by who draws
};

struct Provenance {
    std::string predictionsSha256, trainingSha256;   // the latter empty without training table
    std::string createdAt, createdText;              // ISO 8601 in UTC, and as the page writes it
    std::string software;                            // "MetRisk 0.1.0"
};

struct EvaluationPage {
    std::string title, subtitle;          // subtitle: file, n, events
    std::vector<std::string> warnings;
    std::vector<PageSection> sections;
    std::string foot;
};

/// A cell as it should be broken: before its parenthesis, if at all.
std::string unbroken(const std::string& cell);

/// Whether a column holds counts, which stand under each other at its right.
bool isCountColumn(const std::string& head);

EvaluationPage pageOf(const Evaluation& evaluation, const Provenance& provenance);

/// Of these the facts about a model: C-index overall and by subgroup, calibration, decision curve, over time.
std::vector<PageSection> performanceSections(const Evaluation& evaluation);

/// "0.69 (0.60 to 0.77)", "22.4 months", "not reached": as the page writes them.
std::string intervalText(double value, const survival::Interval& interval, int decimals = 2);
std::string monthsText(double months);
std::string reasonText(const std::string& reason);   // "not computable: no event"
std::string cutOffsText(const Evaluation& evaluation);   // how the risk groups were cut, without full stop

}  // namespace metrisk::evaluation
