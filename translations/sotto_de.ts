<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en">
<context>
    <name>AnswerActions</name>
    <message>
        <source>Copy answer</source>
        <translation>Antwort kopieren</translation>
    </message>
    <message>
        <source>Answer again</source>
        <translation>Noch einmal antworten</translation>
    </message>
    <message>
        <source>Go on with this answer</source>
        <translation>Diese Antwort fortsetzen</translation>
    </message>
    <message>
        <source>Think on from here</source>
        <translation>Von hier weiterdenken</translation>
    </message>
    <message>
        <source>Edit answer</source>
        <translation>Antwort bearbeiten</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>Edit reasoning…</source>
        <translation>Gedankengang bearbeiten…</translation>
    </message>
    <message>
        <source>Fold reasoning</source>
        <translation>Gedankengang einklappen</translation>
    </message>
    <message>
        <source>Show reasoning</source>
        <translation>Gedankengang zeigen</translation>
    </message>
    <message>
        <source>Answer again with the same seed</source>
        <translation>Mit demselben Startwert noch einmal antworten</translation>
    </message>
    <message>
        <source>All branches…</source>
        <translation>Alle Zweige…</translation>
    </message>
    <message>
        <source>How it was made…</source>
        <translation>Wie sie entstand…</translation>
    </message>
    <message>
        <source>Delete, with all that follows</source>
        <translation>Löschen, mit allem, was folgt</translation>
    </message>
    <message>
        <source>Edited by you · %1</source>
        <translation>Von Ihnen bearbeitet · %1</translation>
    </message>
    <message>
        <source>Export this message…</source>
        <translation>Diese Nachricht exportieren…</translation>
    </message>
</context>
<context>
    <name>AnswerAnnouncer</name>
    <message>
        <source>The model is thinking.</source>
        <translation>Das Modell denkt nach.</translation>
    </message>
    <message>
        <source>The answer was stopped.</source>
        <translation>Die Antwort wurde angehalten.</translation>
    </message>
    <message>
        <source>The answer failed. %1</source>
        <translation>Die Antwort ist gescheitert. %1</translation>
    </message>
    <message>
        <source>The answer is ready. %1</source>
        <translation>Die Antwort ist fertig. %1</translation>
    </message>
</context>
<context>
    <name>AnswerDetails</name>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Startwert</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>Temperatur</translation>
    </message>
    <message>
        <source>Top-p</source>
        <translation>Top-p</translation>
    </message>
    <message>
        <source>Top-k</source>
        <translation>Top-k</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>Min-p</source>
        <translation>Min-p</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keines</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>Prompt</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation>%1 in %2</translation>
    </message>
    <message>
        <source>Reasoning</source>
        <translation>Gedankengang</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Geschwindigkeit</translation>
    </message>
    <message>
        <source>How this answer was made</source>
        <translation>Wie diese Antwort entstand</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Copy all</source>
        <translation>Alles kopieren</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Thinking budget</source>
        <translation>Denkbudget</translation>
    </message>
</context>
<context>
    <name>AppearanceActions</name>
    <message>
        <source>View</source>
        <translation>Ansicht</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>Größere Schrift</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>Kleinere Schrift</translation>
    </message>
    <message>
        <source>Normal text size</source>
        <translation>Normale Schriftgröße</translation>
    </message>
    <message>
        <source>Light theme</source>
        <translation>Helles Farbschema</translation>
    </message>
    <message>
        <source>Dark theme</source>
        <translation>Dunkles Farbschema</translation>
    </message>
    <message>
        <source>Theme of the system</source>
        <translation>Farbschema des Systems</translation>
    </message>
    <message>
        <source>Normal contrast</source>
        <translation>Normaler Kontrast</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Hoher Kontrast</translation>
    </message>
</context>
<context>
    <name>AppearanceSettings</name>
    <message>
        <source>Appearance</source>
        <translation>Darstellung</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Farbschema</translation>
    </message>
    <message>
        <source>System</source>
        <translation>System</translation>
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
        <source>High contrast</source>
        <translation>Hoher Kontrast</translation>
    </message>
    <message>
        <source>Black on white or white on black, with clear outlines.</source>
        <translation>Schwarz auf Weiß oder Weiß auf Schwarz, mit klaren Umrissen.</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Schriftgröße</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>Kleinere Schrift</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Text size: %1</source>
        <translation>Schriftgröße: %1</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>Größere Schrift</translation>
    </message>
    <message>
        <source>Motion</source>
        <translation>Bewegung</translation>
    </message>
    <message>
        <source>Reduced: nothing slides or fades.</source>
        <translation>Verringert: Nichts gleitet, nichts blendet über.</translation>
    </message>
    <message>
        <source>Full</source>
        <translation>Voll</translation>
    </message>
    <message>
        <source>Reduced</source>
        <translation>Verringert</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
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
    <message>
        <source>The answer, rewritten</source>
        <translation>Die Antwort, neu gefasst</translation>
    </message>
    <message>
        <source>The answer as it was stays as another version. The model takes yours for its own words.</source>
        <translation>Die bisherige Antwort bleibt als weitere Version erhalten. Das Modell hält Ihre für seine eigenen Worte.</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Save and let the model go on</source>
        <translation>Speichern und das Modell fortfahren lassen</translation>
    </message>
</context>
<context>
    <name>Attachment</name>
    <message>
        <source>“%1” is a folder. Attach the files in it that matter.</source>
        <translation>„%1“ ist ein Ordner. Hängen Sie daraus die Dateien an, auf die es ankommt.</translation>
    </message>
    <message>
        <source>“%1” is not there any more.</source>
        <translation>„%1“ ist nicht mehr da.</translation>
    </message>
    <message>
        <source>“%1” has %2; a file of up to %3 can be attached. Attach the part that matters.</source>
        <translation>„%1“ hat %2; anhängen lässt sich eine Datei von höchstens %3. Hängen Sie den Teil an, auf den es ankommt.</translation>
    </message>
    <message>
        <source>“%1” cannot be read: %2.</source>
        <translation>„%1“ kann nicht gelesen werden: %2.</translation>
    </message>
    <message>
        <source>“%1” is not a text file. Text and code can be attached.</source>
        <translation>„%1“ ist keine Textdatei. Anhängen lassen sich Text und Code.</translation>
    </message>
    <message>
        <source>“%1” is empty.</source>
        <translation>„%1“ ist leer.</translation>
    </message>
</context>
<context>
    <name>AttachmentChip</name>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Shows the file</source>
        <translation>Zeigt die Datei</translation>
    </message>
    <message>
        <source>Take %1 off</source>
        <translation>%1 entfernen</translation>
    </message>
</context>
<context>
    <name>AttachmentDialog</name>
    <message>
        <source>Copy file</source>
        <translation>Datei kopieren</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Lines of %1</source>
        <translation>Zeilen von %1</translation>
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
    <name>BranchDialog</name>
    <message>
        <source>Branches of this conversation</source>
        <translation>Zweige dieser Unterhaltung</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Branches</source>
        <translation>Zweige</translation>
    </message>
    <message>
        <source>The branch shown stands out. Choose a message to show the branch it is in.</source>
        <translation>Der gezeigte Zweig ist hervorgehoben. Wählen Sie eine Nachricht, um ihren Zweig zu zeigen.</translation>
    </message>
</context>
<context>
    <name>BranchRow</name>
    <message>
        <source>You: %1</source>
        <translation>Sie: %1</translation>
    </message>
    <message>
        <source>Answer: %1</source>
        <translation>Antwort: %1</translation>
    </message>
    <message>
        <source>Version %1 of %2</source>
        <translation>Version %1 von %2</translation>
    </message>
    <message>
        <source>%1/%2</source>
        <translation>%1/%2</translation>
    </message>
    <message>
        <source>(nothing)</source>
        <translation>(nichts)</translation>
    </message>
</context>
<context>
    <name>ChatActions</name>
    <message>
        <source>Chat</source>
        <translation>Chat</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>Neue Unterhaltung</translation>
    </message>
    <message>
        <source>Write a question</source>
        <translation>Eine Frage schreiben</translation>
    </message>
    <message>
        <source>Stop the answer</source>
        <translation>Antwort anhalten</translation>
    </message>
    <message>
        <source>Attach text or code files</source>
        <translation>Text- oder Codedateien anhängen</translation>
    </message>
    <message>
        <source>What the next prompt contains</source>
        <translation>Was der nächste Prompt enthält</translation>
    </message>
    <message>
        <source>All branches of the conversation</source>
        <translation>Alle Zweige der Unterhaltung</translation>
    </message>
    <message>
        <source>Jump to the latest</source>
        <translation>Zum Ende springen</translation>
    </message>
    <message>
        <source>Instructions, thinking, sampling</source>
        <translation>Anweisungen, Denken, Sampling</translation>
    </message>
</context>
<context>
    <name>ChatDialogs</name>
    <message>
        <source>Attach text or code files</source>
        <translation>Text- oder Codedateien anhängen</translation>
    </message>
</context>
<context>
    <name>ChatMessages</name>
    <message>
        <source>Messages</source>
        <translation>Nachrichten</translation>
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
        <source>Everything stays on this computer. Models make mistakes: check what matters.</source>
        <translation>Alles bleibt auf diesem Rechner. Modelle machen Fehler: Prüfen Sie, worauf es ankommt.</translation>
    </message>
</context>
<context>
    <name>ComposerBar</name>
    <message>
        <source>Changed for this conversation</source>
        <translation>Für diese Unterhaltung geändert</translation>
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
        <source>Enter</source>
        <translation>Eingabe</translation>
    </message>
</context>
<context>
    <name>ComposerFiles</name>
    <message>
        <source>Dismiss</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>ContextMeter</name>
    <message>
        <source>Context: %1 of %2</source>
        <translation>Kontext: %1 von %2</translation>
    </message>
    <message>
        <source>Shows what the next prompt contains</source>
        <translation>Zeigt, was der nächste Prompt enthält</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>%1 / %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>The next prompt does not fit the context</source>
        <translation>Der nächste Prompt passt nicht in den Kontext</translation>
    </message>
    <message>
        <source>What the next prompt contains</source>
        <translation>Was der nächste Prompt enthält</translation>
    </message>
</context>
<context>
    <name>ConversationActions</name>
    <message>
        <source>Conversation</source>
        <translation>Unterhaltung</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Delete conversation</source>
        <translation>Unterhaltung löschen</translation>
    </message>
