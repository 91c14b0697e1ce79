#!/usr/bin/env python3
"""Asks OSV about everything that a CycloneDX bill of materials names, and fails for what is not listed as harmless here.

usage: osv.py BOM.json [ANSWER.json]    the second is a stored answer, for a machine without a network
"""
import json
import os
import sys
import urllib.request

# Each with the reason why it cannot do harm here.
HARMLESS = {}


def main(bom, stored=None):
    with open(bom, encoding="utf-8") as file:
        purls = [component["purl"].split("?")[0] for component in json.load(file)["components"]]
    if stored:
        with open(stored, encoding="utf-8") as file:
            answer = json.load(file)
    else:
        body = json.dumps({"queries": [{"package": {"purl": purl}} for purl in purls]}).encode()
        url = os.environ.get("OSV_API", "https://api.osv.dev") + "/v1/querybatch"
        request = urllib.request.Request(url, body, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=60) as response:
            answer = json.load(response)
    if len(answer["results"]) != len(purls):
        sys.exit(f"OSV answered {len(answer['results'])} of {len(purls)} questions")
    found = 0
    for purl, result in zip(purls, answer["results"]):
        for flaw in result.get("vulns", []):
            reason = HARMLESS.get(flaw["id"])
            print(f"{purl}: {flaw['id']}" + (f", harmless: {reason}" if reason else ""))
            found += reason is None
    print(f"{len(purls)} components, {found} with a flaw that is not known to be harmless")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
