#include "core/inference/JsonSection.h"
#include "core/inference/ModelPackageJson.h"
#include "core/segmentation/network/SegmentationPackage.h"

#include <algorithm>
#include <set>

namespace metrisk::segmentation {

namespace {

using inference::JsonSection;
using nlohmann::json;
using nlohmann::ordered_json;

const std::vector<std::string> outputNames{"whole", "core"};

void checkKind(const std::string& text)
{
    if (inference::packKindFromJson(text) != inference::PackKind::Segmentation)
        throw Error(Error::Kind::Model, "This model pack does not find lesions; its model.json has no kind “segmentation”.",
                    "Choose a segmentation pack.");
}

void checkSchema(const JsonSection& root)
{
    const int schema = root.at("schema").integer();
    if (schema > inference::packSchema)
        throw Error(Error::Kind::Model,
                    "This segmentation pack was made for a newer MetRisk (its schema is " + std::to_string(schema) + ").",
                    "Update MetRisk, or choose an older pack.");
    if (schema < 1)
        JsonSection::wrong("has the unknown schema " + std::to_string(schema));
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

std::vector<inference::Member> membersFrom(const JsonSection& section)
{
    std::vector<inference::Member> members;
    std::set<std::string> files;
    for (const auto& item : section.items()) {
        members.push_back({item.at("file").fileName(), item.at("sha256").digest()});
        if (!files.insert(members.back().file).second)
            JsonSection::wrong("lists the member " + members.back().file + " twice");
    }
    if (members.empty() || members.size() > 100)
        JsonSection::wrong("lists " + std::to_string(members.size()) + " members; 1 to 100 are possible");
    return members;
}

SegmentationPackage packageFrom(const JsonSection& root)
{
    checkSchema(root);
    SegmentationPackage package;
    package.name = root.at("name").text();
    package.version = root.at("version").text();
    package.demonstration = root.at("demonstration").flag();
    package.statement = root.at("statement").text();
    package.licence = root.at("licence").text();
    package.intendedUse = root.at("intendedUse").text();
    package.architecture = architectureFrom(root.at("architecture"));
    package.input = inputFrom(root.at("input"), package.architecture);
    package.window = windowFrom(root.at("window"));
    package.flips = flipsFrom(root.at("flips"));
    const auto labels = root.at("labels");
    package.labels = {labels.at("wholeThreshold").numberWithin(0.0, 1.0), labels.at("coreThreshold").numberWithin(0.0, 1.0),
                      labels.at("smallestLesionMl").numberWithin(0.0, 1e3)};
    package.members = membersFrom(root.at("members"));
    const auto evidence = root.at("evidence");
    package.evidence = {evidence.at("patients").integer(), evidence.at("diceCore").numberWithin(0.0, 1.0),
                        evidence.at("diceCoreLowest").numberWithin(0.0, 1.0), evidence.at("diceWhole").numberWithin(0.0, 1.0),
                        evidence.at("method").text()};
    package.goldenFile = root.at("golden").at("file").fileName();
    package.goldenSha256 = root.at("golden").at("sha256").digest();
    package.goldenTolerance = root.at("golden").at("tolerance").numberWithin(0.0, 0.1);
    package.cardFile = root.at("modelCard").at("file").fileName();
    package.cardSha256 = root.at("modelCard").at("sha256").digest();
    return package;
}

}  // namespace

SegmentationPackage segmentationPackageFromJson(const std::string& text)
{
    const json root = json::parse(text, nullptr, false);
    if (root.is_discarded())
        JsonSection::wrong("is damaged");
    checkKind(text);
    return packageFrom(JsonSection(root, ""));
}

std::string segmentationPackageToJson(const SegmentationPackage& package)
{
    const auto &sizes = package.architecture;
    const auto &window = package.window;
    ordered_json root{
        {"schema", inference::packSchema},
        {"kind", "segmentation"},
        {"name", package.name},
        {"version", package.version},
        {"demonstration", package.demonstration},
        {"statement", package.statement},
        {"licence", package.licence},
        {"intendedUse", package.intendedUse},
        {"architecture",
         {{"type", "BasicUNet"}, {"inputChannels", sizes.inputChannels}, {"outputs", outputNames}, {"features", sizes.features},
          {"activation", nameOf(sizes.activation)}, {"negativeSlope", sizes.negativeSlope}}},
        {"input",
         {{"axisCodes", package.input.axisCodes}, {"spacingMm", package.input.spacingMm}, {"channels", package.input.channels},
          {"lowPercent", package.input.lowPercent}, {"highPercent", package.input.highPercent}, {"cropToBrain", package.input.cropToBrain}}},
        {"window",
         {{"size", window.size}, {"overlap", window.overlap},
          {"blending", window.blending == Blending::Gaussian ? "gaussian" : "constant"}, {"sigmaScale", window.sigmaScale},
          {"padding", nameOf(window.padding)}}},
        {"flips", package.flips},
        {"labels",
         {{"wholeThreshold", package.labels.wholeThreshold}, {"coreThreshold", package.labels.coreThreshold},
          {"smallestLesionMl", package.labels.smallestLesionMl}}},
        {"members", ordered_json::array()},
        {"evidence",
         {{"patients", package.evidence.patients}, {"diceCore", package.evidence.diceCore},
          {"diceCoreLowest", package.evidence.diceCoreLowest}, {"diceWhole", package.evidence.diceWhole}, {"method", package.evidence.method}}},
        {"golden", {{"file", package.goldenFile}, {"sha256", package.goldenSha256}, {"tolerance", package.goldenTolerance}}},
        {"modelCard", {{"file", package.cardFile}, {"sha256", package.cardSha256}}}};
    for (const auto& member : package.members)
        root["members"].push_back({{"file", member.file}, {"sha256", member.sha256}});
    return root.dump(2) + "\n";
}

}  // namespace metrisk::segmentation