</context>
<context>
    <name>ConversationList</name>
    <message>
        <source>Conversations</source>
        <translation>Unterhaltungen</translation>
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
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <source>Delete folder</source>
        <translation>Ordner löschen</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Entf</translation>
    </message>
    <message>
        <source>Your conversations will be listed here. They stay on this computer.</source>
        <translation>Hier erscheinen Ihre Unterhaltungen. Sie bleiben auf diesem Rechner.</translation>
    </message>
</context>
<context>
    <name>ConversationMenu</name>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>F2</source>
        <translation>F2</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>Nicht mehr anheften</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>Anheften</translation>
    </message>
    <message>
        <source>Move to folder…</source>
        <translation>In Ordner verschieben…</translation>
    </message>
    <message>
        <source>Take out of the archive</source>
        <translation>Aus dem Archiv nehmen</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>Archivieren</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <source>Delete %1</source>
        <translation>%1 löschen</translation>
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
    <name>ConversationSidebar</name>
    <message>
        <source>Hide conversations</source>
        <translation>Unterhaltungen ausblenden</translation>
    </message>
    <message>
        <source>Sort, import and more</source>
        <translation>Sortieren, Importieren und mehr</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
</context>
<context>
    <name>CopyButton</name>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
</context>
<context>
    <name>DeviceTest</name>
    <message>
        <source>Update the graphics driver, or choose another device.</source>
        <translation>Aktualisieren Sie den Grafiktreiber oder wählen Sie ein anderes Gerät.</translation>
    </message>
    <message>
        <source>%1 did not finish the test of its kernels.</source>
        <translation>%1 hat die Prüfung seiner Kernel nicht beendet.</translation>
    </message>
    <message>
        <source>The driver of %1 crashed while its kernels were tested.</source>
        <translation>Der Treiber von %1 stürzte ab, als die Kernel geprüft wurden.</translation>
    </message>
</context>
<context>
    <name>DropTarget</name>
    <message>
        <source>Drop to open this model</source>
        <translation>Loslassen, um dieses Modell zu öffnen</translation>
    </message>
    <message>
        <source>Drop to attach to your question</source>
        <translation>Loslassen, um es an Ihre Frage anzuhängen</translation>
    </message>
</context>
<context>
    <name>Exchange</name>
    <message>
        <source>conversation %1 has no “mapping” or no “id”</source>
        <translation>Unterhaltung %1 hat kein „mapping“ oder keine „id“</translation>
    </message>
    <message>
        <source>conversation %1 has no “chat_messages” or no “uuid”</source>
        <translation>Unterhaltung %1 hat keine „chat_messages“ oder keine „uuid“</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2.</source>
        <translation>%1 kann nicht geschrieben werden: %2.</translation>
    </message>
    <message>
        <source>The export was stopped.</source>
        <translation>Der Export wurde angehalten.</translation>
    </message>
    <message>
        <source>conversation %1 has no “conv” with an “id”, or no “messages”</source>
        <translation>Unterhaltung %1 hat kein „conv“ mit einer „id“ oder keine „messages“</translation>
    </message>
    <message>
        <source>You</source>
        <translation>Sie</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Reasoning</source>
        <translation>Gedankengang</translation>
    </message>
    <message>
        <source>Reasoning, %1 s</source>
        <translation>Gedankengang, %1 s</translation>
    </message>
    <message>
        <source>This answer was stopped.</source>
        <translation>Diese Antwort wurde angehalten.</translation>
    </message>
    <message>
        <source>This answer was cut off.</source>
        <translation>Diese Antwort brach ab.</translation>
    </message>
    <message>
        <source>%1 cannot be imported: %2.</source>
        <translation>%1 kann nicht importiert werden: %2.</translation>
    </message>
    <message>
        <source>it is a ZIP archive</source>
        <translation>Die Datei ist ein ZIP-Archiv</translation>
    </message>
    <message>
        <source>Unpack it and import the file conversations.json that is in it.</source>
        <translation>Entpacken Sie es und importieren Sie die Datei conversations.json daraus.</translation>
    </message>
    <message>
        <source>it is a backup of a whole history</source>
        <translation>Die Datei ist die Sicherung eines ganzen Verlaufs</translation>
    </message>
    <message>
        <source>Restore it instead.</source>
        <translation>Stellen Sie sie stattdessen wieder her.</translation>
    </message>
    <message>
        <source>it is no JSON (line %1: %2)</source>
        <translation>Die Datei ist kein JSON (Zeile %1: %2)</translation>
    </message>
    <message>
        <source>it holds no conversations that Sotto knows</source>
        <translation>Die Datei enthält keine Unterhaltungen, die Sotto kennt</translation>
    </message>
    <message>
        <source>Sotto reads its own JSON, ChatGPT&apos;s and Claude&apos;s conversations.json, and what llama.cpp&apos;s web interface exports.</source>
        <translation>Sotto liest sein eigenes JSON, die conversations.json von ChatGPT und Claude und was die Weboberfläche von llama.cpp exportiert.</translation>
    </message>
    <message>
        <source>the conversation “%1” has no “uid”</source>
        <translation>Die Unterhaltung „%1“ hat keine „uid“</translation>
    </message>
    <message>
        <source>the conversation “%1” has no list “messages”</source>
        <translation>Die Unterhaltung „%1“ hat keine Liste „messages“</translation>
    </message>
    <message>
        <source>in the conversation “%1” a message has no “id” of its own</source>
        <translation>In der Unterhaltung „%1“ hat eine Nachricht keine eigene „id“</translation>
    </message>
    <message>
        <source>in the conversation “%1” message %2 stands before its parent %3</source>
        <translation>In der Unterhaltung „%1“ steht Nachricht %2 vor ihrem Vorgänger %3</translation>
    </message>
    <message>
        <source>in the conversation “%1” message %2 has the role “%3”</source>
        <translation>In der Unterhaltung „%1“ hat Nachricht %2 die Rolle „%3“</translation>
    </message>
    <message>
        <source>in the conversation “%1” there is no message %2, which “activeLeaf” names</source>
        <translation>In der Unterhaltung „%1“ fehlt Nachricht %2, die „activeLeaf“ nennt</translation>
    </message>
    <message>
        <source>it was written by a newer Sotto (version %1 of the format, this one knows %2)</source>
        <translation>von einem neueren Sotto geschrieben (Version %1 des Formats, dieses kennt %2)</translation>
    </message>
    <message>
        <source>Install the newer version to read it.</source>
        <translation>Installieren Sie die neuere Version, um die Datei zu lesen.</translation>
    </message>
    <message>
        <source>it lacks “version” or the list “conversations”</source>
        <translation>Es fehlt „version“ oder die Liste „conversations“</translation>
    </message>
</context>
<context>
    <name>ExchangeActions</name>
    <message>
        <source>Conversation</source>
        <translation>Unterhaltung</translation>
    </message>
    <message>
        <source>Export this conversation…</source>
        <translation>Diese Unterhaltung exportieren…</translation>
    </message>
    <message>
        <source>Export all conversations…</source>
        <translation>Alle Unterhaltungen exportieren…</translation>
    </message>
    <message>
        <source>Import conversations…</source>
        <translation>Unterhaltungen importieren…</translation>
    </message>
    <message>
        <source>Back up…</source>
        <translation>Sichern…</translation>
    </message>
    <message>
        <source>Restore a backup…</source>
        <translation>Sicherung wiederherstellen…</translation>
    </message>
</context>
<context>
    <name>ExchangeBar</name>
    <message>
        <source>%1 %2 %</source>
        <translation>%1 %2 %</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>ExchangeDialogs</name>
    <message>
        <source>Export to</source>
        <translation>Exportieren nach</translation>
    </message>
    <message>
        <source>Import conversations</source>
        <translation>Unterhaltungen importieren</translation>
    </message>
    <message>
        <source>Conversations (*.json)</source>
        <translation>Unterhaltungen (*.json)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Back up the whole history</source>
        <translation>Den ganzen Verlauf sichern</translation>
    </message>
    <message>
        <source>Backups (*.sqlite)</source>
        <translation>Sicherungen (*.sqlite)</translation>
    </message>
    <message>
        <source>Restore a backup</source>
        <translation>Sicherung wiederherstellen</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Markdown</source>
        <translation>Markdown</translation>
    </message>
    <message>
        <source>Plain text, for notes and editors</source>
        <translation>Reiner Text, für Notizen und Editoren</translation>
    </message>
    <message>
        <source>Markdown (*.md)</source>
        <translation>Markdown (*.md)</translation>
    </message>
    <message>
        <source>Web page</source>
        <translation>Webseite</translation>
    </message>
    <message>
        <source>One file with its formulas, for any browser</source>
        <translation>Eine Datei mit ihren Formeln, für jeden Browser</translation>
    </message>
    <message>
        <source>Web pages (*.html)</source>
        <translation>Webseiten (*.html)</translation>
    </message>
    <message>
        <source>PDF</source>
        <translation>PDF</translation>
    </message>
    <message>
        <source>For paper and for passing on</source>
        <translation>Für Papier und zum Weitergeben</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>Everything with all branches, to import again</source>
        <translation>Alles mit allen Zweigen, zum Wiedereinlesen</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <source>Export this message</source>
        <translation>Diese Nachricht exportieren</translation>
    </message>
    <message>
        <source>Export all conversations</source>
        <translation>Alle Unterhaltungen exportieren</translation>
    </message>
    <message>
        <source>Export %1</source>
        <translation>%1 exportieren</translation>
    </message>
    <message>
        <source>With the reasoning</source>
        <translation>Mit dem Gedankengang</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message>
        <source>Find in this conversation</source>
        <translation>In dieser Unterhaltung suchen</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>Nicht gefunden</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Previous place</source>
        <translation>Vorige Fundstelle</translation>
    </message>
    <message>
        <source>Next place</source>
        <translation>Nächste Fundstelle</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
</context>
<context>
    <name>FolderMenu</name>
    <message>
        <source>New folder</source>
        <translation>Neuer Ordner</translation>
    </message>
    <message>
        <source>No folder</source>
        <translation>Kein Ordner</translation>
    </message>
