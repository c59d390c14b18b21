//! Points into groups: spherical k-means (Dhillon & Modha, *Concept Decompositions for Large Sparse Text Data Using
//! Clustering*, 2001) in a space of few dimensions (latent semantic analysis: Deerwester et al., *Indexing by Latent
//! Semantic Analysis*, 1990), with as many groups as the mean silhouette (Rousseeuw, *Silhouettes*, 1987) says. All of
//! it is the same on every run: what is random elsewhere comes from fixed seeds here.

use crate::model::hash;

/// A row: features by number, sorted, of length 1.
pub type Row = Vec<(u32, f64)>;

/// Rounds of orthogonal iteration. The leading directions of text settle in fewer.
const ROUNDS: usize = 8;
/// Beginnings that are tried for each number of groups.
const TRIES: u64 = 4;
/// Rounds of k-means. It stops before, when no point moves.
const MOVES: usize = 30;

/// Points in the space of the `dims` directions in which the rows differ most, each of length 1 (or 0).
pub fn reduce(rows: &[Row], features: usize, dims: usize) -> Vec<Vec<f64>> {
    let n = rows.len() as f64;
    let mut mean = vec![0.0; features];
    rows.iter().flatten().for_each(|&(f, x)| mean[f as usize] += x / n);
    let mut axes: Vec<Vec<f64>> = (0..dims as u64)
        .map(|d| (0..features as u64).map(|f| if hash::draw(d << 32 | f) & 1 == 0 { 1.0 } else { -1.0 }).collect())
        .collect();
    orthonormal(&mut axes);
    let along = |axis: &[f64]| -> Vec<f64> {
        let middle = dot(&mean, axis);
        rows.iter().map(|row| row.iter().map(|&(f, x)| x * axis[f as usize]).sum::<f64>() - middle).collect()
    };
    for _ in 0..ROUNDS {
        for axis in &mut axes {
            let places = along(axis);
            let sum: f64 = places.iter().sum();
            axis.iter_mut().zip(&mean).for_each(|(a, m)| *a = -m * sum);
            for (row, place) in rows.iter().zip(&places) {
                row.iter().for_each(|&(f, x)| axis[f as usize] += x * place);
            }
        }
        orthonormal(&mut axes);
    }
    let places: Vec<Vec<f64>> = axes.iter().map(|axis| along(axis)).collect();
    let mut points: Vec<Vec<f64>> = (0..rows.len()).map(|i| places.iter().map(|p| p[i]).collect()).collect();
    points.iter_mut().for_each(|p| unit(p));
    points
}

/// The best of several groupings into `k`: per point, its group. Groups may be empty.
pub fn k_means(points: &[Vec<f64>], k: usize) -> Vec<usize> {
    let each = (1..=TRIES).map(|seed| {
        let mut centres = spread(points, k, seed);
        let mut groups = vec![0; points.len()];
        for _ in 0..MOVES {
            let next: Vec<usize> = points.iter().map(|p| nearest(p, &centres)).collect();
            let same = next == groups;
            groups = next;
            if same {
                break;
            }
            centres = middles(points, &groups, k);
        }
        let fit: f64 = points.iter().zip(&groups).map(|(p, &g)| dot(p, &centres[g])).sum();
        (fit, groups)
    });
    each.reduce(|best, next| if next.0 > best.0 + 1e-9 { next } else { best })
        .map_or_else(Vec::new, |(_, groups)| groups)
}

/// How well points sit in their groups, -1 to 1: distances are to the middles of groups, and a point that is alone in
/// its group counts 0.
pub fn silhouette(points: &[Vec<f64>], groups: &[usize], k: usize) -> f64 {
    let centres = middles(points, groups, k);
    let mut sizes = vec![0; k];
    groups.iter().for_each(|&g| sizes[g] += 1);
    let of = |(p, &g): (&Vec<f64>, &usize)| {
        if sizes[g] < 2 {
            return 0.0;
        }
        let far = |c: usize| 1.0 - dot(p, &centres[c]);
        let other = (0..k).filter(|&c| c != g && sizes[c] > 0).map(far).fold(f64::INFINITY, f64::min);
        let own = far(g);
        if other.is_finite() { (other - own) / other.max(own).max(f64::MIN_POSITIVE) } else { 0.0 }
    };
    points.iter().zip(groups).map(of).sum::<f64>() / points.len().max(1) as f64
}

/// The middles of groups, of length 1.
fn middles(points: &[Vec<f64>], groups: &[usize], k: usize) -> Vec<Vec<f64>> {
    let mut centres = vec![vec![0.0; points.first().map_or(0, Vec::len)]; k];
    for (p, &g) in points.iter().zip(groups) {
        centres[g].iter_mut().zip(p).for_each(|(c, x)| *c += x);
    }
    centres.iter_mut().for_each(|c| unit(c));
    centres
}

/// Points far from one another to begin with: k-means++ (Arthur & Vassilvitskii, 2007).
fn spread(points: &[Vec<f64>], k: usize, seed: u64) -> Vec<Vec<f64>> {
    let draw = |i: u64| hash::draw(seed.wrapping_mul(0x9e37_79b9) ^ i) as f64 / u64::MAX as f64;
    let mut centres = vec![points[(draw(0) * points.len() as f64) as usize % points.len()].clone()];
    let mut far: Vec<f64> = vec![f64::INFINITY; points.len()];
    while centres.len() < k {
        let last = &centres[centres.len() - 1];
        far.iter_mut().zip(points).for_each(|(d, p)| *d = d.min((1.0 - dot(p, last)).max(0.0)));
        let mut left = draw(centres.len() as u64) * far.iter().map(|d| d * d).sum::<f64>();
        let chosen = far.iter().position(|d| {
            left -= d * d;
            left <= 0.0
        });
        centres.push(points[chosen.unwrap_or(points.len() - 1)].clone());
    }
    centres
}

fn nearest(point: &[f64], centres: &[Vec<f64>]) -> usize {
    let mut best = (f64::NEG_INFINITY, 0);
    for (i, centre) in centres.iter().enumerate() {
        let like = dot(point, centre);
        if like > best.0 {
            best = (like, i);
        }
    }
    best.1
}

/// Gram–Schmidt.
fn orthonormal(axes: &mut [Vec<f64>]) {
    for i in 0..axes.len() {
        let (before, rest) = axes.split_at_mut(i);
        let axis = &mut rest[0];
        for other in before {
            let along = dot(axis, other);
            axis.iter_mut().zip(other).for_each(|(a, b)| *a -= along * *b);
        }
        unit(axis);
    }
}

fn unit(x: &mut [f64]) {
    let length = dot(x, x).sqrt();
    if length > 1e-12 {
        x.iter_mut().for_each(|x| *x /= length);
    } else {
        x.fill(0.0);
    }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}
