//! What an import did, for a person and for programs.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::cli::carry::{self, Written};
use crate::diagnostic::{Diagnostics, Renderer, SourceFile, Span};
use crate::exchange::official::{Doubt, Fate, Imported};
use crate::text::Language;

use std::sync::Arc;

use super::Outcome;

/// What an import did.
pub(super) struct Report<'r> {
    /// The document.
    pub file: &'r Arc<SourceFile>,
    /// What came of it.
    pub outcome: &'r Outcome,
    /// The files that were written.
    pub written: Written<'r>,
}

impl Report<'_> {
    /// The report in words.
    pub fn human(&self, language: Language) -> String {
        let Self { file, outcome, .. } = self;
        let mut out = human(file, &outcome.imported, &self.noted(), language);
        if let (None, Some(year)) = (&outcome.carried, outcome.other_edition) {
            let _ = match language {
                Language::English => write!(
                    out,
                    "\n\nThe folder has the edition of {year}: with `--previous {year}` its ids, topics, duties and translations are kept"
                ),
                Language::Japanese => write!(
                    out,
                    "\n\n{year}年度版があります。--previous {year} を付けると、その id・分野・義務・翻訳を引き継ぎます"
                ),
            };
        }
        if let Some((carried, years)) = &outcome.carried {
            let _ = write!(out, "\n\n{}", carry::human(carried, *years, language));
        }
        let _ = write!(out, "\n\n{}", self.written.human(language));
        out
    }

    /// The report as JSON.
    pub fn json(&self, diagnostics: Diagnostics, renderer: Renderer) -> Value {
        let Self { file, outcome, .. } = self;
        let mut report = json(file, &outcome.imported, &self.noted(), renderer.language);
        if let Some((carried, years)) = &outcome.carried {
            report["carried"] = carry::json(carried, *years);
        }
        report["written"] = self.written.paths().into();
        report["diagnostics"] = diagnostics.sorted().iter().map(|diagnostic| renderer.json(diagnostic)).collect();
        report
    }

    /// What is not sure of what the document says: line, provision, and what to look at. What is as it was in the former
    /// edition was looked at then.
    fn noted(&self) -> Vec<(usize, String, &Doubt)> {
        let line = |at: usize| Span::new(self.file, at, 0).position().0;
        let noted = self.outcome.imported.noted.iter().map(|noted| {
            let carried = self.outcome.carried.as_ref().map(|(carried, _)| carried);
            let id = carried.map_or_else(|| noted.reference.clone(), |carried| carried.id_of(&noted.reference));
            let is_open = carried.is_none_or(|carried| carried.is_new(&id));
            is_open.then(|| (line(noted.at), id, &noted.doubt))
        });
        noted.flatten().collect()
    }
}

fn human(file: &Arc<SourceFile>, imported: &Imported, noted: &[(usize, String, &Doubt)], language: Language) -> String {
    let say = |english: &str, japanese: &str| {
        if language == Language::English { english.to_owned() } else { japanese.to_owned() }
    };
    let line = |at: usize| Span::new(file, at, 0).position().0;
    let mut out = say("Read", "読み取り") + &format!(" `{}`\n", file.path);
    let counts: Vec<String> = imported
        .counts
        .iter()
        .filter(|(_, count)| *count > 0)
        .map(|(name, count)| format!("{} {count}", counted(name, language)))
        .collect();
    let _ = writeln!(out, "  {}", counts.join(", "));
    let account = imported.account;
    let _ = writeln!(out, "\n{}", say("Characters (without blanks)", "文字数(空白を除く)"));
    let mut row = |count: usize, name: &str| {
        let _ = writeln!(out, "{count:>8}  {name}");
    };
    row(account.read, &say("read", "読み取った文字"));
    row(account.kept, &say("in texts, numbers and headings", "本文・番号・見出しに入った文字"));
    for (name, count, _) in by_fate(file, imported, language) {
        row(count, &name);
    }
    row(account.missing + account.added, &say("unaccounted for", "行方の分からない文字"));
    row(imported.ledger.wrapped, &say("wrapped lines joined", "つないだ折り返し行"));
    row(imported.ledger.closed, &say("blanks closed up", "詰めた空白(文字数に含まない)"));
    let mut list = |heading: String, lines: Vec<String>| {
        if !lines.is_empty() {
            let _ = writeln!(out, "\n{heading} ({})\n  {}", lines.len(), lines.join("\n  "));
        }
    };
    list(
        say("Words that became data", "データにした語句"),
        data(file, imported).map(|(at, words, key, value)| format!("{}: {words} → {key}: {value}", line(at))).collect(),
    );
    let joints = imported.ledger.joints.iter();
    list(
        say("Joined", "つないだ箇所"),
        joints.map(|joint| format!("{}: …{}|{}…", line(joint.at), joint.before, joint.after)).collect(),
    );
    list(say("In the table of contents only", "目次にだけある見出し"), imported.not_in_tables.clone());
    let noted = noted.iter().map(|(line, provision, doubt)| {
        let (english, japanese) = doubt.say();
        format!("{line}: {provision}: {}", if language == Language::English { english } else { japanese })
    });
    list(say("To review, also by `shirube check`", "要確認(shirube check でも表示)"), noted.collect());
    out.trim_end().to_owned()
}

