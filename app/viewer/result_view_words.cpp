#include <algorithm>

#include "result_view.hpp"

/// What a ResultView says of its result and theme.
namespace wardmap::viewer {

namespace {

QStringList words_of(const std::vector<std::string>& texts)
{
    QStringList list;
    for (const std::string& text : texts) {
        list.push_back(QString::fromStdString(text));
    }
    return list;
}

}  // namespace

QString ResultView::title() const
{
    return m_result ? QString::fromStdString(m_result->result.title) : QString();
}
QString ResultView::area() const
{
    return m_result ? QString::fromStdString(m_result->result.area) : QString();
}
QString ResultView::period() const
{
    return m_result ? QString::fromStdString(m_result->result.period) : QString();
}
QString ResultView::marking() const
{
    return m_result ? QString::fromStdString(m_result->result.marking) : QString();
}
QString ResultView::profile() const
{
    return m_result ? QString::fromStdString(m_result->result.profile) : QString();
}
QStringList ResultView::notices() const
{
    return m_result ? words_of(m_result->result.notices) : QStringList();
}
QStringList ResultView::sources() const
{
    return m_result ? words_of(m_result->result.sources) : QStringList();
}

QString ResultView::remark() const
{
    if (!m_result) {
        return {};
    }
    QStringList remarks;
    if (m_result->result.profile == "partner") {
        remarks.push_back(QStringLiteral("Result for partners: counts of 1 and 2 are hidden."));
    } else if (m_result->result.profile == "public") {
        remarks.push_back(QStringLiteral("Public result: small counts are hidden, others are rounded."));
    }
    // How many incidents a public result's themes have is told by its findings, hidden or rounded.
    const ResultTheme* told = theme_told();
    if (told != nullptr && told->incidents == 0 && m_result->result.profile != "public") {
        remarks.push_back(QStringLiteral("No incident of this theme is on the map."));
    }
    return remarks.join(' ');
}

QStringList ResultView::theme_ids() const
{
    QStringList ids;
    for (const ResultTheme& theme : m_result ? m_result->result.themes : std::vector<ResultTheme>()) {
        ids.push_back(QString::fromStdString(theme.id));
    }
    return ids;
}

QStringList ResultView::theme_titles() const
{
    QStringList titles;
    for (const ResultTheme& theme : m_result ? m_result->result.themes : std::vector<ResultTheme>()) {
        titles.push_back(QString::fromStdString(theme.title));
    }
    return titles;
}

const ResultTheme* ResultView::theme_told() const
{
    if (!m_result) {
        return nullptr;
    }
    const auto& themes = m_result->result.themes;
    const auto at = std::ranges::find(themes, m_theme, &ResultTheme::id);
    return at == themes.end() ? nullptr : &*at;
}

QString ResultView::theme_title() const
{
    const ResultTheme* told = theme_told();
    return told != nullptr ? QString::fromStdString(told->title) : QString();
}

QString ResultView::method() const
{
    const ResultTheme* told = theme_told();
    return told != nullptr ? QString::fromStdString(told->method) : QString();
}

QStringList ResultView::findings() const
{
    const ResultTheme* told = theme_told();
    return told != nullptr ? words_of(told->findings) : QStringList();
}

}  // namespace wardmap::viewer
