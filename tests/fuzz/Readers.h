#pragma once

#include <cstddef>
#include <span>

/// The readers of files that come from elsewhere, each fed with any bytes. What is read is held
/// against itself: a broken promise ends in std::logic_error. The reader's own metrisk::Error is a
/// good end and passes through. The fuzzers and the replay of their corpus share these.
namespace metrisk::fuzz {

using Bytes = std::span<const std::byte>;

/// A .safetensors file: every tensor lies inside the bytes, none overlaps the next, and its numbers
/// are as many as its shape says. Also read as the golden case of a tiny network.
void readSafetensors(Bytes bytes);

/// model.json: what was accepted is written and read back as the same text.
void readModelJson(Bytes bytes);

/// cohort.csv: every accepted patient is written and read back with the same numbers.
void readCohort(Bytes bytes);

/// A table of predictions: what was accepted is whole, and its fields read back as they were.
void readPredictions(Bytes bytes);

}  // namespace metrisk::fuzz
