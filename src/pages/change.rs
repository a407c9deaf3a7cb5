//! A change between two editions in words, for pages, feeds and the terminal.

use crate::compare::{
    Change, ChangeKind, Comparison, Detail, DutyChange, DutyKey, Field, Piece, PieceKind, Wording, marked, wording,
};
use crate::portal::{Portal, ProvisionKey, ProvisionKind};
use crate::source::{Applies, Duty, Text};
use crate::text::Language;
use crate::theme::{Messages, escape};

use super::phrase::{applies_words, duty_sentence};

/// Says changes in one language.
#[derive(Clone, Copy)]
pub struct Teller<'a> {
    /// Where the provisions are.
    pub portal: &'a Portal,
    /// The words of the theme.
    pub messages: &'a Messages,
    /// The language of words; texts are in it where they are translated.
    pub language: Language,
}

/// What a change says, line by line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// A text, with what is gone and new in it, and its language.
    Marked(Vec<Piece>, Language),
    /// What something was and is.
    FromTo(String, Option<String>, Option<String>),
    /// Provisions with what they say.
    Provisions(String, Vec<ProvisionKey>),
}

impl Teller<'_> {
    fn word(&self, key: &str) -> String {
        self.messages.get(self.language, key, &[])
    }

    /// A kind of change in words.
    #[must_use]
    pub fn kind(&self, kind: ChangeKind) -> String {
        self.word(&format!("change.kind.{}", kind.word()))
    }

    /// A field in words.
    fn field(&self, field: &str) -> String {
        self.word(&format!("change.field.{field}"))
    }

    /// A text in plain words.
    #[must_use]
    pub fn plain(&self, text: &Text) -> String {
        wording(text.localised(self.language).0)
    }

    /// The title or the text of a provision, in plain words.
    #[must_use]
    pub fn said(&self, key: ProvisionKey) -> String {
        let provision = self.portal.provision(key);
        provision.heading.as_ref().or(provision.text.as_ref()).map(|text| self.plain(text)).unwrap_or_default()
    }

    /// How a provision is cited: its number and title, or those of its activity and its own number or id.
    #[must_use]
    pub fn place(&self, key: ProvisionKey) -> String {
        let provision = self.portal.provision(key);
        let own = match (&provision.number, &provision.heading) {
            (Some(number), Some(heading)) => format!("{number} {}", self.plain(heading)),
            (None, Some(heading)) => self.plain(heading),
            (Some(number), None) => number.clone(),
            (None, None) => provision.anchor.clone(),
        };
        match provision.parent.filter(|_| provision.heading.is_none()) {
            Some(parent) => format!("{} {own}", self.place(parent)),
            None => own,
        }
    }

    /// What a change says beside its kind and its place.
    #[must_use]
    pub fn lines(&self, change: &Change) -> Vec<Line> {
        let mut lines = match &change.detail {
            Detail::Whole(below) => self.whole(change, below),
            Detail::Number => {
                let number = |key: Option<ProvisionKey>| key.and_then(|key| self.portal.provision(key).number.clone());
                vec![Line::FromTo(self.field("number"), number(change.former), number(change.later))]
            }
            Detail::Parent(before, after) => {
                let place = |key: &Option<ProvisionKey>| key.map(|key| self.place(key));
                vec![Line::FromTo(self.field("parent"), place(before), place(after))]
            }
            Detail::Order(from, to) => {
                vec![Line::FromTo(self.field("position"), Some(from.to_string()), Some(to.to_string()))]
            }
            Detail::Wording(field) => self.wording(change.wording(self.portal, *field)),
            Detail::Mark(before, after) => {
                let word = |mark: crate::source::Mark| self.word(&format!("mark.{}", mark.word()));
                vec![Line::FromTo(self.field("marks"), before.map(word), after.map(word))]
            }
            Detail::Applies(_) => {
                let (before, after) = change.applies(self.portal);
                vec![Line::FromTo(self.field("applies"), self.applies(before), self.applies(after))]
            }
            Detail::Duty(duty) => self.duty(change, duty),
            Detail::Deferred(before, after) => {
                let word = |is: bool| Some(self.word(if is { "change.yes" } else { "change.no" }));
                vec![Line::FromTo(self.word("provision.deferred"), word(*before), word(*after))]
            }
            Detail::References(field, before, after) => {
                let names = |ids: &Vec<String>| {
                    let names: Vec<String> = ids.iter().map(|id| self.name(field, id)).collect();
                    (!names.is_empty()).then(|| names.join(&self.word("site.separator")))
                };
                vec![Line::FromTo(self.field(field), names(before), names(after))]
            }
        };
        if !change.follows.is_empty() {
            lines.push(Line::Provisions(self.word("change.follows"), change.follows.clone()));
        }
        lines
    }

    fn whole(&self, change: &Change, below: &[ProvisionKey]) -> Vec<Line> {
        let Some(key) = change.provision() else { return Vec::new() };
        let provision = self.portal.provision(key);
        let mut lines = Vec::new();
        if let Some(text) = &provision.text {
            let kind = if change.later.is_some() { PieceKind::Added } else { PieceKind::Removed };
            let (text, language) = text.localised(self.language);
            lines.push(Line::Marked(vec![Piece { kind, text: wording(text) }], language));
        }
        if change.kind == ChangeKind::Ended
            && let Some(applies) = self.applies(provision.applies.as_ref())
        {
            lines.push(Line::FromTo(self.field("applies"), Some(applies), None));
        }
        for duty in &provision.duties {
            let (field, sentence) = (self.duty_field(key), Some(self.duty_sentence(duty)));
            let is_new = change.later.is_some();
            lines.push(if is_new { Line::FromTo(field, None, sentence) } else { Line::FromTo(field, sentence, None) });
        }
        if !below.is_empty() {
            lines.push(Line::Provisions(self.word("change.below"), below.to_vec()));
        }
        lines
    }

    /// A text before and after: in the language of words, where both are translated and differ; else in the
    /// authoritative one.
    fn wording(&self, text: Wording<'_>) -> Vec<Line> {
        let of = |language: Language| {
            let said = |text: Option<&Text>| text.map_or(Some(String::new()), |text| text.get(language).map(wording));
            Some((said(text.before)?, said(text.after)?)).filter(|(before, after)| before != after)
        };
        let languages = [self.language, self.portal.authoritative, Language::Japanese, Language::English];
        let shown = languages.into_iter().find_map(|language| Some((of(language)?, language)));
        shown.map(|((before, after), language)| Line::Marked(marked(&before, &after), language)).into_iter().collect()
    }

    fn applies(&self, applies: Option<&Applies>) -> Option<String> {
        let words = applies_words(self.messages, self.language, applies?, |text| self.plain(text));
        (!words.is_empty()).then(|| words.join(&self.word("site.separator")))
    }

    /// What a duty asks for, in a line.
    #[must_use]
    pub fn duty_sentence(&self, duty: &Duty) -> String {
        duty_sentence(self.messages, self.language, duty, |text| self.plain(text))
    }

    fn duty_field(&self, key: ProvisionKey) -> String {
        let is_target = self.portal.provision(key).kind == ProvisionKind::PlanItem;
        self.word(if is_target { "directives.target" } else { "provision.duty" })
    }

    fn duty(&self, change: &Change, duty: &DutyChange) -> Vec<Line> {
        let mut lines = Vec::new();
        let field = change.provision().map(|key| self.duty_field(key)).unwrap_or_default();
        if !duty.fields.is_empty() || !duty.moved {
            let sentence = |duty: Option<&Duty>| duty.map(|duty| self.duty_sentence(duty));
            let (before, after) = duty.duties(self.portal);
            lines.push(Line::FromTo(field, sentence(before), sentence(after)));
        }
        if duty.moved {
            let place = |duty: Option<DutyKey>| duty.map(|(key, _)| self.place(key));
            lines.push(Line::FromTo(self.field("provision"), place(duty.before), place(duty.after)));
        }
        if duty.text {
            lines.extend(self.wording(change.wording(self.portal, Field::Text)));
        }
        lines
    }

    /// What a provision refers to, by its name.
    fn name(&self, field: &str, id: &str) -> String {
        let name = match field {
            "topics" => {
                self.portal.topics().find(|(_, topic)| topic.record.id.value == id).map(|(_, topic)| &topic.record.name)
            }
            "notices" => {
                self.portal.notices().find(|(_, notice)| notice.id.value == id).map(|(_, notice)| &notice.name)
            }
            _ => None,
        };
        name.map_or_else(|| id.to_owned(), |name| self.plain(name))
    }
}

