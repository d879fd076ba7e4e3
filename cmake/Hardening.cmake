# What makes an error of memory end the program instead of being used: checked copies (_FORTIFY_SOURCE), a guarded stack,
# checked indices of the standard library, a position-independent program whose tables cannot be written to.
# tests/hardening looks at what was built. The sanitizers have checks of their own, which these would hide.
include(CheckPIESupported)
check_pie_supported(LANGUAGES CXX)
option(WARDMAP_HARDENING "Build with checks of memory at run time and a read-only program" ON)
if(WARDMAP_HARDENING AND NOT WARDMAP_SANITIZE)
    target_compile_options(wardmap_flags INTERFACE
        -fstack-protector-strong -fstack-clash-protection
        $<$<STREQUAL:${CMAKE_SYSTEM_PROCESSOR},x86_64>:-fcf-protection>
        # It needs an optimised build, and the distribution's own setting out of its way.
        $<$<NOT:$<CONFIG:Debug>>:-U_FORTIFY_SOURCE> $<$<NOT:$<CONFIG:Debug>>:-D_FORTIFY_SOURCE=3>)
    target_compile_definitions(wardmap_flags INTERFACE _GLIBCXX_ASSERTIONS)
    target_link_options(wardmap_flags INTERFACE -Wl,-z,relro -Wl,-z,now -Wl,-z,noexecstack)
endif()
