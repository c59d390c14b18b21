//! What the pages of a topic are given.

use super::{Html, Passage, Shell};
use schemars::JsonSchema;
use serde::Serialize;

/// `topic.html`: a topic and its passages.
#[derive(Debug, Serialize, JsonSchema)]
pub struct TopicPage {
    /// What every page has.
    pub shell: Shell,
    /// One line about the topic.
    pub description: String,
    /// What the editor wrote about it, `pages/topics/ID.md`.
    pub introduction: Option<Html>,
    /// Whether it is the page of what fits no topic.
    pub unsorted: bool,
    /// The way through a topic of several pages.
    pub around: Option<Around>,
    /// Whether any passage has a repair to show.
    pub repairs: bool,
    /// Its passages, in order.
    pub passages: Vec<Passage>,
    /// Passages on other pages that almost stand on this one, nearest first.
    pub elsewhere: Vec<Near>,
    /// What the page is, what it is based on and what that cites: JSON-LD for a data block.
    pub json_ld: Html,
}

/// The way through a topic that takes several pages.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Around {
    /// Title of the topic.
    pub topic: String,
    /// The contents of the whole topic.
    pub contents: String,
    /// Number of this page, from 1.
    pub number: usize,
    /// Number of pages.
    pub of: usize,
    /// The page before.
    pub previous: Option<String>,
    /// The page after.
    pub next: Option<String>,
}

/// `contents.html`: what a topic of several pages has on them. It has the topic's address, so that an address of
/// a passage holds wherever the passage comes to stand.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ContentsPage {
    /// What every page has.
    pub shell: Shell,
    /// One line about the topic.
    pub description: String,
    /// What the editor wrote about it, `pages/topics/ID.md`.
    pub introduction: Option<Html>,
    /// Passages elsewhere that almost stand on it, nearest first.
    pub elsewhere: Vec<Near>,
    /// Number of passages.
    pub passages: usize,
    /// Its pages.
    pub parts: Vec<ContentsPart>,
}

/// One page of a topic, in its contents.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ContentsPart {
    /// Its number, from 1.
    pub number: usize,
    /// The page.
    pub href: String,
    /// Its passages.
    pub passages: Vec<ContentsEntry>,
}

/// A passage in the contents of a topic.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ContentsEntry {
    /// The passage's stable name, `p-…`: the entry has it too.
    pub id: String,
    /// Its heading as plain text.
    pub title: String,
    /// The passage itself.
    pub href: String,
}

/// A passage on another page.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Near {
    /// Its heading as plain text.
    pub title: String,
    /// Its address.
    pub href: String,
    /// Title of the topic that it stands on.
    pub topic: String,
}