/// A duty that changed, came or went.
#[derive(Debug)]
pub struct ChangedDuty<'a> {
    /// What happened: to it, or to the provision that it came or went with.
    pub kind: ChangeKind,
    /// Where it stands, or stood.
    pub place: ProvisionKey,
    /// What it asked for.
    pub before: Option<&'a Duty>,
    /// What it asks for.
    pub after: Option<&'a Duty>,
}

/// The duties that changed, those of provisions that came or went among them.
#[must_use]
pub fn changed_duties<'a>(portal: &'a Portal, comparison: &Comparison) -> Vec<ChangedDuty<'a>> {
    let mut duties = Vec::new();
    for change in &comparison.changes {
        let Some(place) = change.provision() else { continue };
        match &change.detail {
            Detail::Duty(duty) => {
                let (before, after) = duty.duties(portal);
                duties.push(ChangedDuty { kind: change.kind, place, before, after });
            }
            Detail::Whole(below) => {
                for &place in [place].iter().chain(below) {
                    duties.extend(portal.provision(place).duties.iter().map(|duty| {
                        let (before, after) =
                            if change.later.is_some() { (None, Some(duty)) } else { (Some(duty), None) };
                        ChangedDuty { kind: change.kind, place, before, after }
                    }));
                }
            }
            _ => {}
        }
    }
    duties
}

