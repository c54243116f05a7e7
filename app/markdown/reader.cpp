#include "app/markdown/reader.h"

#include <QHash>
#include <QUrl>

#include <algorithm>
#include <string>

namespace sotto::markdown
{
namespace
{

/// The character that an entity names, or the entity itself where it is unknown.
QString entity(QStringView name)
{
    if (name.startsWith(u"&#") && name.endsWith(u';')) {
        const bool hex = name.size() > 3 && name[2].toLower() == u'x';
        bool ok = false;
        const uint code = name.sliced(hex ? 3 : 2).chopped(1).toUInt(&ok, hex ? 16 : 10);
        if (!ok || code == 0 || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000))
            return QString(QChar::ReplacementCharacter);
        const char32_t ucs = code;
        return QString::fromUcs4(&ucs, 1);
    }
    static const QHash<QStringView, char16_t> kNames = {
        {u"&amp;", u'&'},      {u"&lt;", u'<'},       {u"&gt;", u'>'},       {u"&quot;", u'"'},
        {u"&apos;", u'\''},    {u"&nbsp;", 0x00A0},   {u"&copy;", 0x00A9},   {u"&reg;", 0x00AE},
        {u"&trade;", 0x2122},  {u"&hellip;", 0x2026}, {u"&mdash;", 0x2014},  {u"&ndash;", 0x2013},
        {u"&lsquo;", 0x2018},  {u"&rsquo;", 0x2019},  {u"&ldquo;", 0x201C},  {u"&rdquo;", 0x201D},
        {u"&laquo;", 0x00AB},  {u"&raquo;", 0x00BB},  {u"&times;", 0x00D7},  {u"&divide;", 0x00F7},
        {u"&deg;", 0x00B0},    {u"&plusmn;", 0x00B1}, {u"&le;", 0x2264},     {u"&ge;", 0x2265},
        {u"&ne;", 0x2260},     {u"&larr;", 0x2190},   {u"&uarr;", 0x2191},   {u"&rarr;", 0x2192},
        {u"&darr;", 0x2193},   {u"&harr;", 0x2194},   {u"&infin;", 0x221E},  {u"&sum;", 0x2211},
        {u"&radic;", 0x221A},  {u"&pi;", 0x03C0},     {u"&alpha;", 0x03B1},  {u"&beta;", 0x03B2},
        {u"&gamma;", 0x03B3},  {u"&delta;", 0x03B4},  {u"&Delta;", 0x0394},  {u"&theta;", 0x03B8},
        {u"&lambda;", 0x03BB}, {u"&mu;", 0x03BC},     {u"&sigma;", 0x03C3},  {u"&Omega;", 0x03A9},
        {u"&omega;", 0x03C9},  {u"&euro;", 0x20AC},   {u"&pound;", 0x00A3},  {u"&sect;", 0x00A7},
        {u"&middot;", 0x00B7}, {u"&bull;", 0x2022},   {u"&frac12;", 0x00BD}, {u"&sup2;", 0x00B2},
        {u"&sup3;", 0x00B3},   {u"&auml;", 0x00E4},   {u"&ouml;", 0x00F6},   {u"&uuml;", 0x00FC},
        {u"&Auml;", 0x00C4},   {u"&Ouml;", 0x00D6},   {u"&Uuml;", 0x00DC},   {u"&szlig;", 0x00DF},
        {u"&eacute;", 0x00E9}, {u"&egrave;", 0x00E8},
    };
    const auto found = kNames.find(name);
    return found == kNames.end() ? name.toString() : QString(QChar(*found));
}

class Reader
{
public:
    Reader(QStringView text, const QString &prefix, const QString &suffix, Handler &handler)
        : m_text(text)
        , m_handler(handler)
        , m_marks(findMarks(text))
    {
        m_bytes.reserve(size_t(text.size() + prefix.size() + suffix.size()) * 5 / 4);
        m_places.reserve(m_bytes.capacity());
        appendOutside(prefix);
        appendText();
        m_places.push_back(m_bytes.empty() ? 0 : int(text.size()));
        m_textBytes = m_bytes.size();
        m_bytes += suffix.toStdString();
    }

