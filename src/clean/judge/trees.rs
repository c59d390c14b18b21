//! Gradient-boosted decision trees: how they are read, written and asked. [`super::grow`] grows them.

use std::fmt::Write;

/// A node; the children of a split follow it, the lower side first.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Node {
    /// Rows whose measure is below the limit go to the next node, the others to `high`.
    Split {
        feature: u16,
        limit: f32,
        high: u32,
        mean: f32,
    },
    Leaf {
        value: f32,
    },
}

impl Node {
    fn mean(&self) -> f32 {
        match self {
            Self::Split { mean, .. } => *mean,
            Self::Leaf { value } => *value,
        }
    }
}

/// A sum of trees: log odds.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Forest {
    /// Log odds before any tree has spoken.
    pub base: f32,
    pub trees: Vec<Vec<Node>>,
}

impl Forest {
    /// The score, and what each measure added to it: along a row's path through a tree, the change of the mean from
    /// node to node goes to the measure that was asked (A. Saabas, treeinterpreter).
    pub fn explain(&self, row: &[f32], shares: &mut [f32]) -> f32 {
        self.base + self.trees.iter().map(|t| walk(t, row, |feature, change| shares[feature] += change)).sum::<f32>()
    }

    /// The score of each row, and what the measures that `of` names added to it.
    pub fn ask<const W: usize>(&self, rows: &[[f32; W]], of: &[bool; W]) -> Vec<(f32, f32)> {
        let mut all = vec![(0.0, 0.0); rows.len()];
        // So few rows stay in the cache while one tree after another is asked.
        const AT_ONCE: usize = 64;
        for (rows, all) in rows.chunks(AT_ONCE).zip(all.chunks_mut(AT_ONCE)) {
            for tree in &self.trees {
                for (row, (score, part)) in rows.iter().zip(&mut *all) {
                    *score += walk(tree, row, |feature, change| {
                        if of[feature] {
                            *part += change;
                        }
                    });
                }
            }
        }
        all.iter_mut().for_each(|(score, _)| *score += self.base);
        all
    }

    /// One node a line, indented by its depth: `measure limit mean` for a split, `= value` for a leaf.
    pub fn write(&self, names: &[&str], out: &mut String) {
        let _ = writeln!(out, "base {}", self.base);
        for tree in &self.trees {
            out.push_str("tree\n");
            // Where each depth's high side begins, so that a node knows its depth.
            let mut open: Vec<u32> = Vec::new();
            for (at, node) in tree.iter().enumerate() {
                while open.last().is_some_and(|&end| end <= at as u32) {
                    open.pop();
                }
                let _ = match node {
                    Node::Split { feature, limit, mean, .. } => {
                        writeln!(out, "{:depth$}{} {limit} {mean}", "", names[*feature as usize], depth = open.len())
                    }
                    Node::Leaf { value } => writeln!(out, "{:depth$}= {value}", "", depth = open.len()),
                };
                if let Node::Split { .. } = node {
                    open.push(end_of(tree, at) as u32);
                }
            }
        }
    }

    /// Reads what [`Forest::write`] wrote.
    ///
    /// # Errors
    /// The first line that is none of its lines.
    pub fn read<'a>(lines: impl Iterator<Item = &'a str>, names: &[&str]) -> Result<Self, String> {
        let mut forest = Self::default();
        for line in lines {
            let wrong = || format!("no line of a forest: {line:?}");
            let parts: Vec<&str> = line.split_whitespace().collect();
            let number = |i: usize| parts.get(i).and_then(|p| p.parse::<f32>().ok()).ok_or_else(wrong);
            match parts[..] {
                ["base", _] => forest.base = number(1)?,
                ["tree"] => forest.trees.push(Vec::new()),
                ["=", _] => forest.trees.last_mut().ok_or_else(wrong)?.push(Node::Leaf { value: number(1)? }),
                [name, _, _] => {
                    let feature = names.iter().position(|n| *n == name).ok_or_else(wrong)? as u16;
                    let node = Node::Split { feature, limit: number(1)?, high: 0, mean: number(2)? };
                    forest.trees.last_mut().ok_or_else(wrong)?.push(node);
                }
                _ => return Err(wrong()),
            }
        }
        for tree in &mut forest.trees {
            if link(tree, 0) != Some(tree.len()) {
                return Err("a tree ends too soon or too late".into());
            }
        }
        Ok(forest)
    }
}

fn walk(tree: &[Node], row: &[f32], mut passed: impl FnMut(usize, f32)) -> f32 {
    let mut at = 0;
    loop {
        match tree[at] {
            Node::Leaf { value } => return value,
            Node::Split { feature, limit, high, mean } => {
                at = if row[feature as usize] < limit { at + 1 } else { high as usize };
                passed(feature as usize, tree[at].mean() - mean);
            }
        }
    }
}

/// One past the last node below a node.
fn end_of(tree: &[Node], at: usize) -> usize {
    match tree[at] {
        Node::Leaf { .. } => at + 1,
        Node::Split { high, .. } => end_of(tree, high as usize),
    }
}

/// Finds where the high side of each split begins; one past the last node below `at`.
fn link(tree: &mut [Node], at: usize) -> Option<usize> {
    match tree.get(at)? {
        Node::Leaf { .. } => Some(at + 1),
        Node::Split { .. } => {
            let begin = link(tree, at + 1)?;
            if let Node::Split { high, .. } = &mut tree[at] {
                *high = begin as u32;
            }
            link(tree, begin)
        }
    }
}
