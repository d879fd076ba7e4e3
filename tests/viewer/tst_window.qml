import QtQuick
import QtTest
import QtPositioning
import WardmapViewer

TestCase {
    id: test
    name: "Window"
    when: windowShown

    property Main window: null
    property ResultView view: window ? window.view : null
    property MapCanvas canvas: null

    Component {
        id: windows
        Main { keepsState: false }
    }

    // Of the visible items: views keep what they have taken out of sight for a while.
    function find(name: string, within): Item {
        const from = within ?? window.contentItem.parent
        for (const child of from.children) {
            if (child.objectName === name && child.visible)
                return child
            const found = find(name, child)
            if (found)
                return found
        }
        return null
    }
    function open(folder: string) {
        window.openResult(folder)
        tryVerify(() => !view.loading, 30000)
    }
    function settle() {
        tryVerify(() => canvas.upToDate, 10000)
        wait(50)  // a frame; waitForRendering() would wait for one that nothing asks for
    }
    function attribute(label: string): string {
        for (const one of view.attributes)
            if (one.label === label)
                return one.value
        return "no such attribute"
    }
    // Of the whole window: grabImage() of an item takes another place of a window than its own.
    function picture() { return grabImage(window.contentItem.parent) }

    function initTestCase() {
        window = windows.createObject(null, { width: 1366, height: 768 }) as Main
        verify(window)
        waitForRendering(window.contentItem)
        canvas = findChild(window, "canvas")
        verify(canvas)
    }
    function cleanupTestCase() { window.destroy() }
    function init() {
        if (!view.ready || view.folder !== fixture.demo)
            open(fixture.demo)
        view.theme = "asb"
        view.incidents.clear()
        view.clear_selection()
        window.zoomToAll()
        settle()
    }

    function test_01_opens_the_demo_with_its_words() {
        verify(view.ready)
        compare(view.area, "Tarrowmere")
        compare(view.period, "July 2025 to June 2026")
        compare(view.themeIds, ["asb", "drugs", "car_cruising"])
        compare(view.tableTitles, ["Hotspots", "Wards", "Tower blocks", "Patrol places", "Spates"])
        compare(findChild(window, "marking").text, "DEMO: INVENTED DATA")
        verify(findChild(window, "marking").visible)
        verify(view.findings.length > 3)
    }

    function test_02_theme_switch_shows_the_themes_own_layers() {
        const button = find("theme1")
        mouseClick(button)
        compare(view.theme, "drugs")
        verify(view.layers.is_shown("hotspots_drugs"))
        verify(!view.layers.is_shown("hotspots_asb"))
        keyClick(Qt.Key_3, Qt.ControlModifier)
        compare(view.theme, "car_cruising")
    }

    function test_03_a_layer_that_is_switched_off_is_not_drawn() {
        mouseMove(canvas, 5, 5)
        settle()
        const before = picture()
        verify(view.layers.is_shown("density_asb"))
        const box = find("layer:Density")
        verify(box)
        mouseClick(box, 12, box.height / 2)
        verify(!view.layers.is_shown("density_asb"))
        settle()
        verify(!picture().equals(before))
        mouseClick(box, 12, box.height / 2)
        mouseMove(canvas, 5, 5)
        settle()
        verify(picture().equals(before), "the same picture as before")
    }

    function test_04_a_click_on_a_ward_tells_its_attributes() {
        verify(view.select_ward("Emberly"))
        const box = view.box_of_selection()
        view.clear_selection()
        const look = canvas.look()
        const x = canvas.width / 2 + (box.x + box.width / 2 - look.x) / (156543.03392804097 / Math.pow(2, look.zoom))
        const y = canvas.height / 2 - (box.y + box.height / 2 - look.y) / (156543.03392804097 / Math.pow(2, look.zoom))
        mouseClick(canvas, x, y)
        compare(view.selectedName, "Emberly")
        compare(findChild(window, "selectedTitle").text, "Emberly")
        verify(Number(attribute("Incidents").replace(",", "")) > 0)
        verify(attribute("Rate").endsWith("per 1,000 residents"), attribute("Rate"))
        verify(view.weekTitle.endsWith("Emberly"))
    }

    function test_05_row_and_map_select_each_other() {
        view.table = view.tableTitles.indexOf("Hotspots")
        view.select_row(1)
        verify(view.hasSelection)
        compare(view.selectedRow, 1)
        const name = view.selectedName
        window.zoomToAll()
        view.clear_selection()
        compare(view.selectedRow, -1)
        view.select_row(1)
        compare(view.selectedName, name)
    }

    function test_06_a_table_sorts_and_filters() {
        view.table = view.tableTitles.indexOf("Wards")
        const rows = view.rows
        const count = rows.rowCount()
        verify(count > 5)
        let column = -1
        for (let c = 0; c < rows.columnCount(); ++c)
            if (rows.headerData(c, Qt.Horizontal, Qt.DisplayRole) === "Incidents")
                column = c
        verify(column >= 0)
        const values = () => {
            const list = []
            for (let r = 0; r < rows.rowCount(); ++r)
                list.push(Number(rows.data(rows.index(r, column), Qt.DisplayRole).replace(",", "")))
            return list
        }
        rows.sort_by(column)
        const most = values()
        compare(most, most.slice().sort((a, b) => b - a))
        rows.sort_by(column)
        compare(values(), most.slice().sort((a, b) => a - b))
        rows.words = "ember"
        compare(rows.rowCount(), 1)
        verify(rows.csv().split("\r\n")[1].includes("Emberly"))
        Share.copy(rows.csv())
        compare(fixture.clipboard(), rows.csv())
        rows.words = ""
        compare(rows.rowCount(), count)
    }

    function test_07_friday_night_shows_fewer_incidents_and_says_how_many() {
        const choice = view.incidents
        const total = choice.total
        verify(total > 100)
        compare(choice.shown, total)
        const button = find("fridayNight")
        mouseClick(button)
        verify(choice.active)
        verify(choice.shown > 0 && choice.shown < total)
        compare(choice.words, "Fri 20:00–02:00")
        verify(findChild(window, "status").text.includes(choice.share))
        // By the hours of the incidents themselves: Friday from 20:00, Saturday before 02:00.
        const night = choice.shown
        choice.set_window(1 << 4, 20, 24)
        const evening = choice.shown
        choice.set_window(1 << 5, 0, 2)
        compare(evening + choice.shown, night)
        choice.clear()
        compare(choice.shown, total)
    }

    function test_07_the_hours_are_those_of_what_is_selected_data() {
        return [{ tag: "ward", table: "Wards" }, { tag: "block", table: "Tower blocks" }, { tag: "hotspot", table: "Hotspots" }]
    }
    function test_07_the_hours_are_those_of_what_is_selected(data) {
        const sum = () => view.week.reduce((total, one) => total + one, 0)
        const all = sum()
        view.table = view.tableTitles.indexOf(data.table)
        let most = 0
        for (let row = 0; row < view.rows.rowCount(); ++row) {
            view.select_row(row)
            const known = Number(attribute("Incidents").replace(",", ""))
            verify(sum() <= known, sum() + " hours of " + known + " incidents of " + view.selectedName)
            most = Math.max(most, sum())
            verify(view.weekTitle.endsWith(view.selectedName))
        }
        verify(most > 10 && most < all, most)
        view.clear_selection()
        compare(sum(), all)
    }

    function test_08_months_add_up_to_the_whole() {
        const choice = view.incidents
        compare(choice.months.length, 12)
        let sum = 0
        for (let m = 0; m < choice.months.length; ++m) {
            choice.month = m
            sum += choice.shown
        }
        choice.month = -1
        compare(sum, choice.total)
        // A period of several months holds those of its months.
        choice.month = 3
        let shown = choice.shown
        choice.month = 4
        shown += choice.shown
        choice.set_months(3, 4)
        compare(choice.shown, shown)
        compare(choice.words, "October to November 2025")
        choice.step_months(1)
        compare(choice.words, "November to December 2025")
        choice.step_months(1)
        compare(choice.words, "December 2025 to January 2026")
        choice.set_months(0, 11)
        verify(!choice.active, "all months are no filter")
    }

    function test_08_the_period_is_worked_by_keys() {
        const choice = view.incidents
        const slider = find("months")
        slider.second.handle.forceActiveFocus()
        keyClick(Qt.Key_Left)
        compare(choice.words, "July 2025 to May 2026")
        slider.first.handle.forceActiveFocus()
        keyClick(Qt.Key_Right)
        keyClick(Qt.Key_Right)
        compare(choice.words, "September 2025 to May 2026")
        mouseClick(find("later"))
        compare(choice.words, "October 2025 to June 2026")
        tryCompare(slider.first, "value", 3)
        compare(slider.second.value, 11)
        mouseClick(find("clearFilter"))
        tryCompare(slider.first, "value", 0)
        mouseClick(find("later"))
        compare(choice.words, "July 2025")
        mouseClick(find("later"))
        compare(choice.words, "August 2025")
        tryCompare(slider.second, "value", 1)
        compare(slider.first.value, 1)
    }

    function test_09_pages_are_written() {
        const png = fixture.folder() + "/page.png"
        compare(Share.save_page(view, null, "file://" + png, Qt.rect(0, 0, 0, 0)), "")
        compare(fixture.image_size(png), Qt.size(3508, 2480))
        compare(fixture.dots_per_inch(png), 300)
        const pdf = fixture.folder() + "/page.pdf"
        compare(Share.save_page(view, null, "file://" + pdf, Qt.rect(0, 0, 0, 0)), "")
        compare(fixture.file_head(pdf, 5), "%PDF-")
        verify(Share.save_page(view, null, "file:///nowhere/page.png", Qt.rect(0, 0, 0, 0)) !== "")
        verify(Share.save_page(view, null, "file://" + fixture.folder() + "/page.bmp", Qt.rect(0, 0, 0, 0)) !== "")
    }

    function test_09_both_maps_of_a_comparison_are_on_the_page() {
        window.compareWith(fixture.results + "/partner")
        const other = findChild(window, "secondMap")
        tryVerify(() => other.view.ready, 30000)
        const both = fixture.folder() + "/both.png"
        compare(Share.save_page(view, other.view, "file://" + both, Qt.rect(0, 0, 0, 0)), "")
        compare(fixture.image_size(both), Qt.size(3508, 2480))
        for (const [half, alone] of [["left", view], ["right", other.view]]) {
            const one = fixture.folder() + "/one.png"
            compare(Share.save_page(alone, alone, "file://" + one, Qt.rect(0, 0, 0, 0)), "")
            verify(fixture.same_half(both, one, half), half + " half")
        }
        verify(!fixture.same_half(both, fixture.folder() + "/one.png", "left"), "the markings differ")
        window.comparing = false
    }

    // Qt Location's own projection is the measure: within a hundredth of a pixel at each zoom.
    function test_10_places_lie_where_qt_location_puts_them() {
        const map = canvas.map
        for (const zoom of [11.3, 13, 14.75, 17]) {
            map.zoomLevel = zoom
            for (const [dlat, dlon] of [[0, 0], [0.004, -0.006], [-0.009, 0.011], [0.02, 0.03]]) {
                const lat = map.center.latitude + dlat
                const lon = map.center.longitude + dlon
                const theirs = map.fromCoordinate(QtPositioning.coordinate(lat, lon), false)
                const ours = canvas.point_of(lon, lat)
                verify(Math.abs(theirs.x - ours.x) < 0.01, zoom + ": " + theirs.x + " and " + ours.x)
                verify(Math.abs(theirs.y - ours.y) < 0.01, zoom + ": " + theirs.y + " and " + ours.y)
            }
        }
    }

    // What is painted lies there too: the highlighted corner of a block's ring, measured in pixels.
    function test_11_a_block_is_painted_at_its_place() {
        view.table = view.tableTitles.indexOf("Tower blocks")
        view.select_row(0)
        const box = view.box_of_selection()
        const middle = Qt.point(box.x + box.width / 2, box.y + box.height / 2)
        canvas.show_box(box)
        settle()
        const image = picture()
        const origin = canvas.mapToItem(null, 0, 0)
        const look = canvas.look()
        const perPx = 156543.03392804097 / Math.pow(2, look.zoom)
        const x = origin.x + canvas.width / 2 + (middle.x - look.x) / perPx
        const y = origin.y + canvas.height / 2 - (middle.y - look.y) / perPx
        // The ring around the selected block is yellow and round: its left and right rims tell its middle.
        const isRing = (px, py) => {
            const c = image.pixel(px, py)
            return c.r > 0.9 && c.g > 0.75 && c.b < 0.35
        }
        let left = -1
        let right = -1
        for (let px = Math.round(x) - 30; px <= Math.round(x) + 30; ++px)
            if (isRing(px, Math.round(y))) {
                left = left < 0 ? px : left
                right = px
            }
        verify(left >= 0, "the ring was found")
        verify(Math.abs((left + right) / 2 - (x - 0.5)) <= 1, "across: " + (left + right) / 2 + " and " + x)
        let top = -1
        let bottom = -1
        for (let py = Math.round(y) - 30; py <= Math.round(y) + 30; ++py)
            if (isRing(Math.round(x), py)) {
                top = top < 0 ? py : top
                bottom = py
            }
        verify(Math.abs((top + bottom) / 2 - (y - 0.5)) <= 1, "down: " + (top + bottom) / 2 + " and " + y)
    }

    function test_12_keys_move_zoom_and_clear() {
        const pane = findChild(window, "firstMap")
        pane.forceActiveFocus()
        const before = canvas.look()
        keyClick(Qt.Key_Right)
        verify(canvas.look().x > before.x)
        keyClick(Qt.Key_Plus)
        compare(canvas.look().zoom.toFixed(3), (before.zoom + 0.5).toFixed(3))
        keyClick(Qt.Key_Return)
        verify(view.hasSelection)
        keyClick(Qt.Key_Escape)
        verify(!view.hasSelection)
    }

    function test_13_linked_maps_look_at_the_same_place() {
        window.compareWith(fixture.demo)
        const other = findChild(window, "secondMap")
        tryVerify(() => other.view.ready && other.width > 0, 30000)
        canvas.pan_by(50, 20)
        canvas.zoom_by(1, 10, 10)
        const mine = canvas.look()
        const theirs = other.canvas.look()
        verify(Math.abs(mine.x - theirs.x) < 0.1 && Math.abs(mine.y - theirs.y) < 0.1)
        compare(mine.zoom.toFixed(6), theirs.zoom.toFixed(6))
        other.canvas.pan_by(-30, 0)
        verify(Math.abs(canvas.look().x - other.canvas.look().x) < 0.1)
        window.comparing = false
    }

    // One map over the other: what is left of the divider is the first's.
    function test_13_a_divider_parts_one_map_from_the_other() {
        window.compareWith(fixture.demo)
        const other = findChild(window, "secondMap")
        tryVerify(() => other.view.ready && other.width > 0, 30000)
        other.view.theme = "drugs"
        window.zoomToAll()
        mouseClick(find("swipe"))
        verify(window.swiping)
        compare(other.canvas.width, canvas.width)
        const mine = canvas.look()
        const theirs = other.canvas.look()
        verify(Math.abs(mine.x - theirs.x) < 0.1 && Math.abs(mine.y - theirs.y) < 0.1)
        const divider = findChild(window, "divider")
        mouseDrag(divider, divider.width / 2, divider.height / 2, 80, 0)
        verify(divider.share > 0.55, "dragged to " + divider.share)
        compare(canvas.look().x, mine.x, "the map stays")
        divider.forceActiveFocus()
        const share = divider.share
        keyClick(Qt.Key_Left)
        verify(divider.share < share)
        // A click on either side asks that side's map.
        tryVerify(() => canvas.upToDate && other.canvas.upToDate, 10000)
        mouseClick(canvas, canvas.width * 0.3, canvas.height / 2)
        verify(view.hasSelection)
        verify(!other.view.hasSelection)
        mouseClick(canvas, canvas.width * 0.72, canvas.height / 2)
        verify(other.view.hasSelection)
        mouseClick(find("swipe"))
        window.comparing = false
    }

    // Of the result that has a surface of each month.
    function test_14_the_month_slider_shows_the_density_of_that_month() {
        open(fixture.results + "/monthly")
        const choice = view.incidents
        compare(choice.months.length, 12)
        verify(!view.layers.showsMonth)
        verify(view.layers.is_shown("density_asb"))
        window.zoomToAll()
        settle()
        const whole = picture()
        choice.month = 8
        compare(choice.words, "March 2026")
        verify(view.layers.showsMonth)
        verify(view.layers.is_shown("density_asb_2026_03"))
        verify(!view.layers.is_shown("density_asb"))
        verify(findChild(window, "filterNote").text.includes("whole month"))
        settle()
        const march = picture()
        verify(!march.equals(whole))
        // What was switched off for a month stays off for the next.
        view.layers.set_shown("density_asb_2026_03", false)
        choice.month = 9
        verify(view.layers.showsMonth)
        verify(!view.layers.is_shown("density_asb_2026_04"))
        view.layers.set_shown("density_asb_2026_04", true)
        choice.month = -1
        verify(view.layers.is_shown("density_asb"))
        settle()
        verify(picture().equals(whole), "the whole period as before")
    }

    function test_15_two_months_lie_side_by_side_with_their_names() {
        window.compareWith(fixture.results + "/monthly")
        const other = findChild(window, "secondMap")
        tryVerify(() => other.view.ready && other.width > 0, 30000)
        const period = find("secondPeriod")
        mouseClick(find("later", period))
        mouseClick(find("later", period))
        compare(other.view.incidents.month, 1)
        verify(other.caption.endsWith("August 2025"), other.caption)
        verify(other.view.layers.is_shown("density_asb_2025_08"))
        verify(!view.layers.showsMonth, "the other map keeps its own")
        window.comparing = false
    }

    function test_16_the_table_is_worked_by_keys() {
        view.table = view.tableTitles.indexOf("Wards")
        const table = findChild(window, "table")
        keyClick(Qt.Key_F4)
        tryVerify(() => table.activeFocus)
        keyClick(Qt.Key_Home)
        compare(view.selectedRow, 0)
        const first = view.selectedName
        keyClick(Qt.Key_Down)
        verify(view.selectedName !== first)
        keyClick(Qt.Key_Right)
        keyClick(Qt.Key_Right)
        keyClick(Qt.Key_Right)
        keyClick(Qt.Key_Space)
        compare(view.rows.sortedColumn, 3)
        const zoom = canvas.look().zoom
        keyClick(Qt.Key_Return)
        verify(canvas.look().zoom > zoom)
        keyClick(Qt.Key_C, Qt.ControlModifier)
        compare(fixture.clipboard(), view.rows.csv())
        keyClick(Qt.Key_F, Qt.ControlModifier)
        keyClick(Qt.Key_E)
        keyClick(Qt.Key_M)
        keyClick(Qt.Key_B)
        compare(view.rows.rowCount(), 1)
        // A click there leaves the words to be typed.
        canvas.forceActiveFocus()
        mouseClick(find("tableFilter"))
        verify(find("tableFilter").activeFocus)
        view.rows.words = ""
    }

    function test_17_the_hours_are_worked_by_keys() {
        keyClick(Qt.Key_F5)
        const heat = findChild(window, "heatTable")
        tryVerify(() => heat.activeFocus)
        heat.current = 0
        keyClick(Qt.Key_Up)
        keyClick(Qt.Key_Left)
        compare(heat.current, 5 * 24 + 23)  // Saturday's last hour
        keyClick(Qt.Key_Return)
        compare(view.incidents.words, "Sat 23:00–24:00")
        verify(heat.Accessible.description.startsWith("Sat 23:00 to 24:00: "))
    }

    function test_18_every_layer_is_reached_and_switched_by_keys() {
        keyClick(Qt.Key_F2)
        const list = findChild(window, "layerList")
        tryVerify(() => list.activeFocus)
        list.currentIndex = 0
        const shown = view.layers.is_shown("incidents_asb")
        keyClick(Qt.Key_Space)
        compare(view.layers.is_shown("incidents_asb"), !shown)
        keyClick(Qt.Key_Space)
        compare(view.layers.is_shown("incidents_asb"), shown)
        keyClick(Qt.Key_Down)
        compare(list.currentIndex, 1)
    }

    // Tab goes through the whole window and comes back; everything on its way has a name for those who cannot see.
    function test_18_tab_reaches_everything_and_all_of_it_is_named() {
        view.table = view.tableTitles.indexOf("Wards")
        compare(fixture.nameless(window), [])
        const names = fixture.control_names(window)
        for (const name of ["Drugs", "Ward to zoom to", "Compare", "Zoom in", "Opacity of Density", "Filter the rows of the table",
                            "First month", "From hour", "Incidents of Mon", "Copy as CSV"])
            verify(names.some(one => one.startsWith(name)), name + " is not among " + names)
        const reached = []
        findChild(window, "firstMap").forceActiveFocus()
        for (let i = 0; i < 200; ++i) {
            keyClick(Qt.Key_Tab)
            if (reached.includes(window.activeFocusItem))
                break
            reached.push(window.activeFocusItem)
        }
        compare(window.activeFocusItem, reached[0], "round once")
        verify(reached.some(item => item.objectName === "firstMap" || item.objectName === "canvas"), "the map")
        for (const name of ["theme1", "wards", "compare", "look", "layer:Density", "opacity:Density", "zoomIn", "wholeArea", "tableFilter",
                            "copyCsv", "table", "heatTable", "day0", "later", "fridayNight"])
            verify(reached.some(item => item.objectName === name), name)
    }

    function test_18_a_ward_is_chosen_from_the_list() {
        const wards = find("wards")
        compare(wards.count, view.wardNames.length + 1)
        compare(view.wardNames, view.wardNames.slice().sort())
        const zoom = canvas.look().zoom
        wards.forceActiveFocus()
        keyClick(Qt.Key_Down)
        compare(view.selectedWard, view.wardNames[0])
        verify(canvas.look().zoom > zoom)
        verify(view.select_ward("Emberly"))
        tryCompare(wards, "currentText", "Emberly")
        keyClick(Qt.Key_Home)
        verify(!view.hasSelection)
        compare(canvas.look().zoom.toFixed(6), zoom.toFixed(6))
    }

    function test_19_what_a_result_holds_back_or_lacks_is_said_data() {
        return [
            { tag: "partner", folder: "partner", theme: "asb", says: "counts of 1 and 2 are hidden" },
            { tag: "empty", folder: "empty", theme: "drugs", says: "No incident of this theme" },
            { tag: "public", folder: "", theme: "asb", says: "Public result" }
        ]
    }
    function test_19_what_a_result_holds_back_or_lacks_is_said(data) {
        let folder = fixture.results + "/" + data.folder
        if (data.folder === "") {
            folder = fixture.copy_of_demo("public")
            fixture.replace(folder + "/manifest.json", '"profile": "internal"', '"profile": "public"')
        }
        open(folder)
        view.theme = data.theme
        verify(view.remark.includes(data.says), view.remark)
        settle()
    }

    function test_20_what_is_broken_says_what_it_is_data() {
        return [
            { tag: "no_manifest", harm: f => fixture.remove(f + "/manifest.json"), says: "no manifest.json" },
            { tag: "no_geopackage", harm: f => fixture.remove(f + "/wardmap.gpkg"), says: "no wardmap.gpkg" },
            { tag: "half_a_geopackage", harm: f => fixture.cut_in_half(f + "/wardmap.gpkg"), says: "wardmap.gpkg" },
            { tag: "half_a_raster", harm: f => fixture.cut_in_half(f + "/rasters/density_asb.tif"), says: "density_asb.tif" },
            { tag: "newer", harm: f => fixture.replace(f + "/map.json", '"schema":1', '"schema":9'), says: "newer wardmap" },
            { tag: "deleted", harm: f => fixture.remove_folder(f), says: "no such folder" }
        ]
    }
    function test_20_what_is_broken_says_what_it_is(data) {
        const folder = fixture.copy_of_demo(data.tag)
        data.harm(folder)
        open(folder)
        verify(view.failed)
        verify(view.problem.includes(data.says), view.problem)
        verify(findChild(window, "problem").visible)
        verify(view.advice !== "")
    }

    function test_21_a_folder_deleted_while_open_harms_nothing() {
        const folder = fixture.copy_of_demo("vanishing")
        open(folder)
        verify(view.ready)
        fixture.remove_folder(folder)
        view.theme = "drugs"
        verify(view.select_ward("Emberly"))
        settle()
        open(folder)
        verify(view.failed)
    }

    Component {
        id: runs
        StudyRun {}
    }
    function test_22_a_dropped_folder_is_opened() {
        verify(fixture.drop(window, fixture.results + "/partner"))
        tryVerify(() => view.ready && view.folder.endsWith("/partner"), 30000)
    }

    Component {
        id: keepers
        Main { keepsState: true }
    }
    function test_23_the_window_comes_back_as_it_was_left() {
        const kept = keepers.createObject(null) as Main
        kept.width = 1111
        kept.height = 666
        kept.remember("/somewhere/a result")
        const look = findChild(kept, "look")
        look.currentIndex = look.indexOfValue("dark")
        look.activated(look.currentIndex)
        wait(600)  // settings are written half a second after the last change
        kept.destroy()
        wait(0)
        Look.mode = "light"
        const again = keepers.createObject(null) as Main
        compare(again.width, 1111)
        compare(again.height, 666)
        compare(again.recent[0], "/somewhere/a result")
        compare(Look.mode, "dark")
        Look.mode = "light"
        again.destroy()
    }

    function test_24_the_dialog_runs_a_study_and_opens_its_result() {
        const dialog = findChild(window, "runDialog")
        const out = fixture.folder() + "/by_dialog"
        dialog.begin("file://" + fixture.study, "file://" + out)
        tryVerify(() => dialog.running && dialog.words.startsWith("Step "), 60000)
        tryVerify(() => !dialog.running, 60000)
        tryVerify(() => view.ready && view.folder === out, 30000)
        verify(findChild(dialog.contentItem, "runSaid").text.includes("Anti-social behaviour"))
        dialog.close()
        dialog.begin("file://" + fixture.study, "file://" + fixture.folder() + "/given_up")
        tryVerify(() => dialog.words.startsWith("Step "), 60000)
        mouseClick(findChild(dialog.footer, "cancelRun"))
        tryVerify(() => !dialog.running, 60000)
        verify(findChild(dialog.contentItem, "runSaid").text.startsWith("Cancelled"))
        verify(!fixture.exists(fixture.folder() + "/given_up"))
        compare(view.folder, out)
        dialog.close()
    }

    function test_30_a_study_is_run_with_its_steps_and_findings() {
        const run = createTemporaryObject(runs, test)
        const out = fixture.folder() + "/run"
        run.start(fixture.study, out)
        verify(run.running)
        tryVerify(() => /^\[\d\/6\] /.test(run.step), 60000)
        tryVerify(() => !run.running, 60000)
        verify(run.succeeded, run.said)
        verify(run.said.includes("Anti-social behaviour"))
        open(out)
        verify(view.ready)
    }
    function test_31_a_cancelled_run_leaves_nothing() {
        const run = createTemporaryObject(runs, test)
        const out = fixture.folder() + "/cancelled"
        run.start(fixture.study, out)
        tryVerify(() => run.step !== "", 60000)
        run.cancel()
        tryVerify(() => !run.running, 60000)
        verify(!run.succeeded)
        verify(run.said.startsWith("Cancelled"))
        verify(!fixture.exists(out))
    }
    function test_32_a_study_that_cannot_be_read_says_why() {
        const run = createTemporaryObject(runs, test)
        run.start("/nowhere/study.toml", fixture.folder() + "/none")
        tryVerify(() => !run.running && run.said !== "", 30000)
        verify(!run.succeeded)
        verify(run.said.includes("/nowhere/study.toml"), run.said)
    }
}
