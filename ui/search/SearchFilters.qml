pragma ComponentBehavior: Bound

import QtQuick
import QtQml.Models
import Sotto
import Sotto.App

/// Narrows a search: to reasoning, to a model, to a time.
Flow {
    id: filters

    required property ConversationSearch search

    readonly property var times: [
        {
            days: 0,
            name: qsTr("Any time")
        },
        {
            days: 1,
            name: qsTr("Today")
        },
        {
            days: 7,
            name: qsTr("Past week")
        },
        {
            days: 30,
            name: qsTr("Past month")
        },
        {
            days: 365,
            name: qsTr("Past year")
        }
    ]

    spacing: Theme.gap1

    FilterChip {
        objectName: "reasoningFilter"
        text: qsTr("In reasoning")
        checkable: true
        checked: filters.search.reasoningOnly
        onToggled: filters.search.reasoningOnly = checked
    }

    FilterChip {
        id: modelChip

        objectName: "modelFilter"
        visible: filters.search.models.length > 1 || filters.search.model.length > 0
        menu: true
        text: filters.search.model.length > 0 ? filters.search.model : qsTr("Any model")
        checked: filters.search.model.length > 0
        onClicked: modelMenu.open()

        AppMenu {
            id: modelMenu

            y: modelChip.height + Theme.gap1

            AppMenuItem {
                text: qsTr("Any model")
                checkable: true
                checked: filters.search.model.length === 0
                onTriggered: filters.search.model = ""
            }

            Instantiator {
                model: filters.search.models
                delegate: AppMenuItem {
                    required property string modelData

                    text: modelData
                    checkable: true
                    checked: filters.search.model === modelData
                    onTriggered: filters.search.model = modelData
                }
                onObjectAdded: (index, object) => modelMenu.insertItem(index + 1, object)
                onObjectRemoved: (index, object) => modelMenu.removeItem(object)
            }
        }
    }

    FilterChip {
        id: timeChip

        objectName: "timeFilter"
        menu: true
        text: filters.times.find(time => time.days === filters.search.days)?.name ?? ""
        checked: filters.search.days > 0
        onClicked: timeMenu.open()

        AppMenu {
            id: timeMenu

            y: timeChip.height + Theme.gap1

            Instantiator {
                model: filters.times
                delegate: AppMenuItem {
                    required property var modelData

                    text: modelData.name
                    checkable: true
                    checked: filters.search.days === modelData.days
                    onTriggered: filters.search.days = modelData.days
                }
                onObjectAdded: (index, object) => timeMenu.insertItem(index, object)
                onObjectRemoved: (index, object) => timeMenu.removeItem(object)
            }
        }
    }
}
