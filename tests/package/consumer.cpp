#include <wardmap/version.hpp>

#include <iostream>

int main() { std::cout << wardmap::version() << '\n'; }
