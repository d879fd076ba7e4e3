#pragma once

/// Before a function: compile it for processors with AVX2 as well, and choose when the program starts. Wider vectors then
/// do the same operations, each rounded as IEEE 754 says, in the same order: sums are in an order that the code states,
/// and -ffp-contract=off keeps multiplication and addition apart. So the bytes do not depend on the processor (the test
/// `same_bytes_on_any_processor` holds it to that).
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define WARDMAP_SANITIZED
#endif
#endif
#if defined(__x86_64__) && defined(__gnu_linux__) && !defined(WARDMAP_SANITIZED) && \
    !defined(__SANITIZE_ADDRESS__)
#define WARDMAP_CPU_VARIANTS __attribute__((target_clones("default", "avx2")))
#else
#define WARDMAP_CPU_VARIANTS
#endif
