//! What the model is told of a line: measures of the line, of its neighbours, of its place and of its page. The one
//! place where they are taken, for training and for cleaning alike.

use super::{
    Known,
    vocabulary::{Gram, Grams, Said, gram, words},
};
use crate::clean::{
    drop::Page,
    shape::{self, Shape},
};
use std::collections::HashMap;

const STOP: &[&str] = &[
    "a", "about", "after", "all", "also", "an", "and", "any", "are", "as", "at", "be", "because", "been", "but", "by",
    "can", "could", "do", "for", "from", "had", "has", "have", "he", "her", "his", "how", "i", "if", "in", "into",
    "is", "it", "its", "just", "like", "more", "my", "not", "of", "on", "one", "only", "or", "other", "our", "out",
    "so", "some", "such", "than", "that", "the", "their", "them", "then", "there", "these", "they", "this", "to", "up",
    "was", "we", "were", "what", "when", "which", "who", "will", "with", "would", "you", "your",
];
const MONTHS: &[&str] = &[
    "apr",
    "april",
    "aug",
    "august",
    "dec",
    "december",
    "feb",
    "february",
    "jan",
    "january",
    "jul",
    "july",
    "jun",
    "june",
    "mar",
    "march",
    "nov",
    "november",
    "oct",
    "october",
    "sep",
    "sept",
    "september",
];
const READER: &[&str] = &["you", "your", "yours", "yourself"];
const WRITER: &[&str] = &["i", "me", "my", "our", "ours", "us", "we"];

/// Marks of a line by itself.
#[derive(Debug, Clone, Default)]
pub(super) struct Marks {
    pub words: f32,
    chars: f32,
    word_length: f32,
    capitals: f32,
    shouted: f32,
    digits: f32,
    signs: f32,
    stop: f32,
    reader: f32,
    writer: f32,
    sentences: f32,
    commas: f32,
    ended: bool,
    colon: bool,
    question: bool,
    exclaims: bool,
    cut: bool,
    lower: bool,
    digit_first: bool,
    item: bool,
    quoted: bool,
    link: bool,
    email: bool,
    bar: bool,
    money: bool,
    dated: bool,
    year: bool,
    ago: bool,
    count: bool,
    copyright: bool,
    name: bool,
    tabs: f32,
    code: f32,
    doubled: f32,
    title: bool,
    prose: bool,
    /// Sentences of some length in common words: what a text is made of.
    pub solid: bool,
    /// A full sentence, if a short one.
    pub sentence: bool,
}

fn share(n: usize, of: usize) -> f32 {
    n as f32 / of.max(1) as f32
}

