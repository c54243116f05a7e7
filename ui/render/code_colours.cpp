#include "ui/render/code_colours.h"

#include <KSyntaxHighlighting/AbstractHighlighter>
#include <KSyntaxHighlighting/Definition>
#include <KSyntaxHighlighting/Format>
#include <KSyntaxHighlighting/Repository>
#include <KSyntaxHighlighting/State>
#include <KSyntaxHighlighting/Theme>

#include <QHash>

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
        {QStringLiteral("tex"), QStringLiteral("LaTeX")},
    };
    static QHash<QString, KSyntaxHighlighting::Definition> known;
    const QString word = language.toLower();
    if (const auto found = known.find(word); found != known.end())
        return *found;
    auto definition = repository().definitionForName(kOthers.value(word, language));
    if (!definition.isValid())
        definition = repository().definitionForFileName(QStringLiteral("x.") + word);
    if (known.size() < 200)
        known.insert(word, definition);
    return definition;
}

} // namespace

class CodeColours::Highlighter : public KSyntaxHighlighting::AbstractHighlighter
{
public:
    QList<QTextLayout::FormatRange> take(const QString &text, KSyntaxHighlighting::State &state)
    {
        m_ranges.clear();
        m_offset = 0;
        for (const QStringView line : QStringView(text).split(u'\n')) {
            state = highlightLine(line, state);
            m_offset += int(line.size()) + 1;
        }
        return std::move(m_ranges);
    }

protected:
    void applyFormat(int offset, int length, const KSyntaxHighlighting::Format &format) override
    {
        if (length == 0 || format.isDefaultTextStyle(theme()))
            return;
        QTextCharFormat look;
        if (format.hasTextColor(theme()))
            look.setForeground(format.textColor(theme()));
        if (format.isBold(theme()))
            look.setFontWeight(QFont::DemiBold);
        if (format.isItalic(theme()))
            look.setFontItalic(true);
        m_ranges.append({m_offset + offset, length, look});
    }

private:
    QList<QTextLayout::FormatRange> m_ranges;
    int m_offset = 0;
};

CodeColours::CodeColours()
    : m_highlighter(std::make_unique<Highlighter>())
{
}

CodeColours::~CodeColours() = default;

QList<QTextLayout::FormatRange> CodeColours::colour(const QString &text, const QString &language, bool dark,
                                                    KSyntaxHighlighting::State &state)
{
    const auto definition = definitionFor(language);
    if (!definition.isValid())
        return {};
    m_highlighter->setTheme(repository().defaultTheme(dark ? KSyntaxHighlighting::Repository::DarkTheme
                                                           : KSyntaxHighlighting::Repository::LightTheme));
    m_highlighter->setDefinition(definition);
    return m_highlighter->take(text, state);
}

QString CodeColours::languageName(const QString &language)
{
    const auto definition = definitionFor(language);
    return definition.isValid() ? definition.translatedName() : language;
}

} // namespace sotto::render
