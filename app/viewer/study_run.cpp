#include "study_run.hpp"

#include <QCoreApplication>
#include <QFileInfo>
#include <QStandardPaths>
#include <QUrl>

namespace wardmap::viewer {

namespace {

QString local_path(const QString& path)
{
    const QUrl url(path);
    return url.isLocalFile() ? url.toLocalFile() : path;
}

/// The command line that was installed with this viewer, else the one on the path.
QString program()
{
    const QString beside = QCoreApplication::applicationDirPath() + QStringLiteral("/wardmap");
    return QFileInfo(beside).isExecutable() ? beside
                                            : QStandardPaths::findExecutable(QStringLiteral("wardmap"));
}

}  // namespace

StudyRun::StudyRun(QObject* parent) : QObject(parent)
{
    connect(&m_process, &QProcess::readyReadStandardError, this, &StudyRun::read_steps);
    connect(&m_process, &QProcess::finished, this, &StudyRun::end);
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart) {
            m_said =
                QStringLiteral("The program wardmap could not be started. Install it beside the viewer.");
            Q_EMIT changed();
            Q_EMIT finished();
        }
    });
}

StudyRun::~StudyRun()
{
    m_process.disconnect(this);
    cancel();
    m_process.waitForFinished(5000);
}

void StudyRun::start(const QString& study, const QString& out)
{
    if (is_running()) {
        return;
    }
    m_study = local_path(study);
    m_out = local_path(out);
    m_step.clear();
    m_said.clear();
    m_complaints.clear();
    m_succeeded = m_cancelled = false;
    m_process.setProgram(program());
    m_process.setArguments(
        {QStringLiteral("run"), QStringLiteral("--progress"), QStringLiteral("--out"), m_out, m_study});
    m_process.start(QIODevice::ReadOnly);
    Q_EMIT changed();
}

void StudyRun::cancel()
{
    if (is_running()) {
        m_cancelled = true;
        m_process.terminate();  // the run cleans up after itself
    }
}

/// "[3/6] Anti-social behaviour" is a step; what else is said there are warnings and the error.
void StudyRun::read_steps()
{
    m_process.setReadChannel(QProcess::StandardError);
    while (m_process.canReadLine()) {
        const QString line = QString::fromUtf8(m_process.readLine()).trimmed();
        if (line.startsWith('[')) {
            m_step = line;
        } else {
            m_complaints += line + '\n';
        }
    }
    Q_EMIT changed();
}

void StudyRun::end(int code, QProcess::ExitStatus status)
{
    read_steps();
    m_succeeded = status == QProcess::NormalExit && code == 0;
    const QString summary = QString::fromUtf8(m_process.readAllStandardOutput());
    if (m_succeeded) {
        m_said = summary + m_complaints;
    } else if (m_cancelled) {
        m_said = QStringLiteral("Cancelled. The result folder is as it was.");
    } else {
        m_said = m_complaints.isEmpty() ? QStringLiteral("The run ended without a word.") : m_complaints;
    }
    Q_EMIT changed();
    Q_EMIT finished();
}

}  // namespace wardmap::viewer
