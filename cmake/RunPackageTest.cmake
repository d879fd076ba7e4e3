# Installs the build into a temporary prefix, then configures, builds and runs a project that only knows
# find_package(wardmap): cmake -DBUILD=… -DSOURCE=… -DTMP=… -DCOMPILER=… -DVERSION=… -P RunPackageTest.cmake
cmake_minimum_required(VERSION 3.25)
function(step what)
    execute_process(COMMAND ${ARGN} OUTPUT_VARIABLE said ERROR_VARIABLE said RESULT_VARIABLE status)
    if(NOT status EQUAL 0)
        message(FATAL_ERROR "${what} failed:\n${said}")
    endif()
    set(said "${said}" PARENT_SCOPE)
endfunction()

file(REMOVE_RECURSE "${TMP}")
step("installing" ${CMAKE_COMMAND} --install "${BUILD}" --prefix "${TMP}/prefix")
step("configuring the consumer" ${CMAKE_COMMAND} -G Ninja -S "${SOURCE}/tests/package" -B "${TMP}/build"
    "-DCMAKE_PREFIX_PATH=${TMP}/prefix" "-DCMAKE_CXX_COMPILER=${COMPILER}")
step("building the consumer" ${CMAKE_COMMAND} --build "${TMP}/build")
step("running the consumer" "${TMP}/build/consumer")
if(NOT said STREQUAL "${VERSION}\n")
    message(FATAL_ERROR "the consumer should say ${VERSION}, not ${said}")
endif()
step("running the installed command line" "${TMP}/prefix/bin/wardmap" --version)
if(NOT said STREQUAL "wardmap ${VERSION}\n")
    message(FATAL_ERROR "the installed command line should say its version, not ${said}")
endif()
