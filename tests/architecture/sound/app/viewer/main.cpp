#include <QString>
#include <wardmap/run.hpp>