fn marks(text: &str, shape: Shape, words: &[String]) -> Marks {
    let is = |list: &[&str], w: &String| list.binary_search(&w.as_str()).is_ok();
    let count = |list: &[&str]| words.iter().filter(|w| is(list, w)).count();
    let (mut chars, mut digits, mut signs, mut code, mut tabs, mut commas) = (0, 0, 0, 0, 0, 0);
    for c in text.chars() {
        chars += 1;
        digits += usize::from(c.is_ascii_digit());
        signs += usize::from(!c.is_alphanumeric() && !c.is_whitespace());
        code += usize::from("{}()[];=<>_\\/$#*`".contains(c));
        tabs += usize::from(c == '\t' || c == '|');
        commas += usize::from(c == ',');
    }
    let (mut spoken, mut capitals, mut shouted, mut sentences) = (0usize, 0, 0, 0);
    for chunk in text.split_whitespace() {
        let mut letters = chunk.chars().filter(|c| c.is_alphabetic());
        if let Some(first) = letters.next() {
            spoken += 1;
            capitals += usize::from(first.is_uppercase());
            let rest = letters.clone().count();
            shouted += usize::from(first.is_uppercase() && rest > 0 && letters.all(char::is_uppercase));
        }
        sentences += usize::from(chunk.ends_with(['.', '!', '?', '…', ':']));
    }
    let body = text.trim_end_matches(['"', '\'', ')', ']', '»', '*', ' ']);
    let first = text.chars().next().unwrap_or(' ');
    let stop = count(STOP);
    let n = words.len();
    let ended = body.ends_with(['.', '!', '?', '…', '。']);
    let has = |w: &str| words.iter().any(|x| x == w);
    // "Jane Roe / Jane Roe" and "arrow arrow": words that the line says twice, next to each other or as halves.
    let half = n / 2;
    let twice =
        half > 0 && (words[..half] == words[n - half..] || words.windows(2).filter(|w| w[0] == w[1]).count() * 2 >= n);
    Marks {
        words: n as f32,
        chars: chars as f32,
        word_length: words.iter().map(|w| w.chars().count()).sum::<usize>() as f32 / n.max(1) as f32,
        capitals: share(capitals, spoken),
        shouted: share(shouted, spoken),
        digits: share(digits, chars),
        signs: share(signs, chars),
        stop: share(stop, n),
        reader: share(count(READER), n),
        writer: share(count(WRITER), n),
        sentences: sentences as f32,
        commas: share(commas, n),
        ended,
        colon: body.ends_with(':'),
        question: body.ends_with('?'),
        exclaims: body.ends_with('!'),
        cut: text.ends_with("...") || text.ends_with('…'),
        lower: first.is_lowercase(),
        digit_first: first.is_ascii_digit(),
        item: shape::marker(text).is_some(),
        quoted: matches!(first, '"' | '\'' | '«' | '>'),
        link: text.contains("http") || text.contains("www.") || text.contains(".com"),
        email: text.contains('@'),
        bar: text.contains(['|', '»', '›', '·', '→', '←', '«', '✓', '★']),
        money: text.contains(['$', '€', '£', '¥', '₹']),
        dated: words.iter().any(|w| is(MONTHS, w)) && digits > 0 || has("0") && text.contains(['/', ':']) && n < 8,
        year: text
            .split(|c: char| !c.is_ascii_digit())
            .any(|d| d.len() == 4 && (d.starts_with("20") || d.starts_with("19"))),
        ago: has("ago"),
        count: n <= 4 && digits > 0,
        copyright: text.contains(['©', '®', '™']),
        name: (2..=4).contains(&n) && capitals == spoken && spoken == n && digits == 0 && stop == 0,
        tabs: tabs as f32,
        code: share(code, chars),
        doubled: f32::from(u8::from(twice)),
        title: shape == Shape::Title,
        prose: shape == Shape::Prose,
        solid: ended && n >= 12 && stop * 4 >= n && shape != Shape::Item,
        sentence: ended && n >= 5 && stop * 7 >= n && shape == Shape::Prose,
    }
}

/// A page as the model sees it.
pub(super) struct Context {
    pub marks: Vec<Marks>,
    pub grams: Vec<Grams>,
    /// The line of the heading that a line stands under.
    pub heading: Vec<Option<usize>>,
    said: Vec<Said>,
    said_above: Vec<Said>,
    /// Whether a named rule dropped the line already.
    pub dropped: Vec<bool>,
    /// First and one past the last line of the run without a blank line that a line is part of.
    run: Vec<(usize, usize)>,
    apart: Vec<bool>,
    /// Times that the line's text, and its text with figures alike, stand on the page.
    times: Vec<(f32, f32)>,
    /// Shares of a line's full words that stand in the page's prose elsewhere, in its first titles, in the lines
    /// before and after.
    shared: Vec<[f32; 4]>,
    /// Sums up to a line: words, words of solid prose, lines that are solid, short, dated, dropped, names.
    sums: Vec<[f32; 7]>,
    /// Lines to the last solid line before and to the next one after.
    from_prose: Vec<(f32, f32)>,
    /// First and last solid line.
    body: Option<(usize, usize)>,
    /// Lines of the run of short lines without an end that a line is part of, and its place in it.
    short_run: Vec<(f32, f32)>,
    /// Words of a line in the mean, and what the vocabulary says of all lines.
    mean_words: f32,
    mean_said: f32,
}

fn is_short(m: &Marks) -> bool {
    m.words <= 8.0 && !m.ended
}

