#pragma once

#include <QtQml/qqmlregistration.h>
#include <QObject>
#include <QProcess>
#include <QStringList>

namespace wardmap::viewer {

/// Runs `wardmap run` on a study in a process of its own, which can be cancelled: the result folder is then
/// as it was before.
class StudyRun : public QObject {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(bool running READ is_running NOTIFY changed)
    Q_PROPERTY(bool succeeded READ has_succeeded NOTIFY changed)
    Q_PROPERTY(QString study READ study NOTIFY changed)
    Q_PROPERTY(QString step READ step NOTIFY changed)
    Q_PROPERTY(QString said READ said NOTIFY changed)
    Q_PROPERTY(QString resultFolder READ result_folder NOTIFY changed)
public:
    explicit StudyRun(QObject* parent = nullptr);
    ~StudyRun() override;
    StudyRun(const StudyRun&) = delete;
    StudyRun& operator=(const StudyRun&) = delete;

    Q_INVOKABLE void start(const QString& study, const QString& out);
    Q_INVOKABLE void cancel();

    [[nodiscard]] bool is_running() const { return m_process.state() != QProcess::NotRunning; }
    [[nodiscard]] bool has_succeeded() const { return m_succeeded; }
    [[nodiscard]] QString study() const { return m_study; }
    [[nodiscard]] QString step() const { return m_step; }
    /// What the run found, or why it failed.
    [[nodiscard]] QString said() const { return m_said; }
    [[nodiscard]] QString result_folder() const { return m_out; }

Q_SIGNALS:
    void changed();
    void finished();

private:
    void read_steps();
    void end(int code, QProcess::ExitStatus status);
    QProcess m_process;
    QString m_study;
    QString m_out;
    QString m_step;
    QString m_said;
    QString m_complaints;
    bool m_succeeded = false;
    bool m_cancelled = false;
};

}  // namespace wardmap::viewer
