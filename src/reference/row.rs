//! References as tables and JSON have them.

use std::ops::Range;

use crate::portal::{Portal, ProvisionKey};
use crate::theme::plain_markdown;

use super::law::{CitedLaw, LawCitation};
use super::notice::{NoticeCitation, Target};
use super::portal::{FoundIn, TextPart};
use super::{Definition, Reference, Restatement};

/// A reference with a single target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The word for its kind.
    pub kind: &'static str,
    /// The text in which it stands; none where a provision repeats another without saying so.
    pub part: Option<TextPart>,
    /// The words that were matched.
    pub words: String,
    /// How it stands to its neighbour, or that it means several.
    pub relation: Option<&'static str>,
    /// `resolved`, `unresolved`, or `unknown` to the lists of the portal.
    pub state: &'static str,
    /// What it refers to: the id of a law, notice or provision; the name of an unknown law; what a term means.
    pub target: Option<String>,
    /// The place there: an article, the printed number of a clause; the scope of a term, the kind of a notice.
    pub place: Option<String>,
    /// The anchor of the article in the law database.
    pub anchor: Option<String>,
    /// Where it can be read, outside the portal.
    pub address: Option<String>,
}

/// What is listed of a reference: a list of clauses has a row each. Uses of terms are not listed: they are many, and lead
/// to a definition that is.
#[must_use]
pub fn rows(portal: &Portal, found: &FoundIn) -> Vec<Row> {
    let (kind, part) = (found.found.what.kind(), Some(found.part));
    let row =
        |range: &Range<usize>, row: Row| Row { kind, part, words: found.words_at(portal, range).to_owned(), ..row };
    let whole = &found.found.range;
    match &found.found.what {
        Reference::Law(citation) => vec![row(whole, law(portal, citation))],
        Reference::Clauses(citation) => {
            (citation.targets.iter()).map(|target| row(&target.range, provisions(portal, &target.provisions))).collect()
        }
        Reference::Definition(definition) => vec![row(whole, defined(portal, found, definition))],
        Reference::Notice(citation) => vec![row(whole, notice(portal, citation))],
        Reference::Term(_) => Vec::new(),
    }
}

impl Restatement {
    /// How it is listed.
    #[must_use]
    pub fn row(&self, portal: &Portal) -> Row {
        Row {
            kind: "restatement",
            part: self.words.as_ref().map(|(part, _)| *part),
            words: self.words(portal).to_owned(),
            ..provisions(portal, self.target.as_slice())
        }
    }
}

const NOTHING: Row = Row {
    kind: "",
    part: None,
    words: String::new(),
    relation: None,
    state: "resolved",
    target: None,
    place: None,
    anchor: None,
    address: None,
};

fn law(portal: &Portal, citation: &LawCitation) -> Row {
    let place = Some(citation.place.label());
    let relation = citation.relation.word();
    let known = match &citation.law {
        CitedLaw::Known(law) => portal.laws.get(*law),
        CitedLaw::Unknown(name) => {
            return Row { relation, state: "unknown", target: Some(name.clone()), place, ..NOTHING };
        }
    };
    let article = citation.place.main_article();
    Row {
        relation,
        target: known.map(|law| law.id.value.clone()),
        place,
        anchor: known.zip(article).map(|(law, article)| law.article_anchor(article)),
        address: known.and_then(|law| law.address(article)),
        ..NOTHING
    }
}

/// The provisions that words lead to: the first one, and the last one behind it.
fn provisions(portal: &Portal, provisions: &[ProvisionKey]) -> Row {
    let ends = match provisions {
        [] => return Row { state: "unresolved", ..NOTHING },
        [only] => vec![*only],
        [first, .., last] => vec![*first, *last],
    };
    let joined = |print: &dyn Fn(ProvisionKey) -> String| {
        Some(ends.iter().map(|&key| print(key)).collect::<Vec<_>>().join(" – "))
    };
    Row {
        relation: (ends.len() > 1).then_some("range"),
        target: joined(&|key| portal.full_id(portal.provision(key))),
        place: joined(&|key| portal.printed_number(key).trim().to_owned()),
        ..NOTHING
    }
}

fn defined(portal: &Portal, found: &FoundIn, definition: &Definition) -> Row {
    let means = plain_markdown(found.words_at(portal, &definition.means));
    Row { target: Some(means), place: Some(definition.scope.word().to_owned()), ..NOTHING }
}

fn notice(portal: &Portal, citation: &NoticeCitation) -> Row {
    let place = Some(citation.number.kind.word().to_owned());
    let (id, address) = match citation.target {
        Some(Target::Notice(key)) => {
            let notice = portal.notice(key);
            (&notice.id, notice.url.as_ref().map(|url| url.0.clone()))
        }
        Some(Target::Law(law)) => (&portal.laws[law].id, portal.laws[law].address(None)),
        None => return Row { state: "unknown", place, ..NOTHING },
    };
    Row { target: Some(id.value.clone()), place, address, ..NOTHING }
}
