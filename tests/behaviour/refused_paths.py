#!/usr/bin/env python3
"""Every input of every command refuses what is no plain local file, and a virtual layer that calls itself a file of ours.

  refused_paths.py PROGRAM FOLDER

A server on this machine counts who comes: nobody may. A command, or a file key of the study, that the lists below do not
name fails the test.
"""
import pathlib
import re
import shutil
import socket
import subprocess
import sys
import threading

SOURCE = pathlib.Path(__file__).parents[2]
# Arguments of each command with INPUT where a file or folder to read stands.
GRID = ["--to-crs", "EPSG:27700", "--cell", "100", "--out", "OUT.gpkg"]
DENSITY = ["--cell", "100", "--bandwidth", "300", "--out", "OUT.tif"]
RESULT = ["--approved-by", "A. Person", "--out", "OUT"]
COMMANDS = {
    "run": [["INPUT"], ["study.toml", "--profile", "public", "--approved-by", "A. Person", "--out", "OUT", "--previous", "INPUT"]],
    "validate": [["INPUT"], ["study.toml", "--data", "INPUT"]],
    "evaluate": [["INPUT"]],
    "patrol": [["INPUT"]],
    "surgery": [["INPUT"]],
    "areas": [["INPUT", "--areas", "wards.geojson", "--id", "code"], ["points.csv", "--areas", "INPUT", "--id", "code"],
              ["points.csv", "--areas", "wards.geojson", "--id", "code", "--within", "INPUT", "--within-id", "code"]],
    "protect": [["INPUT", *RESULT], ["result", *RESULT, "--previous", "INPUT"], ["result", *RESULT, "--study", "INPUT"],
                ["result", "--measure", "INPUT", "--addresses", "points.csv"]],
    "export": [["INPUT", "--layers", "all", "--format", "csv", "--out", "OUT"]],
    "synth": [],
    "hotspots": [["INPUT", *GRID], ["points.csv", *GRID, "--boundary", "INPUT"], ["points.csv", *GRID, "--exposure", "INPUT"]],
    "clusters": [["INPUT", *GRID, "--method", "grid"], ["points.csv", *GRID, "--method", "grid", "--boundary", "INPUT"]],
    "nearrepeat": [["INPUT", "--date", "when", "--to-crs", "EPSG:27700", "--out", "OUT.gpkg"]],
    "emerging": [["INPUT", *GRID, "--date", "when"], ["points.csv", *GRID, "--date", "when", "--step", "10days", "--boundary", "INPUT"]],
    "density": [["INPUT", *DENSITY], ["points.csv", *DENSITY, "--against", "INPUT"], ["points.csv", *DENSITY, "--boundary", "INPUT"]],
    "bandwidth": [["INPUT"], ["points.csv", "--boundary", "INPUT"]],
    "gazetteer": [["build", "--out", "OUT.gazetteer", "INPUT"], ["build", "--out", "OUT.gazetteer", "addresses:INPUT"],
                  ["build", "--out", "OUT.gazetteer", "osm:INPUT"], ["show", "INPUT"]],
    "geocode": [["INPUT", "--gazetteer", "town.gazetteer", "--out", "OUT.csv"],
                ["incidents.csv", "--gazetteer", "INPUT", "--out", "OUT.csv"],
                ["incidents.csv", "--gazetteer", "town.gazetteer", "--out", "OUT.csv", "--decisions", "INPUT"]],
    "inspect": [["INPUT"]],
}
STUDY = """[study]
name = "Refused"
[[incidents]]
file = "points.csv"
columns = { notes = "when" }
[[themes]]
id = "all"
phrases = ["2025"]
[output]
folder = "OUT"
formats = []
"""
STUDY_KEYS = {
    "incidents.file": '[[incidents]]\nfile = "INPUT"\n',
    "gazetteer.file": '[[gazetteer]]\nkind = "addresses"\nfile = "INPUT"\n',
    "boundary.file": '[boundary]\nfile = "INPUT"\n',
    "wards.file": '[wards]\nid = "code"\nname = "name"\nfile = "INPUT"\n',
    "tower_blocks.file": '[tower_blocks]\nid = "code"\nname = "name"\nfile = "INPUT"\n',
    "zone.file": '[zone]\ndate = "2025-03-01"\nfile = "INPUT"\n',
    "surgeries.file": '[surgeries]\nid = "code"\nname = "name"\nfile = "INPUT"\n',
    "surgeries.past": '[surgeries]\nid = "code"\nname = "name"\nfile = "wards.geojson"\npast = "INPUT"\n',
    "exposure.file": '[exposure]\nfile = "INPUT"\n',
    "context.file": '[[context]]\nkind = "roads"\nfile = "INPUT"\n',
    "locations.decisions": '[locations]\ndecisions = ["INPUT"]\n',
    "output.previous": 'profile = "public"\napproved_by = "A. Person"\nprevious = "INPUT"\n',  # STUDY ends in [output]
}
ENDINGS = ["csv", "gpkg", "geojson", "shp", "xlsx", "ods", "osm", "gazetteer"]
# A connection that the study asks for: tests/postgis is for it. Elsewhere an address of a database is no input.
DATABASES = {"incidents.file", "boundary.file", "wards.file", "tower_blocks.file", "zone.file", "surgeries.file", "context.file"}


