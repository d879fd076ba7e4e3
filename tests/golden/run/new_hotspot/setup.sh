cp "$SOURCE"/tests/data/small_town/wards.geojson "$TMP"
# A year of 20 incidents a month all over the town; from September on 20 more a month at one place, of which 12 come from
# one reporter, and in November and December 20 at another, each from somebody else.
awk 'BEGIN {
  print "ref,category,lon,lat,from,reporter"
  for (month = 1; month <= 12; ++month) {
    for (i = 0; i < 20; ++i)
      printf "B%d,ASB,%.5f,%.5f,%d/%d/2025,\n", 100 * month + i, -0.2990 + 0.0056 * (i % 5) + 0.0004 * month, 51.8010 + 0.0020 * int(i / 5) + 0.0001 * month, 1 + i, month
    for (i = 0; i < 20 && month >= 9; ++i)
      printf "H%d,ASB,-0.29260,51.80530,%d/%d/2025,%s\n", 100 * month + i, 1 + i, month, i < 12 ? "R1" : "H" 100 * month + i
    for (i = 0; i < 20 && month >= 11; ++i)
      printf "L%d,ASB,-0.27500,51.80800,%d/%d/2025,L%d\n", 100 * month + i, 1 + i, month, 100 * month + i
  }
}' > "$TMP/incidents.csv"
