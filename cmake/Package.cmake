# Debian packages by `cpack -G DEB`: the tool, and the graphical interface where it is built. Qt is a
# dependency of the second alone. script/package builds them and tries them in a clean root.
foreach(component tessera tessera-gui)
  if(TARGET ${component})
    list(APPEND CPACK_COMPONENTS_ALL ${component})
    install(FILES packaging/copyright DESTINATION "${CMAKE_INSTALL_DATADIR}/doc/${component}"
            COMPONENT ${component})
  endif()
endforeach()

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME tessera)
set(CPACK_PACKAGE_CONTACT "The Tessera authors <tessera@localhost>")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)

set(CPACK_DEBIAN_TESSERA_PACKAGE_NAME tessera)
set(CPACK_DEBIAN_TESSERA_PACKAGE_SECTION science)
set(CPACK_COMPONENT_TESSERA_DESCRIPTION
    "Memory-schedule simulator for neural networks on microcontrollers
See where the SRAM of a trained network (ONNX, TFLite) goes on a
microcontroller, before it is flashed: the peak and who is to blame, running
the first stage patch by patch and its cost, offsets for every buffer, latency.")

set(CPACK_DEBIAN_TESSERA-GUI_PACKAGE_NAME tessera-gui)
set(CPACK_DEBIAN_TESSERA-GUI_PACKAGE_SECTION science)
set(CPACK_DEBIAN_TESSERA-GUI_PACKAGE_DEPENDS "tessera (= ${PROJECT_VERSION})")
set(CPACK_COMPONENT_TESSERA-GUI_DESCRIPTION
    "Memory-schedule simulator for neural networks, with windows
The graphical interface of tessera: memory timeline, arena map and schedules.
The binary is under GPL-3, as Debian's Qt Charts is.")

include(CPack)
