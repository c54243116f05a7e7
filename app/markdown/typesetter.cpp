#include "app/markdown/typesetter.h"

#include "app/script/bundled_script.h"

#include <QCache>
#include <QJSEngine>
#include <QLoggingCategory>

namespace sotto::markdown
{
namespace
{

Q_LOGGING_CATEGORY(log, "sotto.app.markdown")

constexpr qsizetype kLongestSource = 8000;
constexpr double kLargest = 400; // em
constexpr int kRemembered = 300;

} // namespace

struct Typesetter::Private {
    std::unique_ptr<QJSEngine> engine;
    QJSValue typeset;
    QCache<std::pair<QString, bool>, Formula> known{kRemembered};
    bool broken = false; ///< the bundle does not load: every formula stays as it was written
};

Typesetter::Typesetter()
    : m(std::make_unique<Private>())
{
}

Typesetter::~Typesetter() = default;

Formula Typesetter::typeset(const QString &source, bool display)
{
    if (source.trimmed().isEmpty() || source.size() > kLongestSource || m->broken)
        return {};
    const std::pair key(source, display);
    if (const Formula *known = m->known.object(key))
        return *known;
    if (!m->engine) {
        auto opened = script::openBundle(QStringLiteral(":/sotto/mathjax/mathjax.js"));
        if (!opened) {
            qCWarning(log, "%s", opened.error().message.c_str());
            m->broken = true;
            return {};
        }
        m->engine = std::move(*opened);
        m->typeset = m->engine->globalObject()
                         .property(QStringLiteral("SottoMathJax"))
                         .property(QStringLiteral("typeset"));
    }
    const QJSValue made = m->typeset.call({source, display});
    auto formula = std::make_unique<Formula>();
    if (made.property(QStringLiteral("svg")).isString()) {
        formula->svg = made.property(QStringLiteral("svg")).toString().toUtf8();
        formula->width = made.property(QStringLiteral("width")).toNumber();
        formula->height = made.property(QStringLiteral("height")).toNumber();
        formula->depth = made.property(QStringLiteral("depth")).toNumber();
        const bool drawable = formula->width > 0 && formula->width < kLargest &&
                              formula->height + formula->depth > 0 && qAbs(formula->height) < kLargest &&
                              qAbs(formula->depth) < kLargest;
        if (!drawable)
            *formula = {};
    }
    const Formula result = *formula;
    m->known.insert(key, formula.release());
    return result;
}

} // namespace sotto::markdown
