//! One file, replaced in whole.

use crate::model::Problem;
use std::{
    fs,
    io::{self, Write},
    path::Path,
};

/// Replaces a file that read as `was`: the new bytes are written beside it and take its name, so that it is never half
/// there. A symbolic link stays one.
///
/// # Errors
/// It reads otherwise by now, or can't be written.
pub fn replace(path: &Path, was: &str, now: &str) -> Result<(), Problem> {
    let failed = |e: io::Error| {
        Problem::new(format!("{} can't be written: {e}", path.display())).help("look at the permissions of the folder")
    };
    let real = path.canonicalize().map_err(failed)?;
    if fs::read(&real).map_err(failed)? != was.as_bytes() {
        return Err(Problem::new(format!("{} was changed meanwhile, and is left as it is", path.display()))
            .help("give the command again"));
    }
    let name = real.file_name().unwrap_or_default().to_string_lossy();
    let beside = real.with_file_name(format!(".{name}.{}", std::process::id()));
    let write = || {
        let mut file = fs::File::create_new(&beside)?;
        file.write_all(now.as_bytes())?;
        file.set_permissions(fs::metadata(&real)?.permissions())?;
        file.sync_all()?;
        fs::rename(&beside, &real)
    };
    write().map_err(|e| {
        // What is left of it would be in the way of the next.
        let _ = fs::remove_file(&beside);
        failed(e)
    })
}
