pragma ComponentBehavior: Bound
import QtQuick
import QtLocation

// What lies under the layers: nothing, local tiles, or (only when asked for) OpenStreetMap from the network.
QtObject {
    id: base

    property string tiles: ""
    property string cache: ""
    property bool online: false
    readonly property Plugin plugin: online ? network : tiles !== "" ? local : blank

    readonly property Plugin blank: Plugin { name: "itemsoverlay" }
    property Plugin local: base.tiles === "" ? null : localTiles.createObject(base) as Plugin
    property Plugin network: base.online ? openStreetMap.createObject(base) as Plugin : null

    readonly property Component localTiles: Component {
        Plugin {
            name: "osm"
            PluginParameter { name: "osm.mapping.providersrepository.disabled"; value: true }
            PluginParameter { name: "osm.mapping.custom.host"; value: "file:///nowhere/" }
            PluginParameter { name: "osm.mapping.offline.directory"; value: base.tiles }
            PluginParameter { name: "osm.mapping.cache.directory"; value: base.cache }
        }
    }
    readonly property Component openStreetMap: Component {
        Plugin {
            name: "osm"
            PluginParameter { name: "osm.useragent"; value: "wardmap-viewer" }
        }
    }
}
