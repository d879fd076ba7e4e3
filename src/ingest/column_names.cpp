#include "wardmap/column_names.hpp"

#include <algorithm>
#include <regex>

#include "wardmap/date_text.hpp"
#include "wardmap/number_text.hpp"

namespace wardmap {

namespace {

bool looks_like_data(const std::string& name)
{
    constexpr std::size_t longest_name = 64;
    static const std::regex postcode(R"(\b[A-Za-z]{1,2}[0-9][A-Za-z0-9]? [0-9][A-Za-z]{2}\b)");
    static const std::regex house_in_street(R"(^[0-9]+[A-Za-z]?,? +[A-Za-z].*)");
    return name.size() > longest_name || name.find_first_of("<>@") != std::string::npos ||
           parse_double(name) || read_date(name, {}).order != DayMonthOrder::unreadable ||
           std::regex_search(name, postcode) || std::regex_match(name, house_in_street);
}

}  // namespace

bool looks_like_column_names(const std::vector<std::string>& header)
{
    return std::none_of(header.begin(), header.end(), looks_like_data);
}

std::string columns_text(const std::vector<std::string>& header)
{
    if (!looks_like_column_names(header)) {
        return "its first line does not look like the names of columns";
    }
    std::string text = "its columns are: ";
    for (std::size_t i = 0; i < header.size(); ++i) {
        text += (i > 0 ? ", " : "") + header[i];
    }
    return text;
}

}  // namespace wardmap
