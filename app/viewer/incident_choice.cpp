#include "incident_choice.hpp"

#include <algorithm>
#include <set>

#include "wardmap/number_text.hpp"

namespace wardmap::viewer {

namespace {

constexpr std::array<const char*, 7> day_names = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};

QString clock_text(int hour) { return QStringLiteral("%1:00").arg(hour, 2, 10, QLatin1Char('0')); }

/// "Mon–Wed, Fri".
QString days_text(const std::array<bool, 7>& on)
{
    QStringList parts;
    for (std::size_t day = 0; day < 7; ++day) {
        if (!on[day]) {
            continue;
        }
        std::size_t last = day;
        while (last < 6 && on[last + 1]) {
            ++last;
        }
        const QString first_name = QString::fromLatin1(day_names[day]);
        const QString last_name = QString::fromLatin1(day_names[last]);
        parts.push_back(last == day ? first_name : first_name + (last == day + 1 ? ", " : "–") + last_name);
        day = last;
    }
    return parts.isEmpty() ? QStringLiteral("no day") : parts.join(QStringLiteral(", "));
}

}  // namespace

void IncidentChoice::show(const std::shared_ptr<const PreparedResult>& result, const std::string& theme)
{
    m_times.clear();
    m_months.clear();
    const auto layer = result ? result->layer_named("incidents_" + theme) : std::nullopt;
    if (layer) {
        m_times = result->layers[*layer].times;
    }
    std::set<std::int32_t> months;
    for (const IncidentTime& time : m_times) {
        if (time.month >= 0) {
            months.insert(time.month);
        }
    }
    for (const MapPlace& place : result ? result->result.stack : std::vector<MapPlace>()) {
        if (place.theme == theme && !place.month.empty()) {
            months.insert(incident_time(place.month).month);
        }
    }
    months.erase(-1);
    m_months.assign(months.begin(), months.end());
    if (m_filter.month && !months.contains(*m_filter.month)) {
        m_filter.month.reset();
    }
    if (m_times.empty()) {
        m_filter = WeekFilter{.month = m_filter.month};
    }
    Q_EMIT theme_changed();
    count();
}

QStringList IncidentChoice::months() const
{
    QStringList texts;
    for (const std::int32_t month : m_months) {
        texts.push_back(QString::fromStdString(month_text(month)));
    }
    return texts;
}

QVariantList IncidentChoice::weekdays() const
{
    QVariantList list;
    for (const bool on : m_filter.weekdays) {
        list.push_back(on);
    }
    return list;
}

int IncidentChoice::month() const
{
    if (!m_filter.month) {
        return -1;
    }
    return static_cast<int>(std::ranges::find(m_months, *m_filter.month) - m_months.begin());
}

void IncidentChoice::set_month(int index)
{
    const bool all = index < 0 || index >= static_cast<int>(m_months.size());
    m_filter.month = all ? std::nullopt : std::optional(m_months[static_cast<std::size_t>(index)]);
    count();
}

void IncidentChoice::set_weekday(int weekday, bool on)
{
    if (weekday >= 0 && weekday < 7) {
        m_filter.weekdays[static_cast<std::size_t>(weekday)] = on;
        count();
    }
}

void IncidentChoice::set_hours(int from, int to)
{
    m_filter.hour_from = std::clamp(from, 0, 23);
    m_filter.hour_to = std::clamp(to, 1, 24);
    count();
}

void IncidentChoice::set_window(int weekday_bits, int from, int to)
{
    for (std::size_t day = 0; day < 7; ++day) {
        m_filter.weekdays[day] = (weekday_bits >> day & 1) != 0;
    }
    set_hours(from, to);
}

void IncidentChoice::clear()
{
    m_filter = {};
    count();
}

void IncidentChoice::count()
{
    m_shown = static_cast<int>(
        std::ranges::count_if(m_times, [this](const IncidentTime& time) { return m_filter.passes(time); }));
    Q_EMIT changed();
}

QString IncidentChoice::words() const
{
    QStringList parts;
    if (m_filter.weekdays != WeekFilter{}.weekdays) {
        parts.push_back(days_text(m_filter.weekdays));
    }
    if (m_filter.hour_from != 0 || m_filter.hour_to != 24) {
        const QString hours = clock_text(m_filter.hour_from) + "–" + clock_text(m_filter.hour_to);
        parts.isEmpty() ? parts.push_back(hours) : void(parts.last() += " " + hours);
    }
    if (m_filter.month) {
        parts.push_back(QString::fromStdString(month_text(*m_filter.month)));
    }
    return parts.isEmpty() ? QStringLiteral("all times") : parts.join(QStringLiteral(", "));
}

QString IncidentChoice::share() const
{
    if (m_times.empty()) {
        return QStringLiteral("no incidents in this result");
    }
    const double percent = 100.0 * m_shown / total();
    return QString::fromStdString(grouped_text(m_shown) + " of " + grouped_text(total()) + " incidents (" +
                                  fixed_text(percent, 1) + " %)");
}

}  // namespace wardmap::viewer
