#pragma once

#include <QObject>
#include <QPointer>
#include <QQuickTextDocument>
#include <QString>
#include <QtQml/qqmlregistration.h>

namespace KSyntaxHighlighting
{
class SyntaxHighlighter;
}

namespace sotto::render
{

/// Colours a TextEdit's document as source code of a language, in light or dark.
class CodeHighlighter : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(
        QQuickTextDocument *document READ document WRITE setDocument NOTIFY documentChanged REQUIRED FINAL)
    /// As a code fence names it: "python", "c++", "sh"; unknown or empty: no colours.
    Q_PROPERTY(QString language READ language WRITE setLanguage NOTIFY languageChanged FINAL)
    Q_PROPERTY(bool dark READ dark WRITE setDark NOTIFY darkChanged FINAL)
    /// The language's proper name, or the fence's word where it is unknown.
    Q_PROPERTY(QString languageName READ languageName NOTIFY languageChanged FINAL)

public:
    explicit CodeHighlighter(QObject *parent = nullptr);
    ~CodeHighlighter() override;

    QQuickTextDocument *document() const { return m_document; }
    void setDocument(QQuickTextDocument *document);
    QString language() const { return m_language; }
    void setLanguage(const QString &language);
    bool dark() const { return m_dark; }
    void setDark(bool dark);
    QString languageName() const;

signals:
    void documentChanged();
    void languageChanged();
    void darkChanged();

private:
    void apply();

    QPointer<QQuickTextDocument> m_document;
    QString m_language;
    bool m_dark = false;
    /// Owned by its document, which may go first.
    QPointer<KSyntaxHighlighting::SyntaxHighlighter> m_highlighter;
};

} // namespace sotto::render
