#include "core/inference/ModelPackageJson.h"

#include "core/inference/PackJson.h"

#include <set>

namespace metrisk::inference {

namespace {

using Kind = clinical::EncodedVariable::Kind;

/// Packs that find lesions have another reader.
void checkKind(const JsonSection& root)
{
    if (packKindOf(root) != PackKind::Risk)
        throw Error(Error::Kind::Model, "This model pack finds lesions; it does not score a risk.",
                    "Choose it as the segmentation pack, and a risk pack as the model.");
}

Architecture architectureFrom(const JsonSection& section)
{
    Architecture sizes;
    const auto imageSize = section.at("imageSize").items();
    if (imageSize.size() != 3)
        JsonSection::wrong("has no three sizes under “architecture.imageSize”");
    for (std::size_t axis = 0; axis < 3; ++axis)
        sizes.imageSize[axis] = imageSize[axis].integer();
    sizes.channels = section.at("channels").integer();
    sizes.patchSize = section.at("patchSize").integer();
    sizes.hiddenSize = section.at("hiddenSize").integer();
    sizes.heads = section.at("heads").integer();
    sizes.mlpSize = section.at("mlpSize").integer();
    sizes.layers = section.at("layers").integer();
    sizes.registers = section.at("registers").integer();
    sizes.clinicalFeatures = section.at("clinicalFeatures").integer();
    sizes.check();
    if (sizes.channels != 3)
        JsonSection::wrong("asks for " + std::to_string(sizes.channels) +
                           " image channels, but there are three: "
                           "T1-CE, FLAIR and label");
    return sizes;
}

/// The preparation makes RAS voxel order at 1 mm and labels 0, 1, 2. A pack that was trained on
/// anything else would be fed mirrored or misread images, so it is refused.
InputRule inputFrom(const JsonSection& section)
{
    InputRule rule;
    rule.axisCodes = section.at("axisCodes").text();
    rule.spacingMm = section.at("spacingMm").number();
    rule.lowPercent = section.at("lowPercent").numberWithin(0.0, 100.0);
    rule.highPercent = section.at("highPercent").numberWithin(rule.lowPercent, 100.0);
    if (rule.axisCodes != "RAS" || rule.spacingMm != 1.0)
        JsonSection::wrong("asks for images in " + rule.axisCodes +
                           " order; this version prepares RAS order at 1 mm");
    const auto labels = section.at("labelValues");
    if (labels.at("background").integer() != 0 || labels.at("oedema").integer() != 1 ||
        labels.at("core").integer() != 2)
        JsonSection::wrong("uses other labels than 0 background, 1 oedema, 2 core");
    return rule;
}

clinical::EncodedVariable variableFrom(const JsonSection& section)
{
    clinical::EncodedVariable variable;
    variable.name = section.at("name").text();
    const std::string kind = section.at("kind").text();
    if (kind != "number" && kind != "category" && kind != "flag")
        JsonSection::wrong("has the unknown kind “" + kind + "” of a clinical variable");
    variable.kind = kind == "number" ? Kind::Number : kind == "category" ? Kind::Category : Kind::Flag;
    if (!clinical::isKnown(variable))
        JsonSection::wrong("asks for the clinical variable “" + variable.name + "” as a " + kind +
                           "; MetRisk knows the numbers ageYears and kps, the categories primary and location, "
                           "and the flags chemotherapy and immunotherapy");
    if (variable.kind == Kind::Number) {
        variable.mean = section.at("mean").number();
        variable.sd = section.at("sd").numberWithin(1e-9, 1e9);
    }
    if (variable.kind == Kind::Category)
        for (const auto& value : section.at("values").items())
            variable.values.push_back(value.text());
    const std::set<std::string> distinct(variable.values.begin(), variable.values.end());
    if (distinct.size() != variable.values.size() || (variable.kind == Kind::Category && distinct.empty()))
        JsonSection::wrong("lists no distinct words for the clinical variable “" + variable.name + "”");
    return variable;
}

clinical::ClinicalEncoding clinicalFrom(const JsonSection& section, const Architecture& sizes)
{
    clinical::ClinicalEncoding encoding;
    std::set<std::string> names;
    for (const auto& item : section.items()) {
        encoding.variables.push_back(variableFrom(item));
        if (!names.insert(encoding.variables.back().name).second)
            JsonSection::wrong("lists the clinical variable “" + encoding.variables.back().name + "” twice");
    }
    if (encoding.columns() != sizes.clinicalFeatures)
        JsonSection::wrong("encodes " + std::to_string(encoding.columns()) +
                           " clinical columns, but its network reads " + std::to_string(sizes.clinicalFeatures));
    return encoding;
}

std::vector<BaselineHazardStep> baselineFrom(const JsonSection& section)
{
    std::vector<BaselineHazardStep> steps;
    for (const auto& item : section.items()) {
        const BaselineHazardStep step{item.at("timeMonths").numberWithin(0.0, 1e4),
                                      item.at("cumulativeHazard").numberWithin(0.0, 1e6)};
        if (!steps.empty() &&
            (step.timeMonths <= steps.back().timeMonths || step.cumulativeHazard < steps.back().cumulativeHazard))
            JsonSection::wrong("has a baseline hazard that does not rise with time");
        steps.push_back(step);
    }
    return steps;
}

Evidence evidenceFrom(const JsonSection& section)
{
    return {.patients = section.at("patients").integer(),
            .events = section.at("events").integer(),
            .concordance = section.at("concordance").numberWithin(0.0, 1.0),
            .concordanceLow = section.at("concordanceLow").numberWithin(0.0, 1.0),
            .concordanceHigh = section.at("concordanceHigh").numberWithin(0.0, 1.0),
            .method = section.at("method").text()};
}

/// A pack that does not say is explained as the reference implementation explains.
RelevanceRule relevanceFrom(const JsonSection& section)
{
    const auto method = relevanceMethodOfKey(section.at("method").text());
    if (!method)
        JsonSection::wrong("has the unknown method “" + section.at("method").text() + "” of explanation");
    return {.method = *method, .keepRegisters = section.at("keepRegisters").flag()};
}

ModelPackage packageFrom(const JsonSection& root)
{
    checkKind(root);
    ModelPackage package;
    readPack(root, package);
    package.endpoint = root.at("endpoint").text();
    package.architecture = architectureFrom(root.at("architecture"));
    package.input = inputFrom(root.at("input"));
    package.clinical = clinicalFrom(root.at("clinical"), package.architecture);
    package.cutLow = root.at("riskGroups").at("cutLow").number();
    package.cutHigh = root.at("riskGroups").at("cutHigh").numberWithin(package.cutLow, 1e300);
    package.baselineHazard = baselineFrom(root.at("baselineHazard"));
    if (root.has("explanation"))
        package.relevance = relevanceFrom(root.at("explanation"));
    const auto cohort = root.at("cohort");
    package.cohortName = cohort.at("name").text();
    readFile(cohort, package.cohortFile, package.cohortSha256);
    if (cohort.has("embeddings"))
        readFile(cohort.at("embeddings"), package.embeddingsFile, package.embeddingsSha256);
    package.evidence = evidenceFrom(root.at("evidence"));
    return package;
}

}  // namespace

ModelPackage packageFromJson(const std::string& text)
{
    const auto root = parsedPackJson(text);
    return packageFrom(JsonSection(root, ""));
}

}  // namespace metrisk::inference
