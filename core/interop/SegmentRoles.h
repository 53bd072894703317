#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace metrisk::interop {

/// One segment or region of interest as its author named it.
struct NamedSegment {
    std::string name;   // its label
    std::string words;  // label, description and codes together
};

/// What each segment is in a label map: imaging::Core, imaging::Oedema or, left out, imaging::Background. The brain
/// itself and what only steers the dose (rings, margins, "Brain-GTV") is left out. Of the rest the first match counts:
/// words of oedema (oedema, edema, FLAIR, SNFH, whole tumour) make it oedema; words of the core (enhancing, necrosis,
/// core, GTV, metastasis, tumour, lesion) make it core, and so do CTV and PTV where the lesion itself was not drawn; a
/// segment that is alone is core whatever it is called, unless it is the body's or the brain's outline. Notes say what
/// was read as what. Throws Error{Input} naming the segments when none is either.
std::vector<std::uint8_t> labelsOf(const std::vector<NamedSegment>& segments, const std::string& file,
                                   std::vector<std::string>& notes);

}  // namespace metrisk::interop
