// How smoothly long texts scroll: `bench-scroll`. Two pages, a reasoning of 32,000 tokens and a conversation
// of 2,000 messages, are scrolled frame by frame, and the time that the interface thread spends on each frame
// is told, with how many blocks exist and what memory is in use. The texts are recorded traces where they are
// present.
#include "../app/scripted_backend.h"
#include "app/program.h"
#include "ui/render/markdown_view.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QGuiApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QQmlComponent>
#include <QQuickView>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cstdio>

using namespace Qt::StringLiterals;
using sotto::render::MarkdownView;

namespace
{

/// The texts of the recorded traces, or made ones.
QStringList texts()
{
    QStringList found;
    const QDir folder(QStringLiteral(SOTTO_REFERENCE_DIR "/traces"));
    for (const QString &name : folder.entryList({u"*.base_solution.json"_s}, QDir::Files)) {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const QJsonObject object = QJsonDocument::fromJson(file.readAll()).object();
        for (const char *key : {"full_cot", "cot", "solution", "text"})
            if (const QString text = object.value(QLatin1String(key)).toString(); text.size() > 500) {
                found += text;
                break;
            }
    }
    if (found.isEmpty()) {
        QString text;
        for (int i = 0; i < 60; ++i)
            text +=
                u"Wait, step %1 gives \\(x_%1 = \\frac{%1}{7}\\), so I check it again: the carry is 1.\n\n"_s
                    .arg(i);
        found += text + u"```python\nprint(sum(range(10)))\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"_s;
    }
    return found;
}

double residentMiB()
{
    QFile file(u"/proc/self/statm"_s);
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    return file.readAll().split(' ').value(1).toDouble() * 4096 / (1 << 20);
}

/// The blocks that exist as items.
qsizetype blocksIn(const QQuickItem *item)
{
    const auto *body = qobject_cast<const MarkdownView *>(item);
    qsizetype blocks = body ? body->itemCount() : 0;
    for (const QQuickItem *child : item->childItems())
        blocks += blocksIn(child);
    return blocks;
}

/// Scrolls from end to end and tells what the frames took.
void scroll(const char *name, QQuickView &view, double step)
{
    QQuickItem *list = view.rootObject();
    std::vector<double> frames;
    QElapsedTimer timer;
    qsizetype mostItems = 0;
    // From the beginning of a frame's work to its handing over: layout, making of items, painting.
    for (int i = 0; i < 1500; ++i) {
        const double end = list->property("contentHeight").toDouble() - list->height();
        const double y = list->property("contentY").toDouble() + step;
        if (y > end)
            break;
        timer.start();
        list->setProperty("contentY", y);
        view.grabWindow();
        frames.push_back(double(timer.nsecsElapsed()) / 1e6);
        QCoreApplication::processEvents();
        // Only a running event loop does this by itself.
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        if (i % 50 == 0) {
            mostItems = std::max(mostItems, blocksIn(list));
        }
    }
    std::sort(frames.begin(), frames.end());
    const auto at = [&](double part) { return frames[size_t(double(frames.size() - 1) * part)]; };
    std::printf(
        "%-22s %5zu frames  median %6.2f ms  99%% %6.2f ms  worst %6.2f ms  blocks %4lld  memory %6.1f MiB\n",
        name, frames.size(), at(0.5), at(0.99), at(1), static_cast<long long>(mostItems), residentMiB());
}

void run(const char *name, const char *page, const QVariant &texts, double step)
{
    QQuickView view;
    view.setResizeMode(QQuickView::SizeRootObjectToView);
    QQmlComponent component(view.engine());
    component.setData(page, QUrl());
    QObject *root = component.createWithInitialProperties({{u"texts"_s, texts}});
    if (!root)
        qFatal("%s", qPrintable(component.errorString()));
    view.setContent(QUrl(), nullptr, root);
    view.resize(900, 800);
    view.show();
    (void)QTest::qWaitForWindowExposed(&view);
    view.grabWindow();
    QTest::qWait(200);
    scroll(name, view, step);
    scroll("  on, faster", view, step * 12);
}

} // namespace

int main(int argc, char **argv)
{
    qputenv("QT_QUICK_CONTROLS_STYLE", "Basic");
    QGuiApplication application(argc, argv);
    QTemporaryDir folder;
    sotto::ProgramOptions options;
    options.dataDirectory = folder.path();
    options.backend = std::make_unique<ScriptedBackend>(std::make_shared<Script>());
    const sotto::Program program(std::move(options));
    const QStringList sources = texts();

    QString trace;
    for (qsizetype i = 0; trace.size() < 130'000; ++i)
        trace += sources[i % sources.size()] + u"\n\n"_s;
    run("32,000-token trace", R"(
        import QtQuick
        import Sotto
        Flickable {
            id: page
            required property var texts
            contentHeight: body.implicitHeight
            MessageBody { id: body; small: true; width: parent.width; height: implicitHeight; source: page.texts[0] }
        })",
        QStringList{trace}, 40);

    QStringList messages;
    for (qsizetype i = 0; i < 2000; ++i)
        messages += sources[i % sources.size()].sliced(
            0, std::min<qsizetype>(3000, sources[i % sources.size()].size()));
    run("2,000 messages", R"(
        import QtQuick
        import Sotto
        ListView {
            id: list
            required property var texts
            model: texts
            spacing: 24
            cacheBuffer: 800
            delegate: MessageBody {
                required property string modelData
                width: ListView.view.width
                height: implicitHeight
                source: modelData
            }
        })",
        messages, 40);
    return 0;
}
