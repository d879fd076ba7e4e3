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
