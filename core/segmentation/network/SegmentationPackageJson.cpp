#include "core/inference/PackJson.h"
#include "core/segmentation/network/SegmentationPackage.h"

#include <algorithm>
#include <set>

namespace metrisk::segmentation {

namespace {

using inference::JsonSection;
using nlohmann::ordered_json;

const std::vector<std::string> outputNames{"whole", "core"};

void checkKind(const JsonSection& root)
{
    if (inference::packKindOf(root) != inference::PackKind::Segmentation)
        throw Error(Error::Kind::Model, "This model pack does not find lesions; its model.json has no kind “segmentation”.",
                    "Choose a segmentation pack.");
}

std::vector<std::string> textsOf(const JsonSection& section)
{
    std::vector<std::string> texts;
    for (const auto& item : section.items())
        texts.push_back(item.text());
    return texts;
}

template <std::size_t count>
std::array<int, count> integersOf(const JsonSection& section, const std::string& place)
{
    const auto items = section.items();
    if (items.size() != count)
        JsonSection::wrong("has not " + std::to_string(count) + " numbers under “" + place + "”");
    std::array<int, count> numbers{};
    std::ranges::transform(items, numbers.begin(), [](const JsonSection& item) { return item.integer(); });
    return numbers;
}

UnetArchitecture architectureFrom(const JsonSection& section)
{
    if (const auto type = section.at("type").text(); type != "BasicUNet")
        JsonSection::wrong("describes a network of the unknown type “" + type + "”; this version knows BasicUNet");
    if (textsOf(section.at("outputs")) != outputNames)
        JsonSection::wrong("has other outputs than “whole” and “core” under “architecture.outputs”");
    UnetArchitecture sizes;
    sizes.inputChannels = section.at("inputChannels").integer();
    sizes.features = integersOf<6>(section.at("features"), "architecture.features");
    const auto activation = activationFrom(section.at("activation").text());
    if (!activation)
        JsonSection::wrong("has the unknown activation “" + section.at("activation").text() + "”");
    sizes.activation = *activation;
    if (section.has("negativeSlope"))
        sizes.negativeSlope = section.at("negativeSlope").numberWithin(0.0, 1.0);
    sizes.check();
    return sizes;
}

/// The preparation makes RAS voxel order at 1 mm; mirrored axes can be had from it without resampling.
NetworkInputRule inputFrom(const JsonSection& section, const UnetArchitecture& sizes)
{
    NetworkInputRule rule;
    rule.axisCodes = section.at("axisCodes").text();
    rule.spacingMm = section.at("spacingMm").number();
    rule.channels = textsOf(section.at("channels"));
    rule.lowPercent = section.at("lowPercent").numberWithin(0.0, 100.0);
    rule.highPercent = section.at("highPercent").numberWithin(rule.lowPercent, 100.0);
    rule.cropToBrain = section.at("cropToBrain").flag();
    const auto one = [&](std::size_t axis, const char* of) { return std::string(of).find(rule.axisCodes[axis]) != std::string::npos; };
    if (rule.axisCodes.size() != 3 || !one(0, "RL") || !one(1, "AP") || !one(2, "SI") || rule.spacingMm != 1.0)
        JsonSection::wrong("asks for images in " + rule.axisCodes + " order; this version prepares axes left-right, front-back, "
                           "up-down at 1 mm");
    for (const auto& channel : rule.channels)
        if (channel != "t1ce" && channel != "flair")
            JsonSection::wrong("asks for the unknown image “" + channel + "”; MetRisk has t1ce and flair");
    if (int(rule.channels.size()) != sizes.inputChannels)
        JsonSection::wrong("names " + std::to_string(rule.channels.size()) + " images, but its network reads " +
                           std::to_string(sizes.inputChannels));
    return rule;
}

WindowOptions windowFrom(const JsonSection& section)
{
    WindowOptions window;
    window.size = integersOf<3>(section.at("size"), "window.size");
    window.overlap = section.at("overlap").number();
    const auto blending = section.at("blending").text();
    if (blending != "gaussian" && blending != "constant")
        JsonSection::wrong("has the unknown blending “" + blending + "”");
    window.blending = blending == "gaussian" ? Blending::Gaussian : Blending::Constant;
    window.sigmaScale = section.at("sigmaScale").number();
    const auto padding = paddingFrom(section.at("padding").text());
    if (!padding)
        JsonSection::wrong("has the unknown padding “" + section.at("padding").text() + "”");
    window.padding = *padding;
    window.check();
    if (std::ranges::any_of(window.size, [](int extent) { return extent < smallestUnetExtent; }))
        JsonSection::wrong("has a window of less than " + std::to_string(smallestUnetExtent) + " voxels, too small for its network");
    return window;
}

std::vector<std::string> flipsFrom(const JsonSection& section)
{
    const std::set<std::string> known{"x", "y", "z", "xy", "xz", "yz", "xyz"};
    const auto flips = textsOf(section);
    for (const auto& axes : flips)
        if (!known.contains(axes))
            JsonSection::wrong("has the unknown flip “" + axes + "”");
    if (std::set<std::string>(flips.begin(), flips.end()).size() != flips.size())
        JsonSection::wrong("lists a flip twice");
    return flips;
}

SegmentationPackage packageFrom(const JsonSection& root)
{
    checkKind(root);
    SegmentationPackage package;
    readPack(root, package);
    package.architecture = architectureFrom(root.at("architecture"));
    package.input = inputFrom(root.at("input"), package.architecture);
    package.window = windowFrom(root.at("window"));
    package.flips = flipsFrom(root.at("flips"));
    const auto labels = root.at("labels");
    package.labels = {labels.at("wholeThreshold").numberWithin(0.0, 1.0), labels.at("coreThreshold").numberWithin(0.0, 1.0),
                      labels.at("smallestLesionMl").numberWithin(0.0, 1e3)};
    const auto evidence = root.at("evidence");
    package.evidence = {evidence.at("patients").integer(), evidence.at("diceCore").numberWithin(0.0, 1.0),
                        evidence.at("diceCoreLowest").numberWithin(0.0, 1.0), evidence.at("diceWhole").numberWithin(0.0, 1.0),
                        evidence.at("method").text()};
    return package;
}

ordered_json toJson(const UnetArchitecture& sizes)
{
    return {{"type", "BasicUNet"},
            {"inputChannels", sizes.inputChannels},
            {"outputs", outputNames},
            {"features", sizes.features},
            {"activation", nameOf(sizes.activation)},
            {"negativeSlope", sizes.negativeSlope}};
}

ordered_json toJson(const NetworkInputRule& rule)
{
    return {{"axisCodes", rule.axisCodes},
            {"spacingMm", rule.spacingMm},
            {"channels", rule.channels},
            {"lowPercent", rule.lowPercent},
            {"highPercent", rule.highPercent},
            {"cropToBrain", rule.cropToBrain}};
}

ordered_json toJson(const WindowOptions& window)
{
    return {{"size", window.size},
            {"overlap", window.overlap},
            {"blending", window.blending == Blending::Gaussian ? "gaussian" : "constant"},
            {"sigmaScale", window.sigmaScale},
            {"padding", nameOf(window.padding)}};
}

ordered_json toJson(const LabelRule& labels)
{
    return {{"wholeThreshold", labels.wholeThreshold},
            {"coreThreshold", labels.coreThreshold},
            {"smallestLesionMl", labels.smallestLesionMl}};
}

ordered_json toJson(const SegmentationEvidence& evidence)
{
    return {{"patients", evidence.patients},
            {"diceCore", evidence.diceCore},
            {"diceCoreLowest", evidence.diceCoreLowest},
            {"diceWhole", evidence.diceWhole},
            {"method", evidence.method}};
}

}  // namespace

SegmentationPackage segmentationPackageFromJson(const std::string& text)
{
    const auto root = inference::parsedPackJson(text);
    return packageFrom(JsonSection(root, ""));
}

std::string segmentationPackageToJson(const SegmentationPackage& package)
{
    ordered_json root{{"schema", inference::packSchema}, {"kind", "segmentation"}};
    root.update(openingOf(package));
    root["architecture"] = toJson(package.architecture);
    root["input"] = toJson(package.input);
    root["window"] = toJson(package.window);
    root["flips"] = package.flips;
    root["labels"] = toJson(package.labels);
    root["members"] = membersOf(package);
    root["evidence"] = toJson(package.evidence);
    root["golden"] = goldenOf(package);
    root["modelCard"] = cardOf(package);
    return root.dump(2) + "\n";
}

}  // namespace metrisk::segmentation