    void read()
    {
        MD_PARSER parser = {};
        parser.flags = MD_DIALECT_GITHUB | MD_FLAG_NOHTML;
        parser.enter_block = [](MD_BLOCKTYPE type, void *detail, void *self) {
            static_cast<Reader *>(self)->enterBlock(type, detail);
            return 0;
        };
        parser.leave_block = [](MD_BLOCKTYPE type, void *, void *self) {
            static_cast<Reader *>(self)->leaveBlock(type);
            return 0;
        };
        parser.enter_span = [](MD_SPANTYPE type, void *detail, void *self) {
            static_cast<Reader *>(self)->enterSpan(type, detail);
            return 0;
        };
        parser.leave_span = [](MD_SPANTYPE type, void *, void *self) {
            static_cast<Reader *>(self)->leaveSpan(type);
            return 0;
        };
        parser.text = [](MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *self) {
            static_cast<Reader *>(self)->text(type, text, size);
            return 0;
        };
        md_parse(m_bytes.data(), MD_SIZE(m_bytes.size()), &parser, this);
    }

private:
    void appendOutside(const QString &text)
    {
        m_bytes += text.toStdString();
        m_places.resize(m_bytes.size(), -1);
    }

    /// UTF-8 with each byte's place in the text. A mark becomes letters, one for each of its characters, so
    /// that the grammar sees a word there.
    void appendText()
    {
        auto mark = m_marks.begin();
        for (qsizetype at = 0; at < m_text.size();) {
            if (mark != m_marks.end() && at == mark->begin) {
                for (; at < mark->end; ++at)
                    append("x", 1, at);
                ++mark;
                continue;
            }
            char32_t code = m_text[at].unicode();
            const qsizetype place = at++;
            if (QChar::isHighSurrogate(code) && at < m_text.size() && m_text[at].isLowSurrogate())
                code = QChar::surrogateToUcs4(char16_t(code), m_text[at++].unicode());
            if (code == 0 || QChar::isSurrogate(code))
                code = QChar::ReplacementCharacter;
            char bytes[4];
            int count = 1;
            if (code < 0x80) {
                bytes[0] = char(code);
            } else if (code < 0x800) {
                bytes[0] = char(0xC0 | (code >> 6));
                bytes[1] = char(0x80 | (code & 0x3F));
                count = 2;
            } else if (code < 0x10000) {
                bytes[0] = char(0xE0 | (code >> 12));
                bytes[1] = char(0x80 | ((code >> 6) & 0x3F));
                bytes[2] = char(0x80 | (code & 0x3F));
                count = 3;
            } else {
                bytes[0] = char(0xF0 | (code >> 18));
                bytes[1] = char(0x80 | ((code >> 12) & 0x3F));
                bytes[2] = char(0x80 | ((code >> 6) & 0x3F));
                bytes[3] = char(0x80 | (code & 0x3F));
                count = 4;
            }
            append(bytes, count, place);
        }
    }

    void append(const char *bytes, int count, qsizetype place)
    {
        m_bytes.append(bytes, size_t(count));
        m_places.insert(m_places.end(), size_t(count), int(place));
    }

    bool within(const char *text, size_t size) const
    {
        return text >= m_bytes.data() && text + size <= m_bytes.data() + m_textBytes;
    }

    int placeOf(const char *text) const { return m_places[size_t(text - m_bytes.data())]; }

    void enterBlock(MD_BLOCKTYPE type, void *detail)
    {
        m_inCode = m_inCode || type == MD_BLOCK_CODE;
        m_handler.enterBlock(type, detail);
    }

    void leaveBlock(MD_BLOCKTYPE type)
    {
        if (type == MD_BLOCK_CODE)
            m_inCode = false;
        m_handler.leaveBlock(type);
    }

    void enterSpan(MD_SPANTYPE type, void *detail)
    {
        if (type == MD_SPAN_CODE)
            m_inCode = true;
        QString target;
        if (type == MD_SPAN_A)
            target = attribute(static_cast<MD_SPAN_A_DETAIL *>(detail)->href);
        else if (type == MD_SPAN_IMG)
            target = attribute(static_cast<MD_SPAN_IMG_DETAIL *>(detail)->src);
        m_handler.enterSpan(type, target);
    }

    void leaveSpan(MD_SPANTYPE type)
    {
        if (type == MD_SPAN_CODE)
            m_inCode = false;
        m_handler.leaveSpan(type);
    }

