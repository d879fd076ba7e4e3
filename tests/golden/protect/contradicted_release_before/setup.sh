bash "$SOURCE/tests/golden/protect/pinned_by_the_release_before/setup.sh"
