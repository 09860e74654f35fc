"""Does every figure say truly what it was made from?

For data rows of the flows.csv of a semester and of its history: change the
one value, analyse again, and compare.  What moved must hold the row in its
lineage, directly or through other figures; every level, monthly point and
observed value that holds the row must have moved; and a row that was read for
dispersion alone may move nothing of a level but its dispersion.

    lineage.py PROGRAM FOLDER WORK [--sample N]

FOLDER holds networks.xml, flows.csv and history/SEMESTER/ with the same two
files; WORK is an empty folder to write in.  --sample N takes N rows of each
file, evenly spaced; without it all rows are tried.  Ends with status 1 and one
line for each contradiction.
"""

import argparse
import pathlib
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

VALUE = 12  # the column OBS_VALUE
NAMESPACE = "{urn:x-ilo:statistics:1}"
LINEAGE = {"rows", "dispersion-rows", "from"}
DISPERSION = {"phi", "phi-share", "wide-lower", "wide-upper"}


def analyse(program, folder):
    output = folder / "statistics.xml"
    command = [program, "--quiet", "-o", str(output)]
    for earlier in sorted((folder / "history").glob("*")):
        command += ["--history", str(earlier)]
    command += [str(folder / "networks.xml"), str(folder / "flows.csv")]
    subprocess.run(command, check=True)
    return Statistics(ElementTree.parse(output).getroot())


def rows_of(lineage):
    rows = set()
    for part in (lineage or "").split():
        semester, ranges = part.split(":")
        for one in ranges.split(","):
            first, _, rest = one.partition("-")
            last, _, step = rest.partition("/")
            numbers = range(int(first), int(last or first) + 1, int(step or 1))
            rows.update((semester, number) for number in numbers)
    return rows


def appearance(element, unseen=frozenset(LINEAGE)):
    """All that a figure says but its lineage."""
    said = {k: v for k, v in element.attrib.items() if k not in unseen}
    return said, [appearance(child, unseen) for child in element]


class Statistics:
    def __init__(self, root):
        figures = root.find(NAMESPACE + "figures")
        points = root.iter(NAMESPACE + "point")
        self.semester = root.get("semester")
        self.figures = {e.get("id"): e for e in [*figures, *points]}
        self.looks = {i: appearance(e) for i, e in self.figures.items()}
        self.sums = {i: appearance(e, LINEAGE | DISPERSION) for i, e in self.figures.items()}
        self.known = {}

    def direct(self, name):
        """A level, or anything else that is made from rows alone."""
        figure = self.figures[name]
        return figure.get("from") is None and figure.get("state") == "value"

    def made_from(self, name):
        if name.endswith(".*"):
            stem = name[:-1]
            return [i for i in self.figures if i.startswith(stem) and "." not in i[len(stem):]]
        return [name]

    def rows(self, name):
        if name not in self.known:
            figure = self.figures[name]
            rows = rows_of(figure.get("rows")) | rows_of(figure.get("dispersion-rows"))
            for source in (figure.get("from") or "").split():
                for other in self.made_from(source):
                    rows |= self.rows(other)
            self.known[name] = rows
        return self.known[name]


def compare(before, after, row):
    """One line for each contradiction."""
    if before.figures.keys() != after.figures.keys():
        yield "the figures are not the same ones"
        return
    for name in before.figures:
        moved = before.looks[name] != after.looks[name]
        if moved and row not in before.rows(name):
            yield f"{name} moved and does not hold it"
        if not before.direct(name):
            continue
        holds = row in rows_of(before.figures[name].get("rows"))
        if holds and not moved:
            yield f"{name} holds it and did not move"
        if not holds and before.sums[name] != after.sums[name]:
            yield f"the sum of {name} moved and does not hold it"


def changed(lines, index):
    fields = lines[index].split(",")
    fields[VALUE] = str(int(fields[VALUE]) + 1)
    return "".join(lines[:index] + [",".join(fields)] + lines[index + 1:])


def semester_of(folder):
    return ElementTree.parse(folder / "networks.xml").getroot().get("semester")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("work", type=pathlib.Path)
    parser.add_argument("--sample", type=int)
    options = parser.parse_args()

    work = options.work / "case"
    shutil.copytree(options.folder, work)
    before = analyse(options.program, work)
    tried = wrong = idle = 0
    for place in [work, *sorted((work / "history").glob("*"))]:
        flows = place / "flows.csv"
        original = flows.read_text()
        lines = original.splitlines(keepends=True)
        semester = semester_of(place)
        chosen = [i for i in range(1, len(lines)) if lines[i].split(",")[VALUE]]
        if options.sample and len(chosen) > options.sample:
            step = len(chosen) / options.sample
            chosen = [chosen[int(k * step)] for k in range(options.sample)]
        for index in chosen:
            flows.write_text(changed(lines, index))
            after = analyse(options.program, work)
            tried += 1
            idle += before.looks == after.looks
            for line in compare(before, after, (semester, index)):
                print(f"{semester} row {index}: {line}")
                wrong += 1
        flows.write_text(original)
    print(f"{tried} rows tried, {idle} without effect, {wrong} contradictions")
    return 1 if wrong or tried == 0 else 0


sys.exit(main())
