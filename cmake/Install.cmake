# What `cmake --install` puts where. Components: `tessera` (the tool, its man pages and completions),
# `tessera-gui` (the desktop app, where it is built) and `development` (static libraries, headers, and
# what find_package(tessera) reads).
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(TESSERA_PACKAGE_DIR "${CMAKE_INSTALL_LIBDIR}/cmake/tessera")

# tessera_install_library(TARGET...): each library tessera_NAME as tessera::NAME.
function(tessera_install_library)
  foreach(target IN LISTS ARGN)
    string(REPLACE tessera_ "" name ${target})
    add_library(tessera::${name} ALIAS ${target})
    set_target_properties(${target} PROPERTIES EXPORT_NAME ${name})
    target_include_directories(${target} INTERFACE
                               "$<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/tessera>")
    install(TARGETS ${target} EXPORT tesseraTargets
            ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}" COMPONENT development)
  endforeach()
endfunction()

# tessera_install_headers(HOUSE [FOLDERS...]): those of the house, the FOLDERS left out.
function(tessera_install_headers house)
  set(left_out)
  foreach(folder IN LISTS ARGN)
    list(APPEND left_out PATTERN ${folder} EXCLUDE)
  endforeach()
  install(DIRECTORY "${PROJECT_SOURCE_DIR}/${house}/" COMPONENT development
          DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/tessera/${house}"
          FILES_MATCHING PATTERN "*.h" ${left_out})
endfunction()

tessera_install_library(tessera_core tessera_importers tessera_sim ${TESSERA_FLOORS})
tessera_install_headers(core)
# The readers of formats are private: they would need the headers of ONNX and flatbuffers.
tessera_install_headers(importers onnx tflite)
tessera_install_headers(sim devices runtimes)

install(EXPORT tesseraTargets NAMESPACE tessera:: DESTINATION "${TESSERA_PACKAGE_DIR}"
        COMPONENT development)
configure_package_config_file(
  cmake/tesseraConfig.cmake.in "${CMAKE_CURRENT_BINARY_DIR}/tesseraConfig.cmake"
  INSTALL_DESTINATION "${TESSERA_PACKAGE_DIR}" NO_SET_AND_CHECK_MACRO)
# Before 1.0 a new minor version may change the headers.
write_basic_package_version_file("${CMAKE_CURRENT_BINARY_DIR}/tesseraConfigVersion.cmake"
                                 COMPATIBILITY SameMinorVersion)
install(FILES "${CMAKE_CURRENT_BINARY_DIR}/tesseraConfig.cmake"
              "${CMAKE_CURRENT_BINARY_DIR}/tesseraConfigVersion.cmake"
        DESTINATION "${TESSERA_PACKAGE_DIR}" COMPONENT development)

# Debian's zsh looks into share/zsh/vendor-completions.
set(TESSERA_ZSH_DIR "${CMAKE_INSTALL_DATADIR}/zsh/site-functions" CACHE STRING
    "Where the completion for zsh is installed")
install(TARGETS tessera RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}" COMPONENT tessera)
install(DIRECTORY "${PROJECT_BINARY_DIR}/docs/" DESTINATION "${CMAKE_INSTALL_MANDIR}/man1"
        COMPONENT tessera FILES_MATCHING PATTERN "*.1")
install(FILES "${PROJECT_BINARY_DIR}/docs/tessera.bash" RENAME tessera COMPONENT tessera
        DESTINATION "${CMAKE_INSTALL_DATADIR}/bash-completion/completions")
install(FILES "${PROJECT_BINARY_DIR}/docs/_tessera" COMPONENT tessera
        DESTINATION "${TESSERA_ZSH_DIR}")
install(FILES "${PROJECT_BINARY_DIR}/docs/tessera.fish" COMPONENT tessera
        DESTINATION "${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d")

if(TARGET tessera-gui)
  install(TARGETS tessera-gui RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}" COMPONENT tessera-gui)
  install(FILES packaging/tessera-gui.desktop COMPONENT tessera-gui
          DESTINATION "${CMAKE_INSTALL_DATADIR}/applications")
  install(FILES packaging/tessera-gui.svg COMPONENT tessera-gui
          DESTINATION "${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps")
  install(FILES packaging/tessera-gui.xml COMPONENT tessera-gui
          DESTINATION "${CMAKE_INSTALL_DATADIR}/mime/packages")
  install(FILES packaging/tessera-gui.1 DESTINATION "${CMAKE_INSTALL_MANDIR}/man1"
          COMPONENT tessera-gui)
  # What the first page offers to open.
  install(FILES sample_models/mbv2-w0.35-r144-int8.onnx sample_models/mcunet-vww0-int8.onnx
                sample_models/resnet8-int8.onnx COMPONENT tessera-gui
          DESTINATION "${CMAKE_INSTALL_DATADIR}/tessera/samples")
endif()
