#include <QtQuickTest>

#include "window_fixture.hpp"

QUICK_TEST_MAIN_WITH_SETUP(window, Setup)
