#include "method_text.hpp"

#include <fmt/format.h>

#include <array>

namespace wardmap::report {

namespace {

struct Paragraph {
    const char* heading;
    const char* text;
};

constexpr std::array<Paragraph, 11> paragraphs = {{
    {"What is counted",
     "Incidents that were recorded, not all that happened. More reports can mean more trouble, more people "
     "who report, or one person who reports often. A place without reports is not proved to be quiet."},
    {"What a hotspot is",
     "The study area is divided into equal cells. A cell is hot when it and its neighbours hold more "
     "incidents "
     "than chance would give if the same number were spread evenly over the land, or over what the settings "
     "above "
     "name in its place. The chance is computed "
     "exactly and corrected for the many cells that are looked at, so that only a small share of the cells "
     "called hot, 1, 5 or 10 % by the level that the study sets, are expected to be so by luck. Hot cells "
     "that "
     "touch make one hotspot; hotspots are numbered by how many incidents they hold above the expected "
     "number. "
     "More people or more homes also bring more incidents: a hotspot shows where to look, not why."},
    {"New, lasting and former hotspots; repeats",
     "Each month (or other step) is mapped by itself. Persistent: hot in at least nine of ten steps, the "
     "last among "
     "them. Emerging: hot in the last step and in none of the first half. Former: hot once, but not in the "
     "last "
     "quarter. Intermittent: anything between. A month holds few incidents, so a hotspot of the whole period "
     "may be hot "
     "in none of them. Near repeats compare pairs of incidents with what they would be if the same dates "
     "fell on the "
     "same places at random; a spate is a chain of incidents, each near another in space and time."},
    {"What the colours show",
     "Density: incidents of the whole period per square kilometre, smoothed over the bandwidth stated above. "
     "It is not a forecast and not the risk of a person. The edges of the colours are soft on the ground: "
     "read "
     "them as neighbourhoods, not as house numbers."},
    {"Rates and their intervals",
     "A rate divides by residents or by dwellings. Places with many visitors, such as a town centre, have "
     "high "
     "rates for that reason alone. The 95 % interval is the range of underlying rates that fit the count; "
     "where the intervals of two places overlap widely, the order of the two may be chance. Small counts "
     "give "
     "wide intervals."},
    {"Change",
     "The period is compared with the comparison period by an exact test that takes the lengths of both into "
     "account. &#8220;Within normal variation&#8221; means that chance alone could easily have made the "
     "difference. It does not prove that nothing changed."},
    {"Months and what is usual",
     "Each month is judged by the daily rate of all months before it, once there are twelve. The grey band "
     "is where about "
     "997 of 1,000 months would lie if nothing had changed; a triangle marks a month beyond it. Over many "
     "wards and "
     "months one or two may lie beyond it by luck. Seasons are not taken out: compare with the same month of "
     "the year "
     "before."},
    {"Tower blocks",
     "An incident belongs to a block by its property number (UPRN), its address, the block&#8217;s name, or "
     "because it lies in the block&#8217;s footprint, in that order. The numbers speak of buildings, never "
     "of "
     "their tenants. &#8220;Case review&#8221; marks blocks with enough reports at one flat or by one "
     "reporter for a "
     "review under the anti-social behaviour case review; it is a prompt, not a finding."},
    {"Times",
     "Where only a start and an end are known, an incident is shared over the hours between them. Records "
     "with "
     "a date but no time are left out of the table of hours, and nowhere else."},
    {"Places that are not exact",
     "Not every record could be put on the map; the front page counts those that could not and why. Where a "
     "title says "
     "&#8220;approximate positions&#8221;, the data gives the nearest of a set of anonymous points in place "
     "of the true "
     "position: such maps show neighbourhoods, and no incident can be given to a building."},
    {"Patrol places",
     "The circles that hold the most recorded incidents. Their share is counted on the same data that chose "
     "them, "
     "so expect less of the next months."},
}};

}  // namespace

std::string method_html()
{
    std::string out;
    for (const Paragraph& paragraph : paragraphs) {
        out += fmt::format("<div class=\"keep\"><h3>{}</h3>\n<p>{}</p></div>\n", paragraph.heading,
                           paragraph.text);
    }
    return out;
}

}  // namespace wardmap::report
