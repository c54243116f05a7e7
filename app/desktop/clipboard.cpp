#include "app/desktop/clipboard.h"

#include <QClipboard>
#include <QGuiApplication>

namespace sotto::desktop
{

void Clipboard::copy(const QString &text)
{
    QGuiApplication::clipboard()->setText(text);
}

} // namespace sotto::desktop
