#pragma once

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
    QTemporaryDir m_folder;
};

class Setup : public QObject {
    Q_OBJECT
public Q_SLOTS:
    void applicationAvailable()
    {
        std::setlocale(LC_NUMERIC, "C");
        QGuiApplication::setOrganizationName(QStringLiteral("wardmap-test"));
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
        QQuickStyle::setStyle(QStringLiteral("Fusion"));
    }
    void qmlEngineAvailable(QQmlEngine* engine)
    {
        engine->rootContext()->setContextProperty(QStringLiteral("fixture"), new Fixture(engine));
    }
};