</context>
<context>
    <name>Guesser</name>
    <message>
        <source>There is no room in memory for %1 beside %2.</source>
        <translation>Neben %2 ist im Speicher kein Platz für %1.</translation>
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
    <message>
        <source>%1 is no backup of a Sotto history.</source>
        <translation>%1 ist keine Sicherung eines Sotto-Verlaufs.</translation>
    </message>
    <message>
        <source>Conversations in JSON are imported, not restored.</source>
        <translation>Unterhaltungen in JSON werden importiert, nicht wiederhergestellt.</translation>
    </message>
    <message>
        <source>%1 cannot be opened: %2.</source>
        <translation>%1 kann nicht geöffnet werden: %2.</translation>
    </message>
    <message>
        <source>%1 was written by a newer Sotto (format %2, this one knows %3).</source>
        <translation>%1 wurde von einem neueren Sotto geschrieben (Format %2, dieses kennt %3).</translation>
    </message>
    <message>
        <source>Install the newer version to restore it.</source>
        <translation>Installieren Sie die neuere Version, um die Sicherung wiederherzustellen.</translation>
    </message>
    <message>
        <source>There is no history in %1.</source>
        <translation>In %1 liegt kein Verlauf.</translation>
    </message>
    <message>
        <source>%1 was written by another version of Sotto (format %2, this one knows %3).</source>
        <translation>%1 wurde von einer anderen Version von Sotto geschrieben (Format %2, diese kennt %3).</translation>
    </message>
    <message>
        <source>Start the newer one of both once.</source>
        <translation>Starten Sie einmal die neuere von beiden.</translation>
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
    <name>InstructionsField</name>
    <message>
        <source>Instructions</source>
        <translation>Anweisungen</translation>
    </message>
    <message>
        <source>Instructions for this conversation</source>
        <translation>Anweisungen für diese Unterhaltung</translation>
    </message>
    <message>
        <source>For this conversation: how to answer, in which language, for whom …</source>
        <translation>Für diese Unterhaltung: wie zu antworten ist, in welcher Sprache, für wen …</translation>
    </message>
    <message>
        <source>In the first question</source>
        <translation>In der ersten Frage</translation>
    </message>
    <message>
        <source>As R1&apos;s authors advise: “Avoid adding a system prompt; all instructions should be contained within the user prompt.”</source>
        <translation>Wie die Autoren von R1 raten: „Vermeiden Sie einen System-Prompt; alle Anweisungen sollten im Prompt des Benutzers stehen.“</translation>
    </message>
    <message>
        <source>As a system prompt</source>
        <translation>Als System-Prompt</translation>
    </message>
    <message>
        <source>For models that were trained with one.</source>
        <translation>Für Modelle, die damit trainiert wurden.</translation>
    </message>
</context>
<context>
    <name>LatestActions</name>
    <message>
        <source>Message</source>
        <translation>Nachricht</translation>
    </message>
    <message>
        <source>Answer now</source>
        <translation>Jetzt antworten</translation>
    </message>
    <message>
        <source>Do not think longer</source>
        <translation>Nicht länger nachdenken</translation>
    </message>
    <message>
        <source>Think longer</source>
        <translation>Länger nachdenken</translation>
    </message>
    <message>
        <source>Answer again</source>
        <translation>Noch einmal antworten</translation>
    </message>
    <message>
        <source>Go on with the answer</source>
        <translation>Mit der Antwort fortfahren</translation>
    </message>
    <message>
        <source>Copy the answer</source>
        <translation>Antwort kopieren</translation>
    </message>
    <message>
        <source>Edit the question and ask again</source>
        <translation>Frage bearbeiten und neu stellen</translation>
    </message>
    <message>
        <source>Edit the answer</source>
        <translation>Antwort bearbeiten</translation>
    </message>
    <message>
        <source>Edit the reasoning</source>
        <translation>Gedankengang bearbeiten</translation>
    </message>
    <message>
        <source>Previous version of the answer</source>
        <translation>Vorige Fassung der Antwort</translation>
    </message>
    <message>
        <source>Next version of the answer</source>
        <translation>Nächste Fassung der Antwort</translation>
    </message>
    <message>
        <source>Export the answer…</source>
        <translation>Antwort exportieren…</translation>
    </message>
    <message>
        <source>Delete the answer</source>
        <translation>Antwort löschen</translation>
    </message>
</context>
<context>
    <name>LedgerPanel</name>
    <message>
        <source>The next prompt</source>
        <translation>Der nächste Prompt</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>%1, and the context holds %2: something has to go.</source>
        <translation>%1, und der Kontext fasst %2: Etwas muss weichen.</translation>
    </message>
    <message>
        <source>%1 of the %2 that the context holds; %3 are left for the answer.</source>
        <translation>%1 von %2, die der Kontext fasst; %3 bleiben für die Antwort.</translation>
    </message>
    <message>
        <source>Leave out the oldest question</source>
        <translation>Die älteste Frage auslassen</translation>
    </message>
    <message numerus="yes">
        <source>Leave out the %n oldest questions</source>
        <translation>
            <numerusform>Die älteste Frage auslassen</numerusform>
            <numerusform>Die %n ältesten Fragen auslassen</numerusform>
        </translation>
    </message>
    <message>
        <source>Parts of the next prompt</source>
        <translation>Teile des nächsten Prompts</translation>
    </message>
    <message>
        <source>Counted by the model&apos;s own tokenizer and chat template. A question that is left out takes its answer with it; both stay in the conversation.</source>
        <translation>Gezählt mit dem Tokenizer und der Chat-Vorlage des Modells. Eine ausgelassene Frage nimmt ihre Antwort mit; beide bleiben in der Unterhaltung.</translation>
    </message>
</context>
<context>
    <name>LedgerRow</name>
    <message>
        <source>Instructions</source>
        <translation>Anweisungen</translation>
    </message>
    <message>
        <source>Your next question</source>
        <translation>Ihre nächste Frage</translation>
    </message>
    <message>
        <source>Chat format</source>
        <translation>Chat-Format</translation>
    </message>
    <message>
        <source>%1 %2, %3</source>
        <translation>%1 %2, %3</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>of which %1</source>
        <translation>davon %1</translation>
    </message>
    <message>
        <source>(%1)</source>
        <translation>(%1)</translation>
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
</context>
<context>
    <name>MessageBody</name>
    <message>
        <source>Reasoning</source>
        <translation>Gedankengang</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
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
    <message>
        <source>Do not wrap lines</source>
        <translation>Zeilen nicht umbrechen</translation>
    </message>
    <message>
        <source>Wrap lines</source>
        <translation>Zeilen umbrechen</translation>
    </message>
</context>
<context>
    <name>MessageEditor</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>MessageScroller</name>
    <message>
        <source>Scroll sideways</source>
        <translation>Seitwärts rollen</translation>
    </message>
</context>
<context>
    <name>MessageTable</name>
    <message>
        <source>Table</source>
        <translation>Tabelle</translation>
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
</context>
<context>
    <name>ModelFileDialog</name>
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
    <name>ModelMenu</name>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>GGUF files of DeepSeek-R1 distills. Runs on %1.</source>
        <translation>GGUF-Dateien der DeepSeek-R1-Destillate. Läuft auf %1.</translation>
    </message>
    <message>
        <source>GGUF files of DeepSeek-R1 distills.</source>
        <translation>GGUF-Dateien der DeepSeek-R1-Destillate.</translation>
    </message>
    <message>
        <source>Runs on</source>
        <translation>Läuft auf</translation>
    </message>
    <message>
        <source>The best device</source>
        <translation>Das beste Gerät</translation>
    </message>
    <message>
        <source>Stop loading %1</source>
        <translation>%1 nicht weiter laden</translation>
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
    <name>OptionsDialog</name>
    <message>
        <source>This conversation</source>
        <translation>Diese Unterhaltung</translation>
    </message>
    <message>
        <source>Sampling</source>
        <translation>Sampling</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>Temperatur</translation>
    </message>
    <message>
        <source>How freely tokens are drawn. R1&apos;s authors: 0.5 to 0.7. At 0 the likeliest is always taken.</source>
        <translation>Wie frei Token gezogen werden. Die Autoren von R1: 0,5 bis 0,7. Bei 0 wird immer das wahrscheinlichste genommen.</translation>
    </message>
    <message>
        <source>Top-p</source>
        <translation>Top-p</translation>
    </message>
    <message>
        <source>Draws from the likeliest tokens that have this much probability together.</source>
        <translation>Zieht aus den wahrscheinlichsten Token, die zusammen diese Wahrscheinlichkeit haben.</translation>
    </message>
    <message>
        <source>Top-k</source>
        <translation>Top-k</translation>
    </message>
    <message>
        <source>Draws from this many of the likeliest tokens. 0: from all.</source>
        <translation>Zieht aus so vielen der wahrscheinlichsten Token. 0: aus allen.</translation>
    </message>
    <message>
        <source>Min-p</source>
        <translation>Min-p</translation>
    </message>
    <message>
        <source>Draws no token that has less than this share of the likeliest one&apos;s probability.</source>
        <translation>Zieht kein Token, das weniger als diesen Anteil an der Wahrscheinlichkeit des wahrscheinlichsten hat.</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Thinking budget</source>
        <translation>Denkbudget</translation>
    </message>
    <message>
        <source>Tokens of reasoning. Towards their end the model is led to a close; when they are spent, it answers.</source>
        <translation>Tokens des Gedankengangs. Gegen ihr Ende wird das Modell zum Schluss geführt; sind sie verbraucht, antwortet es.</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>ohne Grenze</translation>
    </message>
    <message>
        <source>As recommended</source>
        <translation>Wie empfohlen</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Startwert</translation>
    </message>
    <message>
        <source>The same seed gives the same answer to the same prompt. Empty: a new one for every answer, kept with it.</source>
        <translation>Derselbe Startwert gibt auf denselben Prompt dieselbe Antwort. Leer: für jede Antwort ein neuer, der mit ihr aufgehoben wird.</translation>
    </message>
    <message>
        <source>new each time</source>
        <translation>jedes Mal neu</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>What would you like to do?</source>
        <translation>Was möchten Sie tun?</translation>
    </message>
    <message>
        <source>Find an action or a conversation</source>
        <translation>Aktion oder Unterhaltung suchen</translation>
    </message>
    <message>
        <source>Actions and conversations</source>
        <translation>Aktionen und Unterhaltungen</translation>
    </message>
    <message>
        <source>Nothing is called that.</source>
        <translation>Nichts heißt so.</translation>
    </message>
</context>
<context>
    <name>PaletteRow</name>
    <message>
        <source>Conversation</source>
        <translation>Unterhaltung</translation>
    </message>
