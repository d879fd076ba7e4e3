# Installs headers, library, command line and the files that find_package(wardmap) reads.
include(CMakePackageConfigHelpers)
set(package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/wardmap")
install(TARGETS wardmap EXPORT wardmapTargets)
install(TARGETS wardmap_cli)
install(DIRECTORY "${PROJECT_SOURCE_DIR}/include/wardmap" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}" FILES_MATCHING PATTERN "*.hpp")
install(FILES "${PROJECT_SOURCE_DIR}/LICENSE" DESTINATION "${CMAKE_INSTALL_DOCDIR}")
install(EXPORT wardmapTargets NAMESPACE wardmap:: DESTINATION "${package_dir}")
configure_package_config_file("${CMAKE_CURRENT_LIST_DIR}/wardmapConfig.cmake.in" "${CMAKE_BINARY_DIR}/wardmapConfig.cmake"
    INSTALL_DESTINATION "${package_dir}")
write_basic_package_version_file("${CMAKE_BINARY_DIR}/wardmapConfigVersion.cmake" COMPATIBILITY SameMinorVersion)
install(FILES "${CMAKE_BINARY_DIR}/wardmapConfig.cmake" "${CMAKE_BINARY_DIR}/wardmapConfigVersion.cmake"
    DESTINATION "${package_dir}")

# `cpack` in the build folder makes a Debian package of all that is installed.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME wardmap)
set(CPACK_PACKAGE_CONTACT "wardmap developers <wardmap@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
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
