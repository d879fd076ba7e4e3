#!/usr/bin/env python3
"""manifest.json holds all that somebody needs to make a result again, and making it again gives the same bytes.

  manifest.py PROGRAM FOLDER
"""
import csv
import hashlib
import json
import os
import pathlib
import shutil
import subprocess
import sys

SOURCE = pathlib.Path(__file__).parents[2]
DEMO = SOURCE / "data/demo"


def sha256(file):
    return hashlib.sha256(file.read_bytes()).hexdigest()


def rows_of(file):
    """As its reader counts them; None for a kind that is not known here."""
    if file.suffix == ".csv":
        with open(file, encoding="utf-8-sig", newline="") as lines:
            return sum(1 for _ in csv.reader(lines)) - 1
    if file.suffix == ".geojson":
        return len(json.loads(file.read_text())["features"])
    return None


def run(program, out, epoch):
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"} | ({"SOURCE_DATE_EPOCH": epoch} if epoch else {})
    study = out.parent / "study.toml"
    study.write_text((DEMO / "study.toml").read_text().replace("[[gazetteer]]", '[[gazetteer]]\ndate = "June 2026"'))
    subprocess.run([program, "run", study, "--data", DEMO, "--out", out, "--quiet"], check=True, env=environment)
    return json.loads((out / "manifest.json").read_text())


def faults_of(manifest, out):
    """What is missing or wrong, in words."""
    checks = {
        "version of the program": manifest["wardmap"],
        "versions of the libraries": {"GDAL", "GEOS", "PROJ", "SQLite"} <= set(manifest["libraries"]),
        "study file": manifest["study"]["file"] == "study.toml" and manifest["study"]["sha256"] == sha256(out.parent / "study.toml"),
        "profile": manifest["profile"] == "internal",
        "inputs": {item["path"] for item in manifest["inputs"]} >= {"incidents.csv", "wards.geojson", "addresses.csv"},
        "SHA-256 of the inputs": all(item["sha256"] == sha256(DEMO / item["path"]) for item in manifest["inputs"]),
        "rows of the inputs": all(item["rows"] == rows_of(DEMO / item["path"]) for item in manifest["inputs"]
                                  if item["role"] in ("incidents", "wards", "context", "tower_blocks", "surgeries")),
        "bytes of the inputs": all(item["bytes"] == (DEMO / item["path"]).stat().st_size for item in manifest["inputs"]),
        "vintage of the gazetteer": all(source["date"] == "June 2026" and source["sha256"] for source in manifest["gazetteer"]["sources"]),
        "vintage of the wards": manifest["wards"]["vintage"],
        "operations of PROJ with their accuracy": manifest["projection"]
        and all(used["from"] and used["operation"] and used["accuracy_m"] is not None for used in manifest["projection"]),
        "seed of the rota": isinstance(manifest["parameters"]["patrol_seed"], int),
        "seed of the permuted dates": isinstance(manifest["parameters"]["near_repeats"]["seed"], int),
        "parameters": {"crs", "period", "cell_m", "kernel", "density_cell_m"} <= set(manifest["parameters"])
        and all(theme["bandwidth_m"] > 0 for theme in manifest["themes"]),
        "a ledger that balances": manifest["ledger"]["read"] == sum(
            manifest["ledger"][part] for part in ("located", "unmatched", "ambiguous")) + sum(manifest["ledger"]["rejected"].values()),
        "every file of the result": {item["path"] for item in manifest["outputs"]} | {"manifest.json"} == {
            str(file.relative_to(out)) for file in out.rglob("*") if file.is_file()},
        "SHA-256 of the outputs": all(item["sha256"] == sha256(out / item["path"]) for item in manifest["outputs"]),
    }
    return [what for what, is_there in checks.items() if not is_there]


def main():
    program, folder = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    first = run(program, folder / "first", "1700000000")
    faults = faults_of(first, folder / "first")
    if first.get("made_at_utc") != "2023-11-14T22:13:20Z":
        faults.append("the time of SOURCE_DATE_EPOCH")
    if "made_at_utc" in run(program, folder / "without_time", None):
        faults.append("no time where none was given")
    run(program, folder / "again", "1700000000")
    for item in [*first["outputs"], {"path": "manifest.json"}]:
        if sha256(folder / "first" / item["path"]) != sha256(folder / "again" / item["path"]):
            faults.append(f"the same bytes of {item['path']}")
    for fault in faults:
        print(f"missing or wrong: {fault}")
    print(f"manifest of {len(first['inputs'])} inputs and {len(first['outputs'])} outputs looked at, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