impl Context {
    pub fn new(page: &Page<'_>) -> Self {
        let n = page.lines.len();
        let words: Vec<Vec<String>> = page.lines.iter().map(|l| words(&l.plain)).collect();
        let grams: Vec<Grams> = words.iter().map(|w| Grams::new(w)).collect();
        let marks: Vec<Marks> = page.lines.iter().zip(&words).map(|(l, w)| marks(&l.plain, l.shape, w)).collect();
        let dropped: Vec<bool> = (0..n).map(|i| !page.stands(i)).collect();
        let mut heading = vec![None; n];
        let mut last = None;
        for i in 0..n {
            heading[i] = last;
            if page.lines[i].shape == Shape::Title && marks[i].words <= 12.0 && page.lines[i].apart {
                last = Some(i);
            }
        }
        let mut run = vec![(0, 0); n];
        let mut start = 0;
        for i in 0..n {
            if i + 1 == n || page.lines[i + 1].number > page.lines[i].number + 1 {
                run[start..=i].fill((start, i + 1));
                start = i + 1;
            }
        }
        let mut sums = vec![[0.0; 7]; n + 1];
        for i in 0..n {
            let m = &marks[i];
            let flag = |b: bool| f32::from(u8::from(b));
            let add = [
                m.words,
                if m.solid { m.words } else { 0.0 },
                flag(m.solid),
                flag(is_short(m)),
                flag(m.dated),
                flag(dropped[i]),
                flag(m.name),
            ];
            sums[i + 1] = std::array::from_fn(|k| sums[i][k] + add[k]);
        }
        let mut from_prose = vec![(n as f32, n as f32); n];
        let mut since = n as f32;
        for i in 0..n {
            from_prose[i].0 = since;
            since = if marks[i].solid { 1.0 } else { since + 1.0 };
        }
        let mut until = n as f32;
        for i in (0..n).rev() {
            from_prose[i].1 = until;
            until = if marks[i].solid { 1.0 } else { until + 1.0 };
        }
        let body = (0..n).find(|&i| marks[i].solid).zip((0..n).rfind(|&i| marks[i].solid));
        let mut short_run = vec![(0.0, 0.0); n];
        let mut at = 0;
        while at < n {
            let end = (at..n).find(|&i| !is_short(&marks[i])).unwrap_or(n);
            for (k, of) in short_run[at..end].iter_mut().enumerate() {
                *of = ((end - at) as f32, k as f32 / (end - at) as f32);
            }
            at = end + 1;
        }
        let mut exact: HashMap<Gram, f32> = HashMap::new();
        let mut alike: HashMap<Gram, f32> = HashMap::new();
        let ids: Vec<(Gram, Gram)> =
            page.lines.iter().zip(&words).map(|(l, w)| (gram(&l.plain), gram(&w.join(" ")))).collect();
        for (e, a) in &ids {
            *exact.entry(*e).or_default() += 1.0;
            *alike.entry(*a).or_default() += 1.0;
        }
        let times = ids.iter().map(|(e, a)| (exact[e], alike[a])).collect::<Vec<_>>();
        let shared = shared(&words, &marks);
        let mean_words = sums[n][0] / n.max(1) as f32;
        Self {
            said: vec![Said::default(); n],
            said_above: vec![Said::default(); n],
            apart: page.lines.iter().map(|l| l.apart).collect(),
            marks,
            grams,
            heading,
            dropped,
            run,
            times,
            shared,
            sums,
            from_prose,
            body,
            short_run,
            mean_words,
            mean_said: 0.0,
        }
    }

    pub fn len(&self) -> usize {
        self.marks.len()
    }

    /// Asks the vocabularies.
    pub fn ask(&mut self, known: &Known) {
        self.said = self.grams.iter().map(|g| known.lines.say(g)).collect();
        let of_heading: Vec<Said> = self.grams.iter().map(|g| known.above.say(g)).collect();
        self.said_above = self.heading.iter().map(|h| h.map_or(Said::default(), |h| of_heading[h])).collect();
        let words = self.sums.last().map_or(1.0, |s| s[0].max(1.0));
        self.mean_said = self.said.iter().zip(&self.marks).map(|(s, m)| s.mean * m.words).sum::<f32>() / words;
    }

    /// The form of a line, in words.
    pub fn form(&self, i: usize) -> String {
        let m = &self.marks[i];
        let words = if m.words == 1.0 { "1 word".to_owned() } else { format!("{} words", m.words) };
        let shout = if m.shouted > 0.5 && m.words > 1.0 { ", in capitals" } else { "" };
        let end = if m.ended { "" } else { ", no full stop" };
        format!("{words}{shout}{end}")
    }

    /// Dates, prices and the like in a line, in words.
    pub fn signs(&self, i: usize) -> String {
        let m = &self.marks[i];
        let signs = [
            (m.dated || m.ago, "a date"),
            (m.money, "a price"),
            (m.email, "an address"),
            (m.link, "a link"),
            (m.copyright, "a legal mark"),
            (m.bar, "signs of a menu"),
            (m.name, "a name"),
            (m.count, "a count"),
            (m.year && !m.dated, "a year"),
        ];
        signs.iter().filter(|s| s.0).map(|s| s.1).collect::<Vec<_>>().join(", ")
    }

