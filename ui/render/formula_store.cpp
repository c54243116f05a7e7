#include "ui/render/formula_store.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPointer>
#include <QSvgRenderer>

#include <cmath>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace sotto::render
{
namespace
{

constexpr qsizetype kKnownBytes = 16 << 20;
constexpr qsizetype kPictureBytes = 24 << 20;
constexpr int kLargestPicture = 4096; ///< pixels of a side
constexpr size_t kMostWanted = 200;   ///< more than stand on a screen

} // namespace

/// Its thread sets formulas for as long as there are any to set.
class FormulaStore::Worker
{
public:
    explicit Worker(FormulaStore *store)
        : m_store(store)
        , m_thread([this](const std::stop_token &stop) { work(stop); })
    {
    }

    /// Gives up, and returns, the one asked for longest ago when there are too many.
    std::optional<Key> add(const Key &key)
    {
        std::optional<Key> dropped;
        {
            const std::lock_guard lock(m_mutex);
            m_wanted.push_back(key);
            if (m_wanted.size() > kMostWanted) {
                dropped = m_wanted.front();
                m_wanted.erase(m_wanted.begin());
            }
        }
        m_condition.notify_one();
        return dropped;
    }

private:
    void work(const std::stop_token &stop)
    {
        markdown::Typesetter typesetter;
        for (;;) {
            Key key;
            {
                std::unique_lock lock(m_mutex);
                if (!m_condition.wait(lock, stop, [this] { return !m_wanted.empty(); }))
                    return;
                key = m_wanted.back();
                m_wanted.pop_back();
            }
            const markdown::Formula formula = typesetter.typeset(key.first, key.second);
            QMetaObject::invokeMethod(
                m_store, [store = m_store, key, formula] { store->take(key, formula); },
                Qt::QueuedConnection);
        }
    }

    FormulaStore *m_store;
    std::mutex m_mutex;
    std::condition_variable_any m_condition;
    std::vector<Key> m_wanted; ///< the next one last
    std::jthread m_thread;     ///< ends before what it uses
};

FormulaStore::FormulaStore()
    : QObject(QCoreApplication::instance())
    , m_known(kKnownBytes)
    , m_pictures(kPictureBytes)
    , m_worker(std::make_unique<Worker>(this))
{
}

FormulaStore::~FormulaStore() = default;

FormulaStore &FormulaStore::instance()
{
    static QPointer<FormulaStore> store;
    if (!store)
        store = new FormulaStore;
    return *store;
}

const markdown::Formula *FormulaStore::find(const QString &source, bool display) const
{
    return m_known.object({source, display});
}

void FormulaStore::request(const QString &source, bool display)
{
    const Key key(source, display);
    if (m_known.contains(key) || m_asked.contains(key))
        return;
    m_asked.insert(key);
    if (const auto dropped = m_worker->add(key))
        m_asked.remove(*dropped);
}

void FormulaStore::take(const Key &key, const markdown::Formula &formula)
{
    m_asked.remove(key);
    m_known.insert(key, new markdown::Formula(formula), key.first.size() * 2 + formula.svg.size() + 100);
    emit changed();
}

FormulaStore::Picture FormulaStore::draw(const QString &source, bool display, qreal pixelSize,
                                         const QColor &colour)
{
    const QString key =
        QStringLiteral("%1 %2 %3 %4").arg(pixelSize).arg(colour.rgba()).arg(int(display)).arg(source);
    if (const Picture *known = m_pictures.object(key))
        return *known;
    const markdown::Formula *formula = find(source, display);
    if (!formula || !formula->valid())
        return {};
    Picture picture;
    // A pixel of air on each side, and the baseline between two rows of pixels.
    picture.ascent = int(std::ceil(std::max(0.0, formula->height) * pixelSize)) + 1;
    const int below = int(std::ceil(std::max(0.0, formula->depth) * pixelSize)) + 1;
    const int width = int(std::ceil(formula->width * pixelSize)) + 2;
    if (width > kLargestPicture || picture.ascent + below > kLargestPicture)
        return {};
    QByteArray svg = formula->svg;
    svg.replace("currentColor", colour.name().toLatin1());
    QSvgRenderer renderer(svg);
    picture.image = QImage(width, picture.ascent + below, QImage::Format_ARGB32_Premultiplied);
    picture.image.fill(Qt::transparent);
    QPainter painter(&picture.image);
    renderer.render(&painter,
                    QRectF(1, picture.ascent - formula->height * pixelSize, formula->width * pixelSize,
                           (formula->height + formula->depth) * pixelSize));
    painter.end();
    m_pictures.insert(key, new Picture(picture), picture.image.sizeInBytes());
    return picture;
}

} // namespace sotto::render
