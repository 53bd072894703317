#pragma once

#include "core/inference/JsonSection.h"
#include "core/inference/Pack.h"

/// The part of model.json that every pack has:
///
///     schema 1, kind ("risk" when absent), name, version, demonstration, statement, licence, intendedUse
///     members         [{file, sha256}]
///     golden          {file, sha256, tolerance}
///     modelCard       {file, sha256}
namespace metrisk::inference {

inline constexpr int packSchema = 1;

/// What a pack is for, once its schema is known. Throws Error{Model} for an unknown kind and for a newer schema.
PackKind packKindOf(const JsonSection& root);

/// The text of a model.json as a value. Throws Error{Model} when it is damaged.
nlohmann::json parsedPackJson(const std::string& text);

/// Reads a file of the pack and its digest: {file, sha256}. Throws Error{Model} with the key that is missing or wrong.
void readFile(const JsonSection& section, std::string& file, std::string& sha256);

/// Reads the common part. Throws Error{Model} with the key that is missing or wrong.
void readPack(const JsonSection& root, Pack& pack);

/// The common part in model.json's order: what opens the file, then its lists.
nlohmann::ordered_json openingOf(const Pack& pack);
nlohmann::ordered_json membersOf(const Pack& pack);
nlohmann::ordered_json goldenOf(const Pack& pack);
nlohmann::ordered_json cardOf(const Pack& pack);

}  // namespace metrisk::inference
