#!/usr/bin/env python3
"""Makes words.txt from SCOWL (Debian package `scowl`): python3 data/words.py > data/words.txt

One word a line, sorted by bytes: the word, a space, the smallest SCOWL size that lists it (10 common, 50 rare), and
`n` where SCOWL lists the word's possessive, as it does for nouns. Sizes 10 to 50 are taken whole. Of sizes 55 to 70
only those words that could be taken for two words run together are kept, as size 80: `kneehole`, `playgroup`.
"""
import glob, os, re, sys

DIR = '/usr/share/dict/scowl'
KINDS = 'words|upper|proper-names|abbreviations'
LISTS = re.compile(rf'(english|american|british|british_z|canadian|australian)-({KINDS})\.(\d+)$')


def read(low, high):
    rank, nouns = {}, set()
    for path in sorted(glob.glob(DIR + '/*')):
        m = LISTS.match(os.path.basename(path))
        if not m or not low <= int(m[3]) <= high:
            continue
        if m[2] == 'abbreviations' and int(m[3]) > 40:
            continue
        for word in open(path, encoding='latin-1').read().split():
            if word.endswith("'s"):
                nouns.add(word[:-2])
            elif "'" not in word and (word.isascii() or len(word) > 1):
                rank[word] = min(rank.get(word, 99), int(m[3]))
    return rank, nouns


rank, nouns = read(10, 50)
rare, _ = read(55, 70)
common = {w for w, r in rank.items() if r <= 40 and (len(w) > 2 or len(w) == 2 and r == 10)}
for word in rare:
    if word.islower() and word not in rank and any(word[:i] in common and word[i:] in common for i in range(2, len(word) - 1)):
        rank[word] = 80
for word in sorted(rank, key=lambda w: w.encode()):
    sys.stdout.buffer.write(f"{word} {rank[word]}{'n' if word in nouns else ''}\n".encode())
