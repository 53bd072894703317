#pragma once

#include "core/analysis/CaseResult.h"

#include <string>
#include <utility>
#include <vector>

namespace metrisk::reporting {

/// One line of a table on the page: name and value, unit included.
struct Fact {
    std::string name;
    std::string value;
};

/// A titled block of the page.
struct Section {
    std::string title;
    std::vector<Fact> facts;
    std::vector<std::string> paragraphs;
};

/// Everything the printed page says, as values. The writer decides only where it stands. Numbers
/// are rounded here, once (see Wording.h): the window shows the same texts.
struct Report {
    explicit Report(const analysis::CaseResult& result);

    std::string title;        // "Risk of local failure"
    std::string mark;         // "DRAFT": nobody has reviewed it yet
    std::string patientLine;  // "DEMO-0001 · 62 y · KPS 80 · NSCLC"
    std::string createdLine;  // "MRI 2026-03-14 · analysed 2026-03-14 09:26 UTC"
    std::string statusLine;   // product, version, research use
    std::string warning;      // "Demonstration model, trained on simulated patients." or empty
    std::string headline;     // "High group"
    std::string headlineDetail;  // "91st percentile of 253"
    std::string spread;       // what the five members say, with its meaning
    std::vector<Fact> freedom;   // "Free from local failure, 12 months" : "71 % (58 to 81)"
    std::string freedomNote;  // who was observed, and how
    Section inputs, clinical, lesion, relevance;
    Section preparation;      // without facts in older results
    Section clinicalEffects, trust;  // without facts where the result does not hold them
    Section outlook;          // predicted from this risk beside observed in its group; without facts in older results
    Section indices;          // RPA and GPA, for comparison
    std::string relevanceCaveat;  // stands beside every picture of relevance
    Section evidence, provenance, intendedUse;
    Section review;           // to be filled in by hand; a value names what can be ticked
    std::vector<std::string> notes;
    std::vector<std::string> cautions;  // the notes and what speaks against trusting the number: to be seen beside it

    analysis::CaseResult result;  // for the curve, the pictures and the bar
};

/// "91st", "2nd", "13th"
std::string ordinal(int number);

}  // namespace metrisk::reporting
