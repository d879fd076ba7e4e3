#pragma once

#include <QtQml/qqmlregistration.h>
#include <QObject>
#include <QRectF>
#include <QString>
#include <QUrl>

#include "result_view.hpp"

namespace wardmap::viewer {

/// What leaves the window: pages and copied tables.
class Share : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_SINGLETON
public:
    using QObject::QObject;
    /// An A4 page of the box (web Mercator metres) as .png or .pdf, of two results when `beside` is one; what went
    /// wrong, or nothing.
    Q_INVOKABLE [[nodiscard]] QString save_page(wardmap::viewer::ResultView* view,
                                                wardmap::viewer::ResultView* beside, const QUrl& file,
                                                const QRectF& box) const;
    Q_INVOKABLE void copy(const QString& text) const;
    /// "demo", of the folder's path.
    Q_INVOKABLE [[nodiscard]] QString folder_name(const QString& path) const;
    Q_INVOKABLE [[nodiscard]] QString local_file(const QUrl& url) const;
};

}  // namespace wardmap::viewer
