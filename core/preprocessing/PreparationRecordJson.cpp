#include "core/common/Error.h"
#include "core/preprocessing/PreparationRecord.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cmath>

// Written field by field: the record is part of result.json, read by others and by later versions.
namespace metrisk::preprocessing {

namespace {

using Json = nlohmann::json;

/// Three rows of four: the matrix and the shift in mm.
Json transformJson(const Eigen::Affine3d& transform)
{
    Json rows = Json::array();
    for (int row = 0; row < 3; ++row)
        rows.push_back({transform(row, 0), transform(row, 1), transform(row, 2), transform(row, 3)});
    return rows;
}

Eigen::Affine3d transformFrom(const Json& rows)
{
    Eigen::Affine3d transform = Eigen::Affine3d::Identity();
    for (int row = 0; row < 3; ++row)
        for (int column = 0; column < 4; ++column)
            transform(row, column) = rows.at(std::size_t(row)).at(std::size_t(column)).get<double>();
    if (!transform.matrix().allFinite() || std::abs(transform.linear().determinant()) < 1e-6)
        throw Error(Error::Kind::Input, "A transform of the preparation's record cannot be turned back.",
                    "Use a file written by MetRisk.");
    return transform;
}

Json vectorJson(const Eigen::Vector3d& vector)
{
    return {vector.x(), vector.y(), vector.z()};
}

Eigen::Vector3d vectorFrom(const Json& json)
{
    return {json.at(0).get<double>(), json.at(1).get<double>(), json.at(2).get<double>()};
}

Json nudgeJson(const Nudge& nudge)
{
    return {{"shiftMm", vectorJson(nudge.shiftMm)}, {"turnDegrees", vectorJson(nudge.turnDegrees)}};
}

Nudge nudgeFrom(const Json& json)
{
    const Nudge nudge{vectorFrom(json.at("shiftMm")), vectorFrom(json.at("turnDegrees"))};
    nudge.check();
    return nudge;
}

Json alignmentJson(const Alignment& alignment, const char* transform)
{
    return {{transform, transformJson(alignment.movingFromFixed)}, {"information", alignment.information},
            {"informationByHeaders", alignment.informationBefore}, {"start", alignment.start},
            {"iterations", alignment.iterations}};
}

Alignment alignmentFrom(const Json& json, const char* transform)
{
    return {transformFrom(json.at(transform)), json.at("information"), json.at("informationByHeaders"),
            json.at("start"), json.at("iterations")};
}

Json evidenceJson(const BrainEvidence& evidence)
{
    return {{"emptyBorder", evidence.emptyBorder}, {"backgroundValue", evidence.backgroundValue},
            {"backgroundShare", evidence.backgroundShare}, {"tissueMl", evidence.tissueMl}};
}

BrainEvidence evidenceFrom(const Json& json)
{
    return {json.at("emptyBorder"), json.at("backgroundValue"), json.at("backgroundShare"), json.at("tissueMl")};
}

Json readinessJson(const Readiness& readiness)
{
    Json json{{"t1ce", evidenceJson(readiness.t1ce)}, {"flair", evidenceJson(readiness.flair)},
              {"oneGrid", readiness.oneGrid}, {"trainedGrid", readiness.trainedGrid}};
    if (readiness.atlasOverlap)
        json["atlasOverlap"] = *readiness.atlasOverlap;
    return json;
}

Readiness readinessFrom(const Json& json)
{
    Readiness readiness{evidenceFrom(json.at("t1ce")), evidenceFrom(json.at("flair")), json.at("oneGrid"),
                        json.at("trainedGrid"), std::nullopt};
    if (json.contains("atlasOverlap"))
        readiness.atlasOverlap = json.at("atlasOverlap").get<double>();
    return readiness;
}

Json sourcesJson(const std::vector<SourceImage>& sources)
{
    Json list = Json::array();
    for (const auto& source : sources)
        list.push_back({{"role", io::roleKey(source.role)}, {"sha256", source.sha256}});
    return list;
}

std::vector<SourceImage> sourcesFrom(const Json& list)
{
    std::vector<SourceImage> sources;
    for (const auto& item : list)
        sources.push_back({io::roleOfKey(item.at("role")).value_or(io::Role::T1ce), item.at("sha256")});
    return sources;
}

Json rangeJson(const BrightnessRange& range)
{
    return {{"least", range.least}, {"most", range.most}};
}

BrightnessRange rangeFrom(const Json& json)
{
    return {json.at("least"), json.at("most")};
}

/// What is there only for images that were registered.
void addRegistration(const PreparationRecord& record, Json& json)
{
    if (record.atlas)
        json["atlas"] = {{"path", record.atlas->path}, {"sha256", record.atlas->sha256},
                         {"stretchedToAtlas", record.stretchedToAtlas}};
    if (record.coRegistration)
        json["coRegistration"] = alignmentJson(*record.coRegistration, "flairFromT1ce");
    if (record.atlasRegistration)
        json["atlasRegistration"] = alignmentJson(*record.atlasRegistration, "t1ceFromAtlas");
    if (record.headPlacement)
        json["headPlacement"] = alignmentJson(*record.headPlacement, "t1ceFromAtlas");
    if (record.brain)
        json["brain"] = {{"method", record.brain->method}, {"volumeMl", record.brain->volumeMl},
                         {"atlasOverlap", record.brain->atlasOverlap}};
    if (record.biasCorrection)
        json["biasCorrection"] = {{"method", "N4"}, {"t1ce", rangeJson(record.biasCorrection->t1ce)},
                                  {"flair", rangeJson(record.biasCorrection->flair)}};
}

void readRegistration(const Json& json, PreparationRecord& record)
{
    if (json.contains("atlas")) {
        record.atlas = AtlasSource{json.at("atlas").at("path"), json.at("atlas").at("sha256")};
        record.stretchedToAtlas = json.at("atlas").at("stretchedToAtlas");
    }
    if (json.contains("coRegistration"))
        record.coRegistration = alignmentFrom(json.at("coRegistration"), "flairFromT1ce");
    if (json.contains("atlasRegistration"))
        record.atlasRegistration = alignmentFrom(json.at("atlasRegistration"), "t1ceFromAtlas");
    if (json.contains("headPlacement"))
        record.headPlacement = alignmentFrom(json.at("headPlacement"), "t1ceFromAtlas");
    if (json.contains("brain"))
        record.brain = BrainResult{json.at("brain").at("method"), json.at("brain").at("volumeMl"),
                                   json.at("brain").at("atlasOverlap")};
    if (json.contains("biasCorrection"))
        record.biasCorrection = BiasCorrection{rangeFrom(json.at("biasCorrection").at("t1ce")),
                                               rangeFrom(json.at("biasCorrection").at("flair"))};
}

Way wayFrom(const std::string& key)
{
    for (const Way way : {Way::AsGiven, Way::ByHeaders, Way::CoRegistered, Way::OnAtlas})
        if (wayKey(way) == key)
            return way;
    throw Error(Error::Kind::Input, fmt::format("The preparation's record names an unknown way “{}”.", key),
                "Use a newer MetRisk.");
}

PreparationRecord recordFrom(const Json& json)
{
    if (json.at("schema").get<int>() > PreparationRecord::schema)
        throw Error(Error::Kind::Input, "The preparation's record was written by a newer MetRisk.",
                    "Update MetRisk to read it.");
    PreparationRecord record;
    record.way = wayFrom(json.at("way"));
    record.spacingMm = json.at("spacingMm");
    record.axisCodes = json.at("axisCodes");
    record.readiness = readinessFrom(json.at("readiness"));
    readRegistration(json, record);
    record.flairNudge = nudgeFrom(json.at("flairNudge"));
    record.headNudge = nudgeFrom(json.at("headNudge"));
    record.grid = {json.at("grid").at("size").get<imaging::Index3>(), transformFrom(json.at("grid").at("patientFromVoxel"))};
    record.t1ceFromPrepared = transformFrom(json.at("t1ceFromPrepared"));
    record.flairFromPrepared = transformFrom(json.at("flairFromPrepared"));
    record.sources = sourcesFrom(json.at("sources"));
    record.acceptedAt = json.at("acceptedAt");
    record.acceptedUnseen = json.value("acceptedUnseen", false);
    return record;
}

}  // namespace

std::string recordToJson(const PreparationRecord& record)
{
    Json json{{"schema", PreparationRecord::schema},
              {"way", wayKey(record.way)},
              {"spacingMm", record.spacingMm},
              {"axisCodes", record.axisCodes},
              {"readiness", readinessJson(record.readiness)},
              {"flairNudge", nudgeJson(record.flairNudge)},
              {"headNudge", nudgeJson(record.headNudge)},
              {"grid", {{"size", record.grid.size}, {"patientFromVoxel", transformJson(record.grid.patientFromVoxel)}}},
              {"t1ceFromPrepared", transformJson(record.t1ceFromPrepared)},
              {"flairFromPrepared", transformJson(record.flairFromPrepared)},
              {"sources", sourcesJson(record.sources)},
              {"acceptedAt", record.acceptedAt}};
    if (record.acceptedUnseen)
        json["acceptedUnseen"] = true;
    addRegistration(record, json);
    return json.dump(2, ' ', false, Json::error_handler_t::replace);
}

PreparationRecord recordFromJson(const std::string& text)
{
    try {
        return recordFrom(Json::parse(text));
    } catch (const Json::exception& exception) {
        throw Error(Error::Kind::Input, std::string("The preparation's record is damaged: ") + exception.what() + ".",
                    "Use a file written by MetRisk.");
    }
}

}  // namespace metrisk::preprocessing
