#include "app/markdown/marks.h"

#include <QRegularExpression>

#include <array>

using namespace Qt::StringLiterals;

namespace sotto::markdown
{
namespace
{

constexpr qsizetype kLongestFormula = 8000;
constexpr qsizetype kLongestLabel = 40;
constexpr size_t kLongestTicks = 32;

bool isBlank(QStringView line)
{
    for (const QChar c : line)
        if (!c.isSpace() && c != u'>')
            return false;
    return true;
}

/// What stands after the quotation and list marks at a line's beginning.
QStringView withoutContainers(QStringView line)
{
    for (;;) {
        line = line.mid(std::distance(
            line.begin(), std::find_if(line.begin(), line.end(), [](QChar c) { return c != u' '; })));
        qsizetype mark = 0;
        if (line.startsWith(u'>'))
            mark = 1;
        else if (line.size() > 1 && (line[0] == u'-' || line[0] == u'*' || line[0] == u'+') &&
                 line[1] == u' ')
            mark = 2;
        else {
            qsizetype digits = 0;
            while (digits < line.size() && digits < 9 && line[digits].isDigit())
                ++digits;
            if (digits > 0 && digits + 1 < line.size() && (line[digits] == u'.' || line[digits] == u')') &&
                line[digits + 1] == u' ')
                mark = digits + 2;
        }
        if (mark == 0)
            return line;
        line = line.mid(mark);
    }
}

bool isMathEnvironment(QStringView name)
{
    if (name.endsWith(u'*'))
        name.chop(1);
    static const std::array kNames = {u"align",    u"aligned",  u"alignat",    u"equation", u"gather",
                                      u"gathered", u"multline", u"split",      u"eqnarray", u"cases",
                                      u"array",    u"matrix",   u"pmatrix",    u"bmatrix",  u"vmatrix",
                                      u"Vmatrix",  u"Bmatrix",  u"smallmatrix"};
    return std::any_of(kNames.begin(), kNames.end(), [name](const char16_t *known) { return name == known; });
}

/// "$5 and 6$" has the shape of a formula and is a price.
bool looksLikePrice(QStringView content)
{
    static const QRegularExpression kPrice(
        QStringLiteral(R"(^\d[^\\^_={}+<>]*\s[^\\^_={}+<>]*[A-Za-z]{2,})"));
    return kPrice.matchView(content).hasMatch();
}

class Scanner
{
public:
    explicit Scanner(QStringView text)
        : m_text(text)
    {
    }

    std::vector<Mark> scan()
    {
        while (m_at < m_text.size()) {
            if (m_at == m_lineEnd) {
                beginLine();
                continue;
            }
            step();
        }
        return std::move(m_marks);
    }

private:
    /// Skips code fences; finds how far this paragraph goes, once for each.
    void beginLine()
    {
        const qsizetype end = m_text.indexOf(u'\n', m_at);
        m_lineEnd = end < 0 ? m_text.size() : end + 1;
        const QStringView line = m_text.sliced(m_at, m_lineEnd - m_at);
        const QStringView inner = withoutContainers(line);
        if (m_open.length > 0) {
            if (closes(m_open, inner))
                m_open = {};
            m_at = m_lineEnd;
            return;
        }
        m_open = fenceOf(inner);
        if (m_open.length > 0) {
            m_at = m_lineEnd;
            return;
        }
        m_quoted = line.trimmed().startsWith(u'>');
        if (m_at >= m_paragraphEnd)
            findParagraphEnd();
    }

    void findParagraphEnd()
    {
        qsizetype at = m_lineEnd;
        while (at < m_text.size()) {
            qsizetype end = m_text.indexOf(u'\n', at);
            end = end < 0 ? m_text.size() : end + 1;
            const QStringView line = m_text.sliced(at, end - at);
            if (isBlank(line) || fenceOf(withoutContainers(line)).length > 0)
                break;
            at = end;
        }
        m_paragraphEnd = at;
        m_noClose = {};
        m_noTicks = {};
    }

    void step()
    {
        const QChar c = m_text[m_at];
        const QChar next = m_at + 1 < m_text.size() ? m_text[m_at + 1] : QChar();
        if (c == u'`')
            ticks();
        else if (c == u'\\' && next == u'(')
            delimited(2, u"\\)", false, NoRound);
        else if (c == u'\\' && next == u'[')
            delimited(2, u"\\]", true, NoSquare);
        else if (c == u'\\' && m_text.sliced(m_at).startsWith(u"\\boxed{"))
            box();
        else if (c == u'\\' && m_text.sliced(m_at).startsWith(u"\\begin{"))
            environment();
        else if (c == u'\\')
            m_at = std::min(m_at + 2, m_lineEnd);
        else if (c == u'$' && next == u'$')
            delimited(2, u"$$", true, NoDollars);
        else if (c == u'$')
            dollar();
        else if (c == u'[' && next == u'^')
            footnote();
        else
            ++m_at;
    }

