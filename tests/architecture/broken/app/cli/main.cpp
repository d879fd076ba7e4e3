#include "../../src/geo/private.hpp"
#include "private.hpp"
#include <QString>
#include <proj.h>
