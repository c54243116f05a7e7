#pragma once

#include "engine/result.h"

#include <QJsonObject>
#include <QString>

#include <memory>

class QJSEngine;

namespace sotto::chat
{

/// Renders chat templates (Jinja, as Hugging Face's `apply_chat_template` understands it) in a JavaScript
/// engine: resources/jinja. Of one thread, the one that renders first. A template that wants more than
/// two million steps fails.
class JinjaTemplate
{
public:
    JinjaTemplate();
    ~JinjaTemplate();

    /// Errors: InvalidFile, with what the template's author or the engine says.
    Result<QString> render(const QString &source, const QJsonObject &context);

private:
    std::unique_ptr<QJSEngine> m_engine;
};

} // namespace sotto::chat
