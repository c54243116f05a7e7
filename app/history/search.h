#pragma once

#include "app/history/message.h"
#include "app/history/text_match.h"
#include "engine/result.h"

#include <QString>

#include <atomic>
#include <vector>

namespace sotto::history
{

class Store;

/// What is looked for. Every term of `text` (see searchTerms()) must stand in the message, its answer or its
/// reasoning, in any case and with or without diacritics.
struct SearchQuery {
    QString text;
    bool reasoningOnly = false;
    QString model;     ///< only answers of this model; empty: all, and questions and titles
    qint64 fromMs = 0; ///< only messages made then or later
    /// Only messages before this one; 0: from the newest on. With SearchPage::next, the following page.
    qint64 before = 0;
    int limit = 40;
};

/// A message that matches, or a conversation's title.
struct SearchHit {
    qint64 conversationId = 0;
    qint64 messageId = 0; ///< 0: the title
    QString title;        ///< of the conversation, styled (see Excerpt) where it matches
    QString excerpt;      ///< styled; empty for a title
    Role role = Role::User;
    bool inReasoning = false; ///< the excerpt is of the reasoning
    bool archived = false;
    QString model;
    qint64 timeMs = 0; ///< of the message; of a title the conversation's last use
};

struct SearchPage {
    std::vector<SearchHit> hits; ///< titles first, then messages, each newest first
    qint64 next = 0;             ///< 0: that was all
    /// Nothing of `text` is long enough to be looked for inside messages: only titles were searched.
    bool tooShort = false;
};

/// Searches titles and the messages of all branches. `cancelled` may be set by any thread; the answer is then
/// no longer complete. Measured: 100,000 messages in well under 50 ms (tests/bench).
Result<SearchPage> search(Store &store, const SearchQuery &query, const std::atomic<bool> &cancelled);

/// The names of the models that have answered, in alphabetical order.
Result<QStringList> answeringModels(Store &store);

} // namespace sotto::history
