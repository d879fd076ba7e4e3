. "$SOURCE/tests/golden/run/frozen_classes/setup.sh"  # the same town
