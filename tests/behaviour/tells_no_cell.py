#!/usr/bin/env python3
"""No message holds a cell of an incident file: bad dates, coordinates, places and reporters are told by line and reason.

  tells_no_cell.py PROGRAM FOLDER

Every command that reads incidents is run over files whose every cell is a word that occurs nowhere else.
"""
import pathlib
import shutil
import subprocess
import sys

sys.dont_write_bytecode = True  # into the source tree
sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "hostile"))
from make_files import ods, xlsx  # noqa: E402

SOURCE = pathlib.Path(__file__).parents[2]
HEAD = ["ref", "category", "location", "date", "easting", "northing", "uprn", "notes", "reporter"]
# What no message may hold. Odd cells, so that each is the matter of some message.
CELLS = {
    "ref": "REFQUAGGA", "category": "CATQUAGGA", "location": "77 Quagga Crossing, SG9 9QQ", "date": "31/02/2187",
    "easting": '"987,654"', "northing": "87654321.5", "uprn": "9.87654E+11", "notes": "notequagga said", "reporter": "MrsQuagga",
}
WORDS = ["quagga", "2187", "987,654", "987654", "87654321", "9.87654", "SG9 9QQ"]
STUDY = """[study]
name = "Cells"
[[incidents]]
file = "FILE"
[[themes]]
id = "all"
title = "All"
phrases_in = ["category", "notes"]
phrases = ["nuisance", "catquagga"]
[quality]
max_rejected = MAX
min_hit_rate = 0
[output]
formats = []
"""


def sound(number):
    return [f"R{number}", "Nuisance", "", f"{13 + number % 9}/05/2025", str(523000 + 11 * number), str(224000 + 7 * number),
            "", "", ""]


def table(odd, count=1, header=True):
    """Sound rows, and `count` odd ones in which the columns `odd` hold their odd cell."""
    rows = [sound(i) for i in range(30)]
    for i in range(count):
        row = sound(50 + i)
        for name in odd:
            row[HEAD.index(name)] = CELLS[name]
        rows.insert(3, row)
    return ([HEAD] if header else []) + rows


def csv_text(rows):
    return "\n".join(",".join(f'"{cell}"' if "," in cell and cell[0] != '"' else cell for cell in row) for row in rows) + "\n"


def write_files(folder):
    """Names of the files; each is odd in its own way."""
    files = {}
    everything = list(CELLS)
    for name in ("date", "easting", "northing", "uprn"):
        files[f"odd_{name}.csv"] = csv_text(table([name], 5))
    files["all_odd.csv"] = csv_text(table(everything, 5))
    places = ["ref", "location", "notes", "reporter", "category"]
    files["first_row_is_data.csv"] = csv_text([table(everything, 1)[4], *table(places, 3)[1:]])
    files["data_without_numbers.csv"] = csv_text([["REFQUAGGA", "CATQUAGGA", "7a Quagga Crossing"], ["R2", "CATQUAGGA", "x"]])
    files["columns_renamed.csv"] = csv_text(table(places, 3)).replace("category", "kind of thing").replace("notes", "free")
    files["open_quote.csv"] = csv_text(table(places, 3)).replace("REFQUAGGA", '"REFQUAGGA')
    files["ragged.csv"] = csv_text(table(places, 3)).replace("MrsQuagga", "MrsQuagga,Quagga")
    files["latin.csv"] = csv_text(table(places, 3)).replace("notequagga", "notequagg\xe1 quagga").encode("cp1252")
    plain = [[cell.strip('"') for cell in row] for row in table(everything, 5)]
    files["book.xlsx"], files["book.ods"] = xlsx(plain), ods(plain)
    files["geo.geojson"] = (
        '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"date":"31/02/2187","weight":"quagga"},'
        '"geometry":{"type":"Point","coordinates":[87654321.5,1]}}]}')
    for name, content in files.items():
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(files)


def commands(name):
    to = ["--to-crs", "EPSG:27700"]
    grid = [*to, "--cell", "100", "--out", "OUT.gpkg"]
    yield "inspect", [name]
    yield "geocode", [name, "--gazetteer", "town.gazetteer", "--out", "OUT.csv", "--review", "OUT_review.csv"]
    yield "areas", [name, "--areas", "wards.geojson", "--id", "code", "--time", "date"]
    yield "density", [name, *to, "--cell", "100", "--bandwidth", "300", "--out", "OUT.tif"]
    yield "density", [name, *to, "--cell", "100", "--bandwidth", "300", "--weight", "notes", "--out", "OUT.tif"]
    yield "density", [name, *to, "--x", "x coordinate", "--y", "y coordinate", "--cell", "9", "--bandwidth", "300", "--out", "OUT.tif"]
    yield "bandwidth", [name, *to, "--date", "date"]
    yield "hotspots", [name, *grid]
    yield "clusters", [name, *to, "--method", "dbscan", "--epsilon", "300", "--out", "OUT.gpkg"]
    yield "nearrepeat", [name, *to, "--date", "date", "--out", "OUT.gpkg"]
    yield "emerging", [name, *grid, "--date", "date", "--step", "1days"]
    yield "validate", ["strict.toml"]
    yield "run", ["strict.toml", "--out", "OUT"]
    yield "run", ["lax.toml", "--out", "OUT", "--json", "--accept-hit-rate"]
    yield "patrol", ["lax.toml"]


def main():
    program, folder = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    shutil.copy(SOURCE / "tests/data/small_town/wards.geojson", folder)
    shutil.copy(SOURCE / "tests/data/gazetteer_town/addresses.csv", folder)
    subprocess.run([program, "gazetteer", "build", "--out", "town.gazetteer", "addresses:addresses.csv"], cwd=folder, check=True,
                   stdout=subprocess.DEVNULL)
    runs, failed_runs, wrong = 0, 0, 0
    for name in write_files(folder):
        for level, most in (("strict", "0.05"), ("lax", "1")):
            (folder / f"{level}.toml").write_text(STUDY.replace("FILE", name).replace("MAX", most))
        for command, arguments in commands(name):
            ended = subprocess.run([program, command, *arguments], cwd=folder, capture_output=True, text=True, errors="replace",
                                   stdin=subprocess.DEVNULL, timeout=100)
            for left in folder.glob("OUT*"):
                shutil.rmtree(left) if left.is_dir() else left.unlink()
            runs += 1
            failed_runs += ended.returncode != 0
            told = [word for word in WORDS if word.lower() in (ended.stdout + ended.stderr).lower()]
            if told or ended.returncode not in (0, 2, 3, 4, 6):
                wrong += 1
                print(f"{command} {' '.join(arguments)}: exit code {ended.returncode}, tells {told}: {ended.stderr[-300:]}{ended.stdout[-300:]}")
    print(f"{runs} runs over odd cells, {failed_runs} of them refused: {wrong} tell a cell")
    return 1 if wrong or failed_runs < 50 else 0


if __name__ == "__main__":
    sys.exit(main())
