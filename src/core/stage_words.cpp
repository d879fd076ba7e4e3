#include "stage_words.hpp"

#include "wardmap/error.hpp"

namespace wardmap {

namespace {

void replace_all(std::string& text, const std::string& from, const std::string& to)
{
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
        text.replace(at, from.size(), to);
    }
}

std::string told_by_place(std::string text, const StageWords& words)
{
    replace_all(text, words.stage + '/', words.files_prefix);
    replace_all(text, words.stage, words.target);
    return text;
}

}  // namespace

void tell_by_place(const StageWords& words, const std::function<void()>& work)
{
    try {
        work();
    } catch (const Error& error) {
        throw Error(error.kind(), told_by_place(error.where(), words), told_by_place(error.found(), words),
                    error.advice());
    }
}

}  // namespace wardmap