</context>
<context>
    <name>QuestionActions</name>
    <message>
        <source>Copy question</source>
        <translation>Frage kopieren</translation>
    </message>
    <message>
        <source>Edit and ask again</source>
        <translation>Bearbeiten und noch einmal fragen</translation>
    </message>
    <message>
        <source>Delete, with all that follows</source>
        <translation>Löschen, mit allem, was folgt</translation>
    </message>
</context>
<context>
    <name>ReadingSettings</name>
    <message>
        <source>Answers</source>
        <translation>Antworten</translation>
    </message>
    <message>
        <source>Reasoning</source>
        <translation>Gedankengang</translation>
    </message>
    <message>
        <source>How it is first shown. What you unfold stays unfolded.</source>
        <translation>Wie er zuerst gezeigt wird. Was Sie ausklappen, bleibt ausgeklappt.</translation>
    </message>
    <message>
        <source>Folded</source>
        <translation>Eingeklappt</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Offen</translation>
    </message>
    <message>
        <source>Hidden</source>
        <translation>Verborgen</translation>
    </message>
    <message>
        <source>Notify when a long answer is done</source>
        <translation>Melden, wenn eine lange Antwort fertig ist</translation>
    </message>
    <message>
        <source>Only while Sotto is not in front.</source>
        <translation>Nur wenn Sotto nicht im Vordergrund ist.</translation>
    </message>
    <message>
        <source>Precision of the context</source>
        <translation>Genauigkeit des Kontexts</translation>
    </message>
    <message>
        <source>Of what the model keeps of a conversation. 8 bits: twice as much of it fits, a little less exactly.</source>
        <translation>Mit der das Modell ein Gespräch behält. 8 Bit: Es passt doppelt so viel hinein, etwas ungenauer.</translation>
    </message>
    <message>
        <source>8 bits</source>
        <translation>8 Bit</translation>
    </message>
    <message>
        <source>16 bits</source>
        <translation>16 Bit</translation>
    </message>
    <message>
        <source>32 bits</source>
        <translation>32 Bit</translation>
    </message>
    <message>
        <source>Guess ahead with a smaller model</source>
        <translation>Mit einem kleineren Modell vorausraten</translation>
    </message>
    <message>
        <source>Answers come sooner, in the same words, where you have opened one of the same family and memory holds both.</source>
        <translation>Antworten kommen früher und im selben Wortlaut, wenn Sie eines derselben Familie geöffnet haben und beide in den Speicher passen.</translation>
    </message>
</context>
<context>
    <name>ReasoningHeading</name>
    <message>
        <source>Folds the reasoning</source>
        <translation>Klappt den Gedankengang ein</translation>
    </message>
    <message>
        <source>Unfolds the reasoning</source>
        <translation>Klappt den Gedankengang aus</translation>
    </message>
</context>
<context>
    <name>ReasoningPane</name>
    <message>
        <source>Copy reasoning</source>
        <translation>Gedankengang kopieren</translation>
    </message>
    <message>
        <source>Will think longer</source>
        <translation>Wird länger nachdenken</translation>
    </message>
    <message>
        <source>Think longer</source>
        <translation>Länger nachdenken</translation>
    </message>
    <message>
        <source>When the model would answer, it goes on thinking instead, once</source>
        <translation>Wenn das Modell antworten will, denkt es stattdessen einmal weiter nach</translation>
    </message>
    <message>
        <source>Answer now</source>
        <translation>Jetzt antworten</translation>
    </message>
    <message>
        <source>Ends the reasoning; the model answers with what it has</source>
        <translation>Beendet den Gedankengang; das Modell antwortet mit dem, was es hat</translation>
    </message>
    <message>
        <source>Resume thinking</source>
        <translation>Weiter nachdenken</translation>
    </message>
    <message>
        <source>You had it think longer (“Wait”).</source>
        <translation>Sie haben es länger nachdenken lassen („Wait“).</translation>
    </message>
    <message>
        <source>You ended the reasoning.</source>
        <translation>Sie haben den Gedankengang beendet.</translation>
    </message>
    <message>
        <source>The reasoning, rewritten</source>
        <translation>Der Gedankengang, neu gefasst</translation>
    </message>
    <message>
        <source>The model takes this for its own thoughts and thinks on from their end. The reasoning as it was stays as another version.</source>
        <translation>Das Modell hält dies für seine eigenen Gedanken und denkt von ihrem Ende aus weiter. Der bisherige Gedankengang bleibt als weitere Version erhalten.</translation>
    </message>
    <message>
        <source>Think on from here</source>
        <translation>Von hier weiterdenken</translation>
    </message>
    <message>
        <source>The thinking budget was spent.</source>
        <translation>Das Denkbudget war verbraucht.</translation>
    </message>
</context>
<context>
    <name>RepetitionNote</name>
    <message>
        <source>The model repeats itself.</source>
        <translation>Das Modell wiederholt sich.</translation>
    </message>
    <message>
        <source>Answer now</source>
        <translation>Jetzt antworten</translation>
    </message>
    <message>
        <source>Ends the reasoning; the model answers with what it has</source>
        <translation>Beendet den Gedankengang; das Modell antwortet mit dem, was es hat</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Ends the answer; what has come stays</source>
        <translation>Beendet die Antwort; was da ist, bleibt</translation>
    </message>
</context>
<context>
    <name>SamplingField</name>
    <message>
        <source>Recommended: %1</source>
        <translation>Empfohlen: %1</translation>
    </message>
    <message>
        <source>%1 Recommended: %2</source>
        <translation>%1 Empfohlen: %2</translation>
    </message>
</context>
<context>
    <name>SearchActions</name>
    <message>
        <source>Search</source>
        <translation>Suche</translation>
    </message>
    <message>
        <source>Find in this conversation</source>
        <translation>In dieser Unterhaltung suchen</translation>
    </message>
    <message>
        <source>Next place</source>
        <translation>Nächste Fundstelle</translation>
    </message>
    <message>
        <source>Previous place</source>
        <translation>Vorige Fundstelle</translation>
    </message>
    <message>
        <source>Search in all conversations</source>
        <translation>In allen Unterhaltungen suchen</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>%1  %2</source>
        <translation>%1  %2</translation>
    </message>
</context>
<context>
    <name>SearchFilters</name>
    <message>
        <source>Any time</source>
        <translation>Beliebige Zeit</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Past week</source>
        <translation>Seit einer Woche</translation>
    </message>
    <message>
        <source>Past month</source>
        <translation>Seit einem Monat</translation>
    </message>
    <message>
        <source>Past year</source>
        <translation>Seit einem Jahr</translation>
    </message>
    <message>
        <source>In reasoning</source>
        <translation>In Gedankengängen</translation>
    </message>
    <message>
        <source>Any model</source>
        <translation>Jedes Modell</translation>
    </message>
</context>
<context>
    <name>SearchHitRow</name>
    <message>
        <source>You</source>
        <translation>Sie</translation>
    </message>
    <message>
        <source>Reasoning</source>
        <translation>Gedankengang</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>Archiv</translation>
    </message>
</context>
<context>
    <name>SearchResults</name>
    <message>
        <source>Found places</source>
        <translation>Fundstellen</translation>
    </message>
    <message>
        <source>No title has this. Type three letters to search in messages.</source>
        <translation>Kein Titel enthält dies. Geben Sie drei Buchstaben ein, um in Nachrichten zu suchen.</translation>
    </message>
    <message>
        <source>Nothing found. Parts of words are enough; quotation marks keep words together.</source>
        <translation>Nichts gefunden. Wortteile genügen; Anführungszeichen halten Wörter zusammen.</translation>
    </message>
</context>
<context>
    <name>SelectionBar</name>
    <message>
        <source>%1 chosen</source>
        <translation>%1 ausgewählt</translation>
    </message>
    <message>
        <source>Move to folder</source>
        <translation>In Ordner verschieben</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>Archivieren</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Entf</translation>
    </message>
    <message>
        <source>Choose none</source>
        <translation>Auswahl aufheben</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
</context>
<context>
    <name>ShortcutRow</name>
    <message>
        <source>Reset the shortcut of “%1”</source>
        <translation>Tastenkürzel von „%1“ zurücksetzen</translation>
    </message>
    <message>
        <source>Press keys…</source>
        <translation>Tasten drücken…</translation>
    </message>
    <message>
        <source>Shortcut of “%1”: %2</source>
        <translation>Tastenkürzel von „%1“: %2</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keines</translation>
    </message>
    <message>
        <source>Press to choose other keys; then Escape to keep these, Backspace for none.</source>
        <translation>Drücken Sie, um andere Tasten zu wählen; danach behält Esc diese bei, die Rücktaste entfernt sie.</translation>
    </message>
    <message>
        <source>%1 already does “%2”.</source>
        <translation>%1 ist schon mit „%2“ belegt.</translation>
    </message>
    <message>
        <source>Use it here</source>
        <translation>Hier verwenden</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>ShortcutSettings</name>
    <message>
        <source>Shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation>Alle zurücksetzen</translation>
    </message>
</context>
<context>
    <name>SidebarMenu</name>
    <message>
        <source>New folder</source>
        <translation>Neuer Ordner</translation>
    </message>
    <message>
        <source>Last used first</source>
        <translation>Zuletzt benutzte zuerst</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>Neueste zuerst</translation>
    </message>
    <message>
        <source>By title</source>
        <translation>Nach Titel</translation>
    </message>
    <message>
        <source>Delete all conversations</source>
        <translation>Alle Unterhaltungen löschen</translation>
    </message>
</context>
<context>
    <name>SidebarRow</name>
    <message>
        <source>Pinned. %1. %2</source>
        <translation>Angeheftet. %1. %2</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <translation>%1. %2</translation>
    </message>
    <message>
        <source>Open, %1</source>
        <translation>Aufgeklappt, %1</translation>
    </message>
    <message>
        <source>Closed, %1</source>
        <translation>Zugeklappt, %1</translation>
    </message>
    <message>
        <source>Title of the conversation</source>
        <translation>Titel der Unterhaltung</translation>
    </message>
    <message>
        <source>Name of the folder</source>
        <translation>Name des Ordners</translation>
    </message>
</context>
<context>
    <name>UndoBar</name>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Leave it so</source>
        <translation>So belassen</translation>
    </message>
</context>
<context>
    <name>UserMessage</name>
    <message>
        <source>You: %1</source>
        <translation>Sie: %1</translation>
    </message>
    <message>
        <source>Your question, rewritten</source>
        <translation>Ihre Frage, neu gefasst</translation>
    </message>
    <message>
        <source>The question as it was stays, with all that follows it, as another version.</source>
        <translation>Die bisherige Frage bleibt mit allem, was ihr folgt, als weitere Version erhalten.</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>Fragen</translation>
    </message>
    <message>
        <source>Left out of the next prompts</source>
        <translation>Aus den nächsten Prompts ausgelassen</translation>
    </message>
