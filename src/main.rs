//! The command line of Shirube: arguments in, exit code out.

use std::process::ExitCode;

use clap::Parser as _;

/// Rendering makes and drops many small values on all threads at once.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    shirube::cli::run(shirube::cli::Arguments::parse())
}
