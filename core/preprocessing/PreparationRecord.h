#pragma once

#include "core/imaging/ImageGeometry.h"
#include "core/io/StudyFiles.h"
#include "core/preprocessing/FrameChecks.h"
#include "core/preprocessing/Registration.h"

#include <optional>
#include <string>
#include <vector>

namespace metrisk::preprocessing {

/// How the images came onto the grid that the model reads.
enum class Way {
    AsGiven,       // prepared elsewhere: skull-stripped and on one grid; no voxel was changed
    ByHeaders,     // skull-stripped, brought onto one grid by their place in the scanner
    CoRegistered,  // FLAIR registered to T1-CE, 1 mm around the head; no atlas
    OnAtlas,       // that, and T1-CE registered to the atlas; brain extracted where it was not
};
std::string wayKey(Way way);  // "asGiven", ...: as in the record's JSON

/// A correction by hand: the picture is turned around the middle of the head, then shifted.
struct Nudge {
    Eigen::Vector3d shiftMm = Eigen::Vector3d::Zero();      // patient LPS
    Eigen::Vector3d turnDegrees = Eigen::Vector3d::Zero();  // about the L, P and S axes

    bool none() const { return shiftMm.isZero(0.0) && turnDegrees.isZero(0.0); }
    void check() const;  // throws Error{Input} beyond 100 mm or 90 degrees
    /// Where each place of the picture goes, in patient mm.
    Eigen::Affine3d movedFromUnmoved(const Eigen::Vector3d& middleMm) const;
    bool operator==(const Nudge&) const = default;
};

/// What speaks for or against images that were prepared elsewhere.
struct Readiness {
    BrainEvidence t1ce, flair;
    bool oneGrid = false;                  // FLAIR and T1-CE share their voxels' places
    bool trainedGrid = false;              // 240×240×155 at 1 mm
    std::optional<double> atlasOverlap;    // Dice of the T1-CE's brain and the atlas', place by place; with an atlas
    bool stripped() const { return t1ce.strippedOfSkull() && flair.strippedOfSkull(); }
    bool operator==(const Readiness&) const = default;
};

struct AtlasSource {
    std::string path, sha256;
    bool operator==(const AtlasSource&) const = default;
};

struct BrainResult {
    std::string method;
    double volumeMl = 0.0;                // in the patient, not stretched to the atlas
    double atlasOverlap = 0.0;            // Dice with the atlas' brain, stretched to this patient
    bool operator==(const BrainResult&) const = default;
};

/// By how much the uneven brightness that was taken away differed from place to place; 1 is the mean.
struct BrightnessRange {
    double least = 1.0, most = 1.0;
    bool operator==(const BrightnessRange&) const = default;
};

struct BiasCorrection {
    BrightnessRange t1ce, flair;
    bool operator==(const BiasCorrection&) const = default;
};

struct SourceImage {
    io::Role role = io::Role::T1ce;
    std::string sha256;                   // as in the inputs
    bool operator==(const SourceImage&) const = default;
};

/// Everything that happened to the images between the files and the model: kept with the case, printed in the
/// report, enough to make the same voxels again.
struct PreparationRecord {
    static constexpr int schema = 1;

    Way way = Way::AsGiven;
    double spacingMm = 1.0;
    std::string axisCodes = "RAS";
    Readiness readiness;
    std::optional<AtlasSource> atlas;
    bool stretchedToAtlas = false;            // else the head was turned and shifted only, and kept its size
    std::optional<Alignment> coRegistration;  // movingFromFixed: flairFromT1ce, before the nudge
    std::optional<Alignment> atlasRegistration;  // movingFromFixed: t1ceFromAtlas, stretched, before the nudge
    std::optional<Alignment> headPlacement;      // the same without stretch; absent where the head is stretched
    Nudge flairNudge, headNudge;
    std::optional<BrainResult> brain;
    std::optional<BiasCorrection> biasCorrection;  // N4, after everything else
    imaging::ImageGeometry grid;              // of the prepared images
    Eigen::Affine3d t1ceFromPrepared = Eigen::Affine3d::Identity(), flairFromPrepared = Eigen::Affine3d::Identity();  // LPS mm
    std::vector<SourceImage> sources;
    std::string acceptedAt;                   // ISO 8601, UTC; empty while nobody has accepted it
    bool acceptedUnseen = false;              // by whoever started the program, who did not look at the images

    /// Registered images are looked at by a person before they are scored.
    bool wantsAcceptance() const { return way == Way::CoRegistered || way == Way::OnAtlas; }
};

/// The record as a JSON object and back. Reading throws Error{Input} for a damaged text or a newer schema.
std::string recordToJson(const PreparationRecord& record);
PreparationRecord recordFromJson(const std::string& json);

}  // namespace metrisk::preprocessing
