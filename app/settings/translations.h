#pragma once

#include <QString>
#include <QStringList>
#include <QTranslator>

namespace sotto::settings
{

/// The interface's language: Sotto's texts and Qt's, and how numbers and dates are written.
class Translations
{
public:
    /// `language` as "de"; empty for the system's. Replaces what was installed before.
    void install(const QString &language);

    /// What there is, "en" among them.
    static QStringList available();

private:
    QTranslator m_qt;
    QTranslator m_sotto;
};

} // namespace sotto::settings