    /// Where a line stands on its page, in words.
    pub fn place(&self, i: usize) -> String {
        match self.body {
            None => "on a page without prose".into(),
            Some((_, last)) if i > last => format!("{} lines after the last prose", i - last),
            Some((first, _)) if i < first => format!("{} lines before the first prose", first - i),
            Some(_) => match self.from_prose[i] {
                (since, until) if since.min(until) > 1.0 => {
                    format!("{} lines from the nearest prose", since.min(until))
                }
                _ => format!("line {} of {}", i + 1, self.len()),
            },
        }
    }

    /// How often a line's text stands on the page.
    pub fn times(&self, i: usize) -> u32 {
        self.times[i].0 as u32
    }

    /// Share of a line's characters that program text is full of, in the mean.
    pub fn code(&self) -> f32 {
        self.marks.iter().map(|m| m.code).sum::<f32>() / self.len().max(1) as f32
    }

    /// Words of solid prose on the page, and lines of it.
    pub fn solid(&self) -> (f32, f32) {
        self.sums.last().map_or((0.0, 0.0), |s| (s[1], s[2]))
    }

    fn at(&self, i: usize, by: isize) -> Option<usize> {
        i.checked_add_signed(by).filter(|&j| j < self.len())
    }

    /// A measure of a neighbour; -1 beyond the page.
    fn of(&self, i: usize, by: isize, f: impl Fn(&Marks) -> f32) -> f32 {
        self.at(i, by).map_or(-1.0, |j| f(&self.marks[j]))
    }

    fn said_of(&self, i: usize, by: isize, f: impl Fn(&Said) -> f32) -> f32 {
        self.at(i, by).map_or(0.0, |j| f(&self.said[j]))
    }

    /// A sum over the lines from `by` lines before to `by` lines after, as a share of them.
    fn around(&self, i: usize, before: usize, after: usize, k: usize) -> f32 {
        let (a, b) = (i.saturating_sub(before), (i + after + 1).min(self.len()));
        (self.sums[b][k] - self.sums[a][k]) / (b - a) as f32
    }

    /// What the vocabulary says of the lines around, by their words.
    fn said_around(&self, i: usize, before: usize, after: usize) -> f32 {
        let (a, b) = (i.saturating_sub(before), (i + after + 1).min(self.len()));
        let words: f32 = (a..b).map(|j| self.marks[j].words.min(60.0)).sum();
        (a..b).map(|j| self.said[j].mean * self.marks[j].words.min(60.0)).sum::<f32>() / words.max(1.0)
    }
}

/// See [`Context::shared`].
fn shared(words: &[Vec<String>], marks: &[Marks]) -> Vec<[f32; 4]> {
    let full: Vec<Vec<Gram>> = words
        .iter()
        .map(|line| {
            let full = line.iter().filter(|w| w.chars().count() >= 4 && STOP.binary_search(&w.as_str()).is_err());
            // The first letters stand for the stem.
            let mut full: Vec<Gram> = full.map(|w| gram(&w.chars().take(6).collect::<String>())).collect();
            full.sort_unstable();
            full.dedup();
            full
        })
        .collect();
    let mut in_prose: HashMap<Gram, u32> = HashMap::new();
    for (line, _) in full.iter().zip(marks).filter(|(_, m)| m.solid) {
        for &w in line {
            *in_prose.entry(w).or_default() += 1;
        }
    }
    let titles: std::collections::HashSet<Gram> =
        full.iter().zip(marks).filter(|(_, m)| m.title).take(2).flat_map(|(l, _)| l.iter().copied()).collect();
    let found = |i: usize, j: usize| full[i].iter().filter(|w| full[j].binary_search(w).is_ok()).count();
    (0..full.len())
        .map(|i| {
            let n = full[i].len();
            let own = u32::from(marks[i].solid);
            let prose = full[i].iter().filter(|w| in_prose.get(w).is_some_and(|&c| c > own)).count();
            let title = full[i].iter().filter(|w| titles.contains(w)).count();
            let before = (i.saturating_sub(3)..i).map(|j| found(i, j)).max().unwrap_or(0);
            let after = (i + 1..(i + 4).min(full.len())).map(|j| found(i, j)).max().unwrap_or(0);
            [prose, title, before, after].map(|c| if n == 0 { -1.0 } else { share(c, n) })
        })
        .collect()
}

