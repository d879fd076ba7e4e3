#include <CLI/CLI.hpp>
#include <iostream>
#include <wardmap/run.hpp>
