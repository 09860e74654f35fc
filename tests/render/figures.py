"""Every number in the HTML that names a figure has that figure's value, every
figure named exists, each has one anchor, and every result of an analysis is
shown.

    figures.py REPORT.html STATISTICS.xml
"""

import sys
import xml.etree.ElementTree as ET

STATISTICS = "{urn:x-ilo:statistics:1}"


def main(html_path, statistics_path):
    statistics = ET.parse(statistics_path).getroot()
    figures = {}
    for name in ("figure", "point", "result"):
        for node in statistics.iter(STATISTICS + name):
            figures[node.get("id")] = node.get("value") if node.get("state") == "value" else None
    faults = []
    ids = set()
    shown = 0
    results = {node.get("id") for node in statistics.iter(STATISTICS + "result")}
    for node in ET.parse(html_path).getroot().iter():
        name = node.get("id")
        if name is not None:
            if name in ids:
                faults.append("id stands twice: " + name)
            ids.add(name)
        figure = node.get("data-figure")
        if figure is None:
            continue
        shown += 1
        results.discard(figure)
        if figure not in figures:
            faults.append("no such figure: " + figure)
        elif node.get("data-value") != figures[figure]:
            faults.append("%s is %s, shown as %s" % (figure, figures[figure], node.get("data-value")))
        if not "".join(node.itertext()).strip():
            faults.append("empty cell: " + figure)
    if shown == 0:
        faults.append("no figure is shown")
    faults.extend("not shown: " + name for name in sorted(results))
    for fault in faults:
        print(fault)
    print("%d figures shown" % shown)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
