//! The table comes back as it left.

use std::path::Path;

use super::DirectivesTable;
use crate::diagnostic::{Diagnostics, Format, Renderer};
use crate::exchange::official::{self, Existing, Imported};
use crate::source::{EditionFolder, Folder};
use crate::text::Language;

/// The edition of the bundled content.
fn bundled() -> EditionFolder {
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let source = Folder::read(&content).decode(false, &mut Diagnostics::default()).expect("content");
    source.editions.into_iter().next().expect("an edition")
}

fn said(diagnostics: Diagnostics) -> Vec<String> {
    let renderer = Renderer { format: Format::Human, language: Language::English, colour: false };
    diagnostics.sorted().iter().map(|diagnostic| renderer.render(diagnostic)).collect()
}

#[test]
fn the_bundled_directives_come_back() {
    let edition = bundled();
    let table = DirectivesTable::new(&edition, Language::Japanese);
    let mut diagnostics = Diagnostics::default();
    table.check(&edition, &mut diagnostics);
    println!("{}", said(diagnostics.clone()).join("\n"));
    let existing = Existing { editions: std::slice::from_ref(&edition), ..Existing::default() };
    let imported: Imported = official::directives(&table.to_document(), 2023, existing, &mut diagnostics).expect("x");
    for noted in &imported.noted {
        println!("{} {:?}", noted.reference, noted.doubt);
    }
    println!("{}", table.to_document().file.text.chars().take(1500).collect::<String>());
    panic!();
}
