#!/usr/bin/env python3
"""Print "N passed, N failed" from meson's testlog.json; a test with TAP counts each of its subtests."""
import json, re, sys

passed = failed = 0
for line in open(sys.argv[1], encoding="utf-8"):
    test = json.loads(line)
    subtests = re.findall(r"^(not ok|ok)\b(?!.*# SKIP)", test.get("stdout") or "", re.M)
    well = test["result"] in ("OK", "EXPECTEDFAIL", "SKIP")
    good = subtests.count("ok") if subtests else int(well)
    bad = subtests.count("not ok") if subtests else int(not well)
    passed += good
    failed += bad if well or bad else bad + 1 # a crash after good subtests is a failure
    if not well:
        print(f"failed: {test['name']}")
print(f"{passed} passed, {failed} failed")
sys.exit(failed > 0)
