#include "core/common/Error.h"

#include <exception>
#include <new>
#include <utility>

namespace metrisk::common {

Error::Error(Kind kind, std::string whatHappened, std::string whatToDo)
    : std::runtime_error(whatHappened + " " + whatToDo),
      m_kind(kind),
      m_whatHappened(std::move(whatHappened)),
      m_whatToDo(std::move(whatToDo))
{
}

Error currentError()
{
    try {
        throw;
    } catch (const Error& error) {
        return error;
    } catch (const std::bad_alloc&) {
        return Error(Error::Kind::Internal, "The memory of this computer is used up.",
                     "Close other programs and try again.");
    } catch (const std::exception& exception) {
        return Error(Error::Kind::Internal, std::string("An unexpected error occurred: ") + exception.what() + ".",
                     "Please report it with the steps that led here.");
    }
}

}  // namespace metrisk::common
