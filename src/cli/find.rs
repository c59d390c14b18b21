//! What a person means on the command line: a source, a line, a section.

use crate::{
    book::{
        corrections::{Lines, begin},
        nearest,
    },
    model::{Fate, Problem, Source},
    pipeline::Edition,
};
use std::ops::RangeInclusive;

/// The source and line that a person means.
pub(super) fn line<'a>(sources: &'a [Source], wanted: &str) -> Result<(&'a Source, Option<u32>), Problem> {
    // A name may hold a colon itself.
    if let Ok(source) = by_name(sources, wanted) {
        return Ok((source, None));
    }
    let Some((name, line)) = wanted.rsplit_once(':') else {
        return by_name(sources, wanted).map(|source| (source, None));
    };
    let source = by_name(sources, name)?;
    match line.parse() {
        Ok(line) if source.lines().contains(&line) => Ok((source, Some(line))),
        _ => Err(Problem::new(format!("{} has no line {line:?}", source.path))
            .help(format!("give a number from 1 to {}", source.len()))),
    }
}

pub(super) fn by_name<'a>(sources: &'a [Source], name: &str) -> Result<&'a Source, Problem> {
    let file = |s: &'a Source| s.path.rsplit('/').next().unwrap_or(&s.path);
    // A path that the shell completed leads through the folder of the sources.
    let below = |s: &Source| name.strip_suffix(s.path.as_str()).is_some_and(|above| above.ends_with('/'));
    let looks: [&dyn Fn(&Source) -> bool; 4] =
        [&|s| s.path == name, &below, &|s| s.path.rsplit('/').next() == Some(name), &|s| {
            s.path.starts_with(name) || s.path.rsplit('/').next().is_some_and(|f| f.starts_with(name))
        }];
    for is_it in looks {
        let found: Vec<&Source> = sources.iter().filter(|s| is_it(s)).collect();
        match found[..] {
            [] => {}
            [one] => return Ok(one),
            [one, two, ..] => {
                return Err(Problem::new(format!("{name:?} may be any of {} sources", found.len()))
                    .help(format!("give more of the path: {}, {}, …", one.path, two.path)));
            }
        }
    }
    let help = match nearest(name, sources.iter().flat_map(|s| [s.path.as_str(), file(s)])) {
        Some(near) => format!("did you mean {near:?}?"),
        None => {
            let first: Vec<&str> = sources.iter().take(5).map(|s| s.path.as_str()).collect();
            let more = if sources.len() > first.len() { ", …" } else { "" };
            format!("the book's sources are {}{more}", first.join(", "))
        }
    };
    Err(Problem::new(format!("there is no source {name:?}")).help(help))
}

/// The lines that a person means, `page.txt:12` or `page.txt:12-14`.
pub(super) fn lines<'a>(sources: &'a [Source], wanted: &str) -> Result<(&'a Source, RangeInclusive<u32>), Problem> {
    let Some(lines) = Lines::parse(wanted) else {
        return Err(Problem::new(format!("{wanted:?} is no line"))
            .help("give a source and a line of it: page.txt:12, or several: page.txt:12-14"));
    };
    let source = by_name(sources, &lines.source)?;
    if lines.last > source.len() {
        return Err(Problem::new(format!("{} has no line {}", source.path, lines.last))
            .help(format!("give lines from 1 to {}", source.len())));
    }
    Ok((source, lines.first..=lines.last))
}

/// The section that a person means: by its name or its beginning, by an address that ends in its name, or by a line.
pub(super) fn section(edition: &Edition<'_>, wanted: &str) -> Result<usize, Problem> {
    let sections = &edition.outline.sections;
    let name = wanted.rsplit_once('#').map_or(wanted, |(_, fragment)| fragment);
    let named: Vec<usize> = (0..sections.len()).filter(|&i| sections[i].id.0.starts_with(name)).collect();
    if let Some(&i) = named.iter().find(|&&i| sections[i].id.0 == name) {
        return Ok(i);
    }
    if name.starts_with("p-") && !name.contains(':') {
        return match named[..] {
            [one] => Ok(one),
            [] => {
                let near = sections.iter().min_by_key(|s| strsim::levenshtein(&s.id.0, name)).map(|s| s.id.0.as_str());
                let near = near.filter(|n| strsim::levenshtein(n, name) <= 3);
                Err(Problem::new(format!("there is no section {name}")).help(match near {
                    Some(near) => format!("did you mean {near}?"),
                    None => "give a line of it, page.txt:12, or the end of its address, p-…".to_owned(),
                }))
            }
            [one, two, ..] => Err(Problem::new(format!("{name} may be any of {} sections", named.len()))
                .help(format!("give more of it: {}, {}, …", sections[one].id, sections[two].id))),
        };
    }
    let (source, line) = line(edition.sources, wanted)?;
    let Some(line) = line else {
        return Err(Problem::new(format!("{wanted:?} is a source"))
            .help(format!("give a line of the section: {}:12", source.path)));
    };
    let at = source.at(line);
    let of_source = || (0..sections.len()).filter(|&i| sections[i].source == source.id);
    if let Some(i) = of_source().find(|&i| sections[i].lines().any(|l| l == at)) {
        return Ok(i);
    }
    let why = match edition.cleaned.ledger.fate(at) {
        Fate::Dropped { rule, .. } => format!("it is left out by {rule}"),
        _ if source.is_blank(line) => "it is blank".to_owned(),
        _ => "it is the title of the source".to_owned(),
    };
    let near = of_source().min_by_key(|&i| sections[i].range().start().abs_diff(line));
    let help = near.map_or("the source has no section".to_owned(), |i| format!("the nearest is {}", told(edition, i)));
    Err(Problem::new(format!("line {line} of {} is in no section: {why}", source.path)).help(help))
}

/// `p-0123456789, "A Heading" (page.txt:9)`
pub(super) fn told(edition: &Edition<'_>, section: usize) -> String {
    let section = &edition.outline.sections[section];
    let source = &edition.sources[section.source.0 as usize];
    let first = *section.range().start();
    format!("{}, {:?} ({}:{first})", section.id, begin(source.raw(first)), source.path)
}
