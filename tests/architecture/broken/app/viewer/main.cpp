#include <CLI/CLI.hpp>
#include <wardmap/density.hpp>
