# Compiles through ccache where it is installed, so that a second clone of the same sources hits the same cache.
find_program(WARDMAP_CCACHE ccache)
mark_as_advanced(WARDMAP_CCACHE)
if(WARDMAP_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_CXX_COMPILER_LAUNCHER
        ${CMAKE_COMMAND} -E env "CCACHE_BASEDIR=${CMAKE_SOURCE_DIR}" CCACHE_NOHASHDIR=1 ${WARDMAP_CCACHE})
endif()
