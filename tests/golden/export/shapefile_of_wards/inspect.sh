head -5 out/fields.csv
ogrinfo -ro -q -geom=NO -where "rank = 1" out/wards_asb.shp wards_asb | grep -v "^$" | head -8
