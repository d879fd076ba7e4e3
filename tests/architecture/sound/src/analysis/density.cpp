#include <wardmap/density.hpp>

#include <chrono>  // durations are arithmetic; only clocks are refused, such as system_clock
#include <cmath>
const char* text = "std::cout and printf( in a text, or LonLat";
int snprintf_like_name;