</context>
<context>
    <name>VersionSwitch</name>
    <message>
        <source>Earlier version</source>
        <translation>Frühere Version</translation>
    </message>
    <message>
        <source>Version %1 of %2</source>
        <translation>Version %1 von %2</translation>
    </message>
    <message>
        <source>Shows all branches of the conversation</source>
        <translation>Zeigt alle Zweige der Unterhaltung</translation>
    </message>
    <message>
        <source>%1 / %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Show all branches</source>
        <translation>Alle Zweige zeigen</translation>
    </message>
    <message>
        <source>Later version</source>
        <translation>Spätere Version</translation>
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
    <name>WindowActions</name>
    <message>
        <source>Window</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <source>Find an action…</source>
        <translation>Aktion suchen…</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Einstellungen…</translation>
    </message>
    <message>
        <source>Shortcuts…</source>
        <translation>Tastenkürzel…</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Ansicht</translation>
    </message>
    <message>
        <source>Show or hide conversations</source>
        <translation>Unterhaltungen zeigen oder ausblenden</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Choose a model</source>
        <translation>Modell wählen</translation>
    </message>
    <message>
        <source>Open model file…</source>
        <translation>Modelldatei öffnen…</translation>
    </message>
    <message>
        <source>Leave full screen</source>
        <translation>Vollbild verlassen</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Vollbild</translation>
    </message>
    <message>
        <source>New window</source>
        <translation>Neues Fenster</translation>
    </message>
    <message>
        <source>Close window</source>
        <translation>Fenster schließen</translation>
    </message>
    <message>
        <source>Quit Sotto</source>
        <translation>Sotto beenden</translation>
    </message>
</context>
<context>
    <name>WindowHeader</name>
    <message>
        <source>Show conversations</source>
        <translation>Unterhaltungen zeigen</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menü</translation>
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
    <message>
        <source>%1k</source>
        <translation>%1k</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 Token</translation>
    </message>
    <message>
        <source>Interrupted while thinking · %1</source>
        <translation>Beim Nachdenken unterbrochen · %1</translation>
    </message>
    <message>
        <source>1 conversation</source>
        <translation>1 Unterhaltung</translation>
    </message>
    <message>
        <source>%1 conversations</source>
        <translation>%1 Unterhaltungen</translation>
    </message>
</context>
<context>
    <name>generate</name>
    <message>
        <source>Writing %1: %2.</source>
        <translation>Schreiben von %1: %2.</translation>
    </message>
    <message>
        <source>Reading %1: %2.</source>
        <translation>Lesen von %1: %2.</translation>
    </message>
    <message>
        <source>Free some disk space.</source>
        <translation>Schaffen Sie Platz auf dem Datenträger.</translation>
    </message>
    <message>
        <source>is not whole</source>
        <translation>ist nicht vollständig</translation>
    </message>
    <message>
        <source>is of another model or KV type</source>
        <translation>gehört zu einem anderen Modell oder KV-Typ</translation>
    </message>
    <message>
        <source>A saved context could not be read to its end.</source>
        <translation>Ein gespeicherter Kontext ließ sich nicht bis zum Ende lesen.</translation>
    </message>
    <message>
        <source>computing a token</source>
        <translation>Berechnen eines Tokens</translation>
    </message>
    <message>
        <source>reading the prompt</source>
        <translation>Lesen des Prompts</translation>
    </message>
    <message>
        <source>a step&apos;s parameters</source>
        <translation>die Parameter eines Schritts</translation>
    </message>
    <message>
        <source>working memory</source>
        <translation>Zwischenergebnisse</translation>
    </message>
    <message>
        <source>There is no memory for a context of %1 tokens: %2</source>
        <translation>Für einen Kontext von %1 Token reicht der Speicher nicht: %2</translation>
    </message>
    <message>
        <source>Close other programs, choose a smaller model, or start a new chat.</source>
        <translation>Schließen Sie andere Programme, wählen Sie ein kleineres Modell oder beginnen Sie eine neue Unterhaltung.</translation>
    </message>
    <message>
        <source>the logits</source>
        <translation>die Logits</translation>
    </message>
    <message>
        <source>the likeliest tokens</source>
        <translation>die wahrscheinlichsten Token</translation>
    </message>
    <message>
        <source>There are no tokens to compute.</source>
        <translation>Es gibt keine Token zu berechnen.</translation>
    </message>
    <message>
        <source>Token id %1 is outside the vocabulary of %2.</source>
        <translation>Die Token-Nummer %1 liegt außerhalb des Vokabulars von %2.</translation>
    </message>
    <message>
        <source>The conversation has %1 tokens; the context holds %2.</source>
        <translation>Die Unterhaltung hat %1 Token; der Kontext fasst %2.</translation>
    </message>
    <message>
        <source>Start a new chat or shorten the message.</source>
        <translation>Beginnen Sie eine neue Unterhaltung oder kürzen Sie die Nachricht.</translation>
    </message>
    <message>
        <source>reading the logits</source>
        <translation>Lesen der Logits</translation>
    </message>
    <message>
        <source>%1 has another vocabulary than %2 and cannot draft for it.</source>
        <translation>%1 hat ein anderes Vokabular als %2 und kann nicht vorschlagen, was es schreibt.</translation>
    </message>
    <message>
        <source>Choose a smaller model of the same family.</source>
        <translation>Wählen Sie ein kleineres Modell derselben Familie.</translation>
    </message>
    <message>
        <source>%1 computes what are no numbers (NaN): its weights are damaged.</source>
        <translation>%1 berechnet, was keine Zahlen sind (NaN): Seine Gewichte sind beschädigt.</translation>
    </message>
    <message>
        <source>Download the file again or choose another one.</source>
        <translation>Laden Sie die Datei erneut herunter oder wählen Sie eine andere.</translation>
    </message>
    <message>
        <source>clearing the context</source>
        <translation>Leeren des Kontexts</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>Abgebrochen.</translation>
    </message>
