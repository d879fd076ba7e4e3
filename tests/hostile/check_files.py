#!/usr/bin/env python3
"""Runs a study over each hostile file and compares exit code, ledger and message with expected.tsv.

  check_files.py PROGRAM FOLDER [--long] [--show]     --long: also a line of 1 GiB; --show: what came, as a table

Whatever the file, nothing that the program prints holds a cell of it, no run of a small file takes more memory than a
sound one and 48 MiB, and a run that fails leaves no output.
"""
import argparse
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).parent
SMALL_TOWN = HERE.parent / "data/small_town"
CELLS = ["High Street", "H\u00f6he Street", "Caf\u00e9 Street", "100081000"]  # of the incident files
SPARE_KIB = 48 * 1024
LONGEST_S = 60
# The lines of "Reading" that the table has to name, each by its subject.
RULES = {"ledger", "csv", "drivers", "values", "geometry", "limits"}


def study_text(file, changes):
    """A study of one incident file as TOML, with keys such as incidents.crs changed."""
    sections = {
        "study": {"name": '"Hostile"'},
        "incidents": {"file": json.dumps(file, ensure_ascii=False)},
        "themes": {"preset": '"asb"'},
        "wards": {"file": json.dumps(str(SMALL_TOWN / "wards.geojson")), "id": '"code"', "name": '"name"'},
        "density": {"cell_m": "100", "bandwidth_m": "400"},
        "near_repeats": {"find": "false"},
        "emerging": {"step": '"none"'},
        "output": {"formats": '["geojson"]'},
    }
    for change in filter(None, (part.strip() for part in changes.split(";"))):
        key, value = (part.strip() for part in change.split("=", 1))
        section, name = key.split(".", 1)
        sections.setdefault(section, {})[name] = value
    text = ""
    for section, keys in sections.items():
        lists = section in ("incidents", "themes", "gazetteer")
        text += f"[[{section}]]\n" if lists else f"[{section}]\n"
        text += "".join(f"{name} = {value}\n" for name, value in keys.items()) + "\n"
    return text


def ledger_text(said):
    """{"read": 41, …} as "41 = 40 located + 1 rejected (nul-byte 1)"; parts of zero are left out."""
    try:
        ledger = json.loads(said)["ledger"]
    except ValueError:
        return "-"
    parts = [f"{ledger[part]} {part}" for part in ("located", "unmatched", "ambiguous") if ledger[part]]
    if ledger["rejected"]:
        reasons = ", ".join(f"{one['reason']} {one['rows']}" for one in ledger["rejected"])
        parts.append(f"{sum(one['rows'] for one in ledger['rejected'])} rejected ({reasons})")
    outside = sum(theme["outside_area"] for theme in json.loads(said)["themes"])
    return f"{ledger['read']} = " + " + ".join(parts) + (f"; {outside} outside the area" if outside else "")


def notices_text(said):
    try:
        return "; ".join(f"{one['where']}: {one['text']}" for one in json.loads(said)["notices"])
    except ValueError:
        return ""


class Ending:
    """What one run ended with."""

    def __init__(self, program, study, data, out):
        begin = time.monotonic()
        with tempfile.TemporaryFile() as stdout, tempfile.TemporaryFile() as stderr:
            child = subprocess.Popen(
                [program, "run", study, "--data", data, "--out", out, "--json", "--threads", "1"],
                stdin=subprocess.DEVNULL, stdout=stdout, stderr=stderr,
                env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "TZ": "UTC", "SOURCE_DATE_EPOCH": "1700000000"},
            )
            _, status, usage = os.wait4(child.pid, 0)
            child.returncode = os.waitstatus_to_exitcode(status)
            stdout.seek(0)
            stderr.seek(0)
            self.stdout, self.stderr = stdout.read().decode(), stderr.read().decode()
        self.exit_code = child.returncode
        self.seconds = time.monotonic() - begin
        self.peak_kib = usage.ru_maxrss
        self.ledger = ledger_text(self.stdout)
        self.message = self.stderr if self.exit_code else notices_text(self.stdout)


def faults_of(case, ending, out, sound_kib):
    """What is not as it should be, in words."""
    faults = []
    if ending.exit_code != int(case["exit"]):
        faults.append(f"exit code {ending.exit_code}, expected {case['exit']}")
    if ending.ledger != case["ledger"]:
        faults.append(f"ledger {ending.ledger}, expected {case['ledger']}")
    for part in filter(None, case["message"].split(" … ")):
        if part not in ending.message:
            faults.append(f"the message lacks: {part}\n    it is: {ending.message.strip()}")
    if case["message"] == "" and ending.message != "":
        faults.append(f"a message where none is expected: {ending.message}")
    said = ending.stdout + ending.stderr
    faults += [f"a cell of the file is told: {cell}" for cell in CELLS if cell in said]
    if ending.exit_code and (out.exists() or list(out.parent.glob(".*"))):
        faults.append("a run that failed left something behind")
    if ending.seconds > LONGEST_S:
        faults.append(f"it took {ending.seconds:.0f} s")
    if sound_kib and ending.peak_kib > sound_kib + SPARE_KIB:
        faults.append(f"it took {ending.peak_kib // 1024} MiB, a sound file {sound_kib // 1024}")
    return faults


def read_table(is_long):
    lines = (HERE / "expected.tsv").read_text(encoding="utf-8").splitlines()
    names = lines[0].split("\t")
    cases = [dict(zip(names, line.split("\t"), strict=True)) for line in lines[1:] if line and not line.startswith("#")]
    return [case for case in cases if is_long or case["file"] != "line_of_1_gib.csv"]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--long", action="store_true", default="WARDMAP_LONG_TESTS" in os.environ)
    parser.add_argument("--show", action="store_true")
    arguments = parser.parse_args()
    folder = arguments.folder.resolve()
    shutil.rmtree(folder, ignore_errors=True)
    data, results = folder / "data", folder / "results"
    results.mkdir(parents=True)
    make = [sys.executable, HERE / "make_files.py", data] + (["--gigabyte"] if arguments.long else [])
    subprocess.run(make, check=True)

    cases = read_table(arguments.long)
    sound_kib, failed, most_kib = 0, 0, 0
    for number, case in enumerate(cases):
        study = folder / "study.toml"
        study.write_text(study_text(case["file"], case["study"]), encoding="utf-8")
        out = results / "out"
        ending = Ending(arguments.program.resolve(), study, data, out)
        if arguments.show:
            print(case["file"], case["study"], ending.exit_code, ending.ledger, ending.message.strip(), sep=" | ")
        faults = faults_of(case, ending, out, sound_kib)
        sound_kib = sound_kib or ending.peak_kib  # the first case is the sound file
        most_kib = max(most_kib, ending.peak_kib)
        failed += bool(faults)
        for fault in faults if not arguments.show else []:
            print(f"{case['file']} ({case['rule']}): {fault}")
        shutil.rmtree(out, ignore_errors=True)
    missing = RULES - {case["rule"] for case in cases}
    if missing:
        print("no case for:", ", ".join(sorted(missing)))
    files = {case["file"] for case in cases}
    print(f"{len(cases)} runs over {len(files)} hostile files: {len(cases) - failed} end as expected, {failed} do not; "
          f"the most memory {most_kib // 1024} MiB, for the sound file {sound_kib // 1024} MiB")
    return 1 if failed or missing or len(files) < 40 else 0


if __name__ == "__main__":
    sys.exit(main())
