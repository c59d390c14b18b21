//! Grows boosted trees: histograms of gradients, the best leaf first (G. Ke et al., LightGBM, NIPS 2017).

use super::trees::{Forest, Node};
use crate::model::hash;
use rayon::prelude::*;

/// How trees are grown.
#[derive(Debug, Clone, Copy)]
pub(super) struct Growth {
    pub trees: usize,
    pub leaves: usize,
    /// Share of its step that a tree takes.
    pub rate: f32,
    /// Rows that a leaf holds at least.
    pub least: usize,
    /// Added to the curvature: large values shrink leaves of little weight.
    pub ridge: f32,
    /// One in so many measures is tried by each tree.
    pub one_in: u64,
    pub seed: u64,
}

const BINS: usize = 64;
/// Curvature that a leaf holds at least.
const LEAST: f64 = 1.0;

/// Rows by column, each value a bin.
pub(super) struct Binned {
    columns: Vec<Vec<u8>>,
    /// The lowest value of each bin but the first.
    limits: Vec<Vec<f32>>,
}

impl Binned {
    pub fn new(rows: &[&[f32]]) -> Self {
        let width = rows.first().map_or(0, |r| r.len());
        let (columns, limits) = (0..width)
            .into_par_iter()
            .map(|f| {
                // Every few rows tell the quantiles well enough.
                let step = rows.len() / 30_000 + 1;
                let mut values: Vec<f32> = rows.iter().step_by(step).map(|r| r[f]).collect();
                values.sort_unstable_by(f32::total_cmp);
                let mut limits: Vec<f32> = Vec::new();
                let distinct: Vec<f32> = {
                    let mut d = values.clone();
                    d.dedup();
                    d
                };
                if distinct.len() <= BINS {
                    limits.extend(distinct.windows(2).map(|w| between(w[0], w[1])));
                } else {
                    for b in 1..BINS {
                        let at = b * values.len() / BINS;
                        let limit = between(values[at - 1], values[at]);
                        if limits.last().is_none_or(|&l| limit > l) {
                            limits.push(limit);
                        }
                    }
                }
                let column = rows.iter().map(|r| limits.partition_point(|&l| l <= r[f]) as u8).collect();
                (column, limits)
            })
            .unzip();
        Self { columns, limits }
    }
}

/// A number with few digits above `a` and not above `b`.
fn between(a: f32, b: f32) -> f32 {
    let middle = a + (b - a) / 2.0;
    for digits in 0..6 {
        let scale = 10f32.powi(digits);
        let round = (middle * scale).round() / scale;
        if a < round && round <= b {
            return round;
        }
    }
    b
}

struct Leaf {
    rows: Vec<u32>,
    histogram: Vec<[f64; 2]>,
    /// Where in the tree it hangs.
    slot: usize,
    sums: [f64; 2],
    best: Option<(f64, usize, usize)>,
}

#[derive(Clone, Copy)]
enum Draft {
    Leaf(f32),
    Split { feature: usize, bin: usize, low: usize, high: usize, mean: f32 },
}

/// Grows trees for the log odds of `yes`, each row counted by its weight.
pub(super) fn grow(data: &Binned, yes: &[bool], weight: &[f32], how: Growth) -> Forest {
    let n = yes.len();
    let total: f64 = weight.iter().map(|&w| f64::from(w)).sum();
    let of_yes: f64 = weight.iter().zip(yes).filter(|(_, y)| **y).map(|(&w, _)| f64::from(w)).sum();
    if n == 0 || of_yes == 0.0 || of_yes == total {
        return Forest::default();
    }
    let base = (of_yes / (total - of_yes)).ln() as f32;
    let mut score = vec![base; n];
    let mut gradients = vec![[0f32; 2]; n];
    let mut trees = Vec::new();
    for round in 0..how.trees {
        gradients.par_iter_mut().enumerate().for_each(|(i, g)| {
            let p = 1.0 / (1.0 + (-score[i]).exp());
            *g = [weight[i] * (p - f32::from(u8::from(yes[i]))), weight[i] * (p * (1.0 - p)).max(1e-6)];
        });
        let tried: Vec<usize> = (0..data.columns.len())
            .filter(|&f| hash::draw(how.seed ^ (round as u64) << 32 ^ f as u64).is_multiple_of(how.one_in))
            .collect();
        // A sample of the rows: three in four.
        let rows: Vec<u32> = (0..n as u32)
            .filter(|&i| !hash::draw(how.seed ^ (round as u64) << 33 ^ u64::from(i) << 1).is_multiple_of(4))
            .collect();
        let (tree, drafts) = tree(data, &gradients, &tried, rows, how);
        score.par_iter_mut().enumerate().for_each(|(i, s)| {
            let mut at = 0;
            *s += loop {
                match drafts[at] {
                    Draft::Leaf(value) => break value,
                    Draft::Split { feature, bin, low, high, .. } => {
                        at = if usize::from(data.columns[feature][i]) < bin { low } else { high };
                    }
                }
            };
        });
        trees.push(tree);
    }
    Forest { base, trees }
}

