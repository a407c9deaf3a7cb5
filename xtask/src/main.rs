//! The project's own tasks: `cargo xtask test` runs every check, `cargo xtask bench` measures.

mod bench;
mod test;

use std::process::ExitCode;

const HELP: &str = "\
The tasks of this project.

Usage: cargo xtask <TASK> [OPTIONS]

Tasks:
  test [--only NAME]… [--list] [--site DIR]  run every check, or those named
  bench [OPTIONS]                            measure building against other generators
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let result = match arguments.split_first() {
        Some((task, rest)) if task == "test" => test::run(rest),
        Some((task, rest)) if task == "bench" => bench::run(rest),
        Some((task, _)) if !matches!(task.as_str(), "help" | "--help" | "-h") => {
            Err(format!("there is no task “{task}”\n\n{HELP}").into())
        }
        _ => {
            print!("{HELP}");
            Ok(())
        }
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
