# The architecture rules (CONTRIBUTING.md) over the lines of our sources. Run by CheckIncludes.cmake:
#   awk -v facts=FILE -f CheckIncludes.awk PATH…      paths relative to the source tree
# FACTS is written by wardmap_write_architecture. Prints "file:line: rule N: what is wrong"; exit code 1 if anything.

function report(rule, text) { report_at(FILENAME, FNR, rule, text) }
function report_at(file, line, rule, text) { printf "%s:%d: rule %d: %s\n", file, line, rule, text; failures++ }

function directory(path) { sub(/\/[^\/]*$/, "", path); return path }
function stands_in(path, folder) { return index(path, folder "/") == 1 }

function read_facts(    line, word) {
    while ((getline line < facts) > 0) {
        split(line, word, " ")
        if (word[1] == "stage") {
            place_of[word[2]] = ++stage_count
        } else if (word[1] == "header") {
            if (word[3] in stage_of)
                report_at("include/wardmap/" word[3], 1, 5, "belongs to two stages: " stage_of[word[3]] " and " word[2])
            stage_of[word[3]] = word[2]
        } else if (word[1] == "library") {
            library_owner[++library_count] = word[2]
            library_includes[library_count] = word[3]
            library_name[library_count] = word[4]
        }
    }
    if (stage_count == 0) { print facts ": holds no stage"; failures++ }
}

BEGIN {
    read_facts()
    for (i = 1; i < ARGC; i++) exists[ARGV[i]] = 1
    if (ARGC < 2) { print "no source file to check"; failures++ ; exit }
}

# Where the file stands: its zone (include, src, app, tests, benchmarks) and the stage that it belongs to or mirrors.
FNR == 1 {
    split(FILENAME, part, "/")
    zone = part[1]
    stage = ""
    if (zone == "include") {
        name = substr(FILENAME, length("include/wardmap/") + 1)
        if (name in stage_of) stage = stage_of[name]
        else report(5, "belongs to no stage: list it under HEADERS in src/CMakeLists.txt")
    } else if (zone == "src" || zone == "tests") {
        if (part[2] in place_of) stage = part[2]
        if (zone == "src" && stage == "") report(3, "stands in no stage of src/CMakeLists.txt")
    }
    is_analysis = stage == "analysis" && zone != "tests"
}

/^[ \t]*#[ \t]*include[ \t]*[<"]/ {
    target = $0
    sub(/^[ \t]*#[ \t]*include[ \t]*/, "", target)
    is_quoted = substr(target, 1, 1) == "\""
    target = substr(target, 2)
    sub(/[>"].*$/, "", target)
    check_include(target)
    next
}

is_analysis { check_analysis_line($0) }
zone == "src" { check_folder_line($0) }

function check_include(target) {
    if (target ~ /(^|\/)\.\.\//) report(zone == "tests" ? 7 : zone == "app" ? 6 : 3, "\"../\" in an include: " target)
    else if (target ~ /^wardmap\//) check_public_header(substr(target, length("wardmap/") + 1))
    else if (is_quoted) check_private_header(target)
    else check_outside_header(target)
}

function check_public_header(name,    owner) {
    if (!(name in stage_of)) {
        report(3, "wardmap/" name " is a public header of no stage")
        return
    }
    owner = stage_of[name]
    if (zone == "include" || zone == "src") {
        if (stage != "" && place_of[owner] > place_of[stage])
            report(5, stage " comes before " owner " in the data flow: it cannot use wardmap/" name)
    } else if (stands_in(FILENAME, "app/viewer") && owner == "analysis") {
        report(6, "the viewer includes no analysis header: wardmap/" name)
    }
}

function check_private_header(target) {
    if (zone == "include")
        report(1, "a public header includes only the standard library and wardmap/: \"" target "\"")
    else if (zone == "src" && !((directory(FILENAME) "/" target) in exists))
        report(3, "a stage includes its own folder only: \"" target "\"")
    else if (zone == "app" && !((directory(FILENAME) "/" target) in exists))
        report(6, "app uses wardmap/ and its own folder: \"" target "\"")
    else if ((zone == "tests" || zone == "benchmarks") && !is_within_reach_of_test(target))
        report(7, "a test reaches tests/ and the private headers of the stage it mirrors: \"" target "\"")
}

function is_within_reach_of_test(target) {
    return ((directory(FILENAME) "/" target) in exists) || (("tests/" target) in exists) \
        || (stage != "" && (("src/" stage "/" target) in exists)) || (zone == "tests" && (("app/" part[2] "/" target) in exists))
}

function check_outside_header(target,    i) {
    if (target ~ /^[a-z][a-z0-9_]*$/) { check_standard_header(target); return }
    if (target ~ /^(unistd|fcntl|dirent|dlfcn|signal|poll|fnmatch|unwind)[.]h$/ || target ~ /^(sys|linux)\/[a-z_]+[.]h$/) {
        check_system_header(target)
        return
    }
    if (target ~ /^(gtest|gmock|benchmark)\// || target ~ /^rapidcheck([.]h|\/)/) {
        if (zone != "tests" && zone != "benchmarks") report(zone == "include" ? 1 : 2, "test library outside tests: <" target ">")
        return
    }
    for (i = 1; i <= library_count; i++) {
        if (target ~ library_includes[i]) { check_library(i, target); return }
    }
    report(zone == "include" ? 1 : 2, "<" target "> is of no library listed in cmake/ThirdParties.cmake")
}

function check_library(i, target,    owner) {
    owner = library_owner[i]
    if (zone == "include")
        report(1, "a public header includes only the standard library and wardmap/: <" target ">")
    else if (owner != "-" && !stands_in(FILENAME, owner) && !(zone == "tests" && (owner == "src/" stage || owner == "app/" part[2])))
        report(2, library_name[i] " belongs to " owner ": <" target ">")
}

function check_standard_header(target) {
    if (is_analysis && target ~ /^(filesystem|fstream|iostream|ostream|cstdio|print|syncstream|locale|clocale|ctime)$/)
        report(4, "analysis has no files, clock, printing or locale: <" target ">")
}

function check_system_header(target) {
    if (zone == "include")
        report(1, "a public header includes only the standard library and wardmap/: <" target ">")
    else if (is_analysis)
        report(4, "analysis has no files, clock, printing or locale: <" target ">")
}

function check_analysis_line(line) {
    gsub(/"([^"\\]|\\.)*"/, "\"\"", line)
    sub(/\/\/.*/, "", line)
    if (line ~ /(system|steady|high_resolution|utc|file)_clock/) report(4, "analysis reads no clock")
    if (line ~ /(^|[^A-Za-z0-9_])(f|s|sn|v)?printf[ \t]*\(/ || line ~ /std::(cout|cerr|clog|print)/ || line ~ /fmt::print/)
        report(4, "analysis prints nothing")
    if (line ~ /setlocale|std::locale/) report(4, "analysis has no locale")
    if (line ~ /LonLat/ || line ~ /_deg([^A-Za-z0-9_]|$)/) report(4, "analysis works in metres, not degrees")
}

# libstdc++ 12 ends the program where memory runs out in these.
function check_folder_line(line) {
    sub(/\/\/.*/, "", line)
    if (line ~ /directory_iterator|(fs|filesystem)::is_empty/) report(8, "folders are read by wardmap/list_folder.hpp")
}

END {
    for (name in stage_of)
        if (!(("include/wardmap/" name) in exists))
            report_at("src/CMakeLists.txt", 1, 5, "lists a public header that does not exist: " name)
    exit failures > 0
}
