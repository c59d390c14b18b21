//! What the model is told of a line: measures of the line, of its neighbours, of its place and of its page. The one
//! place where they are taken, for training and for cleaning alike.

use super::context::Context;

/// Lines and words after which a line is far from an end of its page or of its body, and no farther; and lines that
/// are many to be left out. The long pages that were learned from end in long threads of comments. Without a limit,
/// whatever stands late on a long page was taken for one: of documentation and essays that nothing was learned from,
/// two to three times as many words of sentences were dropped, at no gain on hosts held out.
const FAR_LINES: f32 = 40.0;
const FAR_WORDS: f32 = 600.0;
const MANY_DROPPED: f32 = 10.0;

/// Where something stands between two ends, from 0 to 1, by how far it is from each: half-way wherever both are far.
fn between(before: f32, after: f32, far: f32) -> f32 {
    let (before, after) = (before.min(far), after.min(far));
    before / (before + after).max(1.0)
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
    /// Where the readers' comments begin.
    Thread,
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
        let thread = c.comments(i);
        let section = c.section[i];
        let (section_start, section_end) = section;
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
    above_lines Heading c.heading[i].map_or(-1.0, |h| ((i - h) as f32).min(FAR_LINES));
    above_words Heading c.heading[i].map_or(-1.0, |h| (c.sums[i][0] - c.sums[h + 1][0]).min(FAR_WORDS));
    above_dropped Heading c.heading[i].map_or(0.0, |h| yes(c.dropped[h]));
    above_prose Heading c.heading[i].map_or(-1.0, |h| (c.sums[i][1] - c.sums[h + 1][1]).min(FAR_WORDS));
    run Company (run as f32).min(FAR_LINES);
    run_at Company ((i - run_start) as f32).min(FAR_LINES);
    run_left Company ((run_end - 1 - i) as f32).min(FAR_LINES);
    run_words Company (c.sums[run_end][0] - c.sums[run_start][0]).min(FAR_WORDS);
    run_short Company c.share(c.run[i], 3);
    run_said Company (run_start..run_end).take(60).map(|j| c.said[j].mean).sum::<f32>() / run.min(60) as f32;
    section Company ((section_end - section_start) as f32).min(FAR_LINES);
    section_words Company (c.sums[section_end][0] - c.sums[section_start][0]).min(FAR_WORDS);
    section_solid Company c.share(section, 2);
    section_short Company c.share(section, 3);
    section_dated Company c.share(section, 4);
    section_names Company c.share(section, 6);
    section_titles Company c.share(section, 7);
    section_said Company c.said_in(section);
    section_weighed Company c.weighed_in(section);
    section_place Place between(section_start as f32, (n - section_start) as f32, FAR_LINES);
    alike_weighed Company c.alike[i];
    short_run Company c.short_run[i].0.min(FAR_LINES);
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
    near_said Company c.said_in(c.around(i, 3, 3));
    near_said_before Company c.said_in(c.around(i, 6, 0));
    near_said_after Company c.said_in(c.around(i, 0, 6));
    far_said Company c.said_in(c.around(i, 12, 12));
    near_words Company c.share(c.around(i, 3, 3), 0);
    near_solid Company c.share(c.around(i, 3, 3), 2);
    before_solid Company c.share(c.around(i, 8, 0), 2);
    after_solid Company c.share(c.around(i, 0, 8), 2);
    far_solid Company c.share(c.around(i, 15, 15), 2);
    near_short Company c.share(c.around(i, 5, 5), 3);
    near_dated Company c.share(c.around(i, 6, 6), 4);
    near_dropped Company c.share(c.around(i, 6, 6), 5);
    near_names Company c.share(c.around(i, 6, 6), 6);
    thread_lines Thread thread.map_or(-1.0, |h| ((i - h) as f32).min(FAR_LINES));
    thread_words Thread thread.map_or(-1.0, |h| (before - c.sums[h][0]).min(FAR_WORDS));
    thread_place Thread thread.map_or(-1.0, |h| c.sums[h][0].min(FAR_WORDS));
    prose_since Place c.from_prose[i].0.min(FAR_LINES);
    prose_until Place c.from_prose[i].1.min(FAR_LINES);
    place Place between(i as f32, (n - 1 - i) as f32, FAR_LINES);
    from_start Place (i as f32).min(FAR_LINES);
    from_end Place ((n - 1 - i) as f32).min(FAR_LINES);
    words_before Place before.min(FAR_WORDS);
    words_after Place after.min(FAR_WORDS);
    place_words Place between(before, after, FAR_WORDS);
    prose_before Place prose_before.min(FAR_WORDS);
    prose_after Place prose_after.min(FAR_WORDS);
    prose_place Place between(prose_before, prose_after, FAR_WORDS);
    past_body Place (i as f32 - body_last as f32).clamp(-FAR_LINES, FAR_LINES);
    to_body Place (body_first as f32 - i as f32).clamp(-FAR_LINES, FAR_LINES);
    dropped_before Place c.sums[i][5].min(MANY_DROPPED);
    times Again c.times[i].0;
    times_alike Again c.times[i].1;
    in_prose Subject c.shared[i][0];
    in_titles Subject c.shared[i][1];
    in_before Subject c.shared[i][2];
    in_after Subject c.shared[i][3];
    relative_words Form m.words / c.mean_words.max(1.0);
    relative_said Words s.mean - c.mean_said;
    weighed Words c.weighed[i];
    weighed_p1 Company c.at(i, -1).map_or(0.0, |j| c.weighed[j]);
    weighed_n1 Company c.at(i, 1).map_or(0.0, |j| c.weighed[j]);
    weighed_p2 Company c.at(i, -2).map_or(0.0, |j| c.weighed[j]);
    weighed_n2 Company c.at(i, 2).map_or(0.0, |j| c.weighed[j]);
    weighed_near Company c.weighed_in(c.around(i, 3, 3));
    weighed_before Company c.weighed_in(c.around(i, 6, 0));
    weighed_after Company c.weighed_in(c.around(i, 0, 6));
    weighed_far Company c.weighed_in(c.around(i, 20, 20));
    weighed_above Heading c.heading[i].map_or(0.0, |h| c.weighed[h]);
    weighed_run Company c.weighed_in((run_start.max(i.saturating_sub(30)), run_end.min(i + 31)));
}
