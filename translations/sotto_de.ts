<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en">
<context>
    <name>AnswerActions</name>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>Copy answer</source>
        <translation>Antwort kopieren</translation>
    </message>
    <message>
        <source>Answer again</source>
        <translation>Noch einmal antworten</translation>
    </message>
    <message>
        <source>Earlier answer</source>
        <translation>Frühere Antwort</translation>
    </message>
    <message>
        <source>%1 / %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Answer %1 of %2</source>
        <translation>Antwort %1 von %2</translation>
    </message>
    <message>
        <source>Later answer</source>
        <translation>Spätere Antwort</translation>
    </message>
</context>
<context>
    <name>AppearanceMenu</name>
    <message>
        <source>Follow the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>Größere Schrift</translation>
    </message>
    <message>
        <source>Ctrl++</source>
        <translation>Strg++</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>Kleinere Schrift</translation>
    </message>
    <message>
        <source>Ctrl+-</source>
        <translation>Strg+-</translation>
    </message>
    <message>
        <source>Fold reasoning</source>
        <translation>Gedankengang einklappen</translation>
    </message>
    <message>
        <source>Show reasoning open</source>
        <translation>Gedankengang offen zeigen</translation>
    </message>
    <message>
        <source>Hide reasoning</source>
        <translation>Gedankengang verbergen</translation>
    </message>
</context>
<context>
    <name>AssistantMessage</name>
    <message>
        <source>Waiting for the model to load…</source>
        <translation>Das Modell wird geladen…</translation>
    </message>
    <message>
        <source>Reading the conversation…</source>
        <translation>Die Unterhaltung wird gelesen…</translation>
    </message>
    <message>
        <source>You stopped this answer.</source>
        <translation>Sie haben diese Antwort angehalten.</translation>
    </message>
    <message>
        <source>This answer was cut off when Sotto closed.</source>
        <translation>Diese Antwort brach ab, als Sotto beendet wurde.</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Dismiss</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>ChatView</name>
    <message>
        <source>Messages</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>Jump to the latest</source>
        <translation>Zum Ende springen</translation>
    </message>
</context>
<context>
    <name>Composer</name>
    <message>
        <source>Choose a model first.</source>
        <translation>Wählen Sie zuerst ein Modell.</translation>
    </message>
    <message>
        <source>%1 is loading; you can already ask.</source>
        <translation>%1 wird geladen; fragen können Sie schon.</translation>
    </message>
    <message>
        <source>Ask something</source>
        <translation>Fragen Sie etwas</translation>
    </message>
    <message>
        <source>Your question</source>
        <translation>Ihre Frage</translation>
    </message>
    <message>
        <source>Enter sends, Shift+Enter begins a new line.</source>
        <translation>Eingabe sendet, Umschalt+Eingabe beginnt eine neue Zeile.</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Everything stays on this computer. Models make mistakes: check what matters.</source>
        <translation>Alles bleibt auf diesem Rechner. Modelle machen Fehler: Prüfen Sie, worauf es ankommt.</translation>
    </message>
</context>
<context>
    <name>ConversationRow</name>
    <message>
        <source>%1. %2</source>
        <translation>%1. %2</translation>
    </message>
    <message>
        <source>Title of the conversation</source>
        <translation>Titel der Unterhaltung</translation>
    </message>
</context>
<context>
    <name>ConversationSidebar</name>
    <message>
        <source>Hide conversations</source>
        <translation>Unterhaltungen ausblenden</translation>
    </message>
    <message>
        <source>Ctrl+B</source>
        <translation>Strg+B</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>Neue Unterhaltung</translation>
    </message>
    <message>
        <source>Ctrl+N</source>
        <translation>Strg+N</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>Unterhaltungen</translation>
    </message>
    <message>
        <source>Your conversations will be listed here. They stay on this computer.</source>
        <translation>Hier erscheinen Ihre Unterhaltungen. Sie bleiben auf diesem Rechner.</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>F2</source>
        <translation>F2</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Entf</translation>
    </message>
</context>
<context>
    <name>DropTarget</name>
    <message>
        <source>Drop to open this model</source>
        <translation>Loslassen, um dieses Modell zu öffnen</translation>
    </message>
</context>
<context>
    <name>History</name>
    <message>
        <source>%1 cannot be written: %2.</source>
        <translation>%1 kann nicht geschrieben werden: %2.</translation>
    </message>
    <message>
        <source>%1 is in use by another running Sotto.</source>
        <translation>%1 wird von einem anderen laufenden Sotto benutzt.</translation>
    </message>
    <message>
        <source>Close that one and start again.</source>
        <translation>Beenden Sie jenes und starten Sie neu.</translation>
    </message>
    <message>
        <source>%1 is damaged: %2.</source>
        <translation>%1 ist beschädigt: %2.</translation>
    </message>
    <message>
        <source>%1: %2.</source>
        <translation>%1: %2.</translation>
    </message>
    <message>
        <source>It was kept as %1, and a new history was begun.</source>
        <translation>Die Datei wurde als %1 aufgehoben und ein neuer Verlauf begonnen.</translation>
    </message>
    <message>
        <source>it was written by a newer Sotto (format %1, this one knows %2)</source>
        <translation>von einem neueren Sotto geschrieben (Format %1, dieses kennt %2)</translation>
    </message>
    <message>
        <source>Install the newer version to see these conversations.</source>
        <translation>Installieren Sie die neuere Version, um diese Unterhaltungen zu sehen.</translation>
    </message>
    <message>
        <source>Conversations are now kept in memory only and end with the program.</source>
        <translation>Unterhaltungen bleiben jetzt nur im Speicher und enden mit dem Programm.</translation>
    </message>
