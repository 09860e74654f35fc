"""Seven semesters on GH, each as it was thirty days after its end and as it is.

    vintage.py FOLDER       write FOLDER/{history,vintage}/SEMESTER/, FOLDER/now/

DE reports in time and has corrected 2024-S1 since; FR comes forty days late, with
half as much as DE but in 2022-S2, when it was as much; IT was late for 2024-S1
alone.  In 2021-S1 all came in time: it needs no vintage.
"""

import datetime
import pathlib
import sys

SEMESTERS = ["2021-S1", "2021-S2", "2022-S1", "2022-S2", "2023-S1", "2023-S2", "2024-S1"]
SOURCES = {"DE": "de" * 8, "FR": "fa" * 8, "IT": "1a" * 8}
HEADER = (
    "STRUCTURE,STRUCTURE_ID,ACTION,HOST_COUNTRY,INDICATOR,COUNTED_BY,REPORTER,CITIZENSHIP,ROUTE,"
    "BORDER,FREQ,TIME_PERIOD,OBS_VALUE,UNIT_MEASURE,OBS_STATUS,CONF_STATUS,SOURCE,SOURCE_LINE,"
    "LOCATOR"
)


def ever(semester):
    base = 100 + 20 * SEMESTERS.index(semester)
    if semester == "2021-S1":
        return {"DE": base}
    counts = {"DE": base, "FR": base if semester == "2022-S2" else base // 2}
    if semester == "2024-S1":
        counts = {"DE": base - 20, "IT": 7}
    return counts


def known(semester):
    counts = {"DE": ever(semester)["DE"]}
    if semester == "2024-S1":
        counts["DE"] += 20
    return counts


def write(folder, semester, days, counts, delays):
    year, half = semester.split("-S")
    start, last = ("01-01", "06-30") if half == "1" else ("07-01", "12-31")
    end = datetime.date.fromisoformat(f"{year}-{last}")
    text = f"""<?xml version="1.0" encoding="UTF-8"?>
<networks xmlns="urn:x-ilo:networks:1" version="1.0" semester="{semester}" known-at="{end + datetime.timedelta(days)}T23:59:59Z">
  <scope start="{year}-{start}" end="{end}" regime="R3" presidency="BE"/>
  <sources>
"""
    rows = [HEADER]
    for state, count in counts.items():
        source = SOURCES[state]
        received = end + datetime.timedelta(delays[state])
        text += (
            f'    <source id="{source}" sha256="{source * 4}" kind="native" file="{state}.xml" '
            f'size="9" fate="in-force" received="{received}T08:00:00Z" sender="{state}" host="GH"/>\n'
        )
        rows.append(
            f"dataflow,ILO:FLOWS(1.0),I,GH,ASYLUM,own,{state},_T,_T,_T,S,{semester},{count},"
            f"APPLICATIONS,A,F,{source},9,row 9"
        )
    text += '  </sources>\n  <network host="GH">\n'
    for state in counts:
        text += (
            f'    <contribution source="{SOURCES[state]}" reporter="{state}" report="contribution" '
            'acting-presidency="false"/>\n'
        )
    text += "  </network>\n</networks>\n"
    folder.mkdir(parents=True)
    (folder / "networks.xml").write_text(text)
    (folder / "flows.csv").write_text("\n".join(rows) + "\n")


def main():
    out = pathlib.Path(sys.argv[1])
    for semester in SEMESTERS:
        late = semester != SEMESTERS[-1]
        folder = out / "history" / semester if late else out / "now"
        delays = {"DE": -2, "FR": 40, "IT": 25}
        write(folder, semester, 400 if late else 30, ever(semester), delays)
        if semester != "2021-S1":
            age = 30 if late else 10
            write(out / "vintage" / semester, semester, age, known(semester), delays)


main()
