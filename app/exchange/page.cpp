#include "app/exchange/page.h"

#include "app/exchange/export.h"
#include "app/exchange/page_text.h"
#include "app/markdown/html.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace sotto::exchange
{

using history::Conversation;
using history::Message;
using history::Role;
using history::State;

namespace
{

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(Exchange)
};

QString dateOf(qint64 ms)
{
    return QLocale().toString(QDateTime::fromMSecsSinceEpoch(ms).date(), QLocale::LongFormat);
}

QString speaker(const Message &message)
{
    if (message.role == Role::User)
        return Texts::tr("You");
    return message.model.isEmpty() ? Texts::tr("Answer") : message.model;
}

/// "Thought for 3.2 s"
QString reasoningTitle(const Message &message)
{
    if (message.figures.reasoningMs <= 0)
        return Texts::tr("Reasoning");
    return Texts::tr("Reasoning, %1 s")
        .arg(QLocale().toString(double(message.figures.reasoningMs) / 1000, 'f', 1));
}

/// Why an answer is not whole; empty when it is.
QString ending(const Message &message)
{
    switch (message.state) {
    case State::Stopped:
        return Texts::tr("This answer was stopped.");
    case State::Interrupted:
        return Texts::tr("This answer was cut off.");
    case State::Failed:
        return message.error;
    default:
        return {};
    }
}

QString quoted(const QString &text)
{
    QString all;
    for (const QStringView line : QStringView(text).split(u'\n'))
        all += line.isEmpty() ? u">\n"_s : u"> "_s + line.toString() + u'\n';
    return all;
}

/// As a code block, whose fence is longer than any in the text.
QString fenced(const QString &text)
{
    QString fence = u"```"_s;
    while (text.contains(fence))
        fence += u'`';
    return fence + u'\n' + text + (text.endsWith(u'\n') ? QString() : u"\n"_s) + fence + u'\n';
}

} // namespace

QString toMarkdown(const Conversation &conversation, bool withReasoning)
{
    QString text = u"# %1\n\n*%2*\n"_s.arg(conversation.title, dateOf(conversation.createdMs));
    for (const Message &message : shownBranch(conversation)) {
        text += u"\n## %1\n\n"_s.arg(speaker(message));
        if (withReasoning && !message.reasoning.trimmed().isEmpty())
            text +=
                u"> **%1**\n>\n"_s.arg(reasoningTitle(message)) + quoted(message.reasoning.trimmed()) + u'\n';
        if (const QString content = message.content.trimmed(); !content.isEmpty())
            text += content + u'\n';
        for (const history::Attachment &file : message.attachments)
            text += u"\n**%1**\n\n"_s.arg(file.name) + fenced(file.content);
        if (const QString end = ending(message); !end.isEmpty())
            text += u"\n*%1*\n"_s.arg(end);
    }
    return text;
}