    void add(Mark mark)
    {
        if (mark.kind == Mark::Kind::Formula) {
            if (m_quoted && mark.content.contains(u'\n')) {
                static const QRegularExpression kQuote(QStringLiteral("\n *(?:> ?)+"));
                mark.content.replace(kQuote, QStringLiteral("\n"));
            }
            mark.content = mark.content.trimmed();
            unbox(mark);
        }
        m_at = mark.end;
        if (m_at > m_lineEnd) { // a formula of several lines: go on in the line it ends in
            const qsizetype end = m_text.indexOf(u'\n', m_at);
            m_lineEnd = end < 0 ? m_text.size() : end + 1;
        }
        m_marks.push_back(std::move(mark));
    }

    static void unbox(Mark &mark)
    {
        static const QString kBox = QStringLiteral("\\boxed{");
        if (!mark.content.startsWith(kBox) || closingBrace(mark.content, kBox.size()) != mark.content.size())
            return;
        mark.boxed = true;
        mark.content = mark.content.sliced(kBox.size()).chopped(1).trimmed();
    }

    /// The position after the brace that closes the one before `at`, or -1.
    static qsizetype closingBrace(QStringView text, qsizetype at)
    {
        for (int depth = 1; at < text.size(); ++at) {
            if (text[at] == u'\\')
                ++at;
            else if (text[at] == u'{')
                ++depth;
            else if (text[at] == u'}' && --depth == 0)
                return at + 1;
        }
        return -1;
    }

    /// Where `token` stands at or after `from` in this paragraph, or -1. Remembers failures, so that many
    /// openings without an end are not each a search.
    qsizetype find(QStringView token, qsizetype from, qsizetype &noneBefore)
    {
        const qsizetype limit = std::min(m_paragraphEnd, from + kLongestFormula);
        for (qsizetype at = std::max(from, noneBefore); at + token.size() <= limit; ++at) {
            if (m_text.sliced(at, token.size()) == token)
                return at;
            if (m_text[at] == u'\\')
                ++at;
        }
        noneBefore = std::max(noneBefore, limit - token.size() + 1);
        return -1;
    }

    enum Token { NoRound, NoSquare, NoDollars, NoBrace, NoEnd, TokenCount };

    void delimited(qsizetype open, QStringView close, bool display, Token memory)
    {
        const qsizetype begin = m_at + open;
        const qsizetype end = find(close, begin, m_noClose[memory]);
        if (end < 0 || m_text.sliced(begin, end - begin).trimmed().isEmpty()) {
            m_at = std::min(begin, m_lineEnd);
            return;
        }
        add({Mark::Kind::Formula, m_at, end + close.size(), m_text.sliced(begin, end - begin).toString(),
             display, false});
    }

    void dollar()
    {
        const qsizetype begin = m_at + 1;
        const bool opens = (m_at == 0 || !m_text[m_at - 1].isLetterOrNumber()) && begin < m_text.size() &&
                           !m_text[begin].isSpace();
        qsizetype noMemory = 0;
        const qsizetype end = opens ? find(u"$", begin, noMemory) : -1;
        m_at = begin;
        if (end < 0)
            return;
        const QStringView content = m_text.sliced(begin, end - begin);
        const QChar after = end + 1 < m_text.size() ? m_text[end + 1] : QChar();
        // The next dollar closes it or nothing does: a later one belongs to something else.
        if (content.back().isSpace() || after.isDigit() || after == u'$' || looksLikePrice(content)) {
            m_at = std::min(end, m_lineEnd);
            return;
        }
        add({Mark::Kind::Formula, begin - 1, end + 1, content.toString(), false, false});
    }

    void box()
    {
        const qsizetype begin = m_at + 7;
        const qsizetype limit = std::min(m_paragraphEnd, begin + kLongestFormula);
        const qsizetype end = m_noClose[NoBrace] > m_at ? -1 : closingBrace(m_text.first(limit), begin);
        if (end < 0 || end == begin + 1) {
            m_noClose[NoBrace] = end < 0 ? limit : m_noClose[NoBrace];
            m_at = std::min(begin, m_lineEnd);
            return;
        }
        add({Mark::Kind::Formula, m_at, end, m_text.sliced(m_at, end - m_at).toString(), false, false});
    }