</context>
<context>
    <name>gguf</name>
    <message>
        <source>The file is damaged or incomplete: download it again.</source>
        <translation>Die Datei ist beschädigt oder unvollständig: Laden Sie sie erneut herunter.</translation>
    </message>
    <message>
        <source>the file ends inside %1 (byte %2 of %3)</source>
        <translation>Die Datei endet zu früh, bei: %1 (Byte %2 von %3)</translation>
    </message>
    <message>
        <source>it cannot be read: %1</source>
        <translation>Sie lässt sich nicht lesen: %1</translation>
    </message>
    <message>
        <source>the file has become shorter</source>
        <translation>Die Datei ist kürzer geworden</translation>
    </message>
    <message>
        <source>the length of %1</source>
        <translation>Länge von %1</translation>
    </message>
    <message>
        <source>%1 claims %2 bytes, but only %3 are left</source>
        <translation>%1 soll %2 Byte haben, doch nur %3 sind übrig</translation>
    </message>
    <message>
        <source>%1 has %2 bytes, more than any model needs</source>
        <translation>%1 hat %2 Byte, mehr als irgendein Modell braucht</translation>
    </message>
    <message>
        <source>%1 has the unknown value type %2</source>
        <translation>%1 hat den unbekannten Wertetyp %2</translation>
    </message>
    <message>
        <source>the element type of %1</source>
        <translation>Elementtyp von %1</translation>
    </message>
    <message>
        <source>the count of %1</source>
        <translation>Anzahl von %1</translation>
    </message>
    <message>
        <source>%1 is an array of the unsupported element type %2</source>
        <translation>%1 ist eine Liste vom nicht unterstützten Elementtyp %2</translation>
    </message>
    <message>
        <source>%1 claims %2 elements, more than the file has room for</source>
        <translation>%1 soll %2 Elemente haben, mehr als in die Datei passen</translation>
    </message>
    <message>
        <source>%1 claims %2 elements; all arrays together may have %3</source>
        <translation>%1 soll %2 Elemente haben; alle Listen zusammen dürfen %3 haben</translation>
    </message>
    <message>
        <source>the magic number</source>
        <translation>Kennung</translation>
    </message>
    <message>
        <source>this is no GGUF file (it does not begin with &apos;GGUF&apos;)</source>
        <translation>Das ist keine GGUF-Datei (sie beginnt nicht mit „GGUF“)</translation>
    </message>
    <message>
        <source>Choose a model file that ends in .gguf.</source>
        <translation>Wählen Sie eine Modelldatei, die auf .gguf endet.</translation>
    </message>
    <message>
        <source>the version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>the file is big-endian</source>
        <translation>Die Datei ist big-endian</translation>
    </message>
    <message>
        <source>Choose the little-endian file.</source>
        <translation>Wählen Sie die Datei in little-endian.</translation>
    </message>
    <message>
        <source>GGUF version %1 is not supported (2 and 3 are)</source>
        <translation>GGUF-Version %1 wird nicht unterstützt (nur 2 und 3)</translation>
    </message>
    <message>
        <source>Choose a newer conversion of this model.</source>
        <translation>Wählen Sie eine neuere Umwandlung dieses Modells.</translation>
    </message>
    <message>
        <source>the tensor count</source>
        <translation>Anzahl der Tensoren</translation>
    </message>
    <message>
        <source>the metadata count</source>
        <translation>Anzahl der Metadaten</translation>
    </message>
    <message>
        <source>the tensor count %1 is more than the file has room for</source>
        <translation>%1 Tensoren sind mehr, als in die Datei passen</translation>
    </message>
    <message>
        <source>the metadata count %1 is more than the file has room for</source>
        <translation>%1 Metadaten sind mehr, als in die Datei passen</translation>
    </message>
    <message>
        <source>general.alignment is %1, no power of two</source>
        <translation>general.alignment ist %1, keine Zweierpotenz</translation>
    </message>
    <message>
        <source>metadata key %1</source>
        <translation>Metadaten-Schlüssel %1</translation>
    </message>
    <message>
        <source>metadata key %1 has %2 bytes</source>
        <translation>Metadaten-Schlüssel %1 hat %2 Byte</translation>
    </message>
    <message>
        <source>metadata &apos;%1&apos;</source>
        <translation>Metadaten „%1“</translation>
    </message>
    <message>
        <source>the type of %1</source>
        <translation>Typ von %1</translation>
    </message>
    <message>
        <source>%1 is there twice</source>
        <translation>%1 kommt doppelt vor</translation>
    </message>
    <message>
        <source>the name of tensor %1</source>
        <translation>Name von Tensor %1</translation>
    </message>
    <message>
        <source>the name of tensor %1 has %2 bytes</source>
        <translation>Der Name von Tensor %1 hat %2 Byte</translation>
    </message>
    <message>
        <source>tensor &apos;%1&apos;</source>
        <translation>Tensor „%1“</translation>
    </message>
    <message>
        <source>the dimension count of %1</source>
        <translation>Anzahl der Dimensionen von %1</translation>
    </message>
    <message>
        <source>%1 has %2 dimensions</source>
        <translation>%1 hat %2 Dimensionen</translation>
    </message>
    <message>
        <source>the dimensions of %1</source>
        <translation>Dimensionen von %1</translation>
    </message>
    <message>
        <source>%1 has a dimension of %2</source>
        <translation>%1 hat eine Dimension von %2</translation>
    </message>
    <message>
        <source>the offset of %1</source>
        <translation>Lage von %1</translation>
    </message>
    <message>
        <source>%1 begins at %2, which is not aligned to %3</source>
        <translation>%1 beginnt bei %2, was kein Vielfaches von %3 ist</translation>
    </message>
    <message>
        <source>%1 begins at %2, after the end of the file</source>
        <translation>%1 beginnt bei %2, hinter dem Ende der Datei</translation>
    </message>
    <message>
        <source>%1 has rows of %2, no whole number of %3 blocks of %4</source>
        <translation>%1 hat Zeilen von %2, keine ganze Zahl von %3-Blöcken zu %4</translation>
    </message>
    <message>
        <source>%1 needs %2 blocks of %3 bytes, but only %4 bytes are left</source>
        <translation>%1 braucht %2 Blöcke zu %3 Byte, doch nur %4 Byte sind übrig</translation>
    </message>
    <message>
        <source>Cannot open %1: %2.</source>
        <translation>%1 lässt sich nicht öffnen: %2.</translation>
    </message>
    <message>
        <source>Was the file moved or deleted?</source>
        <translation>Wurde die Datei verschoben oder gelöscht?</translation>
    </message>
    <message>
        <source>Check that you may read the file.</source>
        <translation>Prüfen Sie, ob Sie die Datei lesen dürfen.</translation>
    </message>
    <message>
        <source>%1: the file is empty.</source>
        <translation>%1: Die Datei ist leer.</translation>
    </message>
    <message>
        <source>Download it again.</source>
        <translation>Laden Sie sie erneut herunter.</translation>
    </message>
    <message>
        <source>%1 is no regular file.</source>
        <translation>%1 ist keine gewöhnliche Datei.</translation>
    </message>
    <message>
        <source>Choose a GGUF file.</source>
        <translation>Wählen Sie eine GGUF-Datei.</translation>
    </message>
    <message>
        <source>it claims to be part %1 of %2</source>
        <translation>Sie gibt sich als Teil %1 von %2 aus</translation>
    </message>
    <message>
        <source>The file is damaged: download it again.</source>
        <translation>Die Datei ist beschädigt: Laden Sie sie erneut herunter.</translation>
    </message>
    <message>
        <source>it is part %1 of %2, and its name does not end in %3</source>
        <translation>Sie ist Teil %1 von %2, und ihr Name endet nicht auf %3</translation>
    </message>
    <message>
        <source>Give the parts the names that they were published with.</source>
        <translation>Geben Sie den Teilen die Namen, unter denen sie veröffentlicht wurden.</translation>
    </message>
    <message>
        <source>it is part %1 of a split model</source>
        <translation>Sie ist Teil %1 eines geteilten Modells</translation>
    </message>
    <message>
        <source>Open the first part: %1.</source>
        <translation>Öffnen Sie den ersten Teil: %1.</translation>
    </message>
    <message>
        <source>%1: part %2 of the model, %3, is missing.</source>
        <translation>%1: Teil %2 des Modells, %3, fehlt.</translation>
    </message>
    <message>
        <source>Put all %1 parts into one folder.</source>
        <translation>Legen Sie alle %1 Teile in einen Ordner.</translation>
    </message>
    <message>
        <source>%1 is not the model&apos;s part %2</source>
        <translation>%1 ist nicht Teil %2 des Modells</translation>
    </message>
    <message>
        <source>Download the parts again.</source>
        <translation>Laden Sie die Teile erneut herunter.</translation>
    </message>
    <message>
        <source>%1 has become shorter while it was read.</source>
        <translation>%1 ist beim Lesen kürzer geworden.</translation>
    </message>
    <message>
        <source>Is it still being downloaded or copied? Try again when it is whole.</source>
        <translation>Wird sie noch heruntergeladen oder kopiert? Versuchen Sie es erneut, wenn sie vollständig ist.</translation>
    </message>
    <message>
        <source>Cannot read %1: %2.</source>
        <translation>%1 lässt sich nicht lesen: %2.</translation>
    </message>
    <message>
        <source>Check the disk.</source>
        <translation>Prüfen Sie den Datenträger.</translation>
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
    <message>
        <source>Sotto is running already, but does not answer. End it, then try again.</source>
        <translation>Sotto läuft schon, antwortet aber nicht. Beenden Sie es und versuchen Sie es noch einmal.</translation>
    </message>
</context>
<context>
    <name>model</name>
    <message>
        <source>%1: %2 %3.</source>
        <translation>%1: %2 %3.</translation>
    </message>
    <message>
        <source>Download the file again or choose another one.</source>
        <translation>Laden Sie die Datei erneut herunter oder wählen Sie eine andere.</translation>
    </message>
    <message>
        <source>is not a count</source>
        <translation>ist keine Anzahl</translation>
    </message>
    <message>
        <source>is missing</source>
        <translation>fehlt</translation>
    </message>
    <message>
        <source>is %1, which makes no sense</source>
        <translation>ist %1, was keinen Sinn ergibt</translation>
    </message>
    <message>
        <source>%1 was converted before latent attention was absorbed (attention.key_length_mla is missing).</source>
        <translation>%1 wurde umgewandelt, bevor latente Attention zusammengefasst wurde (attention.key_length_mla fehlt).</translation>
    </message>
    <message>
        <source>Choose a file that was converted after April 2025.</source>
        <translation>Wählen Sie eine Datei, die nach April 2025 umgewandelt wurde.</translation>
    </message>
    <message>
        <source>has sizes that do not fit latent attention</source>
        <translation>hat Größen, die nicht zu latenter Attention passen</translation>
    </message>
    <message>
        <source>does not fit the other expert counts</source>
        <translation>passt nicht zu den anderen Expertenzahlen</translation>
    </message>
    <message>
        <source>is %1, more than there are tensors</source>
        <translation>ist %1, mehr als es Tensoren gibt</translation>
    </message>
    <message>
        <source>is %1, no multiple of the %2 KV heads</source>
        <translation>ist %1, kein Vielfaches der %2 KV-Köpfe</translation>
    </message>
    <message>
        <source>%1: heads of %2 elements are not supported.</source>
        <translation>%1: Köpfe mit %2 Elementen werden nicht unterstützt.</translation>
    </message>
    <message>
        <source>Choose another model.</source>
        <translation>Wählen Sie ein anderes Modell.</translation>
    </message>
    <message>
        <source>is out of range</source>
        <translation>liegt außerhalb des Erlaubten</translation>
    </message>
    <message>
        <source>is %1, which does not fit heads of %2</source>
        <translation>ist %1, was nicht zu Köpfen mit %2 passt</translation>
    </message>
    <message>
        <source>has an impossible shape</source>
        <translation>hat eine unmögliche Form</translation>
    </message>
    <message>
        <source>A KV cache in Q8_0 needs heads that are a multiple of 32; this model&apos;s have %1 elements.</source>
        <translation>Ein KV-Cache in Q8_0 verlangt Köpfe, deren Größe ein Vielfaches von 32 ist; die dieses Modells haben %1 Elemente.</translation>
    </message>
    <message>
        <source>Choose F16 or F32 for the KV cache.</source>
        <translation>Wählen Sie F16 oder F32 für den KV-Cache.</translation>
    </message>
    <message>
        <source>the KV cache</source>
        <translation>den KV-Cache</translation>
    </message>
    <message>
        <source>enlarging the KV cache</source>
        <translation>Vergrößern des KV-Caches</translation>
    </message>
    <message>
        <source>%1 has a tensor of %2 (&apos;%3&apos;); %4 takes %5 in one piece.</source>
        <translation>%1 hat einen Tensor von %2 („%3“); %4 nimmt %5 am Stück.</translation>
    </message>
    <message>
        <source>Choose a smaller quantization, or another device.</source>
        <translation>Wählen Sie eine kleinere Quantisierung oder ein anderes Gerät.</translation>
    </message>
    <message>
        <source>%1 needs %2 of memory; %3 has %4 free, the computer %5.</source>
        <translation>%1 braucht %2 Speicher; %3 hat %4 frei, der Rechner %5.</translation>
    </message>
    <message>
        <source>%1 needs %2 of memory; %3 has %4 free.</source>
        <translation>%1 braucht %2 Speicher; %3 hat %4 frei.</translation>
    </message>
    <message>
        <source>Close other programs, or choose a smaller model or quantization.</source>
        <translation>Schließen Sie andere Programme oder wählen Sie ein kleineres Modell oder eine kleinere Quantisierung.</translation>
    </message>
    <message>
        <source>%1 was changed while it was loaded.</source>
        <translation>%1 wurde beim Laden verändert.</translation>
    </message>
    <message>
        <source>Is it still being downloaded or copied? Try again when it is whole.</source>
        <translation>Wird sie noch heruntergeladen oder kopiert? Versuchen Sie es erneut, wenn sie vollständig ist.</translation>
    </message>
    <message>
        <source>%1 has the architecture &apos;%2&apos;, which Sotto cannot run yet.</source>
        <translation>%1 hat die Architektur „%2“, die Sotto noch nicht ausführen kann.</translation>
    </message>
    <message>
        <source>Choose an R1 distill: Qwen (1.5B, 7B, 14B, 32B), Llama (8B, 70B) or Qwen3 (8B).</source>
        <translation>Wählen Sie ein R1-Destillat: Qwen (1.5B, 7B, 14B, 32B), Llama (8B, 70B) oder Qwen3 (8B).</translation>
    </message>
    <message>
        <source>%1 has no latent attention (attention.kv_lora_rank).</source>
        <translation>%1 hat keine latente Attention (attention.kv_lora_rank).</translation>
    </message>
    <message>
        <source>%1: the RoPE scaling &apos;%2&apos; is not supported.</source>
        <translation>%1: Die RoPE-Skalierung „%2“ wird nicht unterstützt.</translation>
    </message>
    <message>
        <source>Choose another file of this model.</source>
        <translation>Wählen Sie eine andere Datei dieses Modells.</translation>
    </message>
    <message>
        <source>does not fit the heads</source>
        <translation>passt nicht zu den Köpfen</translation>
    </message>
    <message>
        <source>has a factor out of range</source>
        <translation>hat einen Faktor außerhalb des Erlaubten</translation>
    </message>
    <message>
        <source>a self-test</source>
        <translation>einen Selbsttest</translation>
    </message>
    <message>
        <source>testing the kernel %1</source>
        <translation>Prüfen des Kernels %1</translation>
    </message>
    <message>
        <source>The kernel %1 computes wrong results on %2 (%3).</source>
        <translation>Der Kernel %1 rechnet falsch auf %2 (%3).</translation>
    </message>
    <message>
        <source>Update the graphics driver, or choose another device.</source>
        <translation>Aktualisieren Sie den Grafiktreiber oder wählen Sie ein anderes Gerät.</translation>
    </message>
    <message>
        <source>timing the kernel %1</source>
        <translation>Messen des Kernels %1</translation>
    </message>
    <message>
        <source>%1: tensor &apos;%2&apos; %3.</source>
        <translation>%1: Tensor „%2“ %3.</translation>
    </message>
    <message>
        <source>Loading was cancelled.</source>
        <translation>Das Laden wurde abgebrochen.</translation>
    </message>
    <message>
        <source>has the shape %1, not [%2]</source>
        <translation>hat die Form %1, nicht [%2]</translation>
    </message>
    <message>
        <source>%1: rows of %2 in %3 (tensor &apos;%4&apos;) are not supported.</source>
        <translation>%1: Zeilen von %2 in %3 (Tensor „%4“) werden nicht unterstützt.</translation>
    </message>
    <message>
        <source>Choose another quantization of this model.</source>
        <translation>Wählen Sie eine andere Quantisierung dieses Modells.</translation>
    </message>
    <message>
        <source>the weights</source>
        <translation>die Gewichte</translation>
    </message>
    <message>
        <source>has the type %1, which is no type for a vector</source>
        <translation>hat den Typ %1, der kein Typ für einen Vektor ist</translation>
    </message>
    <message>
        <source>%1 has a tensor &apos;%2&apos; that its architecture does not have as Sotto knows it.</source>
        <translation>%1 hat einen Tensor „%2“, den es in der Architektur, wie Sotto sie kennt, nicht gibt.</translation>
    </message>
    <message>
        <source>%1 uses the block type %2 (tensor &apos;%3&apos;), which Sotto cannot run.</source>
        <translation>%1 verwendet den Blocktyp %2 (Tensor „%3“), den Sotto nicht ausführen kann.</translation>
    </message>
    <message>
        <source>Choose a file in another quantization, such as Q4_K_M or Q8_0.</source>
        <translation>Wählen Sie eine Datei in einer anderen Quantisierung, etwa Q4_K_M oder Q8_0.</translation>
    </message>
