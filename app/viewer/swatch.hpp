#pragma once

#include <QtQml/qqmlregistration.h>
#include <QPointer>
#include <QQuickPaintedItem>

#include "result_view.hpp"

namespace wardmap::viewer {

/// A class of a layer as the map draws it, for the legend.
class Swatch : public QQuickPaintedItem {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(wardmap::viewer::ResultView* view READ view WRITE set_view NOTIFY changed)
    Q_PROPERTY(int place MEMBER m_place NOTIFY changed)
    Q_PROPERTY(int classIndex MEMBER m_class NOTIFY changed)
public:
    explicit Swatch(QQuickItem* parent = nullptr);
    [[nodiscard]] ResultView* view() const { return m_view; }
    void set_view(ResultView* view);
    void paint(QPainter* painter) override;

Q_SIGNALS:
    void changed();

private:
    QPointer<ResultView> m_view;
    int m_place = -1;
    int m_class = -1;
};

}  // namespace wardmap::viewer
