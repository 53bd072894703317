# Every library MetRisk stands on, found once. Package names: packaging/linux/packages.txt
if(METRISK_BUILD_UI)
    # Before all others: ITK and VTK of Debian 13 bring Qt 5 along, and the first Qt owns the name Qt::Core.
    find_package(Qt6 REQUIRED COMPONENTS Widgets OpenGLWidgets Charts Svg)
    if(METRISK_BUILD_TESTS)
        find_package(Qt6 REQUIRED COMPONENTS Test)
    endif()
endif()
find_package(Eigen3 REQUIRED NO_MODULE)
find_package(fmt REQUIRED)
find_package(nlohmann_json REQUIRED)
if(NOT METRISK_ENGINE_ONLY)
    find_package(ZLIB REQUIRED)
    find_package(DCMTK CONFIG REQUIRED)  # CMake's own module of that name knows no targets
    find_package(PkgConfig REQUIRED)     # Debian's CMake packages of these two ask for programs nobody needs
    pkg_check_modules(OpenJpeg REQUIRED IMPORTED_TARGET libopenjp2)
    pkg_check_modules(Zip REQUIRED IMPORTED_TARGET libzip)
endif()
if(METRISK_BUILD_FUZZERS)
    return()  # the file readers need no more
endif()
find_package(OpenSSL REQUIRED COMPONENTS Crypto)
find_package(Boost REQUIRED)  # headers: Boost.Math
include(packaging/cmake/LibTorch.cmake)
if(METRISK_BUILD_TESTS)
    find_package(GTest REQUIRED)
    find_package(rapidcheck QUIET)  # without it the properties are not tested; packages.txt has it
endif()
if(METRISK_BUILD_BENCHMARKS)
    find_package(benchmark REQUIRED)
endif()
if(METRISK_ENGINE_ONLY)
    return()  # files, window and case base need the rest
endif()
find_package(CLI11 REQUIRED)

# By module name: ITKVtkGlue and VTK's GUISupportQt are built for Qt 5 in Debian.
find_package(ITK REQUIRED COMPONENTS
    ITKCommon ITKIOImageBase ITKIONIFTI ITKIOGDCM ITKGDCM ITKImageGrid ITKImageFunction ITKTransform
    ITKConnectedComponents ITKMetricsv4 ITKBiasCorrection)

# Debian ships SOCI without a CMake package.
find_path(SOCI_INCLUDE_DIR soci/soci.h REQUIRED)
find_library(SOCI_CORE_LIBRARY soci_core REQUIRED)
find_library(SOCI_SQLITE3_LIBRARY soci_sqlite3 REQUIRED)
find_package(SQLite3 REQUIRED)
add_library(soci_sqlite3 INTERFACE)
target_include_directories(soci_sqlite3 SYSTEM INTERFACE ${SOCI_INCLUDE_DIR} ${SOCI_INCLUDE_DIR}/soci)
target_link_libraries(soci_sqlite3 INTERFACE ${SOCI_SQLITE3_LIBRARY} ${SOCI_CORE_LIBRARY} SQLite::SQLite3)

if(METRISK_BUILD_UI)
    find_package(VTK REQUIRED COMPONENTS
        CommonCore CommonDataModel CommonTransforms CommonExecutionModel FiltersCore FiltersGeneral
        FiltersModeling FiltersSources ImagingCore ImagingGeneral InteractionStyle IOImage
        RenderingCore RenderingOpenGL2 RenderingFreeType RenderingAnnotation RenderingContext2D
        RenderingVolume RenderingVolumeOpenGL2 RenderingImage RenderingUI)
endif()