</context>
<context>
    <name>IconButton</name>
    <message>
        <source>%1  %2</source>
        <translation>%1  %2</translation>
    </message>
</context>
<context>
    <name>LinkDialog</name>
    <message>
        <source>Open this link in your browser?</source>
        <translation>Diesen Link im Browser öffnen?</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Open link</source>
        <translation>Link öffnen</translation>
    </message>
</context>
<context>
    <name>Main</name>
    <message>
        <source>%1 – Sotto</source>
        <translation>%1 – Sotto</translation>
    </message>
    <message>
        <source>Sotto</source>
        <translation>Sotto</translation>
    </message>
    <message>
        <source>Open model file</source>
        <translation>Modelldatei öffnen</translation>
    </message>
    <message>
        <source>GGUF models (*.gguf)</source>
        <translation>GGUF-Modelle (*.gguf)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
</context>
<context>
    <name>MessageBody</name>
    <message>
        <source>Answer: %1</source>
        <translation>Antwort: %1</translation>
    </message>
</context>
<context>
    <name>MessageCode</name>
    <message>
        <source>%1 code</source>
        <translation>%1-Code</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>Copy code</source>
        <translation>Code kopieren</translation>
    </message>
</context>
<context>
    <name>MessageText</name>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
</context>
<context>
    <name>ModelButton</name>
    <message>
        <source>Loading %1… %2 %</source>
        <translation>%1 wird geladen… %2 %</translation>
    </message>
    <message>
        <source>Choose a model</source>
        <translation>Modell wählen</translation>
    </message>
    <message>
        <source>Model: %1</source>
        <translation>Modell: %1</translation>
    </message>
    <message>
        <source>Runs on %1</source>
        <translation>Läuft auf %1</translation>
    </message>
</context>
<context>
    <name>ModelDescription</name>
    <message>
        <source>%1 B parameters</source>
        <translation>%1 Mrd. Parameter</translation>
    </message>
    <message>
        <source>%1 M parameters</source>
        <translation>%1 Mio. Parameter</translation>
    </message>
    <message>
        <source>%1: the weights %2 are of type %3, which Sotto cannot run.</source>
        <translation>%1: Die Gewichte %2 sind vom Typ %3, den Sotto nicht rechnen kann.</translation>
    </message>
    <message>
        <source>Choose a file in another quantization, such as Q4_K_M or Q8_0.</source>
        <translation>Wählen Sie eine Datei in einer anderen Quantisierung, etwa Q4_K_M oder Q8_0.</translation>
    </message>
</context>
<context>
    <name>ModelMenu</name>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Open model file…</source>
        <translation>Modelldatei öffnen…</translation>
    </message>
    <message>
        <source>Ctrl+O</source>
        <translation>Strg+O</translation>
    </message>
    <message>
        <source>GGUF files of DeepSeek-R1 distills. Runs on %1.</source>
        <translation>GGUF-Dateien der DeepSeek-R1-Destillate. Läuft auf %1.</translation>
    </message>
    <message>
        <source>GGUF files of DeepSeek-R1 distills.</source>
        <translation>GGUF-Dateien der DeepSeek-R1-Destillate.</translation>
    </message>
</context>
<context>
    <name>ModelRow</name>
    <message>
        <source>The file is gone: %1</source>
        <translation>Die Datei ist nicht mehr da: %1</translation>
    </message>
    <message>
        <source>Take %1 off the list</source>
        <translation>%1 aus der Liste nehmen</translation>
    </message>
</context>
<context>
    <name>ReasoningPane</name>
    <message>
        <source>Folds the reasoning</source>
        <translation>Klappt den Gedankengang ein</translation>
    </message>
    <message>
        <source>Unfolds the reasoning</source>
        <translation>Klappt den Gedankengang aus</translation>
    </message>
    <message>
        <source>Copy reasoning</source>
        <translation>Gedankengang kopieren</translation>
    </message>
    <message>
        <source>Reasoning: %1</source>
        <translation>Gedankengang: %1</translation>
    </message>
</context>
<context>
    <name>UndoBar</name>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Delete for good</source>
        <translation>Endgültig löschen</translation>
    </message>
