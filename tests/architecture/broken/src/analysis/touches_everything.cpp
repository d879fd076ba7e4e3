#include <proj.h>
#include <gtest/gtest.h>
#include <unheard_of/library.h>
#include "private.hpp"
#include "../geo/private.hpp"
#include <filesystem>
#include <fstream>
#include <clocale>
#include <sys/stat.h>
auto now() { return std::chrono::system_clock::now(); }
void say() { std::printf("%d", 1); }
void speak() { std::cout << 1; }
auto place() { return std::locale(""); }
double height(LonLat place);
double width(double lon_deg);
