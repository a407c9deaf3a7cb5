//! `shirube report`: what offices ask about the portal: lists to hand over, and who meets which duty.

mod duties;
mod duties_page;
mod experts;
mod references;

use std::process::ExitCode;

use clap::{Args, Subcommand};

use crate::text::Language;

#[derive(Debug, Args)]
pub(super) struct Report {
    /// What to report
    #[command(subcommand)]
    subject: Subject,
}

#[derive(Debug, Subcommand)]
enum Subject {
    /// Show which center meets which duty of the directives
    Duties(duties::Duties),
    /// List every reference of the documents, with where it leads
    References(references::References),
    /// Write the full list of a center's experts, as a confidential sheet to hand over
    Experts(experts::Experts),
}

pub(super) fn run(command: &Report, language: Language) -> Result<ExitCode, ExitCode> {
    match &command.subject {
        Subject::Duties(command) => duties::run(command, language),
        Subject::Experts(command) => experts::run(command, language),
        Subject::References(command) => references::run(command, language),
    }
}
