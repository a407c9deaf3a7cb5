//! Reading the texts of a portal in the order in which people read them.

use std::ops::Range;

use rayon::prelude::*;

use crate::diagnostic::{Diagnostics, Problem, Span};
use crate::portal::{Document, Portal, Provision, ProvisionKey};
use crate::source::Text;
use crate::text::{Language, numbering};

use super::clause::{self, Place};
use super::definition::definitions;
use super::notice::{NoticeCitation, NoticeNumbers, notices};
use super::restatement::restatements;
use super::{CitedClauses, CitedLaw, Found, LawCitation, LawNames, LawReader, Reference, Unresolved, term};

/// A reference in a provision.
#[derive(Debug, Clone)]
pub struct FoundIn {
    /// The provision in which it stands.
    pub provision: ProvisionKey,
    /// In which of its texts.
    pub part: TextPart,
    /// In which language.
    pub language: Language,
    /// The reference.
    pub found: Found,
}

impl FoundIn {
    /// The words that were matched.
    #[must_use]
    pub fn words<'p>(&self, portal: &'p Portal) -> &'p str {
        self.words_at(portal, &self.found.range)
    }

    /// The words at some bytes of the text in which it stands.
    #[must_use]
    pub fn words_at<'p>(&self, portal: &'p Portal, range: &Range<usize>) -> &'p str {
        self.text(portal).get(range.clone()).unwrap_or_default()
    }

    /// The text in which it stands.
    #[must_use]
    pub fn text<'p>(&self, portal: &'p Portal) -> &'p str {
        let text = self.part.of(portal.provision(self.provision)).and_then(|text| text.get(self.language));
        text.unwrap_or_default()
    }

    /// Where some bytes of that text are written.
    fn span(&self, portal: &Portal, range: Range<usize>) -> Span {
        self.part.span(portal.provision(self.provision), self.language, range)
    }
}

/// A text of a provision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TextPart {
    /// Its heading.
    Heading,
    /// What it says before its children.
    Text,
    /// What it says after them.
    Closing,
}

impl TextPart {
    /// All, in the order in which people read them.
    pub const ALL: [Self; 3] = [Self::Heading, Self::Text, Self::Closing];

    /// The word that stands for it in JSON.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Heading => "heading",
            Self::Text => "text",
            Self::Closing => "closing",
        }
    }

    /// The text itself, where the provision has it.
    #[must_use]
    pub fn of(self, provision: &Provision) -> Option<&Text> {
        match self {
            Self::Heading => provision.heading.as_ref(),
            Self::Text => provision.text.as_ref(),
            Self::Closing => provision.closing.as_ref(),
        }
    }

    /// Where a stretch of the text in a language is written, as far as the file shows it: folded lines are not found.
    pub(super) fn span(self, provision: &Provision, language: Language, range: Range<usize>) -> Span {
        self.of(provision).map_or_else(|| provision.span.clone(), |text| text.stretch(language, range))
    }
}

/// All references in the texts of a portal in one language, document after document.
pub(super) fn read(portal: &Portal, language: Language) -> Vec<FoundIn> {
    let names = LawNames::of(&portal.laws);
    let numbers = NoticeNumbers::of(portal);
    let of_document = |document: &Document| {
        let mut texts = Vec::new();
        for &child in &document.children {
            collect(portal, child, language, &mut texts);
        }
        let mut laws = LawReader::new(&names);
        let mut found: Vec<Vec<Found>> =
            texts.iter().map(|text| read_text(portal, text, &mut laws, &numbers)).collect();
        term::add(portal, language, &texts, &mut found);
        let placed = texts.iter().zip(found).flat_map(|(text, found)| {
            let found_in = |found| FoundIn { provision: text.provision, part: text.part, language, found };
            found.into_iter().map(found_in).collect::<Vec<_>>()
        });
        placed.collect::<Vec<_>>()
    };
    portal.documents.par_iter().flat_map_iter(of_document).collect()
}

/// A text of a provision, where it stands.
pub(super) struct Placed<'p> {
    pub provision: ProvisionKey,
    pub part: TextPart,
    pub text: &'p str,
    pub language: Language,
}

/// The texts of a provision and of all below it, in the order in which people read them.
fn collect<'p>(portal: &'p Portal, key: ProvisionKey, language: Language, texts: &mut Vec<Placed<'p>>) {
    let provision = portal.provision(key);
    let placed = |part: TextPart| {
        let text = part.of(provision)?.get(language)?;
        Some(Placed { provision: key, part, text, language })
    };
    texts.extend([TextPart::Heading, TextPart::Text].into_iter().filter_map(placed));
    for &child in &provision.children {
        collect(portal, child, language, texts);
    }
    texts.extend(placed(TextPart::Closing));
}

