#pragma once

#include "app/history/store.h"

#include <QObject>
#include <QtQml/qqmlregistration.h>

namespace sotto::chat
{

class CountingThread;

/// How the questions of the conversation shown are asked: its instructions, its thinking budget and its
/// sampling, which is what the model's authors recommend wherever the person has not said otherwise.
/// Interface thread.
class Options : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("a Chat has one")

    Q_PROPERTY(QString instructions READ instructions WRITE setInstructions NOTIFY changed FINAL)
    /// Whether the instructions are a system prompt; else they stand in the first question.
    Q_PROPERTY(bool asSystemPrompt READ asSystemPrompt WRITE setAsSystemPrompt NOTIFY changed FINAL)
    /// Tokens of reasoning, 0 to 1,000,000; 0: no limit.
    Q_PROPERTY(int thinkingBudget READ thinkingBudget WRITE setThinkingBudget NOTIFY changed FINAL)
    /// 0 to 2; 0 always takes the likeliest token.
    Q_PROPERTY(double temperature READ temperature WRITE setTemperature NOTIFY changed FINAL)
    /// 0.01 to 1
    Q_PROPERTY(double topP READ topP WRITE setTopP NOTIFY changed FINAL)
    /// 0 to 1000; 0 keeps all
    Q_PROPERTY(int topK READ topK WRITE setTopK NOTIFY changed FINAL)
    /// 0 to 1
    Q_PROPERTY(double minP READ minP WRITE setMinP NOTIFY changed FINAL)
    /// The seed of every answer; −1: a new one for each.
    Q_PROPERTY(qint64 seed READ seed WRITE setSeed NOTIFY changed FINAL)

    Q_PROPERTY(double recommendedTemperature READ recommendedTemperature NOTIFY changed FINAL)
    Q_PROPERTY(double recommendedTopP READ recommendedTopP NOTIFY changed FINAL)
    Q_PROPERTY(int recommendedTopK READ recommendedTopK NOTIFY changed FINAL)
    Q_PROPERTY(double recommendedMinP READ recommendedMinP NOTIFY changed FINAL)
    /// Sampling or seed are not the recommended ones.
    Q_PROPERTY(bool customSampling READ customSampling NOTIFY changed FINAL)
    /// Anything at all is not as a new chat has it.
    Q_PROPERTY(bool custom READ custom NOTIFY changed FINAL)

public:
    explicit Options(const CountingThread &counting, QObject *parent = nullptr);

    QString instructions() const { return m_values.instructions; }
    void setInstructions(const QString &text);
    bool asSystemPrompt() const { return m_values.asSystemPrompt; }
    void setAsSystemPrompt(bool value);
    int thinkingBudget() const { return m_values.thinkingBudget; }
    void setThinkingBudget(int tokens);
    double temperature() const { return m_values.temperature.value_or(recommendedTemperature()); }
    void setTemperature(double value);
    double topP() const { return m_values.topP.value_or(recommendedTopP()); }
    void setTopP(double value);
    int topK() const { return m_values.topK.value_or(recommendedTopK()); }
    void setTopK(int value);
    double minP() const { return m_values.minP.value_or(recommendedMinP()); }
    void setMinP(double value);
    qint64 seed() const { return m_values.seed.value_or(-1); }
    void setSeed(qint64 value);
    double recommendedTemperature() const;
    double recommendedTopP() const;
    int recommendedTopK() const;
    double recommendedMinP() const;
    bool customSampling() const;
    bool custom() const { return m_values != history::ChatOptions(); }

    /// Back to what is recommended; instructions and thinking budget stay.
    Q_INVOKABLE void resetSampling();

    // For the rest of app/, not for QML.

    const history::ChatOptions &values() const { return m_values; }
    /// Shows another conversation's; no edited().
    void show(const history::ChatOptions &values);
    /// How the next answer is drawn; a new seed unless one is fixed.
    history::Sampling sampling() const;

signals:
    void changed();
    /// By the person.
    void edited();

private:
    template <typename T>
    void set(T history::ChatOptions::*member, T value);

    const CountingThread &m_counting;
    history::ChatOptions m_values;
};

} // namespace sotto::chat
