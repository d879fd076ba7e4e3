#include "trend_chart.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <limits>

#include "markup_text.hpp"
#include "svg_path.hpp"
#include "theme_layers.hpp"
#include "wardmap/number_text.hpp"

namespace wardmap::report {

namespace {

constexpr int months_per_year = 12;
constexpr double left_px = 34;
constexpr double right_px = 30;
constexpr double top_px = 14;
constexpr double bottom_px = 20;
constexpr double font_px = 11;
constexpr double label_room_px = 58;  // of "Jan 2025" and the gap to the next
constexpr std::array<const char*, 12> names = {"January",   "February", "March",    "April",
                                               "May",       "June",     "July",     "August",
                                               "September", "October",  "November", "December"};

std::string month_text(int number)
{
    return fmt::format("{} {}", names.at(static_cast<std::size_t>(number % months_per_year)),
                       number / months_per_year);
}

std::string short_month_text(int number)
{
    const std::string name = names.at(static_cast<std::size_t>(number % months_per_year));
    return fmt::format("{} {}", name.substr(0, 3), number / months_per_year);
}

/// "2025-03"; nullopt for what is no month.
std::optional<int> month_number(const std::string& text)
{
    const auto year = parse_integer(std::string_view(text).substr(0, 4));
    const auto month = text.size() == 7 ? parse_integer(std::string_view(text).substr(5)) : std::nullopt;
    if (!year || !month || *month < 1 || *month > months_per_year) {
        return std::nullopt;
    }
    return static_cast<int>(*year * months_per_year + *month - 1);
}

/// Where months and counts stand on the drawing.
struct Axes {
    const TrendOptions& options;
    int first = 0, last = 0;
    double top = 1;   ///< the largest number on the axis
    double step = 1;  ///< between its lines