/// What a text refers to, but for terms that others define.
fn read_text(portal: &Portal, placed: &Placed<'_>, laws: &mut LawReader<'_>, numbers: &NoticeNumbers) -> Vec<Found> {
    let Placed { provision, part, text, language } = *placed;
    let place = Place { provision, is_closing: part == TextPart::Closing };
    let definitions = definitions(text, language);
    let cited = laws.read_with(text, language, &definitions);
    let definitions = definitions.into_iter().filter(|definition| !definition.is_of_law());
    let notices = notices(text, language).into_iter();
    joined([
        of_kind(clause::read_explicit(portal, Some(portal.provision(provision).document), text), Reference::Clauses),
        of_kind(cited, Reference::Law),
        of_kind(clause::read(portal, place, text, language), Reference::Clauses),
        definitions.map(|what| Found { range: what.range.clone(), what: Reference::Definition(what) }).collect(),
        notices
            .map(|number| {
                let (range, target) = (number.range.clone(), numbers.find(&number));
                Found { range, what: Reference::Notice(NoticeCitation { number, target }) }
            })
            .collect(),
    ])
}

fn of_kind<T>(found: Vec<Found<T>>, kind: fn(T) -> Reference) -> Vec<Found> {
    found.into_iter().map(|found| found.map(kind)).collect()
}

/// What several recognisers found in a text, in order: where two overlap, the one named first is right.
pub(super) fn joined<const N: usize>(lists: [Vec<Found>; N]) -> Vec<Found> {
    let mut joined: Vec<Found> = Vec::new();
    for found in lists.into_iter().flatten() {
        let at = joined.partition_point(|other| other.range.start < found.range.end);
        let is_free = at.checked_sub(1).and_then(|before| joined.get(before));
        if is_free.is_none_or(|before| before.range.end <= found.range.start) {
            joined.insert(at, found);
        }
    }
    joined
}

/// Warns of references that lead nowhere: citations of laws that laws.yaml does not have, in the authoritative texts and
/// each law once a text; references to clauses in every text; brackets that open none; and 再掲 where it is not said what
/// is repeated.
pub fn report(portal: &Portal, diagnostics: &mut Diagnostics) {
    for &language in portal.languages() {
        let mut before = None;
        for found in portal.references.all(language) {
            match &found.found.what {
                Reference::Law(LawCitation { law: CitedLaw::Unknown(name), .. })
                    if language == portal.authoritative =>
                {
                    let this = Some((found.provision, found.part, name));
                    if this != before {
                        let problem = Problem::UnknownLaw { name: name.clone() };
                        diagnostics.warning(problem, &found.span(portal, found.found.range.clone()));
                        before = this;
                    }
                }
                Reference::Law(_) | Reference::Definition(_) | Reference::Term(_) | Reference::Notice(_) => {}
                Reference::Clauses(citation) => {
                    for target in citation.targets.iter().filter(|target| !target.is_explicit()) {
                        report_clause(portal, found, target, diagnostics);
                    }
                }
            }
        }
    }
    for (_, provision) in portal.provisions() {
        for text in TextPart::ALL.into_iter().filter_map(|part| part.of(provision)) {
            for &language in portal.languages() {
                for range in text.get(language).map(clause::stray_brackets).unwrap_or_default() {
                    diagnostics.warning(Problem::StrayBrackets, &text.stretch(language, range));
                }
            }
        }
    }
    for restatement in restatements(portal).into_iter().filter(|restatement| restatement.target.is_none()) {
        restatement.report(portal, diagnostics);
    }
}

/// Warns of words that lead to no clause, unless that was left out because of an error in it.
fn report_clause(portal: &Portal, found: &FoundIn, target: &CitedClauses, diagnostics: &mut Diagnostics) {
    let words = found.words_at(portal, &target.range);
    let mut segments = words.split(['の', ' ', '(', ')', '（', '）']).filter_map(numbering::segment);
    if !target.provisions.is_empty() || segments.any(|segment| diagnostics.is_lost(&segment)) {
        return;
    }
    let other_side = target.candidates.first().filter(|_| target.unresolved == Some(Unresolved::OtherSide));
    let problem = Problem::UnresolvedReference {
        words: words.to_owned(),
        candidates: target.candidates.iter().map(|key| portal.printed_number(*key)).collect(),
        is_below: other_side.map(|key| *key > found.provision),
    };
    diagnostics.warning(problem, &found.span(portal, target.range.clone()));
}

