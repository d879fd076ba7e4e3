#pragma once

#include <QAccessible>
#include <QClipboard>
#include <QDir>
#include <QDropEvent>
#include <QFile>
#include <QFileInfo>
#include <QGuiApplication>
#include <QImage>
#include <QLocale>
#include <QMimeData>
#include <QQmlContext>
#include <QQmlEngine>
#include <QQuickStyle>
#include <QTemporaryDir>
#include <QWindow>
#include <clocale>

/// What the tests need besides the window: the demo result, folders that are broken in one way or another,
/// and files that were written.
class Fixture : public QObject {
    Q_OBJECT
    Q_PROPERTY(QString demo READ demo CONSTANT)
    Q_PROPERTY(QString study READ study CONSTANT)
    Q_PROPERTY(QString results READ results CONSTANT)
public:
    using QObject::QObject;
    [[nodiscard]] static QString demo() { return qEnvironmentVariable("WARDMAP_DEMO_RESULT"); }

    [[nodiscard]] static QString study()
    {
        return QStringLiteral(WARDMAP_SOURCE_DIR "/data/demo/study.toml");
    }

    /// The folder of demo, monthly, partner and empty.
    [[nodiscard]] static QString results() { return QFileInfo(demo()).path(); }

    Q_INVOKABLE [[nodiscard]] bool exists(const QString& path) const { return QFileInfo::exists(path); }
    Q_INVOKABLE QString folder() { return m_folder.path(); }
    Q_INVOKABLE [[nodiscard]] QSize image_size(const QString& file) const { return QImage(file).size(); }
    Q_INVOKABLE [[nodiscard]] int dots_per_inch(const QString& file) const
    {
        return qRound(QImage(file).dotsPerMeterX() * 0.0254);
    }
    Q_INVOKABLE [[nodiscard]] QString file_head(const QString& name, int bytes) const
    {
        QFile file(name);
        return file.open(QIODevice::ReadOnly) ? QString::fromLatin1(file.read(bytes)) : QString();
    }
    Q_INVOKABLE [[nodiscard]] QString clipboard() const { return QGuiApplication::clipboard()->text(); }
    /// A copy of the demo result that may be harmed.
    Q_INVOKABLE QString copy_of_demo(const QString& name)
    {
        const QString target = m_folder.filePath(name);
        QDir().mkpath(target + "/rasters");
        for (const char* file : {"manifest.json", "map.json", "wardmap.gpkg"}) {
            QFile::copy(demo() + "/" + file, target + "/" + file);
        }
        for (const QString& file : QDir(demo() + "/rasters").entryList(QDir::Files)) {
            QFile::copy(demo() + "/rasters/" + file, target + "/rasters/" + file);
        }
        return target;
    }
    /// The halves of two pages, pixel by pixel; half is "left" or "right".
    Q_INVOKABLE [[nodiscard]] bool same_half(const QString& a, const QString& b, const QString& half) const
    {
        const QImage page(a);
        const int width = page.width() / 2;
        const QRect part(half == QStringLiteral("left") ? 0 : page.width() - width, 0, width, page.height());
        return !page.isNull() && page.copy(part) == QImage(b).copy(part);
    }
    /// A folder dragged over the window and let go; true if the window takes it.
    Q_INVOKABLE bool drop(QWindow* window, const QString& folder) const
    {
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(folder)});
        const QPoint middle(window->width() / 2, window->height() / 2);
        QDragEnterEvent enter(middle, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(window, &enter);
        QDropEvent drop(middle, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(window, &drop);
        return enter.isAccepted();
    }
    /// What a reader of the screen meets and cannot name: role and place of each.
    Q_INVOKABLE [[nodiscard]] QStringList nameless(QWindow* window) const
    {
        QStringList list;
        for (QAccessibleInterface* one : controls(window)) {
            if (one->text(QAccessible::Name).isEmpty()) {
                const QRect at = one->rect();
                list.push_back(
                    QStringLiteral("%1 '%2' at %3, %4")
                        .arg(QVariant::fromValue(one->role()).toString(), one->object()->objectName())
                        .arg(at.x())
                        .arg(at.y()));
            }
        }
        return list;
    }
    /// The names of all that is worked in a window.
    Q_INVOKABLE [[nodiscard]] QStringList control_names(QWindow* window) const
    {
        QStringList list;
        for (QAccessibleInterface* one : controls(window)) {
            list.push_back(one->text(QAccessible::Name));
        }
        return list;
    }
    Q_INVOKABLE void cut_in_half(const QString& name)
    {
        QFile file(name);
        file.resize(file.size() / 2);
    }
    Q_INVOKABLE void remove(const QString& name) { QFile::remove(name); }
    Q_INVOKABLE void remove_folder(const QString& name) { QDir(name).removeRecursively(); }
    Q_INVOKABLE void replace(const QString& name, const QString& from, const QString& to)
    {
        QFile file(name);
        if (file.open(QIODevice::ReadOnly)) {
            const QByteArray text = file.readAll().replace(from.toUtf8(), to.toUtf8());
            file.close();
            if (file.open(QIODevice::WriteOnly)) {
                file.write(text);
            }
        }
    }

private:
    static QList<QAccessibleInterface*> controls(QWindow* window)
    {
        static const QList<QAccessible::Role> roles = {
            QAccessible::Button,   QAccessible::CheckBox, QAccessible::RadioButton,
            QAccessible::ComboBox, QAccessible::Slider,   QAccessible::EditableText,
            QAccessible::PageTab,  QAccessible::SpinBox,  QAccessible::Table,
            QAccessible::List,     QAccessible::Graphic,  QAccessible::ColumnHeader};
        QList<QAccessibleInterface*> found;
        QList<QAccessibleInterface*> open = {QAccessible::queryAccessibleInterface(window)};
        while (!open.isEmpty()) {
            QAccessibleInterface* one = open.takeLast();
            if (one == nullptr || one->state().invisible) {
                continue;
            }
            if (roles.contains(one->role())) {
                found.push_back(one);
            }
            for (int i = 0; i < one->childCount(); ++i) {
                open.push_back(one->child(i));
            }
        }
        return found;
    }
    QTemporaryDir m_folder;
};

class Setup : public QObject {
    Q_OBJECT
public Q_SLOTS:
    void applicationAvailable()
    {
        std::setlocale(LC_NUMERIC, "C");
        QAccessible::setActive(true);  // as with a reader of the screen
        QGuiApplication::setOrganizationName(QStringLiteral("wardmap-test"));
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
        QQuickStyle::setStyle(QStringLiteral("Fusion"));
    }
    void qmlEngineAvailable(QQmlEngine* engine)
    {
        engine->rootContext()->setContextProperty(QStringLiteral("fixture"), new Fixture(engine));
    }
};
