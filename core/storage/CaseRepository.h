#pragma once

#include "core/analysis/CaseResult.h"
#include "core/imaging/LabelMap.h"
#include "core/io/StudyFiles.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace metrisk::storage {

using CaseId = std::int64_t;
using PredictionId = std::int64_t;

using analysis::ContourVersion;

/// A case as it goes in: who, which files, what is known about the patient.
struct CaseRecord {
    io::PatientIdentity patient;
    io::StudyFiles files;
    std::vector<io::InputFile> inputs;
    clinical::ClinicalRecord clinical;
};

/// One line of the case list.
struct CaseSummary {
    CaseId id = 0;
    std::string patientId, patientName, primary;
    std::string updatedAt;              // ISO 8601, UTC
    std::optional<std::string> group;   // of the latest prediction
    std::optional<double> percentile;
    int predictions = 0;
    bool demonstration = false;         // the latest prediction came from a demonstration model
};

struct StoredPrediction {
    PredictionId id = 0;
    std::string createdAt;
    std::string packName, packSha256, softwareVersion;
    analysis::CaseResult result;
};

/// A case as it was left.
struct StoredCase {
    CaseId id = 0;
    CaseRecord record;
    std::string viewState;  // JSON the window wrote; empty before
    std::vector<StoredPrediction> predictions;  // oldest first
    std::vector<ContourVersion> contours;       // corrected in MetRisk, oldest first; their voxels by contour()
};

/// What keep() did.
struct Kept {
    CaseId caseId = 0;
    PredictionId predictionId = 0;
    int predictions = 0;  // of the case, with this one
};

/// The case base. Predictions and corrected contours are only ever added; the database itself refuses to change or
/// remove one. Every call is one transaction: it happens whole or not at all. Throws
/// Error{Storage} for a file that cannot be opened or written, is locked by another program, is not a
/// MetRisk case base, or was written by a newer MetRisk. One object per thread.
class CaseRepository {
public:
    /// `file` is created when absent; ":memory:" for tests.
    explicit CaseRepository(const std::string& file);
    ~CaseRepository();
    CaseRepository(CaseRepository&&) noexcept;
    CaseRepository& operator=(CaseRepository&&) noexcept;

    CaseId add(const CaseRecord& record);
    void saveView(CaseId id, const std::string& viewState);
    PredictionId addPrediction(CaseId id, const analysis::CaseResult& result);

    /// A result with its case: the known one, else the one with these input digests, whose clinical data is
    /// brought up to date, else a new one.
    Kept keep(const CaseRecord& record, const analysis::CaseResult& result,
              std::optional<CaseId> known = std::nullopt);

    /// A corrected contour as the next version of its case, or the latest one when that is the same. `baseSha256` is the
    /// digest of the label file it began as.
    ContourVersion addContour(CaseId id, const imaging::LabelMap& label, const std::string& baseSha256);
    imaging::LabelMap contour(CaseId id, int version) const;

    /// Newest first; `search` matches id, name, primary and group, any case; empty lists all.
    std::vector<CaseSummary> list(const std::string& search = {}) const;
    StoredCase load(CaseId id) const;
    /// The case with these input digests, if it is kept already.
    std::optional<CaseId> find(const std::vector<io::InputFile>& inputs) const;

private:
    struct Connection;
    std::unique_ptr<Connection> m_connection;
};

}  // namespace metrisk::storage
