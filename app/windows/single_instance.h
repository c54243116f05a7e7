#pragma once

#include <QLocalServer>
#include <QLockFile>
#include <QObject>
#include <QString>

namespace sotto::windows
{

/// One program for each data folder: a second start hands its wish to the first and ends.
class SingleInstance : public QObject
{
    Q_OBJECT

public:
    /// `dataDirectory` as in ProgramOptions: empty for the person's own.
    explicit SingleInstance(const QString &dataDirectory, QObject *parent = nullptr);

    /// Whether this is the first one; it listens from now on.
    bool first();
    /// Asks the first one to come to the front, and to open this model file (absolute; may be empty). False
    /// when it does not answer.
    bool tell(const QString &modelFile);

signals:
    /// Another start asked. `activationToken` is the right to come to the front, where the desktop gives one.
    void asked(const QString &modelFile, const QByteArray &activationToken);

private:
    void read();

    QString m_address;
    QLockFile m_lock;
    QLocalServer m_server;
};

} // namespace sotto::windows
