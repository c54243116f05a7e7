#include "ui/render/code_highlighter.h"

#include <KSyntaxHighlighting/Definition>
#include <KSyntaxHighlighting/Repository>
#include <KSyntaxHighlighting/SyntaxHighlighter>
#include <KSyntaxHighlighting/Theme>

#include <QHash>
#include <QTextDocument>

namespace sotto::render
{

namespace
{

/// Reading the definitions takes long enough to do it once only.
KSyntaxHighlighting::Repository &repository()
{
    static KSyntaxHighlighting::Repository repository;
    return repository;
}

KSyntaxHighlighting::Definition definitionFor(const QString &language)
{
    if (language.isEmpty())
        return {};
    // Words of code fences that are neither a definition's name nor a file's ending.
    static const QHash<QString, QString> kOthers = {
        {QStringLiteral("c++"), QStringLiteral("C++")},
        {QStringLiteral("shell"), QStringLiteral("Bash")},
        {QStringLiteral("console"), QStringLiteral("Bash")},
        {QStringLiteral("golang"), QStringLiteral("Go")},
        {QStringLiteral("csharp"), QStringLiteral("C#")},
        {QStringLiteral("node"), QStringLiteral("JavaScript")},
    };
    const QString word = language.toLower();
    const auto byName = repository().definitionForName(kOthers.value(word, language));
    if (byName.isValid())
        return byName;
    return repository().definitionForFileName(QStringLiteral("x.") + word);
}

} // namespace

CodeHighlighter::CodeHighlighter(QObject *parent)
    : QObject(parent)
{
}

CodeHighlighter::~CodeHighlighter()
{
    delete m_highlighter;
}

void CodeHighlighter::setDocument(QQuickTextDocument *document)
{
    if (document == m_document)
        return;
    m_document = document;
    delete m_highlighter;
    if (document)
        m_highlighter = new KSyntaxHighlighting::SyntaxHighlighter(document->textDocument());
    apply();
    emit documentChanged();
}

void CodeHighlighter::setLanguage(const QString &language)
{
    if (language == m_language)
        return;
    m_language = language;
    apply();
    emit languageChanged();
}

void CodeHighlighter::setDark(bool dark)
{
    if (dark == m_dark)
        return;
    m_dark = dark;
    apply();
    emit darkChanged();
}

QString CodeHighlighter::languageName() const
{
    const auto definition = definitionFor(m_language);
    return definition.isValid() ? definition.translatedName() : m_language;
}

void CodeHighlighter::apply()
{
    if (!m_highlighter)
        return;
    m_highlighter->setTheme(repository().defaultTheme(m_dark ? KSyntaxHighlighting::Repository::DarkTheme
                                                             : KSyntaxHighlighting::Repository::LightTheme));
    m_highlighter->setDefinition(definitionFor(m_language));
    m_highlighter->rehighlight();
}

} // namespace sotto::render