</context>
<context>
    <name>sotto::actions::Shortcuts</name>
    <message>
        <source>These keys cannot be used.</source>
        <translation>Diese Tasten können nicht verwendet werden.</translation>
    </message>
    <message>
        <source>%1 alone is needed for typing: hold Ctrl or Alt with it.</source>
        <translation>%1 allein wird zum Schreiben gebraucht: Halten Sie Strg oder Alt dazu.</translation>
    </message>
    <message>
        <source>%1 is needed for editing text.</source>
        <translation>%1 wird zum Bearbeiten von Text gebraucht.</translation>
    </message>
</context>
<context>
    <name>sotto::chat::Chat</name>
    <message>
        <source>The conversation could not be read: %1</source>
        <translation>Die Unterhaltung konnte nicht gelesen werden: %1</translation>
    </message>
    <message>
        <source>The message could not be deleted: %1</source>
        <translation>Die Nachricht konnte nicht gelöscht werden: %1</translation>
    </message>
    <message>
        <source>Message deleted</source>
        <translation>Nachricht gelöscht</translation>
    </message>
    <message numerus="yes">
        <source>%n messages deleted</source>
        <translation>
            <numerusform>%n Nachricht gelöscht</numerusform>
            <numerusform>%n Nachrichten gelöscht</numerusform>
        </translation>
    </message>
    <message>
        <source>Only files of this computer can be attached.</source>
        <translation>Nur Dateien dieses Rechners lassen sich anhängen.</translation>
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
    <message>
        <source>Archive</source>
        <translation>Archiv</translation>
    </message>
    <message numerus="yes">
        <source>%n conversation(s) were deleted</source>
        <translation>
            <numerusform>%n Unterhaltung wurde gelöscht</numerusform>
            <numerusform>%n Unterhaltungen wurden gelöscht</numerusform>
        </translation>
    </message>
    <message>
        <source>“%1” was archived</source>
        <translation>„%1“ wurde archiviert</translation>
    </message>
    <message numerus="yes">
        <source>%n conversation(s) were archived</source>
        <translation>
            <numerusform>%n Unterhaltung wurde archiviert</numerusform>
            <numerusform>%n Unterhaltungen wurden archiviert</numerusform>
        </translation>
    </message>
    <message>
        <source>“%1” left the archive</source>
        <translation>„%1“ wurde aus dem Archiv genommen</translation>
    </message>
    <message numerus="yes">
        <source>%n conversation(s) left the archive</source>
        <translation>
            <numerusform>%n Unterhaltung wurde aus dem Archiv genommen</numerusform>
            <numerusform>%n Unterhaltungen wurden aus dem Archiv genommen</numerusform>
        </translation>
    </message>
    <message>
        <source>“%1” was moved to “%2”</source>
        <translation>„%1“ wurde nach „%2“ verschoben</translation>
    </message>
    <message numerus="yes">
        <source>%n conversation(s) were moved to “%1”</source>
        <translation>
            <numerusform>%n Unterhaltung wurde nach „%1“ verschoben</numerusform>
            <numerusform>%n Unterhaltungen wurden nach „%1“ verschoben</numerusform>
        </translation>
    </message>
    <message>
        <source>“%1” was taken out of its folder</source>
        <translation>„%1“ wurde aus dem Ordner genommen</translation>
    </message>
    <message numerus="yes">
        <source>%n conversation(s) were taken out of their folders</source>
        <translation>
            <numerusform>%n Unterhaltung wurde aus dem Ordner genommen</numerusform>
            <numerusform>%n Unterhaltungen wurden aus ihren Ordnern genommen</numerusform>
        </translation>
    </message>
    <message>
        <source>New folder</source>
        <translation>Neuer Ordner</translation>
    </message>
    <message>
        <source>New folder %1</source>
        <translation>Neuer Ordner %1</translation>
    </message>
    <message>
        <source>The folder “%1” was deleted</source>
        <translation>Der Ordner „%1“ wurde gelöscht</translation>
    </message>
    <message>
        <source>The list of conversations could not be read: %1</source>
        <translation>Die Liste der Unterhaltungen konnte nicht gelesen werden: %1</translation>
    </message>
</context>
<context>
    <name>sotto::chat::EngineBackend</name>
    <message>
        <source>It lacks %1.</source>
        <translation>Es fehlt %1.</translation>
    </message>
    <message>
        <source>The chosen device is not there; %1 is used instead.</source>
        <translation>Das gewählte Gerät ist nicht da; stattdessen dient %1.</translation>
    </message>
    <message>
        <source>%1 is not used: %2</source>
        <translation>%1 wird nicht benutzt: %2</translation>
    </message>
    <message>
        <source>DeepSeek-R1&apos;s own format is used instead.</source>
        <translation>Stattdessen dient das Format von DeepSeek-R1.</translation>
    </message>
    <message>
        <source>%1 of %2 layers lie in the computer&apos;s memory, as the graphics device has no room for them: answers are slower.</source>
        <translation>%1 von %2 Schichten liegen im Speicher des Rechners, weil das Grafikgerät keinen Platz für sie hat: Antworten dauern länger.</translation>
    </message>
    <message>
        <source>The graphics device stopped working and was started again.</source>
        <translation>Das Grafikgerät fiel aus und wurde neu gestartet.</translation>
    </message>
    <message>
        <source>The conversation has %1 tokens, and the context holds %2.</source>
        <translation>Die Unterhaltung hat %1 Token, und der Kontext fasst %2.</translation>
    </message>
    <message>
        <source>This message alone is too long.</source>
        <translation>Schon diese Nachricht allein ist zu lang.</translation>
    </message>
    <message>
        <source>Choose in the list of the context what the answer can do without.</source>
        <translation>Wählen Sie in der Liste des Kontexts, worauf die Antwort verzichten kann.</translation>
    </message>
    <message>
        <source>The conversation has become too long for it.</source>
        <translation>Die Unterhaltung ist dafür zu lang geworden.</translation>
    </message>
    <message>
        <source>It failed, and was let go.</source>
        <translation>Es ist gescheitert und wurde entlassen.</translation>
    </message>
    <message>
        <source>The conversation needed its memory.</source>
        <translation>Die Unterhaltung brauchte seinen Speicher.</translation>
    </message>
    <message numerus="yes">
        <source>The %n oldest messages would have to go.</source>
        <translation>
            <numerusform>Die älteste Nachricht müsste weichen.</numerusform>
            <numerusform>Die %n ältesten Nachrichten müssten weichen.</numerusform>
        </translation>
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
        <source>Choose in the list of the context what the next answer can do without.</source>
        <translation>Wählen Sie in der Liste des Kontexts, worauf die nächste Antwort verzichten kann.</translation>
    </message>
    <message>
        <source>It repeated itself at its end: ask again. R1&apos;s authors advise a temperature of 0.5 to 0.7 against that.</source>
        <translation>Sie wiederholte sich am Ende: Fragen Sie noch einmal. Die Autoren von R1 raten dagegen zu einer Temperatur von 0,5 bis 0,7.</translation>
    </message>