fn json(file: &Arc<SourceFile>, imported: &Imported, noted: &[(usize, String, &Doubt)], language: Language) -> Value {
    let line = |at: usize| Span::new(file, at, 0).position().0;
    let account = imported.account;
    let counts: serde_json::Map<String, Value> =
        imported.counts.iter().map(|(name, count)| ((*name).to_owned(), Value::from(*count))).collect();
    json!({
        "file": file.path,
        "counts": counts,
        "characters": {
            "read": account.read,
            "kept": account.kept,
            "booked": account.booked,
            "missing": account.missing,
            "added": account.added,
            "blanks_closed": imported.ledger.closed,
            "lines_joined": imported.ledger.wrapped,
        },
        "booked": by_fate(file, imported, language).iter()
            .map(|(name, count, texts)| json!({ "as": name, "characters": count, "pieces": texts })).collect::<Vec<_>>(),
        "data": data(file, imported)
            .map(|(at, words, key, value)| json!({ "line": line(at), "words": words, "key": key, "value": value })).collect::<Vec<_>>(),
        "joined": imported.ledger.joints.iter()
            .map(|joint| json!({ "line": line(joint.at), "before": joint.before, "after": joint.after })).collect::<Vec<_>>(),
        "in_contents_only": imported.not_in_tables,
        "review": noted.iter().map(|(line, provision, doubt)| {
            let (english, japanese) = doubt.say();
            json!({ "line": line, "provision": provision, "en": english, "ja": japanese })
        }).collect::<Vec<_>>(),
    })
}

/// What is in no text: its name, how many characters, and the pieces that are worth reading.
fn by_fate(file: &Arc<SourceFile>, imported: &Imported, language: Language) -> Vec<(String, usize, Vec<String>)> {
    let mut bookings: Vec<&crate::exchange::official::Booking> = imported.ledger.bookings.iter().collect();
    bookings.sort_by_key(|booking| &booking.fate);
    let mut fates: Vec<(String, usize, Vec<String>)> = Vec::new();
    for booking in bookings {
        let name = booking.fate.name(language);
        let text = file.text.get(booking.range.clone()).unwrap_or_default();
        let count = text.chars().filter(|character| !character.is_whitespace()).count();
        let is_listed = !matches!(booking.fate, Fate::Markup | Fate::Bullet | Fate::Data { .. });
        let piece = is_listed.then(|| text.trim().replace('\t', " "));
        match fates.last_mut().filter(|(last, ..)| last == name) {
            Some((_, total, pieces)) => {
                *total += count;
                pieces.extend(piece);
            }
            None => fates.push((name.to_owned(), count, piece.into_iter().collect())),
        }
    }
    fates
}

/// Words that became values: where, which, the key and the value.
fn data<'r>(
    file: &'r Arc<SourceFile>,
    imported: &'r Imported,
) -> impl Iterator<Item = (usize, &'r str, &'static str, &'r str)> {
    imported.ledger.bookings.iter().filter_map(|booking| match &booking.fate {
        Fate::Data { key, value } => {
            let words = file.text.get(booking.range.clone()).unwrap_or_default();
            Some((booking.range.start, words, *key, value.as_str()))
        }
        _ => None,
    })
}

/// What is counted, in words.
fn counted(name: &str, language: Language) -> String {
    let japanese = match name {
        "parts" => "部",
        "plan_items" => "計画項目",
        "activities" => "事業",
        "directives" => "指示",
        "sub_items" => "細目",
        "remarks" => "備考",
        "duties" => "義務",
        "restated" => "再掲",
        "deferred" => "別途指示",
        "clauses" => "条項",
        "groups" => "番号のない見出し",
        "unchanged" => "変更なし",
        "reworded" => "文言変更",
        "new" => "新規",
        "gone" => "削除",
        other => other,
    };
    if language == Language::English { name.replace('_', " ") } else { japanese.to_owned() }
}
