#pragma once

#include "app/chat/chat.h"
#include "app/chat/conversations.h"
#include "app/program.h"
#include "scripted_backend.h"

#include <QTemporaryDir>

/// A program in a folder of its own, answering by a script; restart() is quitting and starting again.
struct RunningChat {
    QTemporaryDir directory;
    std::shared_ptr<Script> script = std::make_shared<Script>();
    std::unique_ptr<sotto::Program> program;
    std::unique_ptr<sotto::chat::Chat> shown;

    RunningChat() { restart(); }
    ~RunningChat() { shown.reset(); }
    void restart()
    {
        const qint64 conversation = shown ? shown->conversationId() : 0;
        shown.reset();
        program.reset();
        sotto::ProgramOptions options;
        options.dataDirectory = directory.path();
        options.starterFile = QStringLiteral("/nowhere/starter.gguf");
        options.backend = std::make_unique<ScriptedBackend>(script);
        program = std::make_unique<sotto::Program>(std::move(options));
        shown = std::make_unique<sotto::chat::Chat>();
        shown->open(conversation);
    }
    sotto::chat::Chat &chat() { return *shown; }
    sotto::chat::Conversations &conversations() { return program->conversations(); }
    /// A role of a message; negative rows count from the end.
    QVariant message(int row, int role)
    {
        auto *list = chat().messages();
        return list->data(list->index(row < 0 ? list->count() + row : row), role);
    }
    qint64 id(int row) { return message(row, sotto::chat::MessageList::MessageIdRole).toLongLong(); }
    QString content(int row) { return message(row, sotto::chat::MessageList::ContentRole).toString(); }
    QString reasoning(int row) { return message(row, sotto::chat::MessageList::ReasoningRole).toString(); }
    QString state(int row) { return message(row, sotto::chat::MessageList::StateRole).toString(); }
    QVariant conversation(int row, int role)
    {
        return conversations().data(conversations().index(row), role);
    }
    void setTokens(std::vector<std::string> tokens)
    {
        const std::lock_guard lock(script->mutex);
        script->tokens = std::move(tokens);
    }
};
