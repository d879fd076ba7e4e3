# Clocks go from 01:00 to 02:00 on 30 March 2025, and from 02:00 back to 01:00 on 26 October: an hour that never
# was, an hour that was twice, and the same moments with their offsets.
cat > "$TMP/incidents.csv" <<'R'
ref,category,notes,lon,lat,from,to
1,ASB - Nuisance,,-0.2926,51.8053,2025-03-30 01:30,
2,ASB - Nuisance,,-0.2839,51.8037,2025-10-26 01:30,
3,ASB - Nuisance,,-0.2970,51.8042,2025-10-26T01:30:00+01:00,
4,ASB - Nuisance,,-0.2920,51.8053,2025-10-26T01:30:00Z,
5,ASB - Nuisance,,-0.2921,51.8054,2025-03-30T01:30:00Z,
6,ASB - Nuisance,,-0.2922,51.8055,2025-07-04 23:30,2025-07-05 00:30
7,ASB - Nuisance,,-0.2923,51.8056,2025-07-07 18:10,2025-07-07 17:00
8,ASB - Nuisance,,-0.2924,51.8057,2025-07-01,
R
