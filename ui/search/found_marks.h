#pragma once

#include "app/history/text_match.h"

#include <QHash>
#include <QPointer>
#include <QQuickItem>
#include <QRectF>
#include <QStringList>
#include <QVariantList>
#include <QtQml/qqmlregistration.h>

namespace sotto::search
{

/// Where terms stand in the texts of a list of messages, as rectangles in the list's content: those of the
/// messages that exist as items now. Looks into every TextEdit and MarkdownView of the delegates, so that
/// these know nothing of finding. A delegate's `messageId` says whose it is; what lies in an item named
/// "reasoningPane" is reasoning.
class FoundMarks : public QObject
{
    Q_OBJECT
    QML_ELEMENT

    /// A ListView
    Q_PROPERTY(QQuickItem *view MEMBER m_view WRITE setView NOTIFY viewChanged REQUIRED FINAL)
    /// Without case and diacritics, as MessageFind::terms
    Q_PROPERTY(QStringList terms MEMBER m_terms NOTIFY changed FINAL)
    // The place that is shown; see MessageFind.
    Q_PROPERTY(qint64 messageId MEMBER m_messageId NOTIFY changed FINAL)
    Q_PROPERTY(bool inReasoning MEMBER m_inReasoning NOTIFY changed FINAL)
    Q_PROPERTY(int ordinal MEMBER m_ordinal NOTIFY changed FINAL)

    Q_PROPERTY(QVariantList rectangles READ rectangles NOTIFY looked FINAL)
    /// The place that is shown; empty while it is no item, and without a width where nothing of it is on the
    /// page.
    Q_PROPERTY(QVariantList currentRectangles READ currentRectangles NOTIFY looked FINAL)

public:
    explicit FoundMarks(QObject *parent = nullptr);

    void setView(QQuickItem *view);
    QVariantList rectangles() const { return m_rectangles; }
    QVariantList currentRectangles() const { return m_current; }

    /// Looks again, once what changes now has changed.
    Q_INVOKABLE void lookLater();
    Q_INVOKABLE void look();

signals:
    void viewChanged();
    void changed();
    void looked();

private:
    /// Where the terms stand in the text of an item; kept, since texts are long and scrolling looks often.
    struct Places {
        QString text;
        QStringList terms;
        std::vector<history::Range> ranges;
    };

    QPointer<QQuickItem> m_view;
    QStringList m_terms;
    qint64 m_messageId = 0;
    bool m_inReasoning = false;
    int m_ordinal = 0;
    QVariantList m_rectangles;
    QVariantList m_current;
    QHash<QQuickItem *, Places> m_places;
    bool m_planned = false;
};

} // namespace sotto::search
