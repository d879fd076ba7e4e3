grep -c "<wpt" out/patrol_asb.gpx
grep -o "<name>.*</name>" out/hotspots_asb.gpx
grep -o "<desc>.*Rank: 1;" out/hotspots_asb.gpx
