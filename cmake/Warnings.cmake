# wardmap_flags: how every line of our own code is compiled. Linked privately, so that it never reaches a consumer.
add_library(wardmap_flags INTERFACE)
target_compile_options(wardmap_flags INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion
    # Not where users build for themselves: a newer compiler's new warning is no reason to leave somebody without the
    # program.
    $<$<NOT:$<CONFIG:Release>>:-Werror>
    # At -O3 GCC 12 warns of what its own optimiser made up (its bug 105651).
    $<$<AND:$<CONFIG:Release>,$<CXX_COMPILER_ID:GNU>,$<VERSION_LESS:$<CXX_COMPILER_VERSION>,13>>:-Wno-restrict>
    -Wno-missing-field-initializers # options are filled by designated initialisers: what is left out has its default
    -ffp-contract=off # the same bytes on every machine: no fused multiply-add behind our back
    "-ffile-prefix-map=${CMAKE_SOURCE_DIR}=.")

if(WARDMAP_SANITIZE)
    set(WARDMAP_SANITIZERS "address,undefined" CACHE STRING "Which sanitizers WARDMAP_SANITIZE means")
    set(sanitizers -fsanitize=${WARDMAP_SANITIZERS} -fno-sanitize-recover=all -fno-omit-frame-pointer)
    target_compile_options(wardmap_flags INTERFACE ${sanitizers})
    target_link_options(wardmap_flags INTERFACE ${sanitizers})
    if(WARDMAP_SANITIZERS MATCHES thread)
        target_compile_definitions(wardmap_flags INTERFACE WARDMAP_PLAIN_THREADS) # src/core/parallel.cpp says why
    endif()
endif()
if(WARDMAP_FUZZ)
    target_compile_options(wardmap_flags INTERFACE -fsanitize=fuzzer-no-link) # counts what a run reaches
endif()
