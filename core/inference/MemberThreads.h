#pragma once

#include "core/common/Job.h"

#include <cstddef>
#include <functional>

namespace metrisk::inference {

/// The members of an ensemble are independent. Each is computed by one thread, several side by
/// side: nothing is lost to synchronisation, and a member's numbers do not depend on how many
/// processors there are.
///
/// Runs `work(member, step)` for every member. `work` calls `step` after each of its
/// `stepsPerMember` parts, which reports progress and is the cancel point. The first exception of
/// any member stops the others and is thrown here.
void forEachMember(std::size_t count, int stepsPerMember, std::size_t sideBySide, const Job& job,
                   const std::function<void(std::size_t, const std::function<void()>&)>& work);

/// Members computed side by side on this computer's processors.
std::size_t membersSideBySide(std::size_t count);

/// Restricts the numeric libraries to the calling thread: the same sums in the same order,
/// whatever OMP_NUM_THREADS says. Whoever computes with LibTorch outside forEachMember calls it too.
void useOneComputeThread();

/// True for the reference BLAS, which is over a hundred times slower than OpenBLAS.
bool blasIsSlow();

}  // namespace metrisk::inference
