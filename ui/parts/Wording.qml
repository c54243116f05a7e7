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

    /// "12,345"
    function number(count: int): string {
        return count.toLocaleString(Qt.locale(), "f", 0);
    }

    /// "850", "2.3k", "128k": for where there is little room.
    function thousands(count: int): string {
        if (count < 1000)
            return number(count);
        return qsTr("%1k").arg((count / 1000).toLocaleString(Qt.locale(), "f", count < 9950 ? 1 : 0));
    }

    /// "0.6", "0.95"
    function decimal(value: real): string {
        return String(Math.round(value * 1000) / 1000).replace(".", Qt.locale().decimalPoint);
    }

    function rate(tokensPerSecond: real): string {
        return qsTr("%1 tokens/s").arg(tokensPerSecond.toLocaleString(Qt.locale(), "f", 1));
    }

    function tokens(count: int): string {
        return count < 1000 ? qsTr("%n token(s)", "", count).replace("(s)", count === 1 ? "" : "s") : qsTr("%1 tokens").arg(number(count));
    }

    function conversations(count: int): string {
        return count === 1 ? qsTr("1 conversation") : qsTr("%1 conversations").arg(count.toLocaleString(Qt.locale(), "f", 0));
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

    /// The reasoning pane's heading: time, tokens and rate of the reasoning alone.
    function thinking(growing: bool, cutOff: bool, seconds: real, tokenCount: int, tokensPerSecond: real): string {
        const parts = [duration(seconds), tokens(tokenCount)];
        if (tokensPerSecond > 0)
            parts.push(rate(tokensPerSecond));
        const figures = parts.join(" · ");
        if (growing)
            return qsTr("Thinking… %1").arg(figures);
        if (cutOff)
            return qsTr("Interrupted while thinking · %1").arg(figures);
        return qsTr("Thought for %1").arg(figures);
    }

    /// The line under an answer.
    function figures(tokenCount: int, tokensPerSecond: real, model: string): string {
        const parts = [tokens(tokenCount)];
        if (tokensPerSecond > 0) {
            parts.push(rate(tokensPerSecond));
            parts.push(duration(tokenCount / tokensPerSecond));
        }
        if (model.length > 0)
            parts.push(model);
        return parts.join(" · ");
    }
}
