"""A scene whose structure is known, and what analysis must say of it.

    structure.py make FOLDER            write networks.xml, flows.csv, history/
    structure.py check STATISTICS       compare with what was planted

Twelve host countries, four to a route; over 48 months the Central Mediterranean
is noise, Western Africa its mirror image one month later, the Eastern
Mediterranean steady until it is eight times as large from 2022-07 on.
"""

import math
import pathlib
import random
import sys
import xml.etree.ElementTree as ElementTree

NAMESPACE = "{urn:x-ilo:statistics:1}"
ROUTES = {
    "CMED": ["BD", "CI", "EG", "ET"],
    "EMED": ["AF", "ER", "IQ", "SY"],
    "WAF": ["GH", "GM", "GN", "ML"],
}
HOSTS = sorted(sum(ROUTES.values(), []))
SEMESTERS = [f"{y}-S{s}" for y in range(2020, 2024) for s in (1, 2)]
HEADER = (
    "STRUCTURE,STRUCTURE_ID,ACTION,HOST_COUNTRY,INDICATOR,COUNTED_BY,REPORTER,CITIZENSHIP,ROUTE,"
    "BORDER,FREQ,TIME_PERIOD,OBS_VALUE,UNIT_MEASURE,OBS_STATUS,CONF_STATUS,SOURCE,SOURCE_LINE,"
    "LOCATOR"
)
SOURCES = {"DE": "de" * 8, "FR": "fa" * 8, "NO": "0" * 16}
ASYLUM = {"DE": 300, "FR": 200, "NO": 150}


def months(semester):
    year, half = semester.split("-S")
    return [f"{year}-{m:02d}" for m in range(1 + 6 * (int(half) - 1), 7 + 6 * (int(half) - 1))]


def levels():
    """Events by route and month."""
    chance = random.Random(4)
    every = [m for s in SEMESTERS for m in months(s)]
    noise = [chance.gauss(0, 0.4) for _ in every]
    return every, {
        "CMED": [4000 * math.exp(e) for e in noise],
        "WAF": [4000 * math.exp(-noise[i - 1] if i else 0) for i in range(len(every))],
        "EMED": [
            500 * (8 if m >= "2022-07" else 1) * math.exp(chance.gauss(0, 0.05)) for m in every
        ],
    }


def cells():
    """(host, route, month) to count: nine of ten on the route of the host."""
    every, level = levels()
    out = {}
    for route, values in level.items():
        for host in HOSTS:
            home = host in ROUTES[route]
            weight = (0.9 if home else 0.05) * (1 + 0.2 * HOSTS.index(host)) / 4
            for month, value in zip(every, values):
                out[host, route, month] = round(value * weight)
    return out


def row(line, host, indicator, reporter, route, freq, period, value, unit):
    return (
        f"dataflow,ILO:FLOWS(1.0),I,{host},{indicator},own,{reporter},_T,{route},_T,{freq},"
        f"{period},{value},{unit},A,F,{SOURCES[reporter]},{line},row {line}"
    )


def flows(semester):
    lines = [HEADER]
    for host in HOSTS:
        if host == "GH":
            for state, value in ASYLUM.items():
                lines.append(
                    row(len(lines), host, "ASYLUM", state, "_T", "S", semester, value, "APPLICATIONS")
                )
        for route in sorted(ROUTES):
            for month in months(semester):
                value = CELLS[host, route, month]
                lines.append(
                    row(len(lines), host, "IBC_BETWEEN", "DE", route, "M", month, value, "DETECTIONS")
                )
    return "\n".join(lines) + "\n"