</context>
<context>
    <name>sotto::chat::Ledger</name>
    <message>
        <source>as a system prompt</source>
        <translation>als System-Prompt</translation>
    </message>
    <message>
        <source>in the first question</source>
        <translation>in der ersten Frage</translation>
    </message>
    <message>
        <source>left out by you</source>
        <translation>von Ihnen ausgelassen</translation>
    </message>
    <message>
        <source>no answer came</source>
        <translation>es kam keine Antwort</translation>
    </message>
    <message numerus="yes">
        <source>without its reasoning (%n tokens): R1 is not told what it thought before</source>
        <translation>
            <numerusform>ohne ihren Gedankengang (%n Token): R1 erfährt nicht, was es zuvor dachte</numerusform>
            <numerusform>ohne ihren Gedankengang (%n Token): R1 erfährt nicht, was es zuvor dachte</numerusform>
        </translation>
    </message>
    <message>
        <source>left out by the model&apos;s chat template</source>
        <translation>von der Chat-Vorlage des Modells ausgelassen</translation>
    </message>
</context>
<context>
    <name>sotto::desktop::Desktop</name>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
</context>
<context>
    <name>sotto::exchange::Exchange</name>
    <message>
        <source>Exporting…</source>
        <translation>Wird exportiert…</translation>
    </message>
    <message>
        <source>Exported to %1</source>
        <translation>Exportiert nach %1</translation>
    </message>
    <message numerus="yes">
        <source>%n conversation(s) were exported to %1</source>
        <translation>
            <numerusform>%n Unterhaltung wurde nach %1 exportiert</numerusform>
            <numerusform>%n Unterhaltungen wurden nach %1 exportiert</numerusform>
        </translation>
    </message>
    <message>
        <source>Importing…</source>
        <translation>Wird importiert…</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2.</source>
        <translation>%1 kann nicht gelesen werden: %2.</translation>
    </message>
    <message numerus="yes">
        <source>%n conversation(s) were imported</source>
        <translation>
            <numerusform>%n Unterhaltung wurde importiert</numerusform>
            <numerusform>%n Unterhaltungen wurden importiert</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n conversation(s) came from %1</source>
        <translation>
            <numerusform>%n Unterhaltung kam von %1</numerusform>
            <numerusform>%n Unterhaltungen kamen von %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n got new messages</source>
        <translation>
            <numerusform>%n erhielt neue Nachrichten</numerusform>
            <numerusform>%n erhielten neue Nachrichten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n were here already</source>
        <translation>
            <numerusform>%n war schon da</numerusform>
            <numerusform>%n waren schon da</numerusform>
        </translation>
    </message>
    <message>
        <source>Backing up…</source>
        <translation>Wird gesichert…</translation>
    </message>
    <message>
        <source>The whole history is in %1</source>
        <translation>Der ganze Verlauf liegt in %1</translation>
    </message>
    <message>
        <source>Restoring…</source>
        <translation>Wird wiederhergestellt…</translation>
    </message>
    <message>
        <source>The history was replaced by a backup</source>
        <translation>Der Verlauf wurde durch eine Sicherung ersetzt</translation>
    </message>
    <message>
        <source>The history is as it was before</source>
        <translation>Der Verlauf ist wieder wie zuvor</translation>
    </message>
    <message>
        <source>The backup is in place; what was there before is in %1</source>
        <translation>Die Sicherung ist eingespielt; was zuvor da war, liegt in %1</translation>
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
        <source>No smaller model guesses ahead: %1</source>
        <translation>Kein kleineres Modell rät voraus: %1</translation>
    </message>
    <message>
        <source>%1 guesses ahead.</source>
        <translation>%1 rät voraus.</translation>
    </message>
    <message>
        <source>%1 guesses ahead: %2 % of the last answer.</source>
        <translation>%1 rät voraus: %2 % der letzten Antwort.</translation>
    </message>
</context>
<context>
    <name>text</name>
    <message>
        <source>The pre-tokenizer &apos;%1&apos; (tokenizer.ggml.pre) is not supported.</source>
        <translation>Der Pre-Tokenizer „%1“ (tokenizer.ggml.pre) wird nicht unterstützt.</translation>
    </message>
    <message>
        <source>Choose a DeepSeek-R1 distill.</source>
        <translation>Wählen Sie ein Destillat von DeepSeek-R1.</translation>
    </message>
    <message>
        <source>The file is damaged or incomplete: download it again.</source>
        <translation>Die Datei ist beschädigt oder unvollständig: Laden Sie sie erneut herunter.</translation>
    </message>
    <message>
        <source>%1 is missing</source>
        <translation>%1 fehlt</translation>
    </message>
    <message>
        <source>%1: the tokenizer &apos;%2&apos; (tokenizer.ggml.model) is not supported.</source>
        <translation>%1: Der Tokenizer „%2“ (tokenizer.ggml.model) wird nicht unterstützt.</translation>
    </message>
    <message>
        <source>%1 is missing or no list of strings</source>
        <translation>%1 fehlt oder ist keine Liste von Zeichenketten</translation>
    </message>
    <message>
        <source>tokenizer.ggml.token_type is missing or has another length than the tokens</source>
        <translation>tokenizer.ggml.token_type fehlt oder hat eine andere Länge als die Token</translation>
    </message>
    <message>
        <source>the vocabulary has no token for the byte %1</source>
        <translation>Das Vokabular hat kein Token für das Byte %1</translation>
    </message>
    <message>
        <source>merge %1 is no pair</source>
        <translation>Verschmelzung %1 ist kein Paar</translation>
    </message>
    <message>
        <source>merge %1 names a token that is not in the vocabulary</source>
        <translation>Verschmelzung %1 nennt ein Token, das nicht im Vokabular steht</translation>
    </message>
</context>
<context>
    <name>vulkan</name>
    <message>
        <source>reserving %1 MB for %2 on %3</source>
        <translation>Belegen von %1 MB für %2 auf %3</translation>
    </message>
    <message>
        <source>an upload</source>
        <translation>eine Übertragung</translation>
    </message>
    <message>
        <source>uploading</source>
        <translation>Übertragen</translation>
    </message>
    <message>
        <source>a read</source>
        <translation>das Zurücklesen</translation>
    </message>
    <message>
        <source>reading back</source>
        <translation>Zurücklesen</translation>
    </message>
    <message>
        <source>No Vulkan loader (libvulkan.so.1) was found.</source>
        <translation>Es wurde kein Vulkan-Lader (libvulkan.so.1) gefunden.</translation>
    </message>
    <message>
        <source>Install your system&apos;s Vulkan loader and a driver, for example mesa-vulkan-drivers.</source>
        <translation>Installieren Sie den Vulkan-Lader Ihres Systems und einen Treiber, zum Beispiel mesa-vulkan-drivers.</translation>
    </message>
    <message>
        <source>creating a Vulkan instance</source>
        <translation>Anlegen einer Vulkan-Instanz</translation>
    </message>
    <message>
        <source>Vulkan 1.3 (it offers %1.%2)</source>
        <translation>Vulkan 1.3 (vorhanden ist %1.%2)</translation>
    </message>
    <message>
        <source>subgroup operations in compute shaders</source>
        <translation>Subgruppen-Operationen in Compute-Shadern</translation>
    </message>
    <message>
        <source>a compute queue</source>
        <translation>eine Warteschlange für Berechnungen</translation>
    </message>
    <message>
        <source>listing the Vulkan devices</source>
        <translation>Auflisten der Vulkan-Geräte</translation>
    </message>
    <message>
        <source>Out of memory while %1.</source>
        <translation>Der Speicher reichte nicht: %1.</translation>
    </message>
    <message>
        <source>Close other programs, choose a smaller model or a smaller context.</source>
        <translation>Schließen Sie andere Programme, wählen Sie ein kleineres Modell oder einen kleineren Kontext.</translation>
    </message>
    <message>
        <source>The graphics device was lost while %1.</source>
        <translation>Das Grafikgerät ging verloren: %1.</translation>
    </message>
    <message>
        <source>Try again; if it happens often, update the graphics driver or choose another device.</source>
        <translation>Versuchen Sie es erneut; wenn es oft geschieht, aktualisieren Sie den Grafiktreiber oder wählen Sie ein anderes Gerät.</translation>
    </message>
    <message>
        <source>The graphics device did not answer while %1.</source>
        <translation>Das Grafikgerät antwortete nicht: %1.</translation>
    </message>
    <message>
        <source>Vulkan error %1 while %2.</source>
        <translation>Vulkan-Fehler %1: %2.</translation>
    </message>
    <message>
        <source>Update the graphics driver or choose another device.</source>
        <translation>Aktualisieren Sie den Grafiktreiber oder wählen Sie ein anderes Gerät.</translation>
    </message>
    <message>
        <source>%1 lacks %2.</source>
        <translation>%1 fehlt: %2.</translation>
    </message>
    <message>
        <source>No usable Vulkan device.</source>
        <translation>Es gibt kein brauchbares Vulkan-Gerät.</translation>
    </message>
    <message>
        <source>Install a Vulkan 1.3 driver; Mesa&apos;s CPU driver (mesa-vulkan-drivers) works everywhere.</source>
        <translation>Installieren Sie einen Treiber für Vulkan 1.3; Mesas Treiber für Prozessoren (mesa-vulkan-drivers) läuft überall.</translation>
    </message>
    <message>
        <source>There is no Vulkan device %1; there are %2.</source>
        <translation>Es gibt kein Vulkan-Gerät %1; es gibt %2.</translation>
    </message>
    <message>
        <source>See the list of devices.</source>
        <translation>Sehen Sie in der Liste der Geräte nach.</translation>
    </message>
    <message>
        <source>Choose another device or update its driver.</source>
        <translation>Wählen Sie ein anderes Gerät oder aktualisieren Sie seinen Treiber.</translation>
    </message>
    <message>
        <source>opening %1</source>
        <translation>Öffnen von %1</translation>
    </message>
    <message>
        <source>setting up memory on %1</source>
        <translation>Einrichten des Speichers auf %1</translation>
    </message>
    <message>
        <source>setting up %1</source>
        <translation>Einrichten von %1</translation>
    </message>
    <message>
        <source>loading the kernel %1</source>
        <translation>Laden des Kernels %1</translation>
    </message>
    <message>
        <source>compiling the kernel %1</source>
        <translation>Übersetzen des Kernels %1</translation>
    </message>
    <message>
        <source>preparing commands</source>
        <translation>Vorbereiten der Befehle</translation>
    </message>
</context>
</TS>
