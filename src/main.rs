//! Arguments to command to report to exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    sourcebook::cli::main()
}
