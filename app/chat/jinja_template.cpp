#include "app/chat/jinja_template.h"

#include "app/script/bundled_script.h"

#include <QJSEngine>
#include <QJsonDocument>

namespace sotto::chat
{
namespace
{

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
        auto opened = script::openBundle(QStringLiteral(":/sotto/jinja/jinja.js"));
        if (!opened)
            return failed(QString::fromStdString(opened.error().message));
        m_engine = std::move(*opened);
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
