#!/usr/bin/env bash
# The Debian package of a build: made, looked at, unpacked, and the viewer in it started.
#   deb_package.sh BUILD VERSION FOLDER
set -euo pipefail
build=$1 version=$2 folder=$3
for tool in dpkg-shlibdeps file desktop-file-validate appstreamcli; do
  command -v "$tool" >/dev/null || exit 77
done

fail() { echo "$*" >&2; exit 1; }
rm -rf "$folder" && mkdir -p "$folder"
cd "$folder"
cpack --config "$build/CPackConfig.cmake" -B "$folder/made" >made.log 2>&1 || { cat made.log; exit 1; }
package=$(echo "$folder"/made/*.deb)
[ "$(basename "$package")" = "wardmap_${version}_$(dpkg --print-architecture).deb" ] || fail "it is called $package"

# What is in it: all that a user runs, nothing that only a programmer needs, owned by root.
dpkg-deb --contents "$package" >contents
for wanted in usr/bin/wardmap usr/bin/wardmap-viewer usr/share/applications/org.wardmap.Viewer.desktop \
  usr/share/metainfo/org.wardmap.Viewer.metainfo.xml usr/share/doc/wardmap/copyright \
  usr/share/icons/hicolor/scalable/apps/org.wardmap.Viewer.svg; do
  grep -q " \./$wanted\$" contents || fail "$wanted is not in the package"
done
! grep -E '\.(hpp|a|cmake)$' contents || fail "these are not for users"
! grep -v ' root/root ' contents || fail "these are not root's"

# What it asks for: packages that there are here, and the parts of QML that no program is linked with.
dpkg-deb --field "$package" Depends | tr ',' '\n' | sed 's/ *(.*//; s/ //g' >depends
for wanted in qml6-module-qtlocation qml6-module-qtquick-dialogs qt6-location-plugins libqt6quick6 proj-data; do
  grep -qx "$wanted" depends || fail "the package does not ask for $wanted"
done
while read -r one; do
  [ "$one" = qt6-declarative-private-abi ] || # a name that other packages provide
    dpkg-query --show "$one" >/dev/null || fail "there is no package $one here"
done <depends

dpkg-deb --extract "$package" root
desktop-file-validate root/usr/share/applications/org.wardmap.Viewer.desktop
# (wardmap has no page on the web of its own.)
appstreamcli validate --no-net --override=url-homepage-missing=info root/usr/share/metainfo/org.wardmap.Viewer.metainfo.xml
[ "$(root/usr/bin/wardmap --version)" = "wardmap $version" ] || fail "the packaged wardmap is of another version"
root/usr/bin/wardmap-viewer --self-test
