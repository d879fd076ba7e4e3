#!/usr/bin/env bash
# The program as it was built has what cmake/Hardening.cmake asks for: check_binary.sh PROGRAM…
set -euo pipefail
export LC_ALL=C
failed=0
checked=0
# has PROGRAM WHAT PATTERN READELF-OPTION…: what readelf prints holds a line of the pattern.
has() {
  local program=$1 what=$2 pattern=$3
  shift 3
  checked=$((checked + 1))
  if ! readelf -W "$@" "$program" | grep -E -- "$pattern" >/dev/null; then
    echo "$program: not $what"
    failed=1
  fi
}
for program in "$@"; do
  has "$program" 'position-independent' '^ *Type: +DYN' --file-header
  has "$program" 'a program that is position-independent' 'FLAGS_1.*\bPIE\b' --dynamic
  has "$program" 'bound when it starts (full RELRO, one half)' 'FLAGS_1.*\bNOW\b' --dynamic
  has "$program" 'made read-only after that (full RELRO, the other)' 'GNU_RELRO' --program-headers
  has "$program" 'without an executable stack' 'GNU_STACK.* RW +0x' --program-headers
  has "$program" 'with a guarded stack' '__stack_chk_fail' --dyn-syms
  has "$program" 'with checked copies (_FORTIFY_SOURCE)' '__[a-z]+_chk@' --dyn-syms
  has "$program" 'with a checked standard library (_GLIBCXX_ASSERTIONS)' '__glibcxx_assert_fail' --dyn-syms
done
echo "$checked properties of $# programs looked at"
exit $failed
