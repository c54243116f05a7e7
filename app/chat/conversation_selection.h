#pragma once

#include <QObject>
#include <QSet>
#include <QtQml/qqmlregistration.h>

namespace sotto::chat
{

class Conversations;

/// The conversations chosen in one window's list, for doing something with all of them. Rows are those of
/// Conversations; folders are passed over. Interface thread.
class ConversationSelection : public QObject
{
    Q_OBJECT
    QML_ELEMENT

    Q_PROPERTY(QList<qint64> ids READ ids NOTIFY changed FINAL)
    Q_PROPERTY(int count READ count NOTIFY changed FINAL)

public:
    /// On the list of the running program.
    explicit ConversationSelection(QObject *parent = nullptr);
    explicit ConversationSelection(Conversations &conversations, QObject *parent = nullptr);

    QList<qint64> ids() const;
    int count() const { return int(m_ids.size()); }
    Q_INVOKABLE bool contains(qint64 id) const { return m_ids.contains(id); }

    /// Only this row; a range goes on from it.
    Q_INVOKABLE void choose(int row);
    /// This row in or out; a range goes on from it.
    Q_INVOKABLE void toggle(int row);
    /// The rows from the one chosen last to this one, and no other.
    Q_INVOKABLE void extendTo(int row);
    Q_INVOKABLE void chooseAll();
    Q_INVOKABLE void clear();

signals:
    void changed();

private:
    void drop();

    Conversations &m_conversations;
    QSet<qint64> m_ids;
    qint64 m_anchor = 0;
};

} // namespace sotto::chat
