//! References as tables and JSON have them.

use crate::portal::{Portal, ProvisionKey};
use crate::theme::plain_markdown;

use super::clause::CitedClauses;
use super::law::{CitedLaw, LawCitation};
use super::notice::{NoticeCitation, Target};
use super::portal::FoundIn;
use super::{Definition, Reference};

/// A reference with a single target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
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
    match &found.found.what {
        Reference::Law(citation) => vec![Row { words: found.words(portal).to_owned(), ..law(portal, citation) }],
        Reference::Clauses(citation) => (citation.targets.iter())
            .map(|target| Row { words: found.words_at(portal, &target.range).to_owned(), ..clauses(portal, target) })
            .collect(),
        Reference::Definition(definition) => {
            vec![Row { words: found.words(portal).to_owned(), ..defined(portal, found, definition) }]
        }
        Reference::Notice(citation) => vec![Row { words: found.words(portal).to_owned(), ..notice(portal, citation) }],
        Reference::Term(_) => Vec::new(),
    }
}

const NOTHING: Row = Row {
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

/// The clauses that words lead to: the first one, and the last one behind it.
fn clauses(portal: &Portal, cited: &CitedClauses) -> Row {
    let ends = match cited.provisions.as_slice() {
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
        place: joined(&|key| portal.printed_number(key)),
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
