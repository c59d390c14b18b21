//! Arguments to command to report to exit code.

fn main() {}
