//! `shirube report`: what offices need on paper.

mod experts;

use std::process::ExitCode;

use clap::Subcommand;

use crate::text::Language;

#[derive(Debug, Subcommand)]
pub(super) enum Report {
    /// Write the full list of a center's experts, as a confidential sheet to hand over
    Experts(experts::Experts),
}

pub(super) fn run(report: &Report, language: Language) -> ExitCode {
    match report {
        Report::Experts(command) => experts::run(command, language),
    }
}
