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
    let failed = |e: io::Error| unwritten(path, &e);
    let real = path.canonicalize().map_err(failed)?;
    if fs::read(&real).map_err(failed)? != was.as_bytes() {
        return Err(Problem::new(format!("{} was changed meanwhile, and is left as it is", path.display()))
            .help("give the command again"));
    }
    whole(&real, now.as_bytes(), Some(fs::metadata(&real).map_err(failed)?.permissions())).map_err(failed)
}

/// Writes a file, and the folder that it stands in: it is there in whole, or as it was before.
///
/// # Errors
/// It can't be written.
pub fn put(path: &Path, bytes: &[u8]) -> Result<(), Problem> {
    let write = || {
        fs::create_dir_all(path.parent().unwrap_or(Path::new("")))?;
        whole(path, bytes, None)
    };
    write().map_err(|e| unwritten(path, &e))
}

/// New bytes beside the file, which then take its name.
fn whole(path: &Path, bytes: &[u8], permissions: Option<fs::Permissions>) -> io::Result<()> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let beside = path.with_file_name(format!(".{name}.{}", std::process::id()));
    let write = || {
        let mut file = fs::File::create_new(&beside)?;
        file.write_all(bytes)?;
        permissions.map_or(Ok(()), |permissions| file.set_permissions(permissions))?;
        file.sync_all()?;
        fs::rename(&beside, path)
    };
    write().inspect_err(|_| {
        // What is left of it would be in the way of the next.
        let _ = fs::remove_file(&beside);
    })
}

fn unwritten(path: &Path, error: &io::Error) -> Problem {
    Problem::new(format!("{} can't be written: {error}", path.display())).help("look at the permissions of the folder")
}
