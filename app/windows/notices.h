#pragma once

#include <QObject>

namespace sotto::chat
{
class Answers;
class Conversations;
} // namespace sotto::chat

namespace sotto::history
{
struct Message;
}

namespace sotto::settings
{
class Settings;
}

namespace sotto::windows
{

/// Says when an answer that took long is done and no window of the program is in front.
class Notices : public QObject
{
    Q_OBJECT

public:
    /// What takes less is not worth a word.
    static constexpr qint64 kLongMs = 10'000;

    Notices(chat::Answers &answers, chat::Conversations &conversations, settings::Settings &settings,
            QObject *parent = nullptr);

signals:
    void due(qint64 conversationId, const QString &title, const QString &text);

private:
    void noticeEnd(const history::Message &answer);

    chat::Conversations &m_conversations;
    settings::Settings &m_settings;
};

} // namespace sotto::windows
