#include <iostream>
#include <wardmap/density.hpp>
#include <wardmap/run.hpp>
#include <wardmap/shapes.hpp>
