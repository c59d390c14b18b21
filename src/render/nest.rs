//! Lists and quotes that the source's own mark-up puts blocks in: opened and closed from one block to the next.

use super::text::tag;
use crate::model::Container;
use pulldown_cmark::Event;

/// What is open, outermost first.
#[derive(Default)]
pub(super) struct Nest {
    open: Vec<Container>,
}

impl Nest {
    /// Closes what the next block does not stand in, and opens what it does.
    pub fn enter(&mut self, within: &[Container], out: &mut Vec<Event<'_>>) {
        let mut same = self.open.iter().zip(within).take_while(|(a, b)| a == b).count();
        let (here, there) = (self.open.get(same), within.get(same));
        if let (Some(Container::Item { list: a, index, .. }), Some(next @ Container::Item { list: b, .. })) =
            (here, there)
            && a == b
        {
            let index = *index;
            self.close(same + 1, out);
            out.push(tag("</li>\n"));
            item(next, Some(index), out);
            self.open[same] = next.clone();
            same += 1;
        }
        self.close(same, out);
        for container in &within[same..] {
            match container {
                Container::Quote(_) => out.push(tag("<blockquote>")),
                Container::Item { number: None, .. } => out.push(tag("<ul>\n")),
                Container::Item { .. } => out.push(tag("<ol>\n")),
            }
            item(container, None, out);
            self.open.push(container.clone());
        }
    }

    fn close(&mut self, depth: usize, out: &mut Vec<Event<'_>>) {
        while self.open.len() > depth {
            match self.open.pop() {
                Some(Container::Item { number: None, .. }) => out.push(tag("</li>\n</ul>\n")),
                Some(Container::Item { .. }) => out.push(tag("</li>\n</ol>\n")),
                _ => out.push(tag("</blockquote>\n")),
            }
        }
    }
}

/// Opens an item, which says its number unless it is the one after the item before.
fn item(container: &Container, before: Option<u32>, out: &mut Vec<Event<'_>>) {
    let Container::Item { index, number, .. } = container else { return };
    let follows = match before {
        Some(before) => before.checked_add(1) == Some(*index),
        None => *number == Some(1),
    };
    match number.filter(|_| !follows) {
        // HTML holds numbers of 32 bits.
        Some(number) => out.push(tag(format!("<li value=\"{}\">", number.min(i32::MAX as u64)))),
        None => out.push(tag("<li>")),
    }
}
