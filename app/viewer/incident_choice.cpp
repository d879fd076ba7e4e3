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
    if (m_filter.months &&
        !(months.contains(m_filter.months->first) && months.contains(m_filter.months->last))) {
        m_filter.months.reset();
    }
    if (m_times.empty()) {
        m_filter = WeekFilter{.months = m_filter.months};
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

int IncidentChoice::index_of(std::int32_t month) const
{
    return static_cast<int>(std::ranges::find(m_months, month) - m_months.begin());
}

int IncidentChoice::month() const { return first_month() == last_month() ? first_month() : -1; }

void IncidentChoice::set_month(int index)
{
    const bool is_one = index >= 0 && index < static_cast<int>(m_months.size());
    is_one ? set_months(index, index) : set_months(0, static_cast<int>(m_months.size()) - 1);
}

int IncidentChoice::first_month() const { return m_filter.months ? index_of(m_filter.months->first) : 0; }

int IncidentChoice::last_month() const
{
    return m_filter.months ? index_of(m_filter.months->last) : static_cast<int>(m_months.size()) - 1;
}

void IncidentChoice::set_months(int first, int last)
{
    const int end = static_cast<int>(m_months.size()) - 1;
    const int from = std::clamp(first, 0, std::max(end, 0));
    const int to = std::clamp(last, from, std::max(end, from));
    m_filter.months.reset();
    if (end > 0 && (from > 0 || to < end)) {
        m_filter.months =
            MonthSpan{m_months[static_cast<std::size_t>(from)], m_months[static_cast<std::size_t>(to)]};
    }
    count();
}

void IncidentChoice::step_months(int by)
{
    const int end = static_cast<int>(m_months.size()) - 1;
    if (!m_filter.months) {
        set_month(by > 0 ? 0 : end);
    } else if (first_month() + by >= 0 && last_month() + by <= end) {
        set_months(first_month() + by, last_month() + by);
    }
}

QString IncidentChoice::month_words() const
{
    return m_filter.months ? QString::fromStdString(span_text(*m_filter.months))
                           : QStringLiteral("all months");
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
    if (m_filter.months) {
        parts.push_back(month_words());
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
