//! `shirube new`

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use rust_embed::RustEmbed;

use crate::terminal;
use crate::text::Language;

#[derive(Debug, Args)]
pub(super) struct New {
    /// The folder to make
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

/// The portal to begin with.
#[derive(RustEmbed)]
#[folder = "src/cli/starter/"]
struct Starter;

pub(super) fn run(command: &New, language: Language) -> ExitCode {
    let folder = &command.folder;
    let occupied = std::fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some()) || folder.is_file();
    if occupied {
        terminal::report(&match language {
            Language::English => format!("`{}` is not empty; nothing was made. Choose a new folder.", folder.display()),
            Language::Japanese => format!(
                "「{}」は空ではないため、何も作りませんでした。新しいフォルダー名を指定してください。",
                folder.display()
            ),
        });
        return ExitCode::from(2);
    }
    match write(folder) {
        Ok(()) => {
            terminal::say(&match language {
                Language::English => {
                    format!("A portal is in `{0}`. Next:\n\n  cd {0}\n  shirube serve --open", folder.display())
                }
                Language::Japanese => format!(
                    "「{0}」にポータルを作りました。次を実行してください。\n\n  cd {0}\n  shirube serve --open",
                    folder.display()
                ),
            });
            ExitCode::SUCCESS
        }
        Err(error) => {
            terminal::report(&format!("{}: {error}", folder.display()));
            ExitCode::FAILURE
        }
    }
}

fn write(folder: &Path) -> std::io::Result<()> {
    for name in Starter::iter() {
        let Some(file) = Starter::get(&name) else { continue };
        // Cargo leaves out what git ignores, so the ignore file has another name here.
        let path = folder.join(name.replace("gitignore", ".gitignore"));
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent)?;
        }
        std::fs::write(path, file.data)?;
    }
    Ok(())
}
