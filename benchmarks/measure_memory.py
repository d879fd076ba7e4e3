#!/usr/bin/env python3
"""Peak memory of `wardmap run` by rows, cells and pixels: measure_memory.py PROGRAM [--most-rows N]

One theme that every row belongs to, all formats: the most that a row, a cell and a pixel can cost. docs/cli.md states what
this prints; `Memory needed` of the estimate stands beside it, and must not be less.
"""
import argparse
import os
import pathlib
import random
import subprocess
import sys
import tempfile

SIDE_M = 10_000  # of the study area, a square


def write_town(folder):
    west, south, east, north = -0.3, 51.8, -0.155, 51.89  # about SIDE_M each way
    ring = f"[[{west},{south}],[{east},{south}],[{east},{north}],[{west},{north}],[{west},{south}]]"
    (folder / "wards.geojson").write_text(
        '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"W1","name":"One"},'
        f'"geometry":{{"type":"Polygon","coordinates":[{ring}]}}}}]}}'
    )


def write_incidents(folder, rows):
    """Rows as long as those of a police log; half of them around twenty places."""
    chance = random.Random(1)
    places = [(chance.uniform(-0.29, -0.165), chance.uniform(51.81, 51.88)) for _ in range(20)]
    with open(folder / "incidents.csv", "w", encoding="ascii") as file:
        file.write("ref,category,notes,lon,lat,from\n")
        for i in range(rows):
            x, y = places[i % 20] if i % 2 else (-0.2275, 51.845)
            spread = 0.004 if i % 2 else 0.03
            x = min(max(chance.gauss(x, spread), -0.299), -0.156)
            y = min(max(chance.gauss(y, spread), 51.801), 51.889)
            file.write(f"INC{i:09},ASB - Nuisance,Youths gathering and shouting near the shops,{x:.6f},{y:.6f},"
                       f"{i % 28 + 1:02}/{i % 6 + 1:02}/2025 {i % 24:02}:{i % 60:02}\n")


def peak_mib(program, folder, cell_m, pixel_m):
    (folder / "study.toml").write_text(
        f'[study]\nname = "Memory"\n[[incidents]]\nfile = "incidents.csv"\ncrs = "EPSG:4326"\n'
        f'columns = {{ref = "ref", category = "category", notes = "notes", x = "lon", y = "lat", from = "from"}}\n'
        f'[[themes]]\npreset = "asb"\n[wards]\nfile = "wards.geojson"\nid = "code"\nname = "name"\n'
        f"[grid]\ncell_m = {cell_m}\n[density]\ncell_m = {pixel_m}\nbandwidth_m = 400\n"
        f'[emerging]\nstep = "none"\n[near_repeats]\nfind = false\n'
    )
    with open(folder / "said", "w+b") as said:
        child = subprocess.Popen([program, "run", folder / "study.toml", "--out", folder / "out", "--json"],
                                 stdout=said, stderr=said)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        text = said.read().decode()
    if child.returncode:
        sys.exit(text)
    return usage.ru_maxrss / 1024, usage.ru_utime + usage.ru_stime


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("--most-rows", type=int, default=10**7)
    arguments = parser.parse_args()
    print("     rows      cells      pixels   peak MiB   CPU s")
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        write_town(folder)
        measured = [(10**4, 500, 100), (10**5, 500, 100), (10**6, 500, 100), (10**7, 500, 100),
                    (10**4, 100, 100), (10**4, 31.6, 100), (10**4, 20, 100), (10**4, 500, 10), (10**4, 500, 4)]
        written = 0
        for rows, cell_m, pixel_m in measured:
            if rows > arguments.most_rows:
                continue
            if rows != written:
                write_incidents(folder, rows)
                written = rows
            mib, seconds = peak_mib(arguments.program.resolve(), folder, cell_m, pixel_m)
            cells, pixels = (round((SIDE_M / side) ** 2) for side in (cell_m, pixel_m))
            print(f"{rows:9}  {cells:9}  {pixels:10}  {mib:9.0f}  {seconds:6.1f}", flush=True)


if __name__ == "__main__":
    main()
