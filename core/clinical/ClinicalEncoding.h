#pragma once

#include "core/clinical/ClinicalRecord.h"

#include <string>
#include <vector>

namespace metrisk::clinical {

/// One clinical variable as a model pack encodes it into columns of its clinical vector.
struct EncodedVariable {
    enum class Kind {
        Number,    ///< one column: (value - mean) / sd
        Category,  ///< one column of 0 or 1 per word in `values`
        Flag,      ///< one column of 0 or 1
    };
    std::string name;  // key in clinical.json
    Kind kind = Kind::Number;
    double mean = 0.0;
    double sd = 1.0;
    std::vector<std::string> values;

    int columns() const { return kind == Kind::Category ? int(values.size()) : 1; }
    bool operator==(const EncodedVariable&) const = default;
};

/// True when a ClinicalRecord has a value of this name and kind.
bool isKnown(const EncodedVariable& variable);

/// The columns in the order the model was trained with.
struct ClinicalEncoding {
    std::vector<EncodedVariable> variables;

    int columns() const;
    /// The model's clinical vector. Throws Error{Input} when a needed value is missing, out of
    /// range, or a word the pack does not know.
    std::vector<float> encode(const ClinicalRecord& record) const;
    bool operator==(const ClinicalEncoding&) const = default;
};

}  // namespace metrisk::clinical
