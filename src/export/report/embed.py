#!/usr/bin/env python3
"""Turn the style sheet and the script of the report into C: embed.py OUT.c report.css report.js

Comments on lines of their own, indentation and empty lines go; nothing else is changed, so that what is read there is
what runs. The script is put into a page as it is: "</" must not stand in it.
"""
import re, sys


def squeeze(text):
    text = re.sub(r"^\s*/\*.*?\*/\s*$", "", text, flags=re.M | re.S)
    lines = [line.strip() for line in text.splitlines()]
    return "\n".join(line for line in lines if line and not line.startswith("//")) + "\n"


def spell(name, text):
    if "</" in text or "<!--" in text:
        sys.exit(f"{name}: '</' would end the element that it stands in")
    lines = [line.replace("\\", "\\\\").replace('"', '\\"') for line in text.splitlines()]
    body = "\n".join(f'  "{line}\\n"' for line in lines)
    return f"const char {name}[] =\n{body};\n"


out, style, script = sys.argv[1:4]
with open(out, "w", encoding="utf-8") as file:
    file.write("/* Made by embed.py. */\n#include \"export/report.h\"\n\n")
    file.write(spell("dtl_report_style", squeeze(open(style, encoding="utf-8").read())))
    file.write("\n" + spell("dtl_report_script", squeeze(open(script, encoding="utf-8").read())))
