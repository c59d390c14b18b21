#!/usr/bin/env python3
"""Makes usage.txt from running text: python3 data/usage.py FOLDER > data/usage.txt

FOLDER holds .txt files; a docs.jsonl in it or beside it, with {"file": …, "host": …} a line, says which are of one site.
One word a line, sorted by bytes, with how often it stands in the text, and then the words that follow it directly, each
with how often, the commonest first: `urinary 31 tract 18 incontinence 4`. Words that words.txt does not list are there
if two sites use them and no two words that stand side by side far more often explain them as run together.
"""
import collections, json, os, re, sys

WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)?|[^\sA-Za-z]")
FEWEST, FEWEST_PAIR, FAR_MORE = 3, 5, 30

folder = sys.argv[1]
listed = {line.split()[0].lower() for line in open(os.path.join(os.path.dirname(__file__), 'words.txt'), encoding='utf-8')}
hosts = {}
for index in (os.path.join(folder, 'docs.jsonl'), os.path.join(folder, '..', 'docs.jsonl')):
    if os.path.isfile(index):
        hosts = {doc['file']: doc['host'] for doc in map(json.loads, open(index, encoding='utf-8'))}
        break
count, pairs, sites = collections.Counter(), collections.Counter(), collections.defaultdict(set)
for name in sorted(n for n in os.listdir(folder) if n.endswith('.txt')):
    for line in open(os.path.join(folder, name), encoding='utf-8'):
        before = None
        for token in WORD.findall(line):
            word = token.lower().replace('’', "'")
            if not word[0].isalpha():
                before = None
                continue
            count[word] += 1
            sites[word].add(hosts.get(name, name))
            if before:
                pairs[before, word] += 1
            before = word


def explained(word):
    """Whether the word is two that lost their space."""
    return any(pairs[word[:i], word[i:]] > FAR_MORE * count[word] for i in range(1, len(word)))


kept = {w for w, n in count.items() if n >= FEWEST and (w in listed or "'" in w or len(sites[w]) > 1 and not explained(w))}
follow = collections.defaultdict(list)
for (left, right), n in pairs.items():
    if n >= FEWEST_PAIR and left in kept and right in kept:
        follow[left].append((-n, right))
for word in sorted(kept, key=str.encode):
    rest = ''.join(f' {right} {-n}' for n, right in sorted(follow[word]))
    sys.stdout.buffer.write(f'{word} {count[word]}{rest}\n'.encode())
