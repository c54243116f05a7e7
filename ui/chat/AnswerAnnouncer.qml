import QtQuick
import Sotto.App

/// Tells a screen reader when an answer begins and when it is done; never each token.
Item {
    id: announcer

    required property Chat chat

    function say(text: string): void {
        Accessible.announce(text);
    }

    Connections {
        target: announcer.chat
        function onAnswerBegan(): void {
            announcer.say(qsTr("The model is thinking."));
        }
        function onAnswerEnded(state: string, text: string): void {
            if (state === "stopped")
                announcer.say(qsTr("The answer was stopped."));
            else if (state === "failed")
                announcer.say(qsTr("The answer failed. %1").arg(text));
            else
                announcer.say(qsTr("The answer is ready. %1").arg(text));
        }
    }
}