    void environment()
    {
        const qsizetype begin = m_at + 7;
        const qsizetype brace = m_text.sliced(0, std::min(m_text.size(), begin + 20)).indexOf(u'}', begin);
        const QStringView name = brace < 0 ? QStringView() : m_text.sliced(begin, brace - begin);
        if (!isMathEnvironment(name)) {
            m_at = std::min(begin, m_lineEnd);
            return;
        }
        const QString close = u"\\end{"_s + name.toString() + u'}';
        const qsizetype end = m_noClose[NoEnd] > m_at ? -1 : nestedEnd(name, brace + 1);
        if (end < 0) {
            m_noClose[NoEnd] = std::max(m_noClose[NoEnd], std::min(m_paragraphEnd, begin + kLongestFormula));
            m_at = std::min(begin, m_lineEnd);
            return;
        }
        add({Mark::Kind::Formula, m_at, end, m_text.sliced(m_at, end - m_at).toString(), true, false});
    }

    /// The position after the \end that belongs to a \begin of that name before `at`, or -1.
    qsizetype nestedEnd(QStringView name, qsizetype at)
    {
        const QStringView inside = m_text.first(std::min(m_paragraphEnd, at + kLongestFormula));
        const QString begin = u"\\begin{"_s + name.toString() + u'}';
        const QString end = u"\\end{"_s + name.toString() + u'}';
        for (int depth = 1; (at = inside.indexOf(u'\\', at)) >= 0;) {
            const QStringView rest = inside.sliced(at);
            if (rest.startsWith(begin))
                ++depth;
            else if (rest.startsWith(end) && --depth == 0)
                return at + end.size();
            at += rest.startsWith(u"\\\\") ? 2 : 1;
        }
        return -1;
    }

    void footnote()
    {
        const qsizetype begin = m_at + 2;
        qsizetype end = begin;
        while (end < m_text.size() && end - begin <= kLongestLabel && !m_text[end].isSpace() &&
               m_text[end] != u']' && m_text[end] != u'[' && m_text[end] != u'`')
            ++end;
        const bool closed = end > begin && end < m_text.size() && m_text[end] == u']';
        const QChar after = end + 1 < m_text.size() ? m_text[end + 1] : QChar();
        if (!closed || after == u'(') {
            m_at = begin;
            return;
        }
        add({Mark::Kind::Footnote, m_at, end + 1, m_text.sliced(begin, end - begin).toString(), false,
             false});
    }

    void ticks()
    {
        const qsizetype begin = m_at;
        while (m_at < m_lineEnd && m_text[m_at] == u'`')
            ++m_at;
        const size_t length = size_t(m_at - begin);
        if (length > kLongestTicks || m_noTicks[length - 1])
            return;
        for (qsizetype at = m_at; at < m_paragraphEnd;) {
            if (m_text[at] != u'`') {
                ++at;
                continue;
            }
            const qsizetype run = at;
            while (at < m_paragraphEnd && m_text[at] == u'`')
                ++at;
            if (size_t(at - run) == length) {
                m_at = at;
                if (m_at > m_lineEnd) {
                    const qsizetype end = m_text.indexOf(u'\n', m_at);
                    m_lineEnd = end < 0 ? m_text.size() : end + 1;
                }
                return;
            }
        }
        m_noTicks[length - 1] = true;
    }

    QStringView m_text;
    qsizetype m_at = 0;
    qsizetype m_lineEnd = 0;
    qsizetype m_paragraphEnd = 0;
    bool m_quoted = false; ///< the line's beginning says that it is part of a quotation
    Fence m_open;          ///< the fence around the current line
    std::array<qsizetype, TokenCount> m_noClose{}; ///< before here these do not end, in this paragraph
    std::array<bool, kLongestTicks> m_noTicks{};   ///< no run of so many backticks is left in it
    std::vector<Mark> m_marks;
};

} // namespace

std::vector<Mark> findMarks(QStringView text)
{
    return Scanner(text).scan();
}

Fence fenceOf(QStringView line)
{
    qsizetype at = 0;
    while (at < line.size() && line[at] == u' ')
        ++at;
    if (at > 3 || at == line.size() || (line[at] != u'`' && line[at] != u'~'))
        return {};
    const QChar mark = line[at];
    qsizetype end = at;
    while (end < line.size() && line[end] == mark)
        ++end;
    if (end - at < 3)
        return {};
    const QStringView info = line.mid(end).trimmed();
    if (mark == u'`' && info.contains(u'`'))
        return {};
    return {mark, end - at, at, info};
}

bool closes(const Fence &open, QStringView line)
{
    const Fence fence = fenceOf(line);
    return fence.length >= open.length && fence.mark == open.mark && fence.info.isEmpty();
}

} // namespace sotto::markdown