/// The part that a change belongs to, in the edition that has it.
#[must_use]
pub fn part_of(portal: &Portal, change: &Change) -> Option<ProvisionKey> {
    let mut key = change.provision()?;
    while let Some(parent) = portal.provision(key).parent {
        key = parent;
    }
    Some(key)
}

/// How many changes of each kind there are in each part, in the order of the edition; a part by its id. Kinds without
/// changes are left out.
#[must_use]
pub fn summary(portal: &Portal, comparison: &Comparison) -> (Vec<ProvisionKey>, Vec<(ChangeKind, Vec<usize>)>) {
    let mut parts: Vec<ProvisionKey> = Vec::new();
    let same = |one: ProvisionKey, other: ProvisionKey| portal.provision(one).id == portal.provision(other).id;
    let documents = [comparison.later, comparison.former].into_iter().filter_map(|index| portal.documents.get(index));
    for &part in documents.flat_map(|document| &document.children) {
        if !parts.iter().any(|&known| same(known, part)) {
            parts.push(part);
        }
    }
    let place =
        |change: &Change| part_of(portal, change).and_then(|part| parts.iter().position(|&known| same(known, part)));
    let counts = (ChangeKind::ALL.into_iter())
        .map(|kind| {
            let mut counts = vec![0; parts.len()];
            for change in comparison.changes.iter().filter(|change| change.kind == kind) {
                if let Some(count) = place(change).and_then(|place| counts.get_mut(place)) {
                    *count += 1;
                }
            }
            (kind, counts)
        })
        .filter(|(_, counts)| counts.iter().any(|count| *count > 0))
        .collect();
    (parts, counts)
}

/// A piece of a text as HTML. That it is gone or new is said in words too, which `hidden`, a class, keeps from sight: few
/// screen readers tell the elements.
#[must_use]
pub fn marked_html(piece: &Piece, hidden: &str, [gone, new]: [&str; 2]) -> String {
    let text = escape(&piece.text);
    let (element, word) = match piece.kind {
        PieceKind::Same => return text,
        PieceKind::Removed => ("del", gone),
        PieceKind::Added => ("ins", new),
    };
    format!("<{element}><span class=\"{hidden}\">{}</span>{text}</{element}>", escape(word))
}