def networks(semester):
    year, half = semester.split("-S")
    start, end = ("01-01", "06-30") if half == "1" else ("07-01", "12-31")
    posts = {"GH": {"DE": 2, "FR": 1}, "IQ": {"DE": 1}}
    text = f"""<?xml version="1.0" encoding="UTF-8"?>
<networks xmlns="urn:x-ilo:networks:1" version="1.0" semester="{semester}" known-at="2024-07-31T23:59:59Z">
  <scope start="{year}-{start}" end="{year}-{end}" regime="R3" presidency="BE">
    <state code="DE" group="member" bound="true"/>
    <state code="FR" group="member" bound="true"/>
    <state code="NO" group="associated" bound="false"/>
  </scope>
  <sources/>
"""
    for host, states in posts.items():
        text += f'  <network host="{host}">\n'
        for state in ["DE", "FR"]:
            text += (
                f'    <contribution source="{SOURCES[state]}" reporter="{state}" '
                'report="contribution" acting-presidency="false"/>\n'
            )
        text += '    <field id="A1">\n      <entry source="dededededededede" reporter="DE" line="9" path="/s">\n'
        for state, officers in states.items():
            text += f'        <record kind="post" line="10" path="/s/p" sending-state="{state}" officers="{officers}"/>\n'
        text += "      </entry>\n    </field>\n"
        if host == "GH":
            text += """    <field id="A3">
      <entry source="dededededededede" reporter="DE" line="12" path="/s/a">
        <record kind="arrangement" line="13" path="/s/a/a" by="DE" for="AT NL" arrangement-kind="tasks" agreement="multilateral"/>
      </entry>
    </field>
    <field id="A4">
      <entry source="dededededededede" reporter="DE" line="14" path="/s/m">
        <record kind="meeting" line="15" path="/s/m/m" date="2023-09-01" convener="DE" convened-as="presidency" commission="present">
          <record kind="participant" line="16" path="/s/m/m/p" state="DE"/>
          <record kind="participant" line="17" path="/s/m/m/p" state="NO"/>
        </record>
      </entry>
      <entry source="fafafafafafafafa" reporter="FR" line="14" path="/s/m">
        <record kind="meeting" line="15" path="/s/m/m" date="2023-09-01" convener="DE" convened-as="presidency" commission="present">
          <record kind="participant" line="16" path="/s/m/m/p" state="DE"/>
        </record>
      </entry>
    </field>
"""
        text += "  </network>\n"
    return text + "</networks>\n"


def make(folder):
    for semester in SEMESTERS:
        last = semester == SEMESTERS[-1]
        place = folder if last else folder / "history" / semester
        place.mkdir(parents=True, exist_ok=True)
        (place / "networks.xml").write_text(networks(semester))
        (place / "flows.csv").write_text(flows(semester))


class Statistics:
    def __init__(self, path):
        root = ElementTree.parse(path).getroot()
        self.results = {e.get("id"): e for e in root.iter(NAMESPACE + "result")}
        self.wrong = 0

    def expect(self, name, wanted, attribute="value", relative=1e-12):
        element = self.results.get(name)
        got = None if element is None else element.get(attribute)
        if isinstance(wanted, str) or got is None or wanted is None:
            good = got == wanted
        else:
            good = math.isclose(float(got), wanted, rel_tol=relative)
        if not good:
            self.wrong += 1
            print(f"{name} {attribute}: {got}, wanted {wanted}")


def check_structure(said):
    now = months(SEMESTERS[-1])
    total = {r: sum(CELLS[h, r, m] for h in HOSTS for m in now) for r in ROUTES}
    everything = sum(total.values())
    shares = [t / everything for t in total.values()]
    stem = "_T.IBC_BETWEEN.2023-S2.route._T."
    said.expect(stem + "top-1", max(shares))
    said.expect(stem + "herfindahl", (sum(s * s for s in shares) - 1 / 3) / (1 - 1 / 3))
    said.expect(stem + "shannon", -sum(s * math.log(s) for s in shares))
    ordered = sorted(shares)
    said.expect(stem + "gini", sum((2 * i - 2) * s for i, s in enumerate(ordered)) / 3)
    said.expect(stem + "top-3", None)  # of three it says nothing
    for name, element in said.results.items():
        if element.get("lower") and element.get("value") and element.get("upper") != "INF":
            if not float(element.get("lower")) <= float(element.get("value")) <= float(element.get("upper")):
                said.wrong += 1
                print(f"{name}: value outside its limits")
    host = {h: {r: sum(CELLS[h, r, m] for m in now) for r in ROUTES} for h in HOSTS}
    own = sum(host["ML"].values())
    quotient = host["ML"]["WAF"] / own / (total["WAF"] / everything)
    said.expect("ML.IBC_BETWEEN.2023-S2.route.WAF.quotient", quotient)
    said.expect("ML.IBC_BETWEEN.2023-S2.route.WAF.residual", "more", "verdict")
    return host


