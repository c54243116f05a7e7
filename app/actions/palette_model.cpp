#include "app/actions/palette_model.h"

#include "app/actions/fuzzy.h"
#include "app/chat/conversations.h"
#include "app/program.h"
#include "app/settings/settings.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sotto::actions
{

namespace
{

constexpr int kRemembered = 12;    ///< actions used last
constexpr int kConversations = 40; ///< listed at most

QString markupOf(const QString &title, const QList<int> &places)
{
    QString markup;
    bool bold = false;
    for (int at = 0; at < int(title.size()); ++at) {
        if (const bool now = places.contains(at); now != bold)
            markup += (bold = now) ? u"<b>"_s : u"</b>"_s;
        markup += QString(title[at]).toHtmlEscaped();
    }
    return bold ? markup + u"</b>"_s : markup;
}

} // namespace

PaletteModel::PaletteModel(QObject *parent)
    : QAbstractListModel(parent)
{
}

int PaletteModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : count();
}

QVariant PaletteModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row &row = m_rows[size_t(index.row())];
    const auto ofAction = [&row](const char *property) {
        return row.action ? row.action->property(property).toString() : QString();
    };
    switch (role) {
    case Qt::DisplayRole:
    case TitleRole:
        return row.title;
    case MarkupRole:
        return markupOf(row.title, row.places);
    case DetailRole:
        return ofAction("group");
    case KeysRole:
        return ofAction("keysText");
    case PathRole:
        return ofAction("path");
    case ConversationIdRole:
        return row.conversationId;
    default:
        return {};
    }
}

QHash<int, QByteArray> PaletteModel::roleNames() const
{
    return {{TitleRole, "title"}, {MarkupRole, "markup"}, {DetailRole, "detail"},
            {KeysRole, "keys"},   {PathRole, "path"},     {ConversationIdRole, "conversationId"}};
}

void PaletteModel::setActions(const QList<QObject *> &actions)
{
    if (m_actions == actions)
        return;
    m_actions = actions;
    emit actionsChanged();
    refresh();
}

void PaletteModel::setQuery(const QString &query)
{
    if (m_query == query)
        return;
    m_query = query;
    emit queryChanged();
    refresh();
}

void PaletteModel::refresh()
{
    const QStringList recent = Program::current()->settings().recentActions();
    std::vector<Row> rows;
    for (QObject *action : std::as_const(m_actions)) {
        if (!action->property("enabled").toBool())
            continue;
        const QString title = action->property("text").toString();
        // The group can be named, too: "view larger".
        auto match = fuzzyMatch(m_query, title);
        if (!match) {
            match = fuzzyMatch(m_query, title + u' ' + action->property("group").toString());
            if (match)
                match->places.removeIf([&title](int place) { return place >= title.size(); });
        }
        if (!match)
            continue;
        const qsizetype used = recent.indexOf(action->property("name").toString());
        // Enough to decide between two that answer about as well.
        const int most = m_query.isEmpty() ? kRemembered : 6;
        const int bonus = used < 0 ? 0 : std::max(0, most - int(used));
        rows.push_back({action, 0, title, match->places, match->score + bonus});
    }
    std::vector<Row> found;
    const auto &conversations = Program::current()->conversations();
    for (int row = 0; row < conversations.rowCount(); ++row) {
        const QModelIndex index = conversations.index(row);
        const QString title = conversations.data(index, chat::Conversations::TitleRole).toString();
        if (const auto match = fuzzyMatch(m_query, title))
            found.push_back({nullptr,
                             conversations.data(index, chat::Conversations::ConversationIdRole).toLongLong(),
                             title, match->places, match->score});
        if (m_query.isEmpty() && found.size() == kConversations)
            break;
    }
    const auto byScore = [](const Row &a, const Row &b) { return a.score > b.score; };
    std::ranges::stable_sort(found, byScore);
    if (found.size() > kConversations)
        found.resize(kConversations);
    if (m_query.isEmpty()) {
        // What was used last, then the newest conversations, then the rest in the table's order.
        std::ranges::stable_sort(rows, byScore);
        const auto rest = std::ranges::find(rows, 0, &Row::score);
        rows.insert(rest, std::make_move_iterator(found.begin()), std::make_move_iterator(found.end()));
    } else {
        rows.insert(rows.end(), std::make_move_iterator(found.begin()), std::make_move_iterator(found.end()));
        std::ranges::stable_sort(rows, byScore);
    }
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
    emit countChanged();
}

void PaletteModel::choose(int row)
{
    if (row < 0 || row >= count())
        return;
    const Row chosen = m_rows[size_t(row)];
    if (!chosen.action) {
        emit conversationChosen(chosen.conversationId);
        return;
    }
    auto &settings = Program::current()->settings();
    QStringList recent = settings.recentActions();
    const QString name = chosen.action->property("name").toString();
    recent.removeAll(name);
    recent.prepend(name);
    settings.setRecentActions(recent.first(std::min<qsizetype>(recent.size(), kRemembered)));
    QMetaObject::invokeMethod(chosen.action, "trigger");
}

} // namespace sotto::actions
