#include <wardmap/run.hpp>
#include "wardmap/nowhere.hpp"
