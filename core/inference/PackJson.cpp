#include "core/inference/PackJson.h"

#include <set>

namespace metrisk::inference {

namespace {

using nlohmann::json;
using nlohmann::ordered_json;

void checkSchema(const JsonSection& root)
{
    const int schema = root.at("schema").integer();
    if (schema > packSchema)
        throw Error(Error::Kind::Model,
                    "This model pack was made for a newer MetRisk (its schema is " + std::to_string(schema) +
                        ", this version reads up to " + std::to_string(packSchema) + ").",
                    "Update MetRisk, or choose an older pack.");
    if (schema < 1)
        JsonSection::wrong("has the unknown schema " + std::to_string(schema));
}

std::vector<Member> membersFrom(const JsonSection& section)
{
    std::vector<Member> members;
    std::set<std::string> files;
    for (const auto& item : section.items()) {
        auto& member = members.emplace_back();
        readFile(item, member.file, member.sha256);
        if (!files.insert(member.file).second)
            JsonSection::wrong("lists the member " + member.file + " twice");
    }
    if (members.empty() || members.size() > 100)
        JsonSection::wrong("lists " + std::to_string(members.size()) + " members; 1 to 100 are possible");
    return members;
}

}  // namespace

PackKind packKindOf(const JsonSection& root)
{
    checkSchema(root);
    const std::string kind = root.has("kind") ? root.at("kind").text() : "risk";
    if (kind != "risk" && kind != "segmentation")
        JsonSection::wrong("is of the unknown kind “" + kind + "”");
    return kind == "risk" ? PackKind::Risk : PackKind::Segmentation;
}

json parsedPackJson(const std::string& text)
{
    json root = json::parse(text, nullptr, false);
    if (root.is_discarded())
        JsonSection::wrong("is damaged");
    return root;
}

void readFile(const JsonSection& section, std::string& file, std::string& sha256)
{
    file = section.at("file").fileName();
    sha256 = section.at("sha256").digest();
}

void readPack(const JsonSection& root, Pack& pack)
{
    pack.name = root.at("name").text();
    pack.version = root.at("version").text();
    pack.demonstration = root.at("demonstration").flag();
    pack.statement = root.at("statement").text();
    pack.licence = root.at("licence").text();
    pack.intendedUse = root.at("intendedUse").text();
    pack.members = membersFrom(root.at("members"));
    readFile(root.at("golden"), pack.goldenFile, pack.goldenSha256);
    pack.goldenTolerance = root.at("golden").at("tolerance").numberWithin(0.0, 0.1);
    readFile(root.at("modelCard"), pack.cardFile, pack.cardSha256);
}

ordered_json openingOf(const Pack& pack)
{
    return {{"name", pack.name},
            {"version", pack.version},
            {"demonstration", pack.demonstration},
            {"statement", pack.statement},
            {"licence", pack.licence},
            {"intendedUse", pack.intendedUse}};
}

ordered_json membersOf(const Pack& pack)
{
    auto members = ordered_json::array();
    for (const auto& member : pack.members)
        members.push_back({{"file", member.file}, {"sha256", member.sha256}});
    return members;
}

ordered_json goldenOf(const Pack& pack)
{
    return {{"file", pack.goldenFile}, {"sha256", pack.goldenSha256}, {"tolerance", pack.goldenTolerance}};
}

ordered_json cardOf(const Pack& pack)
{
    return {{"file", pack.cardFile}, {"sha256", pack.cardSha256}};
}

}  // namespace metrisk::inference