class Server:
    """Counts connections to a port of this machine."""

    def __init__(self):
        self.visits = 0
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            self.socket.accept()[0].close()
            self.visits += 1


def prepare(program, folder, port):
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    shutil.copy(SOURCE / "tests/data/density/dated.csv", folder / "points.csv")
    shutil.copy(SOURCE / "tests/data/small_town/wards.geojson", folder)
    for name in ("addresses.csv", "incidents.csv"):
        shutil.copy(SOURCE / "tests/data/gazetteer_town" / name, folder)
    for ending in ENDINGS:
        (folder / f"virtual.{ending}").write_text(
            '<OGRVRTDataSource><OGRVRTLayer name="x"><SrcDataSource>/vsicurl/http://127.0.0.1:'
            f"{port}/x.csv</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>\n")
    for prefix in ("CSV:", "file:"):  # they are there, but mean something else to a library
        shutil.copy(folder / "points.csv", folder / f"{prefix}points.csv")
    (folder / "study.toml").write_text(STUDY)
    small = SOURCE / "tests/faults/study.toml"
    (folder / "sound.toml").write_text(small.read_text() + '\n[output]\nformats = ["geopackage"]\n')
    for arguments in (["run", "sound.toml", "--data", SOURCE / "tests/data/small_town", "--out", "result", "--quiet"],
                      ["gazetteer", "build", "--out", "town.gazetteer", "addresses:addresses.csv"]):
        subprocess.run([program, *arguments], cwd=folder, check=True, stdout=subprocess.DEVNULL)


def cases(program, port):
    """What to try: what it is, the arguments, and the study where it is one of its keys."""
    inputs = [f"/vsicurl/http://127.0.0.1:{port}/x.csv", f"http://127.0.0.1:{port}/x.geojson", "/vsizip/x.zip/x.gpkg",
              f"postgresql://u:secret@127.0.0.1:{port}/x", "CSV:points.csv", "file:points.csv", "GPKG:result/wardmap.gpkg"]
    inputs += [f"virtual.{ending}" for ending in ENDINGS]
    listed = subprocess.run([program, "--list-commands"], capture_output=True, text=True, check=True).stdout.split()
    if set(listed) != set(COMMANDS):
        sys.exit(f"commands that this test does not know, or that are gone: {set(listed) ^ set(COMMANDS)}")
    documented = set(re.findall(r"`((?:\w+)\.(?:file|past|decisions|previous))`", (SOURCE / "docs/cli.md").read_text()))
    if documented != set(STUDY_KEYS):
        sys.exit(f"keys that this test does not know, or that are gone: {documented ^ set(STUDY_KEYS)}")
    for name, forms in COMMANDS.items():
        for form in forms:
            for path in inputs:
                yield f"{name} {' '.join(form)}: {path}", [name] + [part.replace("INPUT", path) for part in form], None
    for key, section in STUDY_KEYS.items():
        for path in inputs:
            if not (path.startswith("postgresql") and key in DATABASES):
                study = STUDY.replace('[[incidents]]\nfile = "points.csv"\n', "") if key == "incidents.file" else STUDY
                if key == "incidents.file":
                    study = study.replace('columns = { notes = "when" }\n', "")
                yield f"{key} = {path}", ["run", "tried.toml"], study + section.replace("INPUT", path)


def main():
    program, folder = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    server = Server()
    prepare(program, folder, server.port)
    tried, wrong = 0, 0
    for what, arguments, study in cases(program, server.port):
        if study:
            (folder / "tried.toml").write_text(study)
        ended = subprocess.run([program, *arguments], cwd=folder, capture_output=True, text=True, stdin=subprocess.DEVNULL)
        tried += 1
        said = ended.stdout + ended.stderr
        is_wrong = ended.returncode not in (2, 3) or "secret" in said or server.visits or list(folder.glob("OUT*"))
        wrong += bool(is_wrong)
        if is_wrong:
            print(f"{what}: exit code {ended.returncode}, {server.visits} visits: {said[-300:]}")
            server.visits = 0
            for left in folder.glob("OUT*"):
                shutil.rmtree(left) if left.is_dir() else left.unlink()
    print(f"{tried} inputs that are no plain local files: {tried - wrong} refused, {server.visits} connections")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
