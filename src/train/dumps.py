"""The programs tests/bench/*-dump.c, which print what a stage weighs: built against a build directory of dateline, and run."""
import os, subprocess

ROOT = os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
MODEL = os.path.join(ROOT, "src", "models", "en.dtm")
PACKAGES = "glib-2.0 gobject-2.0 gio-2.0 json-glib-1.0 libxml-2.0 libcgraph libbrotlidec sqlite3 zlib"


def build(folder, name):
    """The path of the program tests/bench/<name>.c, compiled in the build directory"""
    folder = os.path.abspath(folder)
    flags = subprocess.run(["pkg-config", "--cflags", "--libs", *PACKAGES.split()], capture_output=True, text=True, check=True).stdout
    out = os.path.join(folder, name)
    subprocess.run(["gcc", "-O1", "-DDTL_COMPILATION", "-D_GNU_SOURCE", '-DG_LOG_DOMAIN="dateline"',
                    *(f"-I{path}" for path in ("include", f"{folder}/include", "src", f"{folder}/src")), f"tests/bench/{name}.c",
                    "-o", out, f"{folder}/src/libdateline-static.a", *flags.split(), "-lm"], cwd=ROOT, check=True)
    return out


def lines(dump, day, paths):
    """What it prints of files published on a day, or - for what they tell themselves"""
    return subprocess.run([dump, MODEL, day, *paths], capture_output=True, text=True, check=True).stdout.splitlines()
