#include "app/windows/notices.h"

#include "app/chat/answers.h"
#include "app/chat/conversations.h"
#include "app/history/store.h"
#include "app/settings/settings.h"

#include <QGuiApplication>

namespace sotto::windows
{

Notices::Notices(chat::Answers &answers, chat::Conversations &conversations, settings::Settings &settings,
                 QObject *parent)
    : QObject(parent)
    , m_conversations(conversations)
    , m_settings(settings)
{
    connect(&answers, &chat::Answers::ended, this, &Notices::noticeEnd);
}

void Notices::noticeEnd(const history::Message &answer)
{
    if (!m_settings.notifications() || QGuiApplication::focusWindow() || answer.figures.totalMs < kLongMs)
        return;
    if (answer.state != history::State::Done && answer.state != history::State::Failed)
        return;
    const QString text = answer.state == history::State::Failed ? answer.error : answer.content;
    emit due(answer.conversationId, m_conversations.title(answer.conversationId), history::previewOf(text));
}

} // namespace sotto::windows
