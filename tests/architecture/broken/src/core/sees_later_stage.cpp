#include <wardmap/run.hpp>
#include "wardmap/nowhere.hpp"
bool holds_nothing() { return fs::is_empty(folder); }
auto entries() { return std::filesystem::recursive_directory_iterator(folder); }
