#include "app/settings/translations.h"

#include "engine/phrase.h"

#include <QCoreApplication>
#include <QDir>
#include <QLibraryInfo>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace sotto::settings
{

void Translations::install(const QString &language)
{
    const QLocale locale = language.isEmpty() ? QLocale::system() : QLocale(language);
    QLocale::setDefault(locale);
    setPhraseTranslator([](const char *context, const char *text) {
        return QCoreApplication::translate(context, text).toStdString();
    });
    const std::pair<QTranslator *, QString> both[] = {
        {&m_qt, QLibraryInfo::path(QLibraryInfo::TranslationsPath) + u"/qtbase"_s},
        {&m_sotto, u":/i18n/sotto"_s}};
    for (const auto &[translator, file] : both) {
        QCoreApplication::removeTranslator(translator);
        if (translator->load(locale, file, u"_"_s))
            QCoreApplication::installTranslator(translator);
    }
}

QStringList Translations::available()
{
    QStringList languages{u"en"_s};
    const QStringList files = QDir(u":/i18n"_s).entryList({u"sotto_*.qm"_s});
    for (const QString &file : files)
        if (const QString language = file.sliced(6).chopped(3); !languages.contains(language))
            languages.append(language);
    languages.sort();
    return languages;
}

} // namespace sotto::settings
