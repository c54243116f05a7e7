pragma Singleton

import QtQuick

/// How numbers, times and days are said.
QtObject {
    /// "3.2 s", "1 min 12 s"
    function duration(seconds: real): string {
        if (seconds < 60)
            return qsTr("%1 s").arg(seconds.toLocaleString(Qt.locale(), "f", 1));
        return qsTr("%1 min %2 s").arg(Math.floor(seconds / 60)).arg(Math.floor(seconds % 60));
    }

    function tokens(count: int): string {
        return qsTr("%n token(s)", "", count).replace("(s)", count === 1 ? "" : "s");
    }

    /// "14:02", "Yesterday", "Tuesday", "3 May", "3 May 2024"
    function day(when: date, now: date): string {
        const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate());
        const then = new Date(when.getFullYear(), when.getMonth(), when.getDate());
        const days = Math.round((midnight - then) / 86400000);
        if (days <= 0)
            return when.toLocaleTimeString(Qt.locale(), Qt.locale().timeFormat(Locale.ShortFormat).replace(":ss", ""));
        if (days === 1)
            return qsTr("Yesterday");
        if (days < 7)
            return when.toLocaleDateString(Qt.locale(), "dddd");
        if (when.getFullYear() === now.getFullYear())
            return when.toLocaleDateString(Qt.locale(), qsTr("d MMM"));
        return when.toLocaleDateString(Qt.locale(), qsTr("d MMM yyyy"));
    }

    /// The reasoning pane's heading.
    function thinking(state: string, seconds: real, tokenCount: int): string {
        const figures = qsTr("%1 · %2").arg(duration(seconds)).arg(tokens(tokenCount));
        if (state === "reasoning" || state === "waiting")
            return qsTr("Thinking… %1").arg(figures);
        return qsTr("Thought for %1").arg(figures);
    }

    /// The line under an answer.
    function figures(tokenCount: int, rate: real, model: string): string {
        const parts = [tokens(tokenCount)];
        if (rate > 0) {
            parts.push(qsTr("%1 tokens/s").arg(rate.toLocaleString(Qt.locale(), "f", 1)));
            parts.push(duration(tokenCount / rate));
        }
        if (model.length > 0)
            parts.push(model);
        return parts.join(" · ");
    }
}
