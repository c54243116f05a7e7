#include "app/library/starter_model.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

namespace sotto::library
{

QString starterModelPath()
{
    const QString installed = QDir::cleanPath(QCoreApplication::applicationDirPath() +
                                              QStringLiteral("/../share/sotto/starter.gguf"));
    for (const QString &path : {installed, QStringLiteral(SOTTO_STARTER_MODEL)})
        if (QFileInfo(path).isFile())
            return path;
    return {};
}

} // namespace sotto::library
