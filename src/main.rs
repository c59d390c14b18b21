//! Arguments to command to report to exit code.

use clap::Parser;
use sourcebook::cli::{Cli, Outcome, Stop, report};
use std::{
    io::{self, BufWriter, ErrorKind, Write},
    process::ExitCode,
};

fn main() -> ExitCode {
    let mut out = BufWriter::new(io::stdout().lock());
    let outcome = Cli::parse().run(&mut out).and_then(|outcome| Ok(out.flush().map(|()| outcome)?));
    match outcome {
        Ok(Outcome::Fine) => ExitCode::SUCCESS,
        Ok(Outcome::Failed) => ExitCode::FAILURE,
        // The reader has had enough (`| head`): nothing went wrong and there is nobody to tell.
        Err(Stop::Output(e)) if e.kind() == ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(Stop::Output(e)) => {
            report::output_failed(&e);
            ExitCode::FAILURE
        }
        Err(Stop::Problems(problems)) => {
            report::problems(&problems);
            ExitCode::FAILURE
        }
    }
}
