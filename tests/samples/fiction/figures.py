"""The figures of the fictional submissions: draws, tables, flags, absences.

A contribution's cells are drawn once, broken down as far as they go, and added up
to the tables it shows: so its tables agree.
"""

import math
import random

SEMESTERS = ("2023-S1", "2023-S2", "2024-S1")
# What was wrong in revision 1: indicator, month, by how much.
MISTAKES = {
    ("2024-S1", "MR", "ES"): ("IBC_BETWEEN", "04", 2),
    ("2024-S1", "TR", "BG"): ("REFUSED", "03", 10),
    ("2024-S1", "SN", "IT"): ("ASYLUM", "05", 3),
    ("2024-S1", "GE", "FR"): ("ASYLUM", "02", 0),
    ("2023-S2", "TN", "IT"): ("IBC_BETWEEN", "09", 2),
}

INDICATORS = {  # column of network.tsv: id, unit, how closely it follows the flow
    "ibc": ("IBC_BETWEEN", "DETECTIONS", 1.0),
    "at": ("IBC_AT", "DETECTIONS", 0.6),
    "refused": ("REFUSED", "DECISIONS", 0.5),
    "docs": ("DOC_FRAUD", "DETECTIONS", 0.4),
    "stay": ("ILLEGAL_STAY", "DETECTIONS", 0.4),
    "dec": ("RETURN_DEC", "DECISIONS", 0.3),
    "eff": ("RETURN_EFF", "PERSONS", 0.3),
    "asylum": ("ASYLUM", "APPLICATIONS", 0.9),
    "facil": ("FACILITATORS", "PERSONS", 0.7),
}
UNITS = {id: unit for id, unit, _ in INDICATORS.values()}
SEASON = {  # by route, January to December
    "WAF": (.8, .6, .6, .6, .8, 1, 1, 1.3, 2, 2.6, 2.2, 1.4),
    "CMED": (.5, .5, .8, 1, 1.1, 1.2, 1.8, 2, 1.7, 1, .9, .6),
    "EMED": (.7, .6, .7, .8, .9, 1, 1.3, 1.7, 1.9, 1.6, 1.3, 1),
    "WMED": (.8, .6, .7, .9, 1, 1.1, 1.6, 1.8, 1.5, 1.3, 1.1, .9),
    "WBALKAN": (.7, .7, .8, .9, 1, 1.1, 1.3, 1.5, 1.6, 1.5, 1.2, .8),
    "EBORDER": (.5, .5, .8, 1.1, 1.3, 1.3, 1.3, 1.4, 1.3, 1.2, .8, .5),
    "": (1, .95, 1.05, 1, 1, .95, .95, .85, 1.05, 1.1, 1.05, .9),
}
LANDLOCKED = {"AT", "CH", "HU"}
BY_LAND = {"AT", "BG", "HU", "PL"}
DISCLOSES_LITTLE = {"SE", "DK", "NO"}
FLAGS_LITTLE = {"DE", "NL", "AT"}
PROVISIONAL = {"FR", "IT", "GR", "ES"}


def poisson(rng, mean):
    """A Poisson draw, in parts small enough for Knuth's product."""
    total = 0
    while mean > 0:
        part = min(mean, 20.0)
        mean -= part
        limit, product = math.exp(-part), rng.random()
        while product > limit:
            total += 1
            product *= rng.random()
    return total


def weights(text, default):
    """"WAF:SEA=0.8,WMED:SEA=0.2" as [(("WAF", "SEA"), 0.8), ...]."""
    if text == "-":
        return default
    parts = [part.partition("=") for part in text.split(",")]
    return [(tuple(name.split(":")), float(share or 1)) for name, _, share in parts]


def mix_of(head):
    words = " ".join(head["mix"]).split()
    return list(zip(words[::2], map(float, words[1::2])))


def months_of(semester):
    first = 1 if semester.endswith("S1") else 7
    return [f"{semester[:4]}-{month:02d}" for month in range(first, first + 6)]


def ways_of(entry, column):
    if column == "ibc":
        return weights(entry["routes"], [(("OTHER", "LAND"), 1.0)])
    if column == "at":
        return [(("_T", "LAND"), .6), (("_T", "SEA"), .4)]
    if column == "refused":
        land = .75 if entry["state"] in BY_LAND else .15
        sea = 0 if entry["state"] in LANDLOCKED else .1
        return [(("_T", "AIR"), 1 - land - sea), (("_T", "LAND"), land), (("_T", "SEA"), sea)]
    return [(("_T", "_T"), 1.0)]


def draw(entry, head, column, semester, mistake):
    """Every cell of one indicator: (citizenship, route, border, month) -> count."""
    indicator, _, closeness = INDICATORS[column]
    growth = float(head["growth"][0].split()[SEMESTERS.index(semester)]) ** closeness
    cells = {}
    for citizenship, share in mix_of(head):
        for (route, border), part in ways_of(entry, column):
            rng = random.Random(" ".join((entry["host"], entry["state"], indicator, semester,
                                          citizenship, route, border)))
            for month in months_of(semester):
                season = SEASON.get(route, SEASON[""])[int(month[5:]) - 1]
                value = poisson(rng, float(entry[column]) * growth * share * part * season)
                if mistake and mistake[0] == indicator and mistake[1] == month[5:]:
                    value *= mistake[2]
                cells[citizenship, route, border, month] = value
    return cells


