# LibTorch: what the system offers, or the one whose folder METRISK_LIBTORCH names (it holds include/ and lib/:
# an unpacked libtorch archive, or the folder torch of a Python installation). A LibTorch for CUDA is then linked
# by its libraries alone: its own CMake package asks for the whole CUDA toolkit, which MetRisk does not compile with.
set(METRISK_LIBTORCH "" CACHE PATH "Folder of a LibTorch other than the system's")
if(NOT METRISK_LIBTORCH)
    find_package(Torch REQUIRED)
    return()
endif()

find_path(METRISK_LIBTORCH_HEADERS torch/csrc/api/include/torch/torch.h REQUIRED
    PATHS "${METRISK_LIBTORCH}/include" NO_DEFAULT_PATH)
add_library(metrisk_libtorch INTERFACE)
target_include_directories(metrisk_libtorch SYSTEM INTERFACE
    ${METRISK_LIBTORCH_HEADERS} ${METRISK_LIBTORCH_HEADERS}/torch/csrc/api/include)
# Nothing calls the CUDA libraries by name: they must be linked all the same, to be there when a GPU is asked for.
target_link_options(metrisk_libtorch INTERFACE -Wl,--no-as-needed)
foreach(name torch torch_cpu c10 torch_cuda c10_cuda)
    find_library(METRISK_LIB_${name} ${name} PATHS "${METRISK_LIBTORCH}/lib" NO_DEFAULT_PATH)
    if(METRISK_LIB_${name})
        target_link_libraries(metrisk_libtorch INTERFACE ${METRISK_LIB_${name}})
    elseif(NOT name MATCHES cuda)
        message(FATAL_ERROR "${METRISK_LIBTORCH}/lib holds no lib${name}.so")
    endif()
endforeach()
set(TORCH_LIBRARIES metrisk_libtorch)
