//! The command line of Shirube: arguments in, exit code out.

use std::process::ExitCode;

use clap::Parser as _;

fn main() -> ExitCode {
    shirube::cli::run(shirube::cli::Arguments::parse())
}