    QString attribute(const MD_ATTRIBUTE &attribute) const
    {
        QString result;
        if (!attribute.text)
            return result;
        for (int i = 0; attribute.substr_offsets[i] < attribute.size; ++i) {
            const char *piece = attribute.text + attribute.substr_offsets[i];
            const size_t size = attribute.substr_offsets[i + 1] - attribute.substr_offsets[i];
            if (within(piece, size) && placeOf(piece) >= 0 && attribute.substr_types[i] == MD_TEXT_NORMAL) {
                // The source's own characters, in case a mark stands in the address.
                result += m_text.sliced(placeOf(piece), placeOf(piece + size) - placeOf(piece));
                continue;
            }
            const QString text = QString::fromUtf8(piece, qsizetype(size));
            result += attribute.substr_types[i] == MD_TEXT_ENTITY ? entity(text) : text;
        }
        return result;
    }

    void text(MD_TEXTTYPE type, const char *bytes, size_t size)
    {
        if (!within(bytes, size)) {
            // A line's end within a block of code, or something of the suffix.
            if (bytes >= m_bytes.data() && bytes < m_bytes.data() + m_bytes.size())
                return;
            const qsizetype lineEnd = std::max(m_text.indexOf(u'\n', m_last), m_last);
            const qsizetype after = std::min(lineEnd + 1, m_text.size());
            m_handler.run({type == MD_TEXT_BR || type == MD_TEXT_SOFTBR ? Run::Kind::Break : Run::Kind::Text,
                           QString::fromUtf8(bytes, qsizetype(size)), lineEnd, after});
            m_last = after;
            return;
        }
        const int begin = placeOf(bytes);
        const int end = placeOf(bytes + size);
        if (begin < 0 || end < begin)
            return;
        m_last = end;
        switch (type) {
        case MD_TEXT_BR:
        case MD_TEXT_SOFTBR:
            m_handler.run({Run::Kind::Break, QStringLiteral("\n"), begin, end});
            return;
        case MD_TEXT_ENTITY:
            m_handler.run({Run::Kind::Text, entity(m_text.sliced(begin, end - begin)), begin, end});
            return;
        default:
            break;
        }
        if (m_inCode) {
            QString shown = m_text.sliced(begin, end - begin).toString();
            shown.replace(u'\n', u' '); // of a code span
            m_handler.run({Run::Kind::Text, shown, begin, end});
            return;
        }
        pieces(begin, end);
    }

    /// Text between marks, and the marks.
    void pieces(qsizetype begin, qsizetype end)
    {
        auto mark = std::lower_bound(m_marks.begin(), m_marks.end(), begin,
                                     [](const Mark &a, qsizetype at) { return a.end <= at; });
        while (begin < end) {
            const qsizetype next = mark == m_marks.end() ? end : std::min(end, mark->begin);
            if (begin < next) {
                m_handler.run({Run::Kind::Text, m_text.sliced(begin, next - begin).toString(), begin, next});
                begin = next;
                continue;
            }
            // md4c may hand a word over in parts: the mark is told once, with the part that begins it.
            if (mark->begin == begin)
                m_handler.run({mark->kind == Mark::Kind::Formula ? Run::Kind::Formula : Run::Kind::Footnote,
                               mark->content, mark->begin, mark->end, mark->display, mark->boxed});
            m_last = mark->end;
            begin = mark->end;
            ++mark;
        }
    }

    QStringView m_text;
    Handler &m_handler;
    std::vector<Mark> m_marks;
    std::string m_bytes;
    std::vector<int> m_places; ///< of each byte, -1 outside the text
    size_t m_textBytes = 0;    ///< prefix and text
    bool m_inCode = false;
    qsizetype m_last = 0; ///< the end of the last run
};

} // namespace

void read(QStringView text, const QString &prefix, const QString &suffix, Handler &handler)
{
    Reader(text, prefix, suffix, handler).read();
}

QString languageOf(const MD_BLOCK_CODE_DETAIL &detail)
{
    return detail.lang.text ? QString::fromUtf8(detail.lang.text, qsizetype(detail.lang.size)) : QString();
}

bool isSafeLink(const QString &address)
{
    const QUrl url(address, QUrl::StrictMode);
    const QString scheme = url.scheme().toLower();
    if (scheme == QLatin1String("mailto"))
        return url.isValid();
    return url.isValid() && !url.host().isEmpty() &&
           (scheme == QLatin1String("http") || scheme == QLatin1String("https"));
}

} // namespace sotto::markdown
