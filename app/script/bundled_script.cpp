#include "app/script/bundled_script.h"

#include <QFile>
#include <QLoggingCategory>

#include <mutex>

using namespace Qt::StringLiterals;

namespace sotto::script
{
namespace
{

/// The bundles' classes name each other before they are declared, which is no fault of theirs: Qt's warnings
/// of that, and those alone, are kept quiet.
QLoggingCategory::CategoryFilter filterBefore = nullptr;
void quietCategory(QLoggingCategory *category)
{
    if (filterBefore)
        filterBefore(category);
    if (qstrcmp(category->categoryName(), "qt.qml.usedbeforedeclared") == 0)
        category->setEnabled(QtWarningMsg, false);
}

} // namespace

Result<std::unique_ptr<QJSEngine>> openBundle(const QString &path)
{
    static std::once_flag quieted;
    std::call_once(quieted, [] { filterBefore = QLoggingCategory::installFilter(quietCategory); });
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorCode::InvalidFile, (path + u": "_s + file.errorString()).toStdString(), ""};
    auto engine = std::make_unique<QJSEngine>();
    const QJSValue loaded = engine->evaluate(QString::fromUtf8(file.readAll()), path);
    if (loaded.isError())
        return Error{ErrorCode::InvalidFile, loaded.toString().toStdString(), ""};
    return engine;
}

} // namespace sotto::script
