//! What was carried over from a former edition, for a person and for programs.

use std::fmt::Write as _;
use std::path::Path;

use clap::ValueEnum;
use serde_json::{Value, json};

use crate::carry::{Carried, Standing, Status, Years};
use crate::text::Language;

/// How the report of an import or of a new edition is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(super) enum ReportFormat {
    /// For a person
    #[default]
    Human,
    /// For programs
    Json,
}

/// The files that were written into a content folder.
pub(super) struct Written<'w> {
    pub into: &'w Path,
    /// Their paths in it.
    pub files: &'w [String],
}

impl Written<'_> {
    pub fn paths(&self) -> Vec<String> {
        self.files.iter().map(|name| self.into.join(name).display().to_string()).collect()
    }

    pub fn human(&self, language: Language) -> String {
        let heading = match (self.files.is_empty(), language) {
            (true, Language::English) => return "Nothing to write: all files are as they would be".into(),
            (true, Language::Japanese) => return "書き込むものはありません(どのファイルも同じ内容です)".into(),
            (false, Language::English) => "Written",
            (false, Language::Japanese) => "書き込んだファイル",
        };
        format!("{heading} ({})\n  {}", self.files.len(), self.paths().join("\n  "))
    }
}

/// What became of each provision, in words; those that are unchanged are counted only.
pub(super) fn human(carried: &Carried, years: Years, language: Language) -> String {
    let say = |english: &str, japanese: &str| {
        if language == Language::English { english.to_owned() } else { japanese.to_owned() }
    };
    let heading = match language {
        Language::English => format!("Carried over from the edition of {}", years.former),
        Language::Japanese => format!("{}年度版からの引き継ぎ", years.former),
    };
    let mut out = format!("{heading}\n");
    // Writing to a string cannot fail.
    for status in Status::ALL {
        let _ = writeln!(out, "{:>8}  {}", carried.outcome.count(status), named(status, language));
    }
    let changed = |standing: &&Standing| !standing.status.contains(&Status::Unchanged);
    let lines: Vec<String> = carried.outcome.provisions.iter().filter(changed).map(|it| line(it, language)).collect();
    let mut list = |heading: String, lines: &[String]| {
        if !lines.is_empty() {
            let _ = writeln!(out, "\n{heading} ({})\n  {}", lines.len(), lines.join("\n  "));
        }
    };
    list(say("What is not as it was", "前と異なる項目"), &lines);
    let notes = carried.notes.iter().map(|(id, note)| {
        let (english, japanese) = note.say();
        format!("{id}: {}", if language == Language::English { english } else { japanese })
    });
    list(
        say("To review about the carry-over, also by `shirube check`", "引き継ぎの要確認(shirube check でも表示)"),
        &notes.collect::<Vec<_>>(),
    );
    out.trim_end().to_owned()
}

fn line(standing: &Standing, language: Language) -> String {
    /// How many characters of a text tell which it is.
    const EXCERPT: usize = 30;
    let status: Vec<&str> = standing.status.iter().map(|status| named(*status, language)).collect();
    let id = match (&standing.id, &standing.former) {
        (Some(id), Some(former)) if id != former => format!("{id} ← {former}"),
        (Some(id), _) | (None, Some(id)) => id.clone(),
        (None, None) => String::new(),
    };
    let alike = standing.alike.map(|percent| format!(" {percent} %")).unwrap_or_default();
    let mut words: String = standing.words.chars().take(EXCERPT).filter(|one| *one != '\n').collect();
    if standing.words.chars().count() > EXCERPT {
        words.push('…');
    }
    format!("{id}: {}{alike}: {words}", status.join(", "))
}

const fn named(status: Status, language: Language) -> &'static str {
    match (language, status) {
        (Language::English, Status::Unchanged) => "unchanged",
        (Language::English, Status::Reworded) => "reworded",
        (Language::English, Status::DutyChanged) => "duty changed",
        (Language::English, Status::Moved) => "moved",
        (Language::English, Status::Renumbered) => "renumbered",
        (Language::English, Status::OtherwiseChanged) => "otherwise changed",
        (Language::English, Status::New) => "new",
        (Language::English, Status::Gone) => "gone",
        (Language::Japanese, Status::Unchanged) => "変更なし",
        (Language::Japanese, Status::Reworded) => "文言の変更",
        (Language::Japanese, Status::DutyChanged) => "義務の変更",
        (Language::Japanese, Status::Moved) => "移動",
        (Language::Japanese, Status::Renumbered) => "番号の変更",
        (Language::Japanese, Status::OtherwiseChanged) => "その他の変更",
        (Language::Japanese, Status::New) => "新規",
        (Language::Japanese, Status::Gone) => "削除",
    }
}

/// What became of each provision, as JSON.
pub(super) fn json(carried: &Carried, years: Years) -> Value {
    let counts: serde_json::Map<String, Value> =
        Status::ALL.iter().map(|status| (status.word().to_owned(), carried.outcome.count(*status).into())).collect();
    let provision = |standing: &Standing| {
        json!({
            "kind": standing.kind.word(),
            "id": standing.id,
            "former": standing.former,
            "status": standing.status.iter().map(|status| status.word()).collect::<Vec<_>>(),
            "confidence": standing.alike,
            "words": standing.words,
        })
    };
    let note = |(id, note): &(String, crate::carry::Note)| {
        let (english, japanese) = note.say();
        json!({ "provision": id, "en": english, "ja": japanese })
    };
    json!({
        "from": years.former,
        "to": years.new,
        "counts": counts,
        "provisions": carried.outcome.provisions.iter().map(provision).collect::<Vec<_>>(),
        "review": carried.notes.iter().map(note).collect::<Vec<_>>(),
    })
}
