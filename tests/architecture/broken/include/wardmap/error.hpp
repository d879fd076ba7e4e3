#include <fmt/format.h>
#include <proj.h>
#include <unistd.h>
#include "private.hpp"
#include <wardmap/shapes.hpp>
