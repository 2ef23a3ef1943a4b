#!/usr/bin/env python3
"""Check the public headers and the symbols: headers.py LIBRARY CC INCLUDE_DIR...

Each header compiles alone with -pedantic -Werror, but only through the umbrella; the version map lists every function
that the headers declare and nothing else; the library defines each of them.
"""
import glob, os, re, subprocess, sys, tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
library, cc, *folders = sys.argv[1:]
bad = []


def compiles(source):
    glib = subprocess.run(["pkg-config", "--cflags", "glib-2.0", "gobject-2.0"], capture_output=True, text=True, check=True)
    with tempfile.NamedTemporaryFile("w", suffix=".c") as file:
        file.write(source)
        file.flush()
        flags = ["-std=c11", "-pedantic", "-Wall", "-Wextra", "-Wstrict-prototypes", "-Werror", "-fsyntax-only"]
        done = subprocess.run([cc, *flags, *(f"-I{f}" for f in folders), *glib.stdout.split(), file.name],
                              capture_output=True, text=True)
        return done.returncode == 0, done.stderr


def declared():
    names = set()
    for path in glob.glob(os.path.join(ROOT, "include/dateline/*.h")):
        text = re.sub(r"/\*.*?\*/", "", open(path, encoding="utf-8").read(), flags=re.S)
        text = re.sub(r"static inline[^{]*\{.*?^\}", "", text, flags=re.S | re.M)
        names |= set(re.findall(r"^[A-Za-z][\w *]*?\b(dtl_\w+) \(", text, re.M))
    return names


for path in sorted(glob.glob(os.path.join(ROOT, "include/dateline/*.h"))):
    name = os.path.basename(path)
    well, why = compiles(f"#define DTL_INSIDE\n#include <dateline/{name}>\nextern int unused;\n")
    if not well:
        bad.append(f"{name} does not compile alone:\n{why}")
    if name != "dateline.h" and compiles(f"#include <dateline/{name}>\nextern int unused;\n")[0]:
        bad.append(f"{name} can be included without the umbrella")
mapped = set(re.findall(r"^\s*(dtl_\w+);", open(os.path.join(ROOT, "src/dateline.map")).read(), re.M))
symbols = subprocess.run(["nm", "-D", "--defined-only", library], capture_output=True, text=True, check=True).stdout
defined = {line.split()[-1].split("@")[0] for line in symbols.splitlines()}
for names, what in ((declared() - mapped, "declared, but not in src/dateline.map"),
                    (mapped - declared(), "in src/dateline.map, but not declared"),
                    (declared() - defined, "declared, but not defined by the library"),
                    ({n for n in defined if n.startswith("dtl_")} - mapped, "exported, but not in src/dateline.map")):
    bad += [f"{name}: {what}" for name in sorted(names)]
print("\n".join(bad))
sys.exit(bool(bad))
