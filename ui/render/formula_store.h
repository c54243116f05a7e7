#pragma once

#include "app/markdown/typesetter.h"

#include <QCache>
#include <QColor>
#include <QImage>
#include <QObject>
#include <QSet>

#include <memory>

namespace sotto::render
{

/// Formulas for everything that is shown: set on a thread of their own, the last asked for first, remembered
/// by their source, and drawn in the text's colour for the screen's pixels. Interface thread only.
class FormulaStore : public QObject
{
    Q_OBJECT

public:
    /// The program's one; it ends with the application.
    static FormulaStore &instance();
    ~FormulaStore() override;

    /// nullptr while it is not known; an invalid one is no formula and shows as its source.
    const markdown::Formula *find(const QString &source, bool display) const;
    /// Sets it in the background, once; changed() tells. Of very many, as fast scrolling asks for, the oldest
    /// are forgotten: what is still shown asks again with the next change.
    void request(const QString &source, bool display);

    struct Picture {
        QImage image;
        int ascent = 0; ///< rows of pixels above the baseline
    };
    /// `pixelSize`: the text's, in device pixels.
    Picture draw(const QString &source, bool display, qreal pixelSize, const QColor &colour);

signals:
    void changed();

private:
    using Key = std::pair<QString, bool>;

    FormulaStore();
    class Worker;

    void take(const Key &key, const markdown::Formula &formula);

    mutable QCache<Key, markdown::Formula> m_known;
    QSet<Key> m_asked;
    QCache<QString, Picture> m_pictures;
    std::unique_ptr<Worker> m_worker;
};

} // namespace sotto::render
