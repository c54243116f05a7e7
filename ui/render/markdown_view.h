#pragma once

#include "app/markdown/blocks.h"
#include "ui/render/block_layout.h"
#include "ui/render/block_style.h"
#include "ui/render/code_colours.h"

#include <KSyntaxHighlighting/State>

#include <QHash>
#include <QPointer>
#include <QQmlComponent>
#include <QQuickItem>
#include <QSet>
#include <QTimer>
#include <QtQml/qqmlregistration.h>

#include <map>
#include <memory>
#include <vector>

namespace sotto::render
{

class BlockItem;

/// A message in Markdown, one block under the other. Only the blocks near what is seen of the Flickable
/// around it exist as items; the heights of the others are measured a few at a time. While the text grows at
/// its end, blocks that are complete are left as they are. Text is selected across blocks, and what is copied
/// is a part of the source, byte for byte.
class MarkdownView : public QQuickItem
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QString source READ source WRITE setSource NOTIFY sourceChanged FINAL)
    /// More text may come at the end.
    Q_PROPERTY(bool streaming READ streaming WRITE setStreaming NOTIFY streamingChanged FINAL)

    Q_PROPERTY(QFont font READ font WRITE setFont NOTIFY styleChanged FINAL)
    /// Font families for code, separated by commas.
    Q_PROPERTY(QString monospace READ monospace WRITE setMonospace NOTIFY styleChanged FINAL)
    Q_PROPERTY(QColor color READ color WRITE setColor NOTIFY styleChanged FINAL)
    Q_PROPERTY(QColor quietColor READ quietColor WRITE setQuietColor NOTIFY styleChanged FINAL)
    Q_PROPERTY(QColor linkColor READ linkColor WRITE setLinkColor NOTIFY styleChanged FINAL)
    Q_PROPERTY(QColor codeColor READ codeColor WRITE setCodeColor NOTIFY styleChanged FINAL)
    Q_PROPERTY(QColor boxedColor READ boxedColor WRITE setBoxedColor NOTIFY styleChanged FINAL)
    Q_PROPERTY(QColor lineColor READ lineColor WRITE setLineColor NOTIFY styleChanged FINAL)
    Q_PROPERTY(QColor selectionColor READ selectionColor WRITE setSelectionColor NOTIFY styleChanged FINAL)
    Q_PROPERTY(bool dark READ dark WRITE setDark NOTIFY styleChanged FINAL)

    /// What shows a block: an item whose property `block` is its BlockItem.
    Q_PROPERTY(QQmlComponent *textDelegate MEMBER m_textDelegate NOTIFY delegatesChanged REQUIRED FINAL)
    Q_PROPERTY(QQmlComponent *codeDelegate MEMBER m_codeDelegate NOTIFY delegatesChanged REQUIRED FINAL)
    Q_PROPERTY(QQmlComponent *tableDelegate MEMBER m_tableDelegate NOTIFY delegatesChanged REQUIRED FINAL)
    /// The heights that the frame of code adds above its first line and under its last.
    Q_PROPERTY(double codeHeader MEMBER m_codeHeader NOTIFY delegatesChanged FINAL)
    Q_PROPERTY(double codeFooter MEMBER m_codeFooter NOTIFY delegatesChanged FINAL)
    /// And on each side.
    Q_PROPERTY(double codeMargin MEMBER m_codeMargin NOTIFY delegatesChanged FINAL)

    /// Under the mouse, or nothing.
    Q_PROPERTY(QString hoveredLink READ hoveredLink NOTIFY hoveredLinkChanged FINAL)
    /// Where the mouse was when it came over the link.
    Q_PROPERTY(QPointF pointer READ pointer NOTIFY hoveredLinkChanged FINAL)
    /// The keyboard brought the focus here.
    Q_PROPERTY(bool keyboardFocus READ keyboardFocus NOTIFY keyboardFocusChanged FINAL)
    Q_PROPERTY(bool hasSelection READ hasSelection NOTIFY selectionChanged FINAL)

public:
    explicit MarkdownView(QQuickItem *parent = nullptr);
    ~MarkdownView() override;

    QString source() const { return m_document.source(); }
    void setSource(const QString &source);
    bool streaming() const { return m_streaming; }
    void setStreaming(bool streaming);

    QFont font() const { return m_style.font; }
    void setFont(const QFont &font) { change(m_style.font, font); }
    QString monospace() const { return m_style.monospace.join(u','); }
    void setMonospace(const QString &families);
    QColor color() const { return m_style.text; }
    void setColor(const QColor &colour) { change(m_style.text, colour); }
    QColor quietColor() const { return m_style.quiet; }
    void setQuietColor(const QColor &colour) { change(m_style.quiet, colour); }
    QColor linkColor() const { return m_style.link; }
    void setLinkColor(const QColor &colour) { change(m_style.link, colour); }
    QColor codeColor() const { return m_style.codeGround; }
    void setCodeColor(const QColor &colour) { change(m_style.codeGround, colour); }
    QColor boxedColor() const { return m_style.boxedGround; }
    void setBoxedColor(const QColor &colour) { change(m_style.boxedGround, colour); }
    QColor lineColor() const { return m_style.line; }
    void setLineColor(const QColor &colour) { change(m_style.line, colour); }
    QColor selectionColor() const { return m_style.selection; }
    void setSelectionColor(const QColor &colour) { change(m_style.selection, colour); }
    bool dark() const { return m_style.dark; }
    void setDark(bool dark) { change(m_style.dark, dark); }

    QString hoveredLink() const { return m_hoveredLink; }
    QPointF pointer() const { return m_hovered; }
    bool keyboardFocus() const { return m_keyboardFocus; }
    bool hasSelection() const { return m_selectionBegin < m_selectionEnd; }
    Q_INVOKABLE void selectAll();
    Q_INVOKABLE void deselect();
    /// The part of the source that is selected; a block selected from end to end comes with its marks.
    Q_INVOKABLE QString selectedText() const;
    /// To the clipboard, as plain text and as Markdown.
    Q_INVOKABLE void copySelection() const;

    // For its blocks.

    const markdown::Block &block(size_t row) const { return m_document.blocks()[row]; }
    const BlockStyle &style() const { return m_style; }
    std::pair<qsizetype, qsizetype> selection() const { return {m_selectionBegin, m_selectionEnd}; }
    void prepare(BlockLayout &layout, size_t row, bool ask);
    double scrollOf(qsizetype group) const { return m_scroll.value(group); }
    void setScroll(qsizetype group, double x);
    bool wrapped(qsizetype group) const { return m_wrapped.contains(group); }
    void setWrapped(qsizetype group, bool wrapped);
    QString codeOf(qsizetype group) const;

    /// What a stretch of the source covers, where its blocks exist as items.
    std::vector<QRectF> rectanglesOf(qsizetype begin, qsizetype end) const;
    /// Where the block with this place of the source is.
    double topOf(qsizetype place) const;

    // For tests.

    qsizetype blockCount() const { return qsizetype(m_rows.size()); }
    qsizetype itemCount() const { return qsizetype(m_shown.size()); }
    qint64 charactersRead() const { return m_document.charactersRead(); }
    bool measured() const;

