#pragma once

#include "core/reporting/Report.h"

/// The titled blocks of the page, each from the part of the result it tells about.
namespace metrisk::reporting {

Section inputsOf(const analysis::CaseResult& result);
Section clinicalOf(const clinical::ClinicalRecord& record);
Section lesionOf(const analysis::CaseResult& result);
std::string relevanceCaveatOf(const analysis::CaseResult& result);
Section relevanceOf(const analysis::CaseResult& result);
Section clinicalEffectsOf(const analysis::CaseResult& result);  // without facts where they are not known
Section trustOf(const analysis::CaseResult& result);            // without facts for older results
/// What of it must be seen beside the number: whole sentences, empty when nothing speaks against it.
std::vector<std::string> trustWarningsOf(const analysis::CaseResult& result);
Section outlookOf(const analysis::CaseResult& result);          // without facts where the pack allows no prediction
Section indicesOf(const clinical::ClinicalRecord& record);
Section evidenceOf(const analysis::CaseResult& result);
Section provenanceOf(const analysis::CaseResult& result);
Section intendedUseOf(const analysis::PackSummary& pack);
Section reviewOf();

}  // namespace metrisk::reporting
