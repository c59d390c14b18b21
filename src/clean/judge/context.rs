//! A page as the model sees it: its lines ([`super::marks`]), and for each the heading above, the lines around and its
//! place, from sums over the page so that the work grows with the text.

use super::{
    Known,
    marks::{Marks, STOP, marks, share},
    thread::{self, Thread},
    vocabulary::{Gram, Grams, Said, gram, words},
    weights::{Columns, Held},
};
use crate::{
    clean::{drop::Page, shape::Shape},
    model::{Phrase, phrase},
};
use rustc_hash::{FxHashMap, FxHashSet};

/// A page as the model sees it.
pub(super) struct Context {
    pub marks: Vec<Marks>,
    pub grams: Vec<Grams>,
    /// The line of the heading that a line stands under.
    pub heading: Vec<Option<usize>>,
    pub said: Vec<Said>,
    pub said_above: Vec<Said>,
    /// By line: what the words in and around it weigh.
    pub weighed: Vec<f32>,
    /// Sums up to a line: words, at most [`LOUD`] of each, and what the vocabulary and the weights say, by those words.
    of_words: Vec<[f64; 3]>,
    /// By line: what lines of its form on the page weigh in the mean.
    pub alike: Vec<f32>,
    /// Whether a named rule dropped the line already.
    pub dropped: Vec<bool>,
    /// First and one past the last line of the run without a blank line that a line is part of.
    pub run: Vec<(usize, usize)>,
    /// First and one past the last line of those under the same heading as a line.
    pub section: Vec<(usize, usize)>,
    pub apart: Vec<bool>,
    /// Times that the line's text, and its text with figures alike, stand on the page.
    pub times: Vec<(f32, f32)>,
    /// Shares of a line's full words that stand in the page's prose elsewhere, in its first titles, in the lines
    /// before and after.
    pub shared: Vec<[f32; 4]>,
    /// Sums up to a line: words, words of solid prose, lines that are solid, short, dated, dropped, names, titles.
    pub sums: Vec<[f32; 8]>,
    /// Lines to the last solid line before and to the next one after.
    pub from_prose: Vec<(f32, f32)>,
    /// Where readers' comments begin.
    thread: Option<Thread>,
    /// First and last solid line.
    pub body: Option<(usize, usize)>,
    /// Lines of the run of short lines without an end that a line is part of, and its place in it.
    pub short_run: Vec<(f32, f32)>,
    /// Words of a line in the mean, and what the vocabulary says of all lines.
    pub mean_words: f32,
    pub mean_said: f32,
}

