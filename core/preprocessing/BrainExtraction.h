#pragma once

#include "core/common/Job.h"
#include "core/imaging/LabelMap.h"
#include "core/imaging/Volume.h"

#include <string>

namespace metrisk::preprocessing {

/// Tells the brain from the rest of the head. One way without a network is AtlasBrainExtractor; a network from a
/// pack can take its place.
class BrainExtractor {
public:
    virtual ~BrainExtractor() = default;

    /// As it stands in the record: "atlas and smallest cut".
    virtual std::string name() const = 0;

    /// 1 inside the brain, on the T1-CE's grid. `expected` is where the brain of the atlas lies, on the same grid.
    virtual imaging::LabelMap extract(const imaging::Volume& t1ce, const imaging::LabelMap& expected,
                                      const Job& job) const = 0;
};

/// Moves the surface of the atlas' brain, by up to a centimetre or so, to where the least bright tissue has to be
/// cut: brain and scalp are bright in T1-CE, the fluid and the skull between them dark. The smallest such cut near
/// the atlas' surface is found exactly.
class AtlasBrainExtractor : public BrainExtractor {
public:
    std::string name() const override { return "atlas and smallest cut"; }
    imaging::LabelMap extract(const imaging::Volume& t1ce, const imaging::LabelMap& expected,
                              const Job& job) const override;
};

}  // namespace metrisk::preprocessing
