#pragma once

#include <QColor>
#include <QFont>
#include <QObject>
#include <QPointer>
#include <QQmlParserStatus>
#include <QQuickTextDocument>
#include <QTimer>
#include <QtQml/qqmlregistration.h>

namespace sotto::render
{

/// Fills a TextEdit's document from Markdown (see renderMarkdown). While a text streams in, it renders at
/// most about an eighth of the time, however long the text is; the last state always comes.
class MarkdownDocument : public QObject, public QQmlParserStatus
{
    Q_OBJECT
    QML_ELEMENT
    Q_INTERFACES(QQmlParserStatus)

    Q_PROPERTY(QQuickTextDocument *document MEMBER m_document NOTIFY changed REQUIRED FINAL)
    Q_PROPERTY(QString source MEMBER m_source NOTIFY changed FINAL)
    Q_PROPERTY(QFont font MEMBER m_font NOTIFY changed FINAL)
    /// Font families for code, separated by commas.
    Q_PROPERTY(QString monospace MEMBER m_monospace NOTIFY changed FINAL)
    Q_PROPERTY(QColor link MEMBER m_link NOTIFY changed FINAL)
    Q_PROPERTY(QColor codeGround MEMBER m_codeGround NOTIFY changed FINAL)
    Q_PROPERTY(QColor boxedGround MEMBER m_boxedGround NOTIFY changed FINAL)
    Q_PROPERTY(QColor quiet MEMBER m_quiet NOTIFY changed FINAL)
    Q_PROPERTY(double lineHeight MEMBER m_lineHeight NOTIFY changed FINAL)

public:
    explicit MarkdownDocument(QObject *parent = nullptr);

    void classBegin() override {}
    void componentComplete() override;

signals:
    void changed();

private:
    void render();

    QPointer<QQuickTextDocument> m_document;
    QString m_source;
    QFont m_font;
    QString m_monospace;
    QColor m_link;
    QColor m_codeGround;
    QColor m_boxedGround;
    QColor m_quiet;
    double m_lineHeight = 1.4;
    bool m_complete = false;
    QTimer m_timer;
    qint64 m_lastMs = 0; ///< what the last rendering took
};

} // namespace sotto::render