fn tree(
    data: &Binned,
    gradients: &[[f32; 2]],
    tried: &[usize],
    rows: Vec<u32>,
    how: Growth,
) -> (Vec<Node>, Vec<Draft>) {
    let value = |[g, h]: [f64; 2]| {
        let v = -g / (h + f64::from(how.ridge)) * f64::from(how.rate);
        ((v * 1e4).round() / 1e4) as f32
    };
    let mut sums = [0.0; 2];
    for &r in &rows {
        let [g, h] = gradients[r as usize];
        sums = [sums[0] + f64::from(g), sums[1] + f64::from(h)];
    }
    let histogram = histogram(data, gradients, tried, &rows);
    let mut root = Leaf { rows, histogram, slot: 0, sums, best: None };
    root.best = best(data, tried, &root, how);
    let mut drafts = vec![Draft::Leaf(value(sums))];
    let mut leaves = vec![root];
    for _ in 1..how.leaves {
        let Some(at) = (0..leaves.len()).filter(|&i| leaves[i].best.is_some()).max_by(|&a, &b| {
            leaves[a].best.map(|b| b.0).partial_cmp(&leaves[b].best.map(|b| b.0)).unwrap_or(std::cmp::Ordering::Equal)
        }) else {
            break;
        };
        let leaf = leaves.swap_remove(at);
        let Some((_, tried_at, bin)) = leaf.best else { break };
        let feature = tried[tried_at];
        let column = &data.columns[feature];
        let (low, high): (Vec<u32>, Vec<u32>) = leaf.rows.iter().partition(|&&r| usize::from(column[r as usize]) < bin);
        let small_is_low = low.len() <= high.len();
        let small = if small_is_low { &low } else { &high };
        let small = self::histogram(data, gradients, tried, small);
        let mut large = leaf.histogram;
        for (l, s) in large.iter_mut().zip(&small) {
            *l = [l[0] - s[0], l[1] - s[1]];
        }
        let (of_low, of_high) = if small_is_low { (small, large) } else { (large, small) };
        let one = &of_low[..BINS];
        let low_sums = one.iter().fold([0.0; 2], |s, b| [s[0] + b[0], s[1] + b[1]]);
        let high_sums = [leaf.sums[0] - low_sums[0], leaf.sums[1] - low_sums[1]];
        let (low_slot, high_slot) = (drafts.len(), drafts.len() + 1);
        drafts[leaf.slot] = Draft::Split { feature, bin, low: low_slot, high: high_slot, mean: value(leaf.sums) };
        drafts.push(Draft::Leaf(value(low_sums)));
        drafts.push(Draft::Leaf(value(high_sums)));
        for (rows, histogram, slot, sums) in [(low, of_low, low_slot, low_sums), (high, of_high, high_slot, high_sums)]
        {
            let mut leaf = Leaf { rows, histogram, slot, sums, best: None };
            leaf.best = best(data, tried, &leaf, how);
            leaves.push(leaf);
        }
    }
    let mut nodes = Vec::new();
    lay_out(data, &drafts, 0, &mut nodes);
    (nodes, drafts)
}

/// Sums of gradient and curvature by measure and bin.
fn histogram(data: &Binned, gradients: &[[f32; 2]], tried: &[usize], rows: &[u32]) -> Vec<[f64; 2]> {
    let mut all = vec![[0.0; 2]; tried.len() * BINS];
    let fill = |(part, &feature): (&mut [[f64; 2]], &usize)| {
        let column = &data.columns[feature];
        for &r in rows {
            let [g, h] = gradients[r as usize];
            let bin = &mut part[usize::from(column[r as usize])];
            bin[0] += f64::from(g);
            bin[1] += f64::from(h);
        }
    };
    if rows.len() > 2000 {
        all.par_chunks_mut(BINS).zip(tried).for_each(fill);
    } else {
        all.chunks_mut(BINS).zip(tried).for_each(fill);
    }
    all
}

/// The split of a leaf that gains most: gain, place of the measure among those tried, first bin of the high side.
fn best(data: &Binned, tried: &[usize], leaf: &Leaf, how: Growth) -> Option<(f64, usize, usize)> {
    if leaf.rows.len() < 2 * how.least {
        return None;
    }
    let ridge = f64::from(how.ridge);
    let worth = |[g, h]: [f64; 2]| g * g / (h + ridge);
    let all = worth(leaf.sums);
    let mut best: Option<(f64, usize, usize)> = None;
    for (t, part) in leaf.histogram.chunks(BINS).enumerate() {
        let mut low = [0.0; 2];
        for bin in 1..=data.limits[tried[t]].len() {
            low = [low[0] + part[bin - 1][0], low[1] + part[bin - 1][1]];
            let high = [leaf.sums[0] - low[0], leaf.sums[1] - low[1]];
            if low[1] < LEAST || high[1] < LEAST {
                continue;
            }
            let gain = worth(low) + worth(high) - all;
            if gain > 1e-3 && best.is_none_or(|b| gain > b.0) {
                best = Some((gain, t, bin));
            }
        }
    }
    best
}

fn lay_out(data: &Binned, drafts: &[Draft], at: usize, nodes: &mut Vec<Node>) {
    match drafts[at] {
        Draft::Leaf(value) => nodes.push(Node::Leaf { value }),
        Draft::Split { feature, bin, low, high, mean } => {
            let here = nodes.len();
            let limit = data.limits[feature][bin - 1];
            nodes.push(Node::Split { feature: feature as u16, limit, high: 0, mean });
            lay_out(data, drafts, low, nodes);
            let begin = nodes.len() as u32;
            if let Node::Split { high, .. } = &mut nodes[here] {
                *high = begin;
            }
            lay_out(data, drafts, high, nodes);
        }
    }
}
