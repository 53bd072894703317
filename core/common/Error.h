#pragma once

#include <stdexcept>
#include <string>

namespace metrisk::common {

/// What went wrong and what to do next, in words the user can read.
///
///     throw Error(Error::Kind::Input, "The FLAIR file does not exist: a.nii.gz.",
///                 "Choose the file again.");
class Error : public std::runtime_error {
public:
    enum class Kind {
        Input,      ///< a file, folder or value the user gave; the user can correct it
        Model,      ///< a model pack that is damaged, unsupported or does not fit
        Storage,    ///< the case base or an output folder
        Internal,   ///< a defect of MetRisk or of a library below it
    };

    Error(Kind kind, std::string whatHappened, std::string whatToDo);

    Kind kind() const { return m_kind; }
    const std::string& whatHappened() const { return m_whatHappened; }
    const std::string& whatToDo() const { return m_whatToDo; }

private:
    Kind m_kind;
    std::string m_whatHappened;
    std::string m_whatToDo;
};

/// Thrown at a cancel point after the user asked to stop. It is not an error.
struct Cancelled {};

/// The sentence shown for any exception in flight. Call it inside a catch block only.
Error currentError();

}  // namespace metrisk::common

namespace metrisk {
using common::Cancelled;
using common::Error;
}  // namespace metrisk
