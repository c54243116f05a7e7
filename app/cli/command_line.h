#pragma once

#include "engine/generate/session.h"
#include "engine/result.h"

#include <QCommandLineParser>
#include <QString>
#include <QStringList>

#include <memory>
#include <optional>
#include <vector>

namespace sotto::cli
{

/// A command's options on top of Qt's parser: `--help`, errors and exit codes the same everywhere.
class CommandLine
{
public:
    explicit CommandLine(const QString &description);

    /// `value` names the option's value; empty for a flag.
    void option(const QString &name, const QString &description, const QString &value = {},
                const QString &fallback = {});
    void positional(const QString &name, const QString &description);
    /// `--model` (the starter model when not given, unless `needed`) and `--device`.
    void modelOptions(bool needed = false);

    /// `--kv`: the type of the KV cache.
    void kvOption(model::KvType fallback);

    /// Empty when the command should go on, else its exit code (after help, or wrong usage told).
    std::optional<int> parse(const QStringList &arguments);
    /// Tells wrong usage; returns kUsage.
    int usage(const QString &what) const;

    bool has(const QString &name) const { return m_parser.isSet(name); }
    QString value(const QString &name) const { return m_parser.value(name); }
    QStringList values(const QString &name) const { return m_parser.values(name); }
    QStringList positionals() const { return m_parser.positionalArguments(); }
    /// An option's number within bounds; tells wrong usage otherwise and gives nothing.
    std::optional<qint64> integer(const QString &name, qint64 least, qint64 most) const;
    std::optional<double> real(const QString &name, double least, double most) const;
    std::optional<model::KvType> kvType() const;

    /// Opens the device and loads the model that the options name, with progress on a terminal.
    Result<std::shared_ptr<model::Model>> loadModel() const;

    /// `--draft`.
    void draftOption();
    /// Gives the session the draft model that the options name, if any, on its own device.
    Result<void> addDraft(generate::Session &session) const;

private:
    Result<std::shared_ptr<model::Model>> load(const QString &path,
                                               const std::shared_ptr<vulkan::Device> &device) const;

    QCommandLineParser m_parser;
    QString m_program;
    bool m_modelNeeded = false;
};

/// Prints an error, then its hint, on standard error; returns kFailure.
int fail(const Error &error);

/// Whole-file text or an Io error.
Result<QByteArray> readFile(const QString &path);

/// `\n \t \r \\` written out, and read back.
QByteArray escape(QByteArrayView text);
QByteArray unescape(QByteArrayView text);

/// White-space separated token ids; an error names what is no number.
Result<std::vector<text::TokenId>> parseIds(QByteArrayView text);

} // namespace sotto::cli
