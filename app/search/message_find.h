#pragma once

#include "app/chat/message_list.h"

#include <QObject>
#include <QPointer>
#include <QTimer>
#include <QtQml/qqmlregistration.h>

#include <vector>

namespace sotto::search
{

/// The places of a text in the messages that a chat shows, and the one a person is at. Looks on another
/// thread; keeps its place while an answer grows. Interface thread.
class MessageFind : public QObject
{
    Q_OBJECT
    QML_ELEMENT

    Q_PROPERTY(
        sotto::chat::MessageList *messages READ messages WRITE setMessages NOTIFY messagesChanged FINAL)
    /// As typed. It is looked for as it stands; where it stands nowhere, its words and its phrases in
    /// quotation marks are.
    Q_PROPERTY(QString text READ text WRITE setText NOTIFY textChanged FINAL)
    /// What was found, and is to be marked: without case and diacritics.
    Q_PROPERTY(QStringList terms READ terms NOTIFY found FINAL)
    Q_PROPERTY(int count READ count NOTIFY found FINAL)
    /// The place that is shown, from 0; -1: none
    Q_PROPERTY(int current READ current NOTIFY currentChanged FINAL)
    // Where that is: the row of the message, its id, in its reasoning or not, and which of the places there.
    Q_PROPERTY(int row READ row NOTIFY currentChanged FINAL)
    Q_PROPERTY(qint64 messageId READ messageId NOTIFY currentChanged FINAL)
    Q_PROPERTY(bool inReasoning READ inReasoning NOTIFY currentChanged FINAL)
    Q_PROPERTY(int ordinal READ ordinal NOTIFY currentChanged FINAL)

public:
    explicit MessageFind(QObject *parent = nullptr);

    chat::MessageList *messages() const { return m_messages; }
    void setMessages(chat::MessageList *messages);
    QString text() const { return m_text; }
    void setText(const QString &text);
    QStringList terms() const { return m_terms; }
    int count() const { return int(m_places.size()); }
    int current() const { return m_current; }
    int row() const;
    qint64 messageId() const;
    bool inReasoning() const;
    int ordinal() const;

    /// To the next place, and from the last to the first.
    Q_INVOKABLE void next() { step(1); }
    Q_INVOKABLE void previous() { step(-1); }
    /// To the first place in this message as soon as it is found, else to the first of all. As a search in
    /// all conversations found it: by the words.
    Q_INVOKABLE void goTo(qint64 messageId, bool inReasoning);

signals:
    void messagesChanged();
    void textChanged();
    void found();
    /// Also when it was shown already, and is to be shown again.
    void currentChanged();

private:
    struct Place {
        int row = 0;
        qint64 messageId = 0;
        bool inReasoning = false;
        int ordinal = 0;
    };

    void step(int by);
    void look();
    /// The places of terms in messages.
    static std::vector<Place> placesOf(const QStringList &terms,
                                       const std::vector<history::Message> &messages);
    void take(QStringList terms, std::vector<Place> places);
    const Place *place() const;

    QPointer<chat::MessageList> m_messages;
    QString m_text;
    bool m_byWords = false;
    QStringList m_terms;
    std::vector<Place> m_places;
    int m_current = -1;
    qint64 m_wantedMessage = 0;
    bool m_wantedInReasoning = false;
    bool m_fresh = false; ///< the text is new: its first place is shown
    quint64 m_looks = 0;  ///< counts, so that a late answer does not overwrite a newer
    QTimer m_timer;
};

} // namespace sotto::search
