#pragma once
#include <vector>

#include "wardmap/error.hpp"
