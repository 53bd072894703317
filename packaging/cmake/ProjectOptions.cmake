# Warnings, sanitizers, linker and compiler cache for every target of MetRisk.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CXX_FLAGS)  # the dev, asan and tsan presets bring their own
    set(CMAKE_BUILD_TYPE Release)
endif()

find_program(METRISK_CCACHE ccache)
if(METRISK_CCACHE)
    # The two sloppiness settings are what ccache asks for with precompiled headers.
    set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env
        CCACHE_SLOPPINESS=pch_defines,time_macros CCACHE_NOHASHDIR=1
        "CCACHE_BASEDIR=${CMAKE_SOURCE_DIR}" ${METRISK_CCACHE})
endif()

find_program(METRISK_MOLD mold)
if(METRISK_MOLD)
    add_link_options(-fuse-ld=mold)
endif()

add_library(project_options INTERFACE)
target_compile_options(project_options INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor
    $<$<BOOL:${METRISK_CCACHE}>:-fpch-preprocess>)
target_compile_definitions(project_options INTERFACE
    QT_NO_KEYWORDS                           # Torch has a slots() of its own
    METRISK_VERSION="${PROJECT_VERSION}")
target_include_directories(project_options INTERFACE ${CMAKE_SOURCE_DIR})
if(METRISK_SANITIZE)
    # For every target, so that no two of them differ in what they expect of the runtime.
    add_compile_options(-fsanitize=${METRISK_SANITIZE} -fno-omit-frame-pointer)
    add_link_options(-fsanitize=${METRISK_SANITIZE})
endif()