    [[nodiscard]] double x(int month) const
    {
        const double width = options.width_px - left_px - right_px;
        return left_px + width * (month - first) / std::max(1, last - first);
    }
    [[nodiscard]] double y(double count) const
    {
        return options.height_px - bottom_px - (options.height_px - bottom_px - top_px) * count / top;
    }
};

/// The smallest of 1, 2, 5 times a power of ten that needs at most three steps to `largest`.
double round_step(double largest)
{
    double power = 1;
    while (true) {
        for (const double step : {1.0, 2.0, 5.0}) {
            if (3 * step * power >= largest) {
                return step * power;
            }
        }
        power *= 10;
    }
}

Axes axes_of(const std::vector<TrendMonth>& months, const TrendOptions& options)
{
    double largest = 1;
    for (const TrendMonth& month : months) {
        largest = std::max({largest, month.count.value_or(0), month.high.value_or(0)});
    }
    const double step = round_step(largest);
    return {options, months.front().number, months.back().number, std::ceil(largest / step) * step, step};
}

template <typename... Args>
void draw(std::string& svg, fmt::format_string<Args...> format, Args&&... args)
{
    fmt::format_to(std::back_inserter(svg), format, std::forward<Args>(args)...);
}

void draw_axes(std::string& svg, const Axes& axes)
{
    const double right = axes.options.width_px - right_px;
    draw(svg, "<g font-size=\"{}\" fill=\"#3d474d\">", px_text(font_px));
    for (double count = 0; count <= axes.top; count += axes.step) {
        draw(svg, "<path d=\"M{0} {1}H{2}\" stroke=\"{3}\" stroke-width=\"1\"/>", px_text(left_px),
             px_text(axes.y(count)), px_text(right), count == 0 ? "#14181b" : "#d5dade");
        draw(svg, "<text x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text>", px_text(left_px - 5),
             px_text(axes.y(count) + font_px * 0.36), number_text(count, 0));
    }
    const double month_px = (right - left_px) / std::max(1, axes.last - axes.first);
    int every = 1;
    for (const int months : {1, 2, 3, 6, 12, 24, 60, 120}) {
        every = months;
        if (months * month_px >= label_room_px) {
            break;
        }
    }
    for (int month = axes.first; month <= axes.last; ++month) {
        if (month % every == 0) {
            const double x = axes.x(month);
            draw(svg,
                 "<path d=\"M{0} {1}v4\" stroke=\"#14181b\"/><text x=\"{0}\" y=\"{2}\" "
                 "text-anchor=\"middle\">{3}</text>",
                 px_text(x), px_text(axes.y(0)), px_text(axes.options.height_px - 4),
                 short_month_text(month));
        }
    }
    draw(svg, "</g>");
}

/// Runs of months that follow each other and for which `is_there` holds: a line must not bridge a gap.
template <typename IsThere>
std::vector<std::vector<TrendMonth>> runs_of(const std::vector<TrendMonth>& months, const IsThere& is_there)
{
    std::vector<std::vector<TrendMonth>> runs;
    const TrendMonth* before = nullptr;
    for (const TrendMonth& month : months) {
        if (!is_there(month)) {
            before = nullptr;
            continue;
        }
        if (before == nullptr || month.number != before->number + 1) {
            runs.emplace_back();
        }
        runs.back().push_back(month);
        before = &month;
    }
    return runs;
}

template <typename Value>
std::string line_text(const std::vector<TrendMonth>& run, const Axes& axes, const Value& value)
{
    std::string path;
    for (const TrendMonth& month : run) {
        path += fmt::format("{}{} {}", path.empty() ? "M" : "L", px_text(axes.x(month.number)),
                            px_text(axes.y(value(month))));
    }
    return path;
}

void draw_limits(std::string& svg, const std::vector<TrendMonth>& months, const Axes& axes)
{
    const auto is_judged = [](const TrendMonth& month) { return month.low && month.high; };
    for (const std::vector<TrendMonth>& run : runs_of(months, is_judged)) {
        const std::string high = line_text(run, axes, [](const TrendMonth& m) { return *m.high; });
        const std::string low = line_text(run, axes, [](const TrendMonth& m) { return *m.low; });
        const std::vector<TrendMonth> back(run.rbegin(), run.rend());
        std::string area = line_text(back, axes, [](const TrendMonth& m) { return *m.low; });
        area.front() = 'L';
        draw(svg, "<path fill=\"#e3e7ea\" d=\"{}{}z\"/>", high, area);
        draw(
            svg,
            "<path fill=\"none\" stroke=\"#5d686f\" stroke-width=\"1\" stroke-dasharray=\"4 3\" d=\"{}{}\"/>",
            high, low);
    }
}

void draw_signal(std::string& svg, const TrendMonth& month, const Axes& axes)
{
    const double x = axes.x(month.number);
    const double y = axes.y(*month.count);
    const double up = month.signal > 0 ? -1 : 1;
    draw(svg, "<path d=\"M{} {}l-6 {}h12z\" fill=\"#9e1406\" stroke=\"#fff\"/>", px_text(x),
         px_text(y + up * 6), px_text(-up * 11));
    draw(svg,
         "<text x=\"{}\" y=\"{}\" text-anchor=\"middle\" font-size=\"{}\" font-weight=\"bold\">{}</text>",
         px_text(x), px_text(std::max(font_px, y - (month.signal > 0 ? 9 : 5))), px_text(font_px),
         number_text(*month.count, 0));
}

void draw_counts(std::string& svg, const std::vector<TrendMonth>& months, const Axes& axes)
{
    const auto is_known = [](const TrendMonth& month) { return month.count.has_value(); };
    for (const std::vector<TrendMonth>& run : runs_of(months, is_known)) {
        draw(svg,
             "<path fill=\"none\" stroke=\"#14181b\" stroke-width=\"1.6\" stroke-linejoin=\"round\" "
             "d=\"{}\"/>",
             line_text(run, axes, [](const TrendMonth& m) { return *m.count; }));
    }
    for (const TrendMonth& month : months) {
        if (month.count && month.signal != 0) {
            draw_signal(svg, month, axes);
        } else if (month.count) {
            draw(svg, "<circle cx=\"{}\" cy=\"{}\" r=\"2.4\"/>", px_text(axes.x(month.number)),
                 px_text(axes.y(*month.count)));
        }
    }
}

std::string signals_text(const std::vector<TrendMonth>& months)
{
    std::string text;
    for (const TrendMonth& month : months) {
        if (month.signal != 0 && month.count && month.low && month.high) {
            text += fmt::format("{}{} ({} where {} to {} is usual)", text.empty() ? "" : ", ",
                                month_text(month.number), number_text(*month.count, 0),
                                number_text(*month.low, 0), number_text(*month.high, 0));
        }
    }
    return text;
}

}  // namespace

std::vector<TrendMonth> trend_of(const FeatureTable& monthly, const std::string& ward_id)
{
    std::vector<TrendMonth> months;
    for (const Feature& row : monthly.features) {
        const auto number = month_number(text_of(monthly, row, "month"));
        if (!number || text_of(monthly, row, "ward_id") != ward_id) {
            continue;
        }
        const std::string signal = text_of(monthly, row, "month_signal");
        months.push_back({.number = *number,
                          .count = value_number(value_of(monthly, row, "incidents")),
                          .expected = value_number(value_of(monthly, row, "month_expected")),
                          .low = value_number(value_of(monthly, row, "month_low")),
                          .high = value_number(value_of(monthly, row, "month_high")),
                          .signal = signal == "above" ? 1 : (signal == "below" ? -1 : 0)});
    }
    std::ranges::sort(months, {}, &TrendMonth::number);
    return months;
}

std::string trend_words(const std::vector<TrendMonth>& months)
{
    double least = std::numeric_limits<double>::infinity();
    double most = 0;
    bool is_judged = false;
    for (const TrendMonth& month : months) {
        least = std::min(least, month.count.value_or(least));
        most = std::max(most, month.count.value_or(0));
        is_judged = is_judged || month.low.has_value();
    }
    std::string text =
        fmt::format("{} to {}: ", month_text(months.front().number), month_text(months.back().number));
    text += std::isinf(least) ? "no month's count can be shown."
            : least == most   ? fmt::format("{} each month.", number_text(most, 0))
                              : fmt::format("{} to {} a month.", number_text(least, 0), number_text(most, 0));
    const std::string signals = signals_text(months);
    if (!is_judged) {
        return text + " Too few months to say what is usual.";
    }
    return text +
           (signals.empty() ? " No month was out of the usual." : " Out of the usual: " + signals + ".");
}

std::string trend_html(const std::vector<TrendMonth>& months, const TrendOptions& options)
{
    if (months.size() < 2) {
        return {};
    }
    const Axes axes = axes_of(months, options);
    std::string svg;
    draw_limits(svg, months, axes);
    draw_axes(svg, axes);
    draw_counts(svg, months, axes);
    const std::string words = trend_words(months);
    return fmt::format(
        "<figure>\n<figcaption>{0}</figcaption>\n<svg class=\"trend\" viewBox=\"0 0 {1} {2}\" role=\"img\" "
        "aria-labelledby=\"{3}-title {3}-desc\"><title id=\"{3}-title\">{0}</title><desc "
        "id=\"{3}-desc\">{4}</desc>\n"
        "<g fill=\"#14181b\">{5}</g></svg>\n<p class=\"soft\">{4}</p>\n</figure>\n",
        escaped(options.title), px_text(options.width_px), px_text(options.height_px), options.id,
        escaped(words), svg);
}

}  // namespace wardmap::report
