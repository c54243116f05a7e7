#include "ui/render/code_colours.h"

#include <KSyntaxHighlighting/AbstractHighlighter>
#include <KSyntaxHighlighting/Definition>
#include <KSyntaxHighlighting/Format>
#include <KSyntaxHighlighting/Repository>
#include <KSyntaxHighlighting/State>
#include <KSyntaxHighlighting/Theme>

#include <QHash>

#include <algorithm>
#include <cmath>

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

/// As WCAG 2 has it.
double luminance(const QColor &colour)
{
    const auto linear = [](double part) {
        return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) +
           0.0722 * linear(colour.blueF());
}

double contrast(const QColor &one, const QColor &other)
{
    const double a = luminance(one), b = luminance(other);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

/// A theme's colour, brought nearer to the text's until it can be read: 4.5, and 7 in high contrast.
QColor readable(QColor colour, const BlockStyle &style)
{
    const double least = std::max(4.5, contrast(style.text, style.codeGround) / 3);
    for (int step = 0; step < 10 && contrast(colour, style.codeGround) < least; ++step)
        colour = QColor::fromRgbF(float(0.85 * colour.redF() + 0.15 * style.text.redF()),
                                  float(0.85 * colour.greenF() + 0.15 * style.text.greenF()),
                                  float(0.85 * colour.blueF() + 0.15 * style.text.blueF()));
    return colour;
}

} // namespace

class CodeColours::Highlighter : public KSyntaxHighlighting::AbstractHighlighter
{
public:
    QList<QTextLayout::FormatRange> take(const QString &text, const BlockStyle &style,
                                         KSyntaxHighlighting::State &state)
    {
        if (!(m_style == style)) {
            m_style = style;
            m_inks.clear();
        }
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
            look.setForeground(inkFor(format.textColor(theme())));
        if (format.isBold(theme()))
            look.setFontWeight(QFont::DemiBold);
        if (format.isItalic(theme()))
            look.setFontItalic(true);
        m_ranges.append({m_offset + offset, length, look});
    }

private:
    QColor inkFor(const QColor &colour)
    {
        const auto known = m_inks.constFind(colour.rgb());
        return known != m_inks.cend() ? *known : *m_inks.insert(colour.rgb(), readable(colour, m_style));
    }

    BlockStyle m_style;
    QHash<QRgb, QColor> m_inks;
    QList<QTextLayout::FormatRange> m_ranges;
    int m_offset = 0;
};

CodeColours::CodeColours()
    : m_highlighter(std::make_unique<Highlighter>())
{
}

CodeColours::~CodeColours() = default;

QList<QTextLayout::FormatRange> CodeColours::colour(const QString &text, const QString &language,
                                                    const BlockStyle &style,
                                                    KSyntaxHighlighting::State &state)
{
    const auto definition = definitionFor(language);
    if (!definition.isValid())
        return {};
    m_highlighter->setTheme(repository().defaultTheme(style.dark
                                                          ? KSyntaxHighlighting::Repository::DarkTheme
                                                          : KSyntaxHighlighting::Repository::LightTheme));
    m_highlighter->setDefinition(definition);
    return m_highlighter->take(text, style, state);
}

QString CodeColours::languageName(const QString &language)
{
    const auto definition = definitionFor(language);
    return definition.isValid() ? definition.translatedName() : language;
}

} // namespace sotto::render
