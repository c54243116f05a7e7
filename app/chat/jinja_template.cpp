#include "app/chat/jinja_template.h"

#include <QFile>
#include <QJSEngine>
#include <QJsonDocument>
#include <QLoggingCategory>

#include <mutex>

namespace sotto::chat
{
namespace
{

/// The bundle's classes name each other before they are declared, which is no fault of it: Qt's warnings of
/// that, and those alone, are kept quiet.
QLoggingCategory::CategoryFilter filterBefore = nullptr;
void quietCategory(QLoggingCategory *category)
{
    if (filterBefore)
        filterBefore(category);
    if (qstrcmp(category->categoryName(), "qt.qml.usedbeforedeclared") == 0)
        category->setEnabled(QtWarningMsg, false);
}

Error failed(const QString &what)
{
    return {ErrorCode::InvalidFile, "The model's chat template does not work: " + what.toStdString() + ".",
            ""};
}

} // namespace

JinjaTemplate::JinjaTemplate() = default;
JinjaTemplate::~JinjaTemplate() = default;

Result<QString> JinjaTemplate::render(const QString &source, const QJsonObject &context)
{
    if (!m_engine) {
        static std::once_flag quieted;
        std::call_once(quieted, [] { filterBefore = QLoggingCategory::installFilter(quietCategory); });
        auto engine = std::make_unique<QJSEngine>();
        QFile file(QStringLiteral(":/sotto/jinja/jinja.js"));
        if (!file.open(QIODevice::ReadOnly))
            return failed(file.errorString());
        const QJSValue loaded = engine->evaluate(QString::fromUtf8(file.readAll()), file.fileName());
        if (loaded.isError())
            return failed(loaded.toString());
        m_engine = std::move(engine);
    }
    const QJSValue render =
        m_engine->globalObject().property(QStringLiteral("SottoJinja")).property(QStringLiteral("render"));
    const QString json = QString::fromUtf8(QJsonDocument(context).toJson(QJsonDocument::Compact));
    const QJSValue rendered = render.call({source, json});
    if (!rendered.isString())
        return failed(rendered.toString().simplified().left(200));
    return rendered.toString();
}

} // namespace sotto::chat