</context>
<context>
    <name>UserMessage</name>
    <message>
        <source>You: %1</source>
        <translation>Sie: %1</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>What is 47 + 85?</source>
        <translation>What is 47 + 85?</translation>
    </message>
    <message>
        <source>How many r&apos;s are in strawberry?</source>
        <translation>How many r&apos;s are in strawberry?</translation>
    </message>
    <message>
        <source>Which is larger, 9.11 or 9.9?</source>
        <translation>Which is larger, 9.11 or 9.9?</translation>
    </message>
    <message>
        <source>Is 91 prime?</source>
        <translation>Is 91 prime?</translation>
    </message>
    <message>
        <source>What shall we think about?</source>
        <translation>Worüber wollen wir nachdenken?</translation>
    </message>
    <message>
        <source>You are talking to Sotto&apos;s tiny starter model: arithmetic and spelling, nothing more. Open a DeepSeek-R1 distill (GGUF) from the model menu for real work.</source>
        <translation>Sie sprechen mit Sottos winzigem Startmodell: Rechnen und Buchstabieren auf Englisch, mehr nicht. Für richtige Arbeit öffnen Sie im Modellmenü ein DeepSeek-R1-Destillat (GGUF).</translation>
    </message>
    <message>
        <source>Open a DeepSeek-R1 distill (GGUF) from the model menu to begin.</source>
        <translation>Öffnen Sie zum Anfangen im Modellmenü ein DeepSeek-R1-Destillat (GGUF).</translation>
    </message>
</context>
<context>
    <name>WindowHeader</name>
    <message>
        <source>Show conversations</source>
        <translation>Unterhaltungen zeigen</translation>
    </message>
    <message>
        <source>Ctrl+B</source>
        <translation>Strg+B</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>Neue Unterhaltung</translation>
    </message>
    <message>
        <source>Ctrl+N</source>
        <translation>Strg+N</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Darstellung</translation>
    </message>
</context>
<context>
    <name>Wording</name>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 min %2 s</translation>
    </message>
    <message numerus="yes">
        <source>%n token(s)</source>
        <translation>
            <numerusform>%n Token</numerusform>
            <numerusform>%n Token</numerusform>
        </translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Gestern</translation>
    </message>
    <message>
        <source>d MMM</source>
        <translation>d. MMM</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <translation>d. MMM yyyy</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Thinking… %1</source>
        <translation>Denkt nach… %1</translation>
    </message>
    <message>
        <source>Thought for %1</source>
        <translation>Nachgedacht: %1</translation>
    </message>
    <message>
        <source>%1 tokens/s</source>
        <translation>%1 Token/s</translation>
    </message>
</context>
<context>
    <name>main</name>
    <message>
        <source>Chat with a reasoning model on this machine.</source>
        <translation>Mit einem nachdenkenden Modell auf diesem Rechner sprechen.</translation>
    </message>
    <message>
        <source>A model file (GGUF) to open.</source>
        <translation>Eine Modelldatei (GGUF) zum Öffnen.</translation>
    </message>
    <message>
        <source>Keep conversations and settings in this folder instead of your own.</source>
        <translation>Unterhaltungen und Einstellungen in diesem Ordner statt in Ihrem eigenen halten.</translation>
    </message>
    <message>
        <source>one model file at most</source>
        <translation>höchstens eine Modelldatei</translation>
    </message>
</context>
<context>
    <name>sotto::chat::Chat</name>
    <message>
        <source>The conversation could not be read: %1</source>
        <translation>Die Unterhaltung konnte nicht gelesen werden: %1</translation>
    </message>
</context>
<context>
    <name>sotto::chat::Conversations</name>
    <message>
        <source>The history could not be saved: %1</source>
        <translation>Der Verlauf konnte nicht gespeichert werden: %1</translation>
    </message>
    <message>
        <source>“%1” was deleted</source>
        <translation>„%1“ wurde gelöscht</translation>
    </message>
</context>
<context>
    <name>sotto::chat::InferenceThread</name>
    <message>
        <source>No model is loaded.</source>
        <translation>Es ist kein Modell geladen.</translation>
    </message>
    <message numerus="yes">
        <source>The context is full: the conversation and this answer need more than the %n tokens that fit.</source>
        <translation>
            <numerusform>Der Kontext ist voll: Unterhaltung und Antwort brauchen mehr als das eine Token, das hineinpasst.</numerusform>
            <numerusform>Der Kontext ist voll: Unterhaltung und Antwort brauchen mehr als die %n Token, die hineinpassen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Begin a new chat, and take along what matters.</source>
        <translation>Beginnen Sie eine neue Unterhaltung und nehmen Sie mit, was wichtig ist.</translation>
    </message>
</context>
<context>
    <name>sotto::library::Library</name>
    <message>
        <source>Starter model</source>
        <translation>Startmodell</translation>
    </message>
    <message>
        <source>%1 is not a file on this machine.</source>
        <translation>%1 ist keine Datei auf diesem Rechner.</translation>
    </message>
    <message>
        <source>DeepSeek-R1&apos;s own format is used instead.</source>
        <translation>Stattdessen dient das Format von DeepSeek-R1.</translation>
    </message>
</context>
</TS>
