#pragma once

#include <QAbstractListModel>
#include <QList>
#include <QtQml/qqmlregistration.h>

#include <vector>

namespace sotto::actions
{

/// What the palette lists for what was typed: a window's actions that can be run now and the conversations,
/// the best first; with nothing typed, what was used last first. Interface thread.
class PaletteModel : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT

    /// The rows of the window's action table: objects with the properties `name`, `text`, `group`, `path`,
    /// `keysText`, `enabled` and the function `trigger()`.
    Q_PROPERTY(QList<QObject *> actions READ actions WRITE setActions NOTIFY actionsChanged FINAL)
    Q_PROPERTY(QString query READ query WRITE setQuery NOTIFY queryChanged FINAL)
    Q_PROPERTY(int count READ count NOTIFY countChanged FINAL)

public:
    enum Roles {
        TitleRole = Qt::UserRole + 1, ///< `title`, plain text
        MarkupRole,                   ///< `markup`: the title as styled text, what was typed in bold
        DetailRole,                   ///< `detail`: the action's group; empty for a conversation
        KeysRole,                     ///< `keys`: the action's shortcut
        PathRole,                     ///< `path`: the action's icon
        ConversationIdRole,           ///< `conversationId`: 0 for an action
    };
    Q_ENUM(Roles)

    explicit PaletteModel(QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    QList<QObject *> actions() const { return m_actions; }
    void setActions(const QList<QObject *> &actions);
    QString query() const { return m_query; }
    void setQuery(const QString &query);
    int count() const { return int(m_rows.size()); }

    /// Looks at everything again: what is enabled and what there is may have changed while it was closed.
    Q_INVOKABLE void refresh();
    /// The row was chosen: runs the action, or says which conversation. Remembered as used.
    Q_INVOKABLE void choose(int row);

signals:
    void actionsChanged();
    void queryChanged();
    void countChanged();
    void conversationChosen(qint64 conversationId);

private:
    struct Row {
        QObject *action = nullptr; ///< or a conversation
        qint64 conversationId = 0;
        QString title;
        QList<int> places;
        int score = 0;
    };

    QList<QObject *> m_actions;
    QString m_query;
    std::vector<Row> m_rows;
};

} // namespace sotto::actions
