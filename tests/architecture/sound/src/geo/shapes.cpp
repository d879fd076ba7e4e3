#include <wardmap/shapes.hpp>

#include <fcntl.h>
#include <fmt/format.h>
#include <fstream>

#include "private.hpp"
#include "wardmap/error.hpp"
double lon_deg(LonLat place);
