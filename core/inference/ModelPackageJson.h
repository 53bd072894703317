#pragma once

#include "core/inference/ModelPackage.h"

#include <string>

/// model.json, the one file that describes a pack:
///
///     schema 1, name, version, demonstration, statement, licence, intendedUse, endpoint
///     architecture    {imageSize [x,y,z], channels, patchSize, hiddenSize, heads, mlpSize, layers, registers,
///                      clinicalFeatures}
///     input           {axisCodes, spacingMm, lowPercent, highPercent, labelValues {background, oedema, core}}
///     clinical        [{name, kind: number|category|flag, mean, sd, values}]
///     members         [{file, sha256}]
///     riskGroups      {cutLow, cutHigh}
///     baselineHazard  [{timeMonths, cumulativeHazard}]
///     cohort          {file, name, sha256}
///     evidence        {patients, events, concordance, concordanceLow, concordanceHigh, method}
///     golden          {file, sha256, tolerance}
///     modelCard       {file, sha256}
namespace metrisk::inference {

inline constexpr int packSchema = 1;

/// What a pack is for: "kind" in model.json, "risk" where it is absent. Throws Error{Model} for an unknown one.
enum class PackKind { Risk, Segmentation };
PackKind packKindFromJson(const std::string& json);

/// Every value of the text, checked for type and range; no other file is touched. Throws Error{Model} with
/// the key that is missing or wrong.
ModelPackage packageFromJson(const std::string& json);

/// The text of model.json, readable by people.
std::string packageToJson(const ModelPackage& package);

}  // namespace metrisk::inference