/// Words of a line that count where lines are weighed by their words.
const LOUD: f32 = 60.0;

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
        let run = stretches(n, |i| page.lines[i + 1].number > page.lines[i].number + 1);
        let section = stretches(n, |i| heading[i + 1] != heading[i]);
        let mut sums = vec![[0.0; 8]; n + 1];
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
                flag(m.title),
            ];
            sums[i + 1] = std::array::from_fn(|k| sums[i][k] + add[k]);
        }
        let mut signed = vec![[0.0; 3]; n + 1];
        for i in 0..n {
            let flag = f32::from(u8::from(thread::is_signed(&marks[i], &words[i])));
            signed[i + 1] = [sums[i + 1][0], sums[i + 1][1], signed[i][2] + flag];
        }
        let thread = thread::find(page.lines.iter().map(|l| l.plain.as_ref()), &signed);
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
        let mut exact: FxHashMap<Gram, f32> = FxHashMap::default();
        let mut alike: FxHashMap<Gram, f32> = FxHashMap::default();
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
            weighed: vec![0.0; n],
            of_words: vec![[0.0; 3]; n + 1],
            alike: vec![0.0; n],
            apart: page.lines.iter().map(|l| l.apart).collect(),
            marks,
            grams,
            heading,
            dropped,
            run,
            section,
            times,
            shared,
            sums,
            from_prose,
            thread,
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
        let columns: Vec<Columns> = self.grams.iter().map(|g| known.weights.columns(g)).collect();
        self.weighed = (0..self.len()).map(|i| known.weights.weigh(self.held(&columns, i)).clamp(-6.0, 6.0)).collect();
        let words = self.sums.last().map_or(1.0, |s| s[0].max(1.0));
        self.mean_said = self.said.iter().zip(&self.marks).map(|(s, m)| s.mean * m.words).sum::<f32>() / words;
        for i in 0..self.len() {
            let words = f64::from(self.marks[i].words.min(LOUD));
            let add = [words, words * f64::from(self.said[i].mean), words * f64::from(self.weighed[i])];
            self.of_words[i + 1] = std::array::from_fn(|k| self.of_words[i][k] + add[k]);
        }
        let mut alike: FxHashMap<_, (f32, f32)> = FxHashMap::default();
        for (m, weighed) in self.marks.iter().zip(&self.weighed) {
            let (sum, lines) = alike.entry(form(m)).or_default();
            (*sum, *lines) = (*sum + weighed, *lines + 1.0);
        }
        self.alike = self.marks.iter().map(|m| alike.get(&form(m)).map_or(0.0, |(sum, lines)| sum / lines)).collect();
    }

    /// What stands in a line, in the lines before and after it and in the heading above it.
    pub fn held<'a>(&self, columns: &'a [Columns], i: usize) -> Held<'a> {
        [Some(i), self.at(i, -1), self.at(i, 1), self.heading[i]].map(|at| at.map(|j| &columns[j]))
    }

    /// What a line looks like.
    pub fn form(&self, i: usize) -> Vec<Phrase> {
        let m = &self.marks[i];
        let shouted = m.shouted > 0.5 && m.words > 1.0;
        let more = [(shouted, phrase("reason.in-capitals")), (!m.ended, phrase("reason.no-stop"))];
        let words = phrase("reason.words-long").number("n", m.words as u64);
        [words].into_iter().chain(more.into_iter().filter(|s| s.0).map(|s| s.1)).collect()
    }

    /// Dates, prices and the like in a line.
    pub fn signs(&self, i: usize) -> Vec<Phrase> {
        let m = &self.marks[i];
        let signs = [
            (m.dated || m.ago, phrase("reason.date")),
            (m.money, phrase("reason.price")),
            (m.email, phrase("reason.address")),
            (m.link, phrase("reason.link")),
            (m.copyright, phrase("reason.legal")),
            (m.bar, phrase("reason.menu")),
            (m.name, phrase("reason.a-name")),
            (m.count, phrase("reason.count")),
            (m.year && !m.dated, phrase("reason.year")),
        ];
        signs.into_iter().filter(|s| s.0).map(|s| s.1).collect()
    }

    /// Where a line stands on its page.
    pub fn place(&self, i: usize) -> Phrase {
        match self.body {
            None => phrase("reason.without-prose"),
            Some((_, last)) if i > last => phrase("reason.after-prose").number("n", i - last),
            Some((first, _)) if i < first => phrase("reason.before-prose").number("n", first - i),
            Some(_) => match self.from_prose[i] {
                (since, until) if since.min(until) > 1.0 => {
                    phrase("reason.from-prose").number("n", since.min(until) as u64)
                }
                _ => phrase("reason.line-of").number("line", i + 1).number("all", self.len()),
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

    /// The heading of readers' comments that a line stands below.
    pub fn comments(&self, i: usize) -> Option<usize> {
        self.thread.map(|t| t.heading).filter(|&h| h < i)
    }

    /// Whether a line stands below a heading of comments that nothing bears out.
    pub fn is_below_doubtful(&self, i: usize) -> bool {
        self.thread.is_some_and(|t| t.heading < i && t.borne_out.is_none_or(|h| i <= h))
    }

    pub fn at(&self, i: usize, by: isize) -> Option<usize> {
        i.checked_add_signed(by).filter(|&j| j < self.len())
    }

    /// A measure of a neighbour; -1 beyond the page.
    pub fn of(&self, i: usize, by: isize, f: impl Fn(&Marks) -> f32) -> f32 {
        self.at(i, by).map_or(-1.0, |j| f(&self.marks[j]))
    }

    pub fn said_of(&self, i: usize, by: isize, f: impl Fn(&Said) -> f32) -> f32 {
        self.at(i, by).map_or(0.0, |j| f(&self.said[j]))
    }

    /// Share of the lines of a stretch that a sum counts.
    pub fn share(&self, (a, b): (usize, usize), k: usize) -> f32 {
        (self.sums[b][k] - self.sums[a][k]) / (b - a) as f32
    }

    /// What the vocabulary says of a stretch of lines, by their words.
    pub fn said_in(&self, stretch: (usize, usize)) -> f32 {
        self.mean(stretch, 1)
    }

    /// What the words of a stretch of lines weigh, by their number.
    pub fn weighed_in(&self, stretch: (usize, usize)) -> f32 {
        self.mean(stretch, 2)
    }

    fn mean(&self, (a, b): (usize, usize), k: usize) -> f32 {
        let [words, sum] = [0, k].map(|k| self.of_words[b][k] - self.of_words[a][k]);
        (sum / words.max(1.0)) as f32
    }

    /// The lines from `before` lines before a line to `after` lines after it.
    pub fn around(&self, i: usize, before: usize, after: usize) -> (usize, usize) {
        (i.saturating_sub(before), (i + after + 1).min(self.len()))
    }
}

/// By line, first and one past the last of its stretch; `parts` says whether the next line begins another.
fn stretches(n: usize, parts: impl Fn(usize) -> bool) -> Vec<(usize, usize)> {
    let mut all = vec![(0, 0); n];
    let mut start = 0;
    for i in 0..n {
        if i + 1 == n || parts(i) {
            all[start..=i].fill((start, i + 1));
            start = i + 1;
        }
    }
    all
}

/// What a line looks like from afar: cards, rows and comments of a page have forms of their own.
fn form(m: &Marks) -> (usize, [bool; 4]) {
    const LENGTHS: [f32; 6] = [2.0, 4.0, 7.0, 12.0, 25.0, 60.0];
    (LENGTHS.partition_point(|&l| l <= m.words), [m.ended, m.title, m.item, m.dated])
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
    let mut in_prose: FxHashMap<Gram, u32> = FxHashMap::default();
    for (line, _) in full.iter().zip(marks).filter(|(_, m)| m.solid) {
        for &w in line {
            *in_prose.entry(w).or_default() += 1;
        }
    }
    let titles: FxHashSet<Gram> =
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
