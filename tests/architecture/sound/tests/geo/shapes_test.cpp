#include <gtest/gtest.h>
#include <proj.h>
#include <rapidcheck/gtest.h>

#include "private.hpp"
#include "reference/naive.hpp"
