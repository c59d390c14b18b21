//! `include_dir!` can't tell Cargo what it read, so this does: a changed template is compiled in again.

fn main() {
    for folder in ["templates", "static", "data/lang"] {
        println!("cargo::rerun-if-changed={folder}");
    }
}
