#!/usr/bin/python3
"""Attack a statistics.xml of which counts were withheld, knowing nothing but it.

    attack.py PUBLISHED WHOLE THRESHOLD

Subtraction and bounds over every margin, until nothing new is found; then what
was found is held against the whole file. Fails where a withheld count of 1 to
under the threshold is bounded away from 0 or from the count plus the threshold,
where such a count is still printed, or where something made from a withheld
one has a number. Also attacks as if small counts alone were withheld, and fails
if that gives nothing away: then this attacker would prove nothing.
"""

import collections
import math
import sys
import xml.etree.ElementTree as ET

published, whole, threshold = ET.parse(sys.argv[1]), ET.parse(sys.argv[2]), int(sys.argv[3])
NUMBERS = ("value", "lower", "upper", "phi", "percent", "difference", "p", "wide-lower", "normal-share")


def name(node):
    return node.tag.rpartition("}")[2]


def semester(period):
    return period if "S" in period else f"{period[:4]}-S{1 if int(period[5:]) < 7 else 2}"


def cells(tree):
    """(counted-by, indicator, period, host, by, code): value or None."""
    out = {}
    for node in tree.iter():
        if name(node) == "figure" and node.get("measure") == "level":
            out[key(node, node.get("period"))] = node
        elif name(node) == "series":
            for point in node:
                out[key(node, point.get("period"))] = point
    return out


def key(node, period):
    return (node.get("counted-by"), node.get("indicator"), period, node.get("host"), node.get("by"),
            node.get("code") or "")


def margins(known):
    found = collections.defaultdict(list)
    for cell in known:
        counted, indicator, period, host, by, code = cell
        if by != "total":
            found[(counted, indicator, period, host, "total", ""), by].append(cell)
        if by == "host":
            found[(counted, indicator, period, code, "total", ""), "itself"].append(cell)
        if host != "_T":
            found[(counted, indicator, period, "_T", by, code), "hosts"].append(cell)
        if period != semester(period):
            found[(counted, indicator, semester(period), host, by, code), "months"].append(cell)
    return {at: parts for at, parts in found.items() if at[0] in known}


def bounds(truth, hidden):
    """What subtraction and bounds find out; what a margin holds beyond its parts is known."""
    low = {cell: 0 if cell in hidden else truth[cell] for cell in truth}
    high = {cell: math.inf if cell in hidden else truth[cell] for cell in truth}
    rules = []
    for (margin, _), parts in margins(truth).items():
        rest = truth[margin] - sum(truth[part] for part in parts)
        rules.append((margin, parts, rest))
    changed = True
    while changed:
        changed = False
        for margin, parts, rest in rules:
            terms = [(margin, -1)] + [(part, 1) for part in parts]
            if not any(cell in hidden for cell, _ in terms):
                continue
            for cell, sign in terms:
                if cell not in hidden:
                    continue
                least = rest + sum(low[c] if s > 0 else -high[c] for c, s in terms if c != cell)
                most = rest + sum(high[c] if s > 0 else -low[c] for c, s in terms if c != cell)
                new = (-most, -least) if sign > 0 else (least, most)
                if new[0] > low[cell] or new[1] < high[cell]:
                    low[cell], high[cell] = max(low[cell], new[0]), min(high[cell], new[1])
                    changed = True
    return low, high


shown, everything = cells(published), cells(whole)
truth = {c: int(n.get("value")) for c, n in everything.items() if n.get("value") is not None}
hidden = {c for c in truth if shown[c].get("value") is None}
small = {c for c in truth if 0 < truth[c] < threshold and c[0] != "agency"}
failed = [f"{c}: still printed" for c in small - hidden]
failed += [f"{shown[c].get('id')}: {a}" for c in hidden for a in NUMBERS if shown[c].get(a) is not None]


def exposed(hidden):
    low, high = bounds(truth, hidden)
    return [c for c in small if low[c] > 0 or high[c] < truth[c] + threshold]


failed += [f"{c}: bounded" for c in exposed(hidden)]
gone = {shown[c].get("id") for c in hidden}
for node in published.iter():
    made_from = (node.get("from") or "").split()
    if any(f in gone or f.endswith(".*") and any(g.startswith(f[:-1]) for g in gone) for f in made_from):
        if node.get("measure") != "withheld":
            failed += [f"{node.get('id')}: {a}" for a in NUMBERS if node.get(a) is not None]
alone = exposed(small)
print(f"{len(truth)} counts, {len(small)} small, {len(hidden)} withheld, {len(alone)} of the small given away"
      " were they withheld alone")
if not alone or not hidden:
    failed.append("this attack proves nothing")
print("\n".join(failed[:20]))
sys.exit(1 if failed else 0)
