#pragma once

#include <functional>
#include <string>

namespace wardmap {

/// What a stage, a folder in the making, is called, and what its name means to whoever reads an error.
struct StageWords {
    std::string stage;         ///< the folder's name
    std::string target;        ///< what it is the stage of
    std::string files_prefix;  ///< what stands before the names of its files once they are in their places
};

/// Does work in a stage. An error that names the stage names the places that its files are meant for: it is read when the
/// stage is gone.
void tell_by_place(const StageWords& words, const std::function<void()>& work);

}  // namespace wardmap