/// Reports references written as `[[…]]` that lead nowhere: a target that an author typed must be there.
pub fn report_explicit(portal: &Portal, diagnostics: &mut Diagnostics) {
    for found in portal.languages().iter().flat_map(|&language| portal.references.all(language)) {
        let Reference::Clauses(citation) = &found.found.what else { continue };
        let provision = portal.provision(found.provision);
        for target in citation.targets.iter().filter(|target| target.is_explicit()) {
            if let Some((id, problem)) = unknown_target(portal, Some(provision.document), found.text(portal), target)
                && !diagnostics.is_lost(&id)
            {
                diagnostics.error(problem, &found.span(portal, target.range.clone()));
            }
        }
    }
}

/// What a reference in brackets names and what is wrong with it, if it leads nowhere.
#[must_use]
pub fn unknown_target(
    portal: &Portal,
    document: Option<usize>,
    text: &str,
    target: &CitedClauses,
) -> Option<(String, Problem)> {
    if !target.provisions.is_empty() {
        return None;
    }
    let id = clause::target(&text[target.range.clone()]).to_owned();
    let name = |key: ProvisionKey| match document {
        Some(document) => id_in(portal, document, key),
        None => portal.full_id(portal.provision(key)),
    };
    let candidates = target.candidates.iter().map(|key| (name(*key), portal.printed_number(*key))).collect();
    let is_ambiguous = target.unresolved == Some(Unresolved::Ambiguous);
    let problem = Problem::UnknownTarget { target: id.clone(), is_ambiguous, candidates };
    Some((id, problem))
}

/// How a provision is named in a document: by its id there, or in another by its full id.
pub(super) fn id_in(portal: &Portal, document: usize, key: ProvisionKey) -> String {
    let provision = portal.provision(key);
    if provision.document == document { provision.id.clone() } else { portal.full_id(provision) }
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::LazyLock;

    use proptest::prelude::*;

    use super::*;
    use crate::pipeline::{self, Options};
    use crate::reference::pieces;

    static PORTAL: LazyLock<Portal> = LazyLock::new(|| {
        let options = Options {
            content: Path::new(env!("CARGO_MANIFEST_DIR")).join("content"),
            theme: None,
            out: std::path::PathBuf::new(),
            base_url: None,
            center: None,
            drafts: false,
            date: jiff::civil::date(2023, 6, 1),
        };
        pipeline::load(&options, &mut Diagnostics::default()).expect("the bundled portal").portal
    });

    /// Texts made of what each of the recognisers looks for, so that they meet.
    fn texts() -> impl Strategy<Value = String> {
        let words = prop::sample::select(vec![
            "労働安全衛生法",
            "安衛法",
            "第66条の8",
            "第1項",
            "から",
            "まで",
            "又は",
            "、",
            "上記",
            "5の(1)のア",
            "(イ)",
            "[[5/1]]",
            "[[",
            "|x]]",
            "（以下「面接指導等」という。）",
            "面接指導等",
            "（昭和47年法律第57号。以下「安衛法」という。）",
            "産業医",
            "平成18年3月17日付け基発第0317008号",
            "号",
            "`",
            "**",
            "同条",
            "Article 66-8",
            " of the ",
            "ISH Act",
            "(ア)a above",
            "(hereinafter “snow”)",
            " snow ",
            "Kihatsu No. 0317008 of 17 March 2006",
            "\n",
            "☃",
        ]);
        prop::collection::vec(prop_oneof![8 => words.prop_map(str::to_owned), 1 => "\\PC{0,4}"], 0..24)
            .prop_map(|words| words.concat())
    }

    proptest! {
        /// Links are laid over what is found: nothing may overlap, and the text must stay what it was.
        #[test]
        fn what_all_recognisers_find_lies_in_order_in_any_text(text in texts()) {
            let portal = &*PORTAL;
            let (names, numbers) = (LawNames::of(&portal.laws), NoticeNumbers::of(portal));
            for language in Language::ALL {
                for (provision, _) in portal.provisions_of(portal.documents.len() - 1).take(40).step_by(13) {
                    let placed = Placed { provision, part: TextPart::Text, text: &text, language };
                    let mut found = vec![read_text(portal, &placed, &mut LawReader::new(&names), &numbers)];
                    term::add(portal, language, &[placed], &mut found);
                    let mut end = 0;
                    for one in &found[0] {
                        prop_assert!(one.range.start >= end && !one.range.is_empty(), "{one:?}");
                        prop_assert!(text.get(one.range.clone()).is_some(), "{one:?}");
                        end = one.range.end;
                    }
                    let joined: String = pieces(&text, &found[0]).map(|(piece, _)| piece).collect();
                    prop_assert_eq!(&joined, &text);
                }
            }
        }
    }
}
