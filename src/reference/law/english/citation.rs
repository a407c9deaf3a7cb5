//! Places with the law that they are of.

use super::Memory;
use super::place::{Waiting, bare, joint, level, place, within};
use super::words::Words;
use crate::reference::law::name::{LawForm, LawNames};
use crate::reference::law::place::{LawPlace, Unit, Within};
use crate::reference::law::{CitedLaw, Relation};

/// How the names of laws end, in the order in which they are tried.
const FORMS: [(&str, LawForm); 6] = [
    ("Act", LawForm::Act),
    ("Law", LawForm::Act),
    ("Ordinance", LawForm::Rule),
    ("Order", LawForm::Order),
    ("Regulations", LawForm::Rule),
    ("Regulation", LawForm::Rule),
];

/// What a text says at a place of it, by what was said before.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reader<'p> {
    pub text: Words<'p>,
    pub laws: &'p LawNames,
    pub memory: &'p Memory,
    /// The law that the sentence named last.
    pub law: Option<&'p CitedLaw>,
}

/// Places of one law.
pub(super) struct Group {
    pub law: CitedLaw,
    /// At least one; the last has the words of the law in it.
    pub places: Vec<Waiting>,
    pub end: usize,
}

impl Reader<'_> {
    /// Reads places with their law; where they have none, says where they end.
    pub fn group(&self, start: usize) -> Result<Group, usize> {
        let (waiting, same, end) = self.places(start).ok_or(start)?;
        let (law, law_end) = match self.of(end) {
            // The Constitution, a contract: not the law of the sentence.
            Some(of) => self.law(of).ok_or(end)?,
            None => (same.or_else(|| self.law.cloned()).ok_or(end)?, end),
        };
        let mut places = complete(waiting);
        places.last_mut().ok_or(end)?.range.end = law_end;
        Ok(Group { law, places, end: law_end })
    }

    /// A list of places, and the law of the same Article.
    fn places(&self, start: usize) -> Option<(Vec<Waiting>, Option<CitedLaw>, usize)> {
        let text = self.text;
        let waiting = |from, (place, further, end)| {
            let range = text.skip_blanks(from)..end;
            (Waiting { range, place, relation: Relation::Single }, further, end)
        };
        let (first, mut further, mut at) = waiting(start, place(text, start)?);
        let (mut list, mut law) = (vec![first], None);
        while law.is_none() {
            if let Some((end, of_same)) = self.around(at, &mut list) {
                (at, law, further) = (end, of_same, None);
                continue;
            }
            let Some(before) = list.last_mut() else { break };
            let Some((joint, from)) = joint(text, at) else { break };
            let read = place(text, from).or_else(|| bare(text, from, joint, further?, &before.place));
            let Some(read) = read else { break };
            let (mut next, more, end) = waiting(from, read);
            if joint.is_range {
                before.relation = Relation::RangeStart;
                next.relation = Relation::RangeEnd;
            }
            list.push(next);
            (further, at) = (more, end);
        }
        Some((list, law, at))
    }

    /// Reads what the last places are said to lie in: where it ends, and the law, where it is the same Article of a group
    /// before.
    fn around(&self, at: usize, list: &mut [Waiting]) -> Option<(usize, Option<CitedLaw>)> {
        let of = self.of(at)?;
        let supplementary = self.text.words(self.text.optional(of, "the"), "Supplementary Provisions");
        let (around, law, end) = if let Some(end) = supplementary {
            (LawPlace { within: Within::Supplementary, ..LawPlace::default() }, None, end)
        } else if let Some(same) = self.same(of, list) {
            same
        } else {
            let (around, _, end) = place(self.text, of)?;
            (around, None, end)
        };
        let inside = list.iter_mut().rev().take_while(|waiting| level(&waiting.place) > level(&around));
        let count = inside.map(|waiting| waiting.place = within(&waiting.place, &around)).count();
        list.last_mut().filter(|_| count > 0)?.range.end = end;
        Some((end, law))
    }

    /// What “the same Article” means: one of the list, else of a group before, with its law.
    fn same(&self, at: usize, list: &[Waiting]) -> Option<(LawPlace, Option<CitedLaw>, usize)> {
        const SAME: [(&str, Unit); 4] = [
            ("the same Article", Unit::Article),
            ("that Article", Unit::Article),
            ("the same paragraph", Unit::Paragraph),
            ("that paragraph", Unit::Paragraph),
        ];
        let (unit, end) = self.text.one_of(at, &SAME)?;
        if let Some(before) = list.iter().rev().find(|waiting| level(&waiting.place) < 2) {
            return Some((before.place.up_to(unit)?, None, end));
        }
        let (law, place) = self.memory.place.as_ref()?;
        Some((place.up_to(unit)?, Some(law.clone()), end))
    }

    /// Behind “of”.
    fn of(&self, at: usize) -> Option<usize> {
        self.text.words(self.text.optional(at, ","), "of")
    }

    fn law(&self, at: usize) -> Option<(CitedLaw, usize)> {
        let text = self.text;
        let same = ["the same", "that", "the said"].into_iter().find_map(|words| text.words(at, words));
        if let Some((form, end)) = same.and_then(|after| text.one_of(after, &FORMS)) {
            let said = if form == LawForm::Act { &self.memory.act } else { &self.memory.other };
            let law = said.clone().unwrap_or_else(|| CitedLaw::Unknown(text.0[at..end].trim().to_owned()));
            return Some((law, end));
        }
        let after = ["the former", "the amended", "the"].into_iter().find_map(|words| text.words(at, words));
        let name = after.unwrap_or(at);
        if let Some(quoted) = text.words(name, "“") {
            let (law, end) = self.named(text.optional(quoted, "the"))?;
            return Some((law, text.words(end, "”")?));
        }
        self.named(name).or_else(|| {
            // Article 5 of the Act, behind its name.
            let (form, end) = text.one_of(after?, &FORMS)?;
            Some((self.law.filter(|law| self.form(law) == form)?.clone(), end))
        })
    }

    fn named(&self, at: usize) -> Option<(CitedLaw, usize)> {
        self.known(at).or_else(|| self.unknown(at))
    }

    /// The law whose name, of the portal or of the document, stands at a place: that with the longest.
    pub fn known(&self, at: usize) -> Option<(CitedLaw, usize)> {
        let text = self.text;
        let listed = self.laws.english.iter().map(|(name, law)| (name, CitedLaw::Known(*law)));
        let learnt = self.memory.names.iter().map(|(name, law)| (name, law.clone()));
        let found = listed.chain(learnt).filter_map(|(name, law)| {
            let end = text.words(at, name)?;
            // The Act on…, Act No. 5: a short name of one word stands for itself behind an article only.
            let is_short = FORMS.iter().any(|(form, _)| form == name);
            let is_title = ["on", "for", "concerning", "No"].iter().any(|word| text.words(end, word).is_some());
            let before = text.0[..at].trim_end();
            let is_meant = !is_short || !is_title && (before.ends_with("the") || before.ends_with("The"));
            (is_meant && !self.is_enforced(end)).then_some((law, end))
        });
        found.max_by_key(|(_, end)| *end)
    }

    /// Whether the name goes on to that of another law: Labor Standards Act Enforcement Ordinance.
    fn is_enforced(&self, end: usize) -> bool {
        self.text.words(end, "Enforcement").is_some()
    }

    /// Words with capitals, of which the last says that they are a law.
    fn unknown(&self, at: usize) -> Option<(CitedLaw, usize)> {
        const SMALL: [&str; 7] = ["on", "of", "for", "and", "the", "to", "in"];
        let start = self.text.skip_blanks(at);
        let (mut end, mut last) = (start, None);
        for word in self.text.rest(start).split_inclusive([' ', '\n']) {
            let bare = word.trim_end_matches(|one: char| !one.is_alphanumeric());
            if !bare.starts_with(char::is_uppercase) && !SMALL.contains(&bare) {
                break;
            }
            if FORMS.iter().any(|(form, _)| *form == bare) && end > start {
                last = Some(end + bare.len());
                if matches!(bare, "Act" | "Law") && !self.is_enforced(end + bare.len()) {
                    break;
                }
            }
            if bare.len() < word.trim_end().len() {
                break;
            }
            end += word.len();
        }
        let end = last?;
        Some((CitedLaw::Unknown(joined(&self.text.0[start..end])), end))
    }

    /// The law of which a text gives the words, with its articles; the whole of them where they are not known.
    pub fn meant(&self, words: &str, is_law: bool) -> Option<CitedLaw> {
        let reader = Reader { text: Words(words), ..*self };
        let name = reader.text.optional(0, "the");
        if let Some((law, end)) = reader.known(name)
            && end == words.len()
        {
            return Some(law);
        }
        // Under the … Act: the name is at the end.
        let starts = words.match_indices([' ', '\n']).map(|(at, _)| at + 1);
        let known = || starts.filter_map(|at| reader.known(at)).find(|(_, end)| *end == words.len());
        let article = || words.find("the ").map_or(words, |at| &words[at + "the ".len()..]);
        is_law.then(|| known().map_or_else(|| CitedLaw::Unknown(joined(article())), |(law, _)| law))
    }

    /// What kind of law it is.
    pub fn form(&self, law: &CitedLaw) -> LawForm {
        let form = match law {
            CitedLaw::Known(_) => LawForm::of(self.laws.full(law)),
            // Order for Enforcement of the … Act.
            CitedLaw::Unknown(name) => {
                let of_word = |is_at: fn(&str, &str) -> bool| FORMS.iter().find(|(word, _)| is_at(name, word));
                let form =
                    of_word(|name, word| name.starts_with(word)).or_else(|| of_word(|name, word| name.ends_with(word)));
                form.map(|(_, form)| *form)
            }
        };
        form.unwrap_or(LawForm::Act)
    }
}

/// Words in one line.
fn joined(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The places of a list, each with what the one before it leaves to be understood. Those that lie in no article are left
/// out.
fn complete(list: Vec<Waiting>) -> Vec<Waiting> {
    let mut places: Vec<Waiting> = Vec::new();
    for mut waiting in list {
        let unit = if level(&waiting.place) == 2 { Unit::Paragraph } else { Unit::Item };
        match places.last() {
            _ if level(&waiting.place) < 2 => {}
            Some(before) => waiting.place = within(&waiting.place, &before.place.around(unit)),
            None => continue,
        }
        if places.is_empty() && waiting.relation == Relation::RangeEnd {
            waiting.relation = Relation::Single;
        }
        places.push(waiting);
    }
    places
}
