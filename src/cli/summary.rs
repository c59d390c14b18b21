//! The summary of a build.