signals:
    void sourceChanged();
    void streamingChanged();
    void styleChanged();
    void delegatesChanged();
    void hoveredLinkChanged();
    void keyboardFocusChanged();
    void selectionChanged();
    /// Its blocks have come to lie elsewhere, or others exist as items.
    void placed();
    void linkRequested(const QString &address);

protected:
    void componentComplete() override;
    void updatePolish() override;
    void geometryChange(const QRectF &now, const QRectF &before) override;
    void itemChange(ItemChange change, const ItemChangeData &data) override;
    QSGNode *updatePaintNode(QSGNode *before, UpdatePaintNodeData *data) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void mouseUngrabEvent() override;
    void hoverMoveEvent(QHoverEvent *event) override;
    void hoverLeaveEvent(QHoverEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    struct Row {
        double gap = 0; ///< above it
        double y = 0;
        double height = 0;
        bool measured = false;
    };
    struct Shown {
        QQuickItem *item = nullptr;
        BlockItem *block = nullptr;
        QQmlComponent *component = nullptr;
    };

    template <typename T>
    void change(T &member, const T &value)
    {
        if (member == value)
            return;
        member = value;
        restyle();
    }

    void restyle();
    void applyChange(const markdown::Document::Change &change);
    void forgetHeights();
    double gapBefore(size_t row) const;
    double estimate(size_t row) const;
    double frameOf(size_t row) const;
    double indentOf(size_t row) const;
    double availableFor(size_t row) const;
    void measure(size_t row);
    void measureSome();
    void place(size_t from);
    void updateHeight();
    QRectF visibleRect() const;
    void showRows();
    void show(size_t row);
    void hide(std::map<size_t, Shown>::iterator shown);
    void fitShown(size_t row, Shown &shown);
    QQmlComponent *delegateFor(const markdown::Block &block) const;
    void watchFlickable();
    Q_SLOT void noticeScroll();
    void takeFormulas();
    const std::vector<double> *columnsFor(size_t row);

    std::map<size_t, Shown>::const_iterator shownAt(double y) const;
    Place placeAt(QPointF point) const;
    QString linkAt(QPointF point) const;
    void select(qsizetype begin, qsizetype end);
    void selectTo(QPointF point);
    void setHoveredLink(const QString &link);

    markdown::Document m_document;
    bool m_streaming = false;
    bool m_complete = false;
    BlockStyle m_style;
    QQmlComponent *m_textDelegate = nullptr;
    QQmlComponent *m_codeDelegate = nullptr;
    QQmlComponent *m_tableDelegate = nullptr;
    double m_codeHeader = 0;
    double m_codeFooter = 0;
    double m_codeMargin = 0;

    std::vector<Row> m_rows;
    std::vector<std::unique_ptr<RichText>>
        m_markers;           ///< of the blocks shown, kept for the frame that draws them
    size_t m_unplaced = 0;   ///< from here on `y` is to be computed again
    size_t m_unmeasured = 0; ///< before here all are measured
    double m_placedWidth = -1;
    std::map<size_t, Shown> m_shown;
    std::map<QQmlComponent *, std::vector<QQuickItem *>> m_spare;
    QTimer m_measureTimer;

    QPointer<QQuickItem> m_flickable;
    QRectF m_seen;
    QList<QMetaObject::Connection> m_watching;

    QHash<qsizetype, double> m_scroll;
    QSet<qsizetype> m_wrapped;
    std::map<qsizetype, std::vector<double>> m_columns; ///< of tables, by group
    CodeColours m_colours;
    QHash<qsizetype, KSyntaxHighlighting::State> m_states; ///< at the beginning of blocks of code

    qsizetype m_selectionBegin = 0;
    qsizetype m_selectionEnd = 0;
    Place m_anchor; ///< where the selection was begun
    Place m_anchorEnd;
    bool m_selecting = false;
    QPointF m_pressed;
    QPointF m_pointer;
    qint64 m_doubleClicked = 0;
    QTimer m_scrollTimer;
    QString m_hoveredLink;
    QPointF m_hovered;
    bool m_keyboardFocus = false;
};

} // namespace sotto::render
