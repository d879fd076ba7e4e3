# Every sheet has a frozen header and widths, no entry a time, and there is one for each table of the result.
python3 - <<'P'
import sqlite3, zipfile
book = zipfile.ZipFile("out/layers.xlsx")
assert book.testzip() is None
sheets = [book.read(name).decode() for name in book.namelist() if "worksheets/" in name]
tables = sqlite3.connect("result/wardmap.gpkg").execute(
    "SELECT count(*) FROM gpkg_contents WHERE table_name <> 'layer_styles'").fetchone()[0]
print("sheets beside those of the result:", len(sheets) - tables)
print("frozen:", all('ySplit="1"' in sheet and 'state="frozen"' in sheet for sheet in sheets))
print("widths:", all("<cols>" in sheet for sheet in sheets))
print("times:", {info.date_time for info in book.infolist()})
P
