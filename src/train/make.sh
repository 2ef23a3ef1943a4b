#!/bin/sh
# From corpora to en.dtm: a teacher, silver sentences, the small network. README.md says what each variable names.
#
#   UD=… PROPBANK=… NER=… GLOVE=… MPNET=… SPACY=… NEWS=… DATELINE=build/src/cli/dateline sh src/train/make.sh WORK_FOLDER OUT.dtm
#
# PYTHON has PyTorch, SPACY_PYTHON has spaCy. A step whose result is in WORK_FOLDER already is not done again.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$1 out=$2
: "${PYTHON:=python3}" "${SPACY_PYTHON:=python3}" "${THREADS:=2}"
: "${UD:?}" "${PROPBANK:?}" "${NER:?}" "${GLOVE:?}" "${MPNET:?}" "${SPACY:?}" "${NEWS:?}" "${DATELINE:?}"
export PYTHONPATH="$here"
# freed memory is used again instead of going back to the system: large tensors come and go in every step
export MALLOC_TRIM_THRESHOLD_=20000000000 MALLOC_MMAP_THRESHOLD_=20000000000
mkdir -p "$work"
corpora="--ud $UD --propbank $PROPBANK --ner $NER --glove $GLOVE"

if [ ! -s "$work/news.conllu" ]; then
  python3 "$here/silver_text.py" "$NEWS" "$work/news" --words 1500000
  find "$work/news" -name '*.txt' | LC_ALL=C sort > "$work/news.list"
  "$DATELINE" annotate --files-from="$work/news.list" --from=text --stages=text --to=conllu --quiet > "$work/news.conllu.part"
  mv "$work/news.conllu.part" "$work/news.conllu"
fi
if [ ! -s "$work/news.names" ]; then
  "$SPACY_PYTHON" "$here/spacy_names.py" "$SPACY" "$work/news.conllu" "$work/news.names.part"
  mv "$work/news.names.part" "$work/news.names"
fi
if [ ! -s "$work/silver.tsv" ]; then
  # shellcheck disable=SC2086
  "$PYTHON" "$here/teacher.py" $corpora --threads "$THREADS" --mpnet "$MPNET" --augment 0.2 --epochs 1.5 --checkpoint "$work/teacher.pt" \
    --text "$work/news.conllu" --names "$work/news.names" --words 1000000 --out "$work/silver.tsv.part"
  mv "$work/silver.tsv.part" "$work/silver.tsv"
fi
if [ ! -s "$work/model.pt" ]; then
  # shellcheck disable=SC2086
  "$PYTHON" "$here/train.py" $corpora --processes "$THREADS" --silver "$work/silver.tsv" --minutes 50 --epochs 1000 --checkpoint "$work/model.pt.part"
  mv "$work/model.pt.part" "$work/model.pt"
fi
"$PYTHON" "$here/tune_roles.py" --ud "$UD" --propbank "$PROPBANK" --resume "$work/model.pt" --checkpoint "$work/final.pt" --out "$out"