QString htmlPageBegin()
{
    return uR"html(<!DOCTYPE html>
<html lang="%1">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="Sotto">
<title>Sotto</title>
<style>
:root { color-scheme: light dark; --text: #23211d; --quiet: #5d584f; --ground: #fcfbf9; --bubble: #f0ede6;
  --code: #f5f3ee; --line: #e3dfd7; --accent: #2c5f56; }
@media (prefers-color-scheme: dark) { :root { --text: #e9e6df; --quiet: #b0aba1; --ground: #1e1e1c;
  --bubble: #2c2c29; --code: #252523; --line: #353532; --accent: #84c8b8; } }
body { margin: 0 auto; padding: 2rem 1rem 4rem; max-width: 45rem; background: var(--ground); color: var(--text);
  font: 1rem/1.55 system-ui, "Noto Sans", sans-serif; overflow-wrap: break-word; }
article + article { margin-top: 5rem; padding-top: 2rem; border-top: 1px solid var(--line); }
h1 { margin: 0; font-size: 1.6rem; line-height: 1.25; }
.date, .who, .end { color: var(--quiet); font-size: .85rem; }
.who { margin: 2rem 0 .35rem; font-weight: 600; }
.question { padding: .1rem 1rem; border-radius: .75rem; background: var(--bubble); white-space: pre-wrap; }
.question p { margin: .6rem 0; }
details { margin: .5rem 0 1rem; color: var(--quiet); font-size: .9rem; }
details > div { margin: .5rem 0 0 .3rem; padding-left: 1rem; border-left: 2px solid var(--line); }
summary { cursor: pointer; font-weight: 500; }
.end { font-style: italic; }
a { color: var(--accent); }
pre, code { background: var(--code); font-family: "Noto Sans Mono", ui-monospace, monospace; font-size: .9em; }
code { padding: .1em .25em; border-radius: .25rem; }
pre { padding: .75rem 1rem; overflow-x: auto; border: 1px solid var(--line); border-radius: .5rem; }
pre code { padding: 0; background: none; }
blockquote { margin: 1rem 0; padding-left: 1rem; border-left: 3px solid var(--line); color: var(--quiet); }
table { border-collapse: collapse; margin: 1rem 0; }
th, td { padding: .35rem 1.5rem .35rem 0; border-bottom: 1px solid var(--line); text-align: start; }
li > p { margin: .3rem 0; }
li.task > p:first-of-type, .footnotes > li > p:first-of-type { display: inline; }
ul.plain, ul.footnotes, li.task { list-style: none; }
li.task { margin-left: -1.4rem; }
p.math { text-align: center; overflow: auto hidden; padding: .3rem 0; }
.boxed { padding: .15em .4em; border-radius: .3em; background: rgba(60, 130, 115, .16); }
@media print { body { max-width: none; padding: 0; } article + article { break-before: page; border: 0; } }
</style>
</head>
<body>
)html"_s.arg(QLocale().bcp47Name());
}

QString toHtmlPage(const Conversation &conversation, bool withReasoning, markdown::Typesetter &typesetter)
{
    markdown::HtmlOptions options;
    options.typesetter = &typesetter;
    QString html = u"<article>\n<h1 dir=\"auto\">%1</h1>\n<p class=\"date\">%2</p>\n"_s.arg(
        conversation.title.toHtmlEscaped(), dateOf(conversation.createdMs).toHtmlEscaped());
    for (const Message &message : shownBranch(conversation)) {
        html += u"<section>\n<p class=\"who\">%1</p>\n"_s.arg(speaker(message).toHtmlEscaped());
        if (withReasoning && !message.reasoning.trimmed().isEmpty())
            html += u"<details>\n<summary>%1</summary>\n<div dir=\"auto\">%2</div>\n</details>\n"_s.arg(
                reasoningTitle(message).toHtmlEscaped(),
                markdown::toHtml(message.reasoning.trimmed(), options));
        if (message.role == Role::User)
            html += u"<div class=\"question\" dir=\"auto\"><p>%1</p></div>\n"_s.arg(
                message.content.trimmed().toHtmlEscaped());
        else
            html += markdown::toHtml(message.content, options);
        for (const history::Attachment &file : message.attachments)
            html += u"<details>\n<summary>%1</summary>\n<pre>%2</pre>\n</details>\n"_s.arg(
                file.name.toHtmlEscaped(), file.content.toHtmlEscaped());
        if (const QString end = ending(message); !end.isEmpty())
            html += u"<p class=\"end\">%1</p>\n"_s.arg(end.toHtmlEscaped());
        html += u"</section>\n"_s;
    }
    return html + u"</article>\n"_s;
}

/// In pdf_pages.cpp it is laid out.
void writePages(const Conversation &conversation, bool withReasoning, PageText &text)
{
    text.beginConversation(conversation.title, dateOf(conversation.createdMs));
    for (const Message &message : shownBranch(conversation)) {
        text.addSpeaker(speaker(message));
        if (withReasoning && !message.reasoning.trimmed().isEmpty())
            text.addReasoning(reasoningTitle(message), message.reasoning.trimmed());
        if (message.role == Role::User)
            text.addQuestion(message.content);
        else
            text.addMarkdown(message.content);
        for (const history::Attachment &file : message.attachments)
            text.addFile(file.name, file.content);
        if (const QString end = ending(message); !end.isEmpty())
            text.addNote(end);
    }
}

} // namespace sotto::exchange