def check_series(said):
    said.expect("_T.IBC_BETWEEN.2023-S2.route.CMED.WAF.spearman-lag-1", "opposite", "verdict")
    said.expect("_T.IBC_BETWEEN.2023-S2.route.WAF.CMED.spearman-lag-1", None)
    said.expect("_T.IBC_BETWEEN.2023-S2.route.EMED.changes", 1.0)
    said.expect("_T.IBC_BETWEEN.2023-S2.route.EMED.2022-07.change-point", "rise", "verdict")
    said.expect("_T.IBC_BETWEEN.2023-S2.route.EMED.2022-07.change-point", 8.0, relative=0.1)
    said.expect("_T.IBC_BETWEEN.2023-S2.route.EMED.2022-07.pettitt", "rise", "verdict")
    said.expect("_T.IBC_BETWEEN.2023-S2.route.CMED.changes", 0.0)


def check_types(said):
    said.expect("_._.2023-S2.total.types", 3.0)
    for hosts in ROUTES.values():
        types = {said.results[f"{h}._.2023-S2.total.type"].get("value") for h in hosts}
        if len(types) != 1:
            said.wrong += 1
            print(f"{hosts}: several types {types}")


def check_deployment(said, host):
    stem = "_._.2023-S2.total."
    said.expect(stem + "officers", 4.0)
    said.expect(stem + "DE.officers-sent", 3.0)
    said.expect("GH._.2023-S2.total.officers", "several-states", "verdict")
    said.expect("IQ._.2023-S2.total.officers", "one-officer", "verdict")
    said.expect("GH._.2023-S2.total.arrangements", 2.0)
    said.expect("GH._.2023-S2.total.meetings", 1.0)  # told twice
    said.expect("GH._.2023-S2.total.participants", 2.0)
    said.expect("GH._.2023-S2.total.participation", 0.5)
    flow = {h: sum(v.values()) for h, v in host.items()}
    said.expect("GH.IBC_BETWEEN.2023-S2.total.load", flow["GH"] / 3)
    said.expect("_T.IBC_BETWEEN.2023-S2.total.flow-on-officers", "few-hosts", "reason")
    gaps = {h: f for h, f in flow.items() if h not in ("GH", "IQ")}
    said.expect(
        "_T.IBC_BETWEEN.2023-S2.total.share-uncovered", sum(gaps.values()) / sum(flow.values())
    )
    largest = max(gaps, key=gaps.get)
    said.expect(f"{largest}.IBC_BETWEEN.2023-S2.total.flow-uncovered", float(gaps[largest]))
    said.expect(f"{largest}.IBC_BETWEEN.2023-S2.total.gap-rank", 1.0)
    said.expect("GH.IBC_BETWEEN.2023-S2.total.flow-uncovered", None)


def check_totals(said):
    said.expect("_T.ASYLUM.2023-S2.total.EU2-2023-12-31.eu-total", 500.0)
    said.expect("_T.ASYLUM.2023-S2.total.EU2-2023-12-31.eu-coverage", 1.0)
    said.expect("_T.ASYLUM.2020-S1.total.EU2-2020-06-30.eu-total", None)
    said.expect("_T.ASYLUM.2020-S1.total.EU1-FR.eu-total", 200.0)
    said.expect("_.IBC_BETWEEN.2023-S2.total.MED.sum", float(
        sum(CELLS[h, r, m] for h in HOSTS for r in ("CMED", "EMED") for m in months("2023-S2"))
    ))


CELLS = cells()
if sys.argv[1] == "make":
    make(pathlib.Path(sys.argv[2]))
else:
    statistics = Statistics(sys.argv[2])
    hosts = check_structure(statistics)
    check_series(statistics)
    check_types(statistics)
    check_deployment(statistics, hosts)
    check_totals(statistics)
    sys.exit(statistics.wrong > 0)
