"""statistics.csv says what statistics.xml says, in the columns of its DSD.

    cube.py STATISTICS.csv STATISTICS.xml STATISTICS-DSD.xml
"""

import csv
import re
import sys
import xml.etree.ElementTree as ET

NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?(e[+-]?[0-9]+)?$")
STRUCTURE = "{http://www.sdmx.org/resources/sdmxml/schemas/v3_0/structure}"
ATTRIBUTES = {
    "OBS_VALUE": "value", "LOWER": "lower", "UPPER": "upper", "WIDE_LOWER": "wide-lower",
    "WIDE_UPPER": "wide-upper", "P": "p", "P_ADJUSTED": "p-adjusted", "N": "n", "OBS_STATUS": "flag",
    "STATE": "state", "REASON": "reason", "VERDICT": "verdict", "REPORTED": "reported", "EXPECTED": "expected",
}


def components(path):
    root = ET.parse(path).getroot()
    names = {kind: [node.get("id") for node in root.iter(STRUCTURE + kind)]
             for kind in ("Dimension", "TimeDimension", "Measure", "Attribute", "Concept")}
    columns = names["Dimension"] + names["TimeDimension"] + names["Measure"] + names["Attribute"]
    assert columns == names["Concept"], "concepts and components differ"
    return columns, names["Dimension"] + names["TimeDimension"]


def main(csv_path, xml_path, dsd_path):
    columns, dimensions = components(dsd_path)
    figures = {}
    for node in ET.parse(xml_path).getroot().iter():
        if node.tag.split("}")[1] in ("figure", "point", "result"):
            figures[node.get("id")] = node
    faults = []
    keys = set()
    seen = set()
    with open(csv_path, newline="", encoding="utf-8") as stream:
        rows = csv.DictReader(stream)
        if rows.fieldnames != ["STRUCTURE", "STRUCTURE_ID", "ACTION"] + columns:
            faults.append("columns are not those of the DSD")
        for row in rows:
            name = row["FIGURE_ID"]
            key = tuple(row[d] for d in dimensions)
            if key in keys:
                faults.append("dimensions stand twice: " + name)
            if "" in key:
                faults.append("empty dimension: " + name)
            keys.add(key)
            seen.add(name)
            for column, cell in row.items():
                if cell[:1] in tuple("=+-@\t\r") and cell and not NUMBER.match(cell):
                    faults.append("a formula: %s of %s" % (column, name))
            for column, attribute in ATTRIBUTES.items():
                if row[column] != (figures[name].get(attribute) or ""):
                    faults.append("%s of %s" % (column, name))
    if seen != set(figures):
        faults.append("%d rows for %d figures" % (len(seen), len(figures)))
    for fault in faults[:20]:
        print(fault)
    print("%d rows" % len(seen))
    return 1 if faults or not seen else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
