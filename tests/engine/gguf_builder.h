#pragma once

#include <QByteArray>
#include <QFile>
#include <QString>
#include <QTemporaryDir>

#include <bit>
#include <cstdint>
#include <cstring>
#include <utility>
#include <vector>

/// Writes small GGUF files, honest or lying, for tests.
class GgufBuilder
{
public:
    uint32_t version = 3;
    qint64 claimedTensors = -1; ///< -1: the truth
    qint64 claimedPairs = -1;

    template <typename T>
    static QByteArray number(T value)
    {
        QByteArray bytes(sizeof(T), Qt::Uninitialized);
        std::memcpy(bytes.data(), &value, sizeof(T));
        return bytes;
    }
    static QByteArray text(const QByteArray &value)
    {
        return number<uint64_t>(uint64_t(value.size())) + value;
    }

    void pair(const QByteArray &key, uint32_t type, const QByteArray &value)
    {
        m_pairs.append(text(key) + number(type) + value);
    }
    void string(const QByteArray &key, const QByteArray &value) { pair(key, 8, text(value)); }
    void count(const QByteArray &key, uint32_t value) { pair(key, 4, number(value)); }

    /// `offset` -1 places the data after what is there.
    void tensor(const QByteArray &name, const std::vector<uint64_t> &dimensions, uint32_t type,
                const QByteArray &data, qint64 offset = -1)
    {
        QByteArray entry = text(name) + number(uint32_t(dimensions.size()));
        for (uint64_t dimension : dimensions)
            entry += number(dimension);
        entry += number(type) + number<uint64_t>(uint64_t(offset < 0 ? m_data.size() : offset));
        m_tensors.append(entry);
        m_data += data;
        while (m_data.size() % 32)
            m_data += '\0';
    }

    QByteArray bytes() const
    {
        QByteArray all = "GGUF" + number(version) +
                         number(claimedTensors < 0 ? uint64_t(m_tensors.size()) : uint64_t(claimedTensors)) +
                         number(claimedPairs < 0 ? uint64_t(m_pairs.size()) : uint64_t(claimedPairs));
        for (const QByteArray &pair : m_pairs)
            all += pair;
        for (const QByteArray &tensor : m_tensors)
            all += tensor;
        while (all.size() % 32)
            all += '\0';
        return all + m_data;
    }

private:
    QByteArrayList m_pairs, m_tensors;
    QByteArray m_data;
};

/// A file with the given bytes in a folder of the test's own.
inline QString writeFile(const QTemporaryDir &folder, const QString &name, const QByteArray &bytes)
{
    const QString path = folder.filePath(name);
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("cannot write %s", qPrintable(path));
    return path;
}