fn yes(b: bool) -> f32 {
    f32::from(u8::from(b))
}

/// Declares measures: name, kind of evidence, value.
macro_rules! features {
    ($all:ident, $row:ident($c:ident: $ct:ty, $i:ident) { $($setup:stmt;)* } $($name:ident $kind:ident $value:expr;)*) => {
        /// Names of the measures, and what kind of evidence each is.
        pub(super) const $all: &[(&str, Kind)] = &[$((stringify!($name), Kind::$kind)),*];
        /// Measures of a line.
        pub(super) const WIDTH: usize = $all.len();
        /// The measures of a line.
        pub(super) fn $row($c: $ct, $i: usize) -> [f32; WIDTH] {
            $($setup)*
            [$($value),*]
        }
    };
}

/// Kinds of evidence, as `explain` words them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Kind {
    /// The words of the line.
    Words,
    /// The words of the heading above it.
    Heading,
    /// Length, case, punctuation.
    Form,
    /// Dates, prices, links, names, counts.
    Signs,
    /// Where it stands on the page.
    Place,
    /// The lines before and after it.
    Company,
    /// It, or one like it, stands on the page more than once.
    Again,
    /// Whether it speaks of what the page speaks of.
    Subject,
}

features! {
    FEATURES, row(c: &Context, i) {
        let m = &c.marks[i];
        let s = &c.said[i];
        let a = &c.said_above[i];
        let n = c.len();
        let (run_start, run_end) = c.run[i];
        let run = run_end - run_start;
        let before = c.sums[i][0];
        let after = c.sums[n][0] - c.sums[i + 1][0];
        let prose_before = c.sums[i][1];
        let prose_after = c.sums[n][1] - c.sums[i + 1][1];
        let (body_first, body_last) = c.body.unwrap_or((0, n));
    }
    words Form m.words;
    chars Form m.chars;
    word_length Form m.word_length;
    capitals Form m.capitals;
    shouted Form m.shouted;
    digits Signs m.digits;
    signs Form m.signs;
    stop Form m.stop;
    reader Form m.reader;
    writer Form m.writer;
    sentences Form m.sentences;
    commas Form m.commas;
    ended Form yes(m.ended);
    colon Form yes(m.colon);
    question Form yes(m.question);
    exclaims Form yes(m.exclaims);
    cut Form yes(m.cut);
    lower Form yes(m.lower);
    digit_first Form yes(m.digit_first);
    item Form yes(m.item);
    quoted Form yes(m.quoted);
    link Signs yes(m.link);
    email Signs yes(m.email);
    bar Signs yes(m.bar);
    money Signs yes(m.money);
    dated Signs yes(m.dated);
    year Signs yes(m.year);
    ago Signs yes(m.ago);
    count Signs yes(m.count);
    copyright Signs yes(m.copyright);
    name Signs yes(m.name);
    tabs Form m.tabs;
    code Form m.code;
    doubled Again m.doubled;
    title Form yes(m.title);
    prose Form yes(m.prose);
    apart Form yes(c.apart[i]);
    said Words s.mean;
    said_most Words s.most;
    said_least Words s.least;
    said_sum Words s.sum;
    said_pairs Words s.pairs;
    said_pair Words s.most_pair;
    said_whole Words s.whole;
    said_first Words s.first;
    said_known Words s.known;
    above Heading a.mean;
    above_most Heading a.most;
    above_least Heading a.least;
    above_pair Heading a.most_pair;
    above_whole Heading a.whole;
    above_said Heading c.heading[i].map_or(0.0, |h| c.said[h].mean);
    above_said_whole Heading c.heading[i].map_or(0.0, |h| c.said[h].whole);
    above_lines Heading c.heading[i].map_or(-1.0, |h| (i - h) as f32);
    above_words Heading c.heading[i].map_or(-1.0, |h| c.sums[i][0] - c.sums[h + 1][0]);
    above_dropped Heading c.heading[i].map_or(0.0, |h| yes(c.dropped[h]));
    above_prose Heading c.heading[i].map_or(-1.0, |h| c.sums[i][1] - c.sums[h + 1][1]);
    run Company run as f32;
    run_at Company (i - run_start) as f32;
    run_left Company (run_end - 1 - i) as f32;
    run_words Company c.sums[run_end][0] - c.sums[run_start][0];
    run_short Company (c.sums[run_end][3] - c.sums[run_start][3]) / run as f32;
    run_said Company (run_start..run_end).take(60).map(|j| c.said[j].mean).sum::<f32>() / run.min(60) as f32;
    short_run Company c.short_run[i].0;
    short_run_at Company c.short_run[i].1;
    p1_words Company c.of(i, -1, |m| m.words);
    p1_ended Company c.of(i, -1, |m| yes(m.ended));
    p1_title Company c.of(i, -1, |m| yes(m.title));
    p1_solid Company c.of(i, -1, |m| yes(m.solid));
    p1_item Company c.of(i, -1, |m| yes(m.item));
    p1_colon Company c.of(i, -1, |m| yes(m.colon));
    p1_dated Company c.of(i, -1, |m| yes(m.dated));
    p1_name Company c.of(i, -1, |m| yes(m.name));
    p1_said Company c.said_of(i, -1, |s| s.mean);
    p1_pair Company c.said_of(i, -1, |s| s.most_pair);
    p1_whole Company c.said_of(i, -1, |s| s.whole);
    p1_dropped Company c.at(i, -1).map_or(0.0, |j| yes(c.dropped[j]));
    n1_words Company c.of(i, 1, |m| m.words);
    n1_ended Company c.of(i, 1, |m| yes(m.ended));
    n1_title Company c.of(i, 1, |m| yes(m.title));
    n1_solid Company c.of(i, 1, |m| yes(m.solid));
    n1_item Company c.of(i, 1, |m| yes(m.item));
    n1_dated Company c.of(i, 1, |m| yes(m.dated));
    n1_name Company c.of(i, 1, |m| yes(m.name));
    n1_said Company c.said_of(i, 1, |s| s.mean);
    n1_pair Company c.said_of(i, 1, |s| s.most_pair);
    n1_whole Company c.said_of(i, 1, |s| s.whole);
    n1_dropped Company c.at(i, 1).map_or(0.0, |j| yes(c.dropped[j]));
    p2_words Company c.of(i, -2, |m| m.words);
    p2_said Company c.said_of(i, -2, |s| s.mean);
    p2_title Company c.of(i, -2, |m| yes(m.title));
    p2_solid Company c.of(i, -2, |m| yes(m.solid));
    n2_words Company c.of(i, 2, |m| m.words);
    n2_said Company c.said_of(i, 2, |s| s.mean);
    n2_title Company c.of(i, 2, |m| yes(m.title));
    n2_solid Company c.of(i, 2, |m| yes(m.solid));
    near_said Company c.said_around(i, 3, 3);
    near_said_before Company c.said_around(i, 6, 0);
    near_said_after Company c.said_around(i, 0, 6);
    far_said Company c.said_around(i, 12, 12);
    near_words Company c.around(i, 3, 3, 0);
    near_solid Company c.around(i, 3, 3, 2);
    before_solid Company c.around(i, 8, 0, 2);
    after_solid Company c.around(i, 0, 8, 2);
    far_solid Company c.around(i, 15, 15, 2);
    near_short Company c.around(i, 5, 5, 3);
    near_dated Company c.around(i, 6, 6, 4);
    near_dropped Company c.around(i, 6, 6, 5);
    near_names Company c.around(i, 6, 6, 6);
    prose_since Place c.from_prose[i].0;
    prose_until Place c.from_prose[i].1;
    place Place i as f32 / n as f32;
    from_start Place i as f32;
    from_end Place (n - 1 - i) as f32;
    words_before Place before;
    words_after Place after;
    place_words Place before / (before + after + m.words).max(1.0);
    prose_before Place prose_before;
    prose_after Place prose_after;
    prose_place Place prose_before / (prose_before + prose_after).max(1.0);
    past_body Place i as f32 - body_last as f32;
    to_body Place body_first as f32 - i as f32;
    dropped_before Place c.sums[i][5];
    times Again c.times[i].0;
    times_alike Again c.times[i].1;
    in_prose Subject c.shared[i][0];
    in_titles Subject c.shared[i][1];
    in_before Subject c.shared[i][2];
    in_after Subject c.shared[i][3];
    relative_words Form m.words / c.mean_words.max(1.0);
    relative_said Words s.mean - c.mean_said;
}
