#pragma once

#include "core/inference/ModelPackage.h"

#include <string>

/// model.json, the one file that describes a pack: what every pack says (PackJson.h) and
///
///     endpoint
///     architecture    {imageSize [x,y,z], channels, patchSize, hiddenSize, heads, mlpSize, layers, registers,
///                      clinicalFeatures}
///     input           {axisCodes, spacingMm, lowPercent, highPercent, labelValues {background, oedema, core}}
///     clinical        [{name, kind: number|category|flag, mean, sd, values}]
///     riskGroups      {cutLow, cutHigh}
///     baselineHazard  [{timeMonths, cumulativeHazard}]
///     cohort          {file, name, sha256}
///     evidence        {patients, events, concordance, concordanceLow, concordanceHigh, method}
namespace metrisk::inference {

/// Every value of the text, checked for type and range; no other file is touched. Throws Error{Model} with
/// the key that is missing or wrong.
ModelPackage packageFromJson(const std::string& json);

/// The text of model.json, readable by people.
std::string packageToJson(const ModelPackage& package);

}  // namespace metrisk::inference