def tables_of(entry, indicator):
    """Which dimensions each table of this contribution breaks down: c, r, b, m."""
    state, rng = entry["state"], random.Random(entry["host"] + entry["state"] + indicator)
    total = [""] if rng.random() < .45 or state in DISCLOSES_LITTLE | FLAGS_LITTLE else []
    few = [""] if state in FLAGS_LITTLE else []
    return {
        "IBC_BETWEEN": ["crbm"] + total,
        "IBC_AT": ["bm"],
        "REFUSED": ["cm", "b"] + total,
        "DOC_FRAUD": ["c"] + few,
        "ILLEGAL_STAY": ["m", "c"],
        "RETURN_DEC": ["cm"],
        "RETURN_EFF": ["cm"] + total,
        "ASYLUM": ["cm"] + total,
        "FACILITATORS": [""] if rng.random() < .6 else ["m"],
    }[indicator]


def fold(cells, dimensions, semester):
    """Add the cells up to a table, in a fixed order."""
    table = {}
    for (citizenship, route, border, month), value in cells.items():
        key = (citizenship if "c" in dimensions else "_T", route if "r" in dimensions else "_T",
               border if "b" in dimensions else "_T", month if "m" in dimensions else semester)
        table[key] = table.get(key, 0) + value
    return table


def absence_of(entry, head, indicator, key, value):
    """Why a cell of this contribution has no number, if it has none."""
    state, citizenship, small = entry["state"], key[0], 1 <= value <= 4
    if indicator in ("REFUSED", "IBC_AT") and key[2] == "SEA" and state in LANDLOCKED:
        return "not-applicable"
    if state == "IE" and key[3] == "2024-06" and indicator == "RETURN_DEC":
        return "not-available"
    if state in DISCLOSES_LITTLE and indicator == "ASYLUM" and small and key[3][5] != "S":
        return "suppressed"
    if state == "PL" and indicator == "FACILITATORS" and entry["host"] in ("TR", "VN"):
        return "confidential"
    if state == "CH" and indicator == "ILLEGAL_STAY":
        return "not-collected"
    if state == "MT" and indicator == "ILLEGAL_STAY":
        return "not-available"
    return None


def flags_of(entry, indicator, key, value, semester, revision):
    """Status, confidentiality and the note's key of a cell that has a number."""
    state, status, note = entry["state"], None, None
    unsettled = semester == "2024-S1" and key[3] in ("2024-06", semester) and revision == 1
    if unsettled and entry["batch"] == "early":
        status = "E"
    elif unsettled and state in PROVISIONAL:
        status = "P"
    if state == "NL" and indicator == "ILLEGAL_STAY" and semester == "2024-S1":
        status, note = "B", "break"
    elif state == "DK" and indicator == "ASYLUM":
        status, note = "D", "differs"
    elif state == "IT" and indicator == "FACILITATORS":
        status, note = "E", "estimate"
    confidentiality = None
    if state in FLAGS_LITTLE and indicator in ("DOC_FRAUD", "RETURN_EFF") \
            and 1 <= value <= 3 and key[0] not in ("_T", entry["host"]):
        confidentiality = "A"
    elif entry["host"] == "IQ" and state == "PL" and indicator == "FACILITATORS":
        confidentiality = "N"
    return status, confidentiality, note


def write_table(out, context, indicator, table, host=None):
    entry, head, words, semester, revision = context
    for key, value in table.items():
        said = {"indicator": indicator, "unit": UNITS[indicator], "counted-by": "own",
                "period": key[3], "host": host}
        said.update((name, code) for name, code in
                    zip(("citizenship", "route", "border"), key) if code != "_T")
        if semester == SEMESTERS[-1]:
            said["source"] = words["source"][entry["lang"]]
        reason = absence_of(entry, head, indicator, key, value)
        if reason:
            out.empty("absence", **said, reason=reason)
            continue
        status, confidentiality, note = flags_of(entry, indicator, key, value, semester, revision)
        if note:
            said["note"] = words[note][entry["lang"]]
        out.empty("observation", **said, value=value, status=status,
                  confidentiality=confidentiality)


def write_mirrors(out, entry, head, semester):
    """What others counted and this state passes on."""
    for line in head.get("mirror", []):
        first, source, observers = (part.strip() for part in line.split("|"))
        counted_by, indicator = first.split()
        for observer in observers.split(";"):
            state, *values = observer.split()
            if state != entry["state"]:
                continue
            out.empty("observation", indicator=indicator, unit=UNITS[indicator],
                      counted_by=counted_by, period=semester, source=source,
                      value=values[SEMESTERS.index(semester)],
                      status="E" if values[-1] == "E" else None)


def write_statistics(out, context, mistake):
    entry, head, _, semester, _ = context
    out.open("statistics")
    for column, (indicator, _, _) in INDICATORS.items():
        if entry[column] == "-":
            continue
        if "covers" in head:
            cells = draw(entry, head, column, semester, mistake)
            for country in head["covers"][0].split():
                part = {key: value for key, value in cells.items() if key[0] == country}
                write_table(out, context, indicator, fold(part, "cm", semester), country)
            continue
        cells = draw(entry, head, column, semester, mistake)
        for dimensions in tables_of(entry, indicator):
            write_table(out, context, indicator, fold(cells, dimensions, semester))
    write_mirrors(out, entry, head, semester)
    out.close("statistics")
