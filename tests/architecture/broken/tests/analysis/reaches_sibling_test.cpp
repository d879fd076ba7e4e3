#include "private.hpp"
#include "../../src/geo/private.hpp"
#include <proj.h>
