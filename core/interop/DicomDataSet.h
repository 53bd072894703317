#pragma once

#include "core/interop/DicomOutline.h"

#include <memory>
#include <string>
#include <vector>

class DcmDataset;
class DcmItem;

namespace metrisk::interop {

/// A data set read through DCMTK, after its outline was found sound. The outline and its bytes must outlive it.
class DicomDataSet {
public:
    enum class Part { Header, WithPixels };

    /// Throws DicomWalk::Broken when DCMTK cannot make sense of it either.
    explicit DicomDataSet(const DicomOutline& outline, Part part = Part::Header);
    ~DicomDataSet();
    DicomDataSet(const DicomDataSet&) = delete;
    DicomDataSet& operator=(const DicomDataSet&) = delete;

    DcmItem& root() const;
    DcmDataset& dataSet() const { return *m_dataSet; }

private:
    std::unique_ptr<DcmDataset> m_dataSet;
};

// What an item of a data set holds; empty where it does not.
std::string textIn(DcmItem& item, std::uint32_t tag);                 // as written, values parted by "\"
std::string utf8In(DcmItem& item, std::uint32_t tag, const std::string& characterSet);
std::vector<double> numbersIn(DcmItem& item, std::uint32_t tag);      // empty too when one of them is no number
std::vector<DcmItem*> itemsIn(DcmItem& item, std::uint32_t sequence);
DcmItem* firstItemIn(DcmItem& item, std::uint32_t sequence);          // null without one

}  // namespace metrisk::interop
