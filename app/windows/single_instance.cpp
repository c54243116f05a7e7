#include "app/windows/single_instance.h"

#include <QCryptographicHash>
#include <QDataStream>
#include <QDir>
#include <QLocalSocket>
#include <QStandardPaths>
#include <QThread>

using namespace Qt::StringLiterals;

namespace sotto::windows
{

namespace
{

constexpr int kPatienceMs = 3000;

QString addressFor(const QString &dataDirectory)
{
    const QDir runtime(QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation));
    if (dataDirectory.isEmpty())
        return runtime.absoluteFilePath(u"sotto"_s);
    // A socket's path is short.
    const QByteArray hash =
        QCryptographicHash::hash(QDir(dataDirectory).absolutePath().toUtf8(), QCryptographicHash::Sha256)
            .toHex()
            .first(16);
    return runtime.absoluteFilePath(u"sotto-"_s + QString::fromLatin1(hash));
}

} // namespace

SingleInstance::SingleInstance(const QString &dataDirectory, QObject *parent)
    : QObject(parent)
    , m_address(addressFor(dataDirectory))
    , m_lock(m_address + u".lock"_s)
{
    m_lock.setStaleLockTime(0); // only its process's end makes it stale
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, &SingleInstance::read);
}

bool SingleInstance::first()
{
    if (!m_lock.tryLock(0))
        return m_lock.error() != QLockFile::LockFailedError; // no runtime folder: be one of many
    QLocalServer::removeServer(m_address);                   // of one that was killed
    m_server.listen(m_address);
    return true;
}

bool SingleInstance::tell(const QString &modelFile)
{
    QLocalSocket socket;
    // It may have begun a moment ago.
    for (int waited = 0; waited < kPatienceMs; waited += 50) {
        socket.connectToServer(m_address);
        if (socket.waitForConnected(kPatienceMs))
            break;
        QThread::msleep(50);
    }
    QByteArray message;
    QDataStream stream(&message, QIODevice::WriteOnly);
    stream << modelFile << qgetenv("XDG_ACTIVATION_TOKEN");
    return socket.write(message) == message.size() && socket.waitForBytesWritten(kPatienceMs) &&
           socket.waitForReadyRead(kPatienceMs);
}

void SingleInstance::read()
{
    while (QLocalSocket *socket = m_server.nextPendingConnection()) {
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        connect(socket, &QLocalSocket::readyRead, this, [this, socket] {
            QDataStream stream(socket);
            QString modelFile;
            QByteArray token;
            stream.startTransaction();
            stream >> modelFile >> token;
            if (!stream.commitTransaction())
                return;
            socket->write("1"); // heard
            emit asked(modelFile, token);
        });
    }
}

} // namespace sotto::windows
