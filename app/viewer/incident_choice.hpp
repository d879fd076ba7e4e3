#pragma once

#include <QtQml/qqmlregistration.h>
#include <QObject>
#include <QStringList>
#include <QVariant>
#include <memory>

#include "prepared_result.hpp"

namespace wardmap::viewer {

/// Which incidents of the theme are shown: by weekday, hour and month, with their number and share.
class IncidentChoice : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("belongs to a ResultView")
    Q_PROPERTY(bool possible READ is_possible NOTIFY theme_changed)
    /// Those of the incidents and of the surfaces of single months.
    Q_PROPERTY(QStringList months READ months NOTIFY theme_changed)
    Q_PROPERTY(bool active READ is_active NOTIFY changed)
    Q_PROPERTY(QVariantList weekdays READ weekdays NOTIFY changed)
    Q_PROPERTY(int hourFrom READ hour_from NOTIFY changed)
    Q_PROPERTY(int hourTo READ hour_to NOTIFY changed)
    Q_PROPERTY(int month READ month WRITE set_month NOTIFY changed)
    Q_PROPERTY(int firstMonth READ first_month NOTIFY changed)
    Q_PROPERTY(int lastMonth READ last_month NOTIFY changed)
    Q_PROPERTY(QString monthWords READ month_words NOTIFY changed)
    Q_PROPERTY(int shown READ shown NOTIFY changed)
    Q_PROPERTY(int total READ total NOTIFY changed)
    Q_PROPERTY(QString words READ words NOTIFY changed)
    Q_PROPERTY(QString share READ share NOTIFY changed)
public:
    using QObject::QObject;
    void show(const std::shared_ptr<const PreparedResult>& result, const std::string& theme);
    [[nodiscard]] const WeekFilter& filter() const { return m_filter; }

    [[nodiscard]] bool is_possible() const { return !m_times.empty(); }
    [[nodiscard]] QStringList months() const;
    [[nodiscard]] bool is_active() const { return !m_filter.is_everything(); }
    [[nodiscard]] QVariantList weekdays() const;
    [[nodiscard]] int hour_from() const { return m_filter.hour_from; }
    [[nodiscard]] int hour_to() const { return m_filter.hour_to; }
    /// Index into months() of the one month that is shown; -1 when it is several.
    [[nodiscard]] int month() const;
    /// -1: all months.
    void set_month(int index);
    /// Indices into months(); of all of them, unless some are chosen.
    [[nodiscard]] int first_month() const;
    [[nodiscard]] int last_month() const;
    /// "March to June 2026"; "all months".
    [[nodiscard]] QString month_words() const;
    [[nodiscard]] int shown() const { return m_shown; }
    [[nodiscard]] int total() const { return static_cast<int>(m_times.size()); }
    /// "Fri 20:00–02:00, March 2026"; "all times" without a filter.
    [[nodiscard]] QString words() const;
    /// "123 of 4,567 incidents (2.7 %)".
    [[nodiscard]] QString share() const;

    Q_INVOKABLE void set_weekday(int weekday, bool on);
    Q_INVOKABLE void set_hours(int from, int to);
    /// One window of the week at once: the days given as bits, Monday the lowest.
    Q_INVOKABLE void set_window(int weekday_bits, int from, int to);
    /// From one month to another, as indices into months(). All of them is no filter.
    Q_INVOKABLE void set_months(int first, int last);
    /// The chosen months one later (or earlier); from all of them to the first (or the last).
    Q_INVOKABLE void step_months(int by);
    Q_INVOKABLE void clear();

Q_SIGNALS:
    void changed();
    void theme_changed();

private:
    void count();
    [[nodiscard]] int index_of(std::int32_t month) const;
    std::vector<IncidentTime> m_times;
    std::vector<std::int32_t> m_months;  ///< ascending
    WeekFilter m_filter;
    int m_shown = 0;
};

}  // namespace wardmap::viewer
