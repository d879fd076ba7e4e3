# Installs headers, library, command line and the files that find_package(wardmap) reads. What only a programmer
# needs is the component `development`.
include(CMakePackageConfigHelpers)
set(package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/wardmap")
install(TARGETS wardmap EXPORT wardmapTargets COMPONENT development)
install(TARGETS wardmap_cli)
install(DIRECTORY "${PROJECT_SOURCE_DIR}/include/wardmap" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}" COMPONENT development
    FILES_MATCHING PATTERN "*.hpp")
install(FILES "${PROJECT_SOURCE_DIR}/LICENSE" DESTINATION "${CMAKE_INSTALL_DOCDIR}" RENAME copyright)
install(EXPORT wardmapTargets NAMESPACE wardmap:: DESTINATION "${package_dir}" COMPONENT development)
configure_package_config_file("${CMAKE_CURRENT_LIST_DIR}/wardmapConfig.cmake.in" "${CMAKE_BINARY_DIR}/wardmapConfig.cmake"
    INSTALL_DESTINATION "${package_dir}")
write_basic_package_version_file("${CMAKE_BINARY_DIR}/wardmapConfigVersion.cmake" COMPATIBILITY SameMinorVersion)
install(FILES "${CMAKE_BINARY_DIR}/wardmapConfig.cmake" "${CMAKE_BINARY_DIR}/wardmapConfigVersion.cmake"
    DESTINATION "${package_dir}" COMPONENT development)

# `cpack` in the build folder makes a Debian package of what users run.
set(CPACK_GENERATOR DEB)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_ALL Unspecified)
set(CPACK_DEBIAN_UNSPECIFIED_PACKAGE_NAME wardmap)
set(CPACK_DEBIAN_UNSPECIFIED_FILE_NAME DEB-DEFAULT)
set(CPACK_PACKAGE_NAME wardmap)
set(CPACK_PACKAGE_CONTACT "wardmap developers <wardmap@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")
set(CPACK_COMPONENT_UNSPECIFIED_DESCRIPTION "Maps where incidents gather, by ward and by tower block: incident files in, densities, hotspots,
rates, times, patrol places and a report out. With the viewer where Qt Location is at hand.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS proj-data)
if(TARGET wardmap_viewer_app)
    # What QML imports is found at run time, not by looking at the program.
    string(APPEND CPACK_DEBIAN_PACKAGE_DEPENDS ", qml6-module-qtcore, qml6-module-qtlocation, qml6-module-qtpositioning, "
        "qml6-module-qtquick-controls, qml6-module-qtquick-dialogs, qml6-module-qtquick-layouts, "
        "qml6-module-qtquick-templates, qml6-module-qtquick-window, qt6-location-plugins, qt6-svg-plugins")
endif()
include(CPack)
