//! The rows of the table.

use crate::source::{Activity, Directive, EditionFolder, Part, PlanItem, Reference, Remark, Text};
use crate::text::Language;
use crate::theme::plain_markdown;

use super::{Cell, DirectivesTable, PartTable, Row, print};
use crate::exchange::official::{GivenId, GivenKind, is_said_within};

pub(super) fn table(edition: &EditionFolder, language: Language) -> DirectivesTable {
    let print = Print { language };
    let id = id(GivenKind::Edition, edition.year.to_string());
    let preface = edition.edition.source.as_ref().map(|source| print.lines(source)).unwrap_or_default();
    let parts = edition.parts.iter().map(|part| print.part(part)).collect();
    DirectivesTable { language, title: print.title(&edition.edition.title), preface, id, parts }
}

fn id(kind: GivenKind, reference: String) -> GivenId {
    GivenId { kind, reference }
}

/// Texts as print says them, in one language.
#[derive(Debug, Clone, Copy)]
struct Print {
    language: Language,
}

impl Print {
    /// The paragraphs of a text in plain words.
    fn lines(self, text: &Text) -> Vec<String> {
        let plain = plain_markdown(text.localised(self.language).0);
        plain.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
    }

    fn title(self, text: &Text) -> String {
        self.lines(text).join(" ")
    }

    fn part(self, part: &Part) -> PartTable {
        let title = self.title(&part.title);
        let mut rows = Vec::new();
        for item in &part.plan_items {
            self.plan_item(item, Cell::default(), "", &mut rows);
        }
        let id = id(GivenKind::Part, part.id.value.clone());
        PartTable { heading: format!("{} {title}", part.number), title, id, rows }
    }

    /// Adds the rows of a plan item. `above` is what the first column has of those that it lies in: they share a cell.
    fn plan_item(self, item: &PlanItem, mut above: Cell, path: &str, rows: &mut Vec<Row>) {
        let mut line = format!("{} {}", item.number, self.title(&item.title));
        if let Some(target) = &item.target {
            line.push_str(&print::target(target, self.language));
        }
        let path = if path.is_empty() { item.id.value.clone() } else { format!("{path}/{}", item.id.value) };
        above.lines.push(line);
        above.ids.push(id(GivenKind::PlanItem, path.clone()));
        let first = rows.len();
        for activity in &item.activities {
            self.activity(activity, rows);
        }
        if rows.len() == first && item.plan_items.is_empty() {
            rows.push(Row::default());
        }
        let mut cell = Some(above);
        if let Some(row) = rows.get_mut(first) {
            row.cells[0] = cell.take();
        }
        for item in &item.plan_items {
            self.plan_item(item, cell.take().unwrap_or_default(), &path, rows);
        }
    }

    fn activity(self, activity: &Activity, rows: &mut Vec<Row>) {
        let mut line = activity.number.as_ref().map(|number| format!("{number} ")).unwrap_or_default();
        line.push_str(&self.title(&activity.title));
        let own = id(GivenKind::Activity, activity.id.value.clone());
        line.push_str(self.restated(activity.restates.as_ref()));
        for &mark in &activity.marks {
            line.push(' ');
            line.push_str(print::mark(mark, self.language));
        }
        let title = Cell { lines: vec![line], ids: vec![own] };
        let count = activity.directives.len().max(activity.remarks.len()).max(1);
        let first = rows.len();
        rows.resize_with(first + count, Row::default);
        rows[first].cells[1] = Some(title);
        let id = &activity.id.value;
        for ((row, directive), position) in rows[first..].iter_mut().zip(&activity.directives).zip(1..) {
            row.cells[2] = Some(self.directive(directive, format!("{id}/{}", directive.id_at(position))));
        }
        for ((row, remark), position) in rows[first..].iter_mut().zip(&activity.remarks).zip(1..) {
            row.cells[3] = Some(self.remark(remark, format!("{id}/{}", remark.id_at(position))));
        }
    }

    fn directive(self, directive: &Directive, reference: String) -> Cell {
        let mut lines = self.item(&directive.text, directive.restates.as_ref());
        for item in &directive.items {
            let mut words = self.lines(&item.text);
            if let Some(first) = words.first_mut() {
                *first = format!("{} {first}{}", item.number, self.restated(item.restates.as_ref()));
            }
            lines.append(&mut words);
        }
        Cell { lines, ids: vec![id(GivenKind::Directive, reference)] }
    }

    fn remark(self, remark: &Remark, reference: String) -> Cell {
        let lines = self.item(&remark.text, remark.restates.as_ref());
        Cell { lines, ids: vec![id(GivenKind::Remark, reference)] }
    }

    /// The lines of a directive or remark.
    fn item(self, text: &Text, restates: Option<&Reference>) -> Vec<String> {
        let mut lines = self.lines(text);
        // What the text says itself, of a part of a sentence, is not said again.
        let is_said = lines.iter().any(|line| is_said_within(line));
        if let Some(last) = lines.last_mut().filter(|_| !is_said) {
            last.push_str(self.restated(restates));
        }
        if let Some(first) = lines.first_mut() {
            first.insert_str(0, print::bullet(self.language));
        }
        lines
    }

    /// 再掲, where something is repeated.
    fn restated(self, restates: Option<&Reference>) -> &'static str {
        restates.map_or("", |_| print::restated(self.language))
    }
}
