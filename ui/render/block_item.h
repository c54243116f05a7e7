#pragma once

#include "ui/render/block_layout.h"

#include <QPointer>
#include <QQuickItem>
#include <QtQml/qqmlregistration.h>

namespace sotto::render
{

class MarkdownView;

/// The text of one block of a MarkdownView, drawn. Frames, buttons and scrolling around it are QML's.
class BlockItem : public QQuickItem
{
    Q_OBJECT
    QML_ELEMENT
    /// The width to break lines at; the item may be made wider, as wide as its content.
    Q_PROPERTY(double available READ available WRITE setAvailable NOTIFY availableChanged FINAL)
    Q_PROPERTY(double contentWidth READ contentWidth NOTIFY laidOut FINAL)
    /// As it reads, for those who hear it.
    Q_PROPERTY(QString text READ text NOTIFY blockChanged FINAL)
    /// Of code: the language's proper name, or the fence's word; may be empty.
    Q_PROPERTY(QString language READ language NOTIFY blockChanged FINAL)
    Q_PROPERTY(bool heading READ heading NOTIFY blockChanged FINAL)
    /// Of code and tables, which may be several blocks that join.
    Q_PROPERTY(bool first READ first NOTIFY blockChanged FINAL)
    Q_PROPERTY(bool last READ last NOTIFY blockChanged FINAL)
    /// Shared by the blocks that join.
    Q_PROPERTY(double scroll READ scroll WRITE setScroll NOTIFY scrollChanged FINAL)
    Q_PROPERTY(bool wrapped READ wrapped WRITE setWrapped NOTIFY wrappedChanged FINAL)

public:
    explicit BlockItem(QQuickItem *parent = nullptr);

    /// Shows a row of the view's; lays it out at once.
    void assign(MarkdownView *view, size_t row);
    void release();
    void relayout();

    double available() const { return m_available; }
    void setAvailable(double width);
    double contentWidth() const { return m_layout.contentWidth(); }
    QString text() const { return m_plain; }
    QString language() const { return m_language; }
    bool heading() const { return m_heading; }
    bool first() const { return m_first; }
    bool last() const { return m_last; }
    double scroll() const;
    void setScroll(double x);
    bool wrapped() const;
    void setWrapped(bool wrapped);

    /// The whole code that this block is a part of.
    Q_INVOKABLE QString code() const;

    const BlockLayout &layout() const { return m_layout; }
    size_t row() const { return m_row; }
    qsizetype group() const { return m_group; }

signals:
    void availableChanged();
    void laidOut();
    void blockChanged();
    void scrollChanged();
    void wrappedChanged();

protected:
    QSGNode *updatePaintNode(QSGNode *before, UpdatePaintNodeData *data) override;
    void itemChange(ItemChange change, const ItemChangeData &data) override;

private:
    void fit();

    QPointer<MarkdownView> m_view;
    size_t m_row = 0;
    qsizetype m_group = 0;
    BlockLayout m_layout;
    double m_available = 0;
    QString m_plain;
    QString m_language;
    bool m_heading = false;
    bool m_first = true;
    bool m_last = true;
    bool m_rule = false;
};

} // namespace sotto::render
