#pragma once

#include <QString>
#include <QtTypes>

#include <optional>
#include <vector>

namespace sotto::history
{

enum class Role { User, Assistant };

/// Waiting, Reasoning and Answering are under way; the others are ends. Interrupted: the program ended in
/// between.
enum class State { Waiting, Reasoning, Answering, Done, Stopped, Interrupted, Failed };

/// The words in the database and in QML.
QString roleName(Role role);
QString stateName(State state);
/// Unknown words: User, Interrupted (they can only come from a damaged file).
Role roleFromName(const QString &name);
State stateFromName(const QString &name);

inline bool isRunning(State state)
{
    return state == State::Waiting || state == State::Reasoning || state == State::Answering;
}

/// How an answer's tokens were drawn.
struct Sampling {
    double temperature = 0.6;
    double topP = 0.95;
    qint64 seed = 0;
    int topK = 0;           ///< 0: all
    double minP = 0;        ///< 0: all
    int thinkingBudget = 0; ///< tokens of reasoning; 0: no limit
};

/// What a person did to an answer beside asking for it; bits of Message::interventions, as in the database.
enum Intervention : unsigned {
    Edited = 1,            ///< wrote some of it
    EndedThinking = 2,     ///< had the reasoning closed
    ProlongedThinking = 4, ///< had the model go on thinking when it would have answered
    BudgetSpent = 8        ///< had set a thinking budget, which closed the reasoning
};

/// A file sent with a question.
struct Attachment {
    QString name;
    QString content;

    bool operator==(const Attachment &) const = default;
};

/// What making an answer took. Tokens; milliseconds.
struct Figures {
    int promptTokens = 0;
    int reasoningTokens = 0;
    int answerTokens = 0;
    qint64 prefillMs = 0;   ///< until the first token
    qint64 reasoningMs = 0; ///< from the first token to the end of the reasoning
    qint64 decodeMs = 0;    ///< from the first token to the last
    qint64 totalMs = 0;     ///< from the start of the computation to its end

    /// Decoding rate; 0 before the second token.
    double tokensPerSecond() const;
    /// The same of the reasoning alone.
    double thinkingTokensPerSecond() const;
};

/// One node of a conversation's tree.
struct Message {
    qint64 id = 0;
    qint64 conversationId = 0;
    qint64 parentId = 0; ///< 0: the first of its conversation
    Role role = Role::User;
    State state = State::Done;
    QString content;
    QString reasoning;
    QString error;  ///< when failed: what and what to do
    QString model;  ///< the model's name; empty for a person's message
    QString device; ///< the Vulkan device's name
    Sampling sampling;
    Figures figures;
    qint64 createdMs = 0; ///< UTC
    int siblingIndex = 0; ///< place among the messages with the same parent, oldest first
    int siblingCount = 1;
    unsigned interventions = 0;
    bool leftOut = false;              ///< the person keeps it out of the prompts to come
    std::optional<bool> reasoningOpen; ///< as the person left the pane; nothing: as the settings say
    std::vector<Attachment> attachments;
    bool repeating = false; ///< its end says the same again and again; only while it is made
};

} // namespace sotto::history
