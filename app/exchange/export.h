#pragma once

#include "app/history/conversation.h"
#include "engine/result.h"

#include <QString>

#include <functional>
#include <optional>
#include <vector>

namespace sotto::exchange
{

enum class Format { Markdown, Html, Json, Pdf };

/// By the name's end: .md, .html, .json, .pdf. Nothing for another.
std::optional<Format> formatOf(const QString &fileName);

struct ExportOptions {
    Format format = Format::Markdown;
    bool withReasoning = true;
};

/// Where conversations come from, one at a time; see history::readConversation().
using Source = std::function<Result<history::Conversation>(qint64 id)>;
/// How many are done. False: stop.
using Progress = std::function<bool(int done)>;

/// Writes conversations into one file, which appears when it is whole. JSON holds all branches, the other
/// formats the one that is shown. Any thread but one that a person waits for; PDF needs a QGuiApplication.
/// Conversations that are gone meanwhile are passed over. Errors: Io, Cancelled.
Result<int> exportConversations(const std::vector<qint64> &ids, const Source &source,
                                const ExportOptions &options, const QString &file, const Progress &progress);

/// Only this message of a conversation, as a conversation.
history::Conversation onlyMessage(history::Conversation conversation, qint64 messageId);

/// The messages of the branch that is shown.
std::vector<history::Message> shownBranch(const history::Conversation &conversation);

} // namespace sotto::exchange
