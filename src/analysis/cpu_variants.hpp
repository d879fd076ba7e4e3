#pragma once

/// Before a function: compile it for processors with AVX2 as well, and choose when the program starts. Wider vectors then
/// do the same operations, each rounded as IEEE 754 says, in the same order: sums are in an order that the code states,
/// and -ffp-contract=off keeps multiplication and addition apart. So the bytes do not depend on the processor (the test
/// `same_bytes_on_any_processor` holds it to that).
/// GCC only: Clang leaves out inline functions that nothing but the variants call (undefined references in Clang 19). Not
/// under its sanitizers, which are not ready yet when the variants are chosen.
#if defined(__x86_64__) && defined(__gnu_linux__) && defined(__GNUC__) && !defined(__clang__) && \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define WARDMAP_CPU_VARIANTS __attribute__((target_clones("default", "avx2")))
/// The same for vectors of eight numbers.
#define WARDMAP_WIDE_VARIANTS __attribute__((target_clones("default", "avx2", "avx512f")))
#else
#define WARDMAP_CPU_VARIANTS
#define WARDMAP_WIDE_VARIANTS
#endif
