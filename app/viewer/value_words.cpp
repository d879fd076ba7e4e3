#include "value_words.hpp"

#include <algorithm>
#include <cmath>

#include "wardmap/civil_time.hpp"
#include "wardmap/number_text.hpp"

namespace wardmap::viewer {

namespace {

/// Fixed decimals with thousands separated; what is too small for them in the shortest form.
QString number_words(double value, int decimals)
{
    if (!std::isfinite(value)) {
        return QStringLiteral("–");
    }
    if (decimals < 0) {
        const double size = std::abs(value);
        if (size > 0 && size < 0.001) {
            return QString::number(value, 'g', 2);
        }
        decimals = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
    }
    const std::string fixed = fixed_text(value, decimals);
    const std::size_t point = fixed.find('.');
    const std::string fraction = point == std::string::npos ? "" : fixed.substr(point);
    const bool negative = fixed.starts_with('-');
    const auto whole =
        parse_integer(fixed.substr(negative ? 1 : 0, point - (negative && point != std::string::npos)));
    if (!whole) {
        return QString::fromStdString(fixed);
    }
    return QString::fromStdString((negative ? "−" : "") + grouped_text(*whole) + fraction);
}

/// "2021-01-03T23:10:00" as "3 January 2021 23:10"; other text as it is.
QString time_words(const std::string& text)
{
    const auto day = text.size() >= 10 ? parse_iso_day(std::string_view(text).substr(0, 10)) : std::nullopt;
    if (!day) {
        return QString::fromStdString(text);
    }
    const std::string clock = text.size() >= 16 ? " " + text.substr(11, 5) : "";
    return QString::fromStdString(british_day_text(*day) + clock);
}

}  // namespace

QString value_words(const Value& value, const Field& field)
{
    if (const auto* whole = std::get_if<std::int64_t>(&value)) {
        return QString::fromStdString(grouped_text(*whole));
    }
    if (const auto* real = std::get_if<double>(&value)) {
        return number_words(*real, field.decimals);
    }
    if (const auto* truth = std::get_if<bool>(&value)) {
        return *truth ? QStringLiteral("yes") : QStringLiteral("no");
    }
    const auto* text = std::get_if<std::string>(&value);
    if (text == nullptr || text->empty()) {
        return QStringLiteral("–");
    }
    return field.name == "time" ? time_words(*text) : QString::fromStdString(*text);
}

QString value_with_unit(const Value& value, const Field& field)
{
    const QString words = value_words(value, field);
    if (field.unit.empty() || words == QStringLiteral("–")) {
        return words;
    }
    const QString unit = QString::fromStdString(field.unit);
    return words + " " + unit;
}

QString heading_of(const Field& field)
{
    const QString label = QString::fromStdString(field.label.empty() ? field.name : field.label);
    return field.unit.empty() ? label : label + " (" + QString::fromStdString(field.unit) + ")";
}

}  // namespace wardmap::viewer
