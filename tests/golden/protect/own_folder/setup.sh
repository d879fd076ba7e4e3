bash "$SOURCE/tests/golden/protect/pinned/setup.sh"
