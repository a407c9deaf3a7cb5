//! One provision in two editions, field by field.

use std::collections::BTreeSet;

use crate::portal::{Portal, Provision, ProvisionKey};
use crate::source::{Applies, Mark, Text};
use crate::text::Language;

use super::change::{Change, ChangeKind, Detail, Field};
use super::duty::is_by_amount_alone;
use super::pairing::Pairing;
use super::wording::{self, are_quoted, links, wording};

/// Adds what changed of a provision, apart from its duties and its order; its duties are compared already.
pub(super) fn changes(
    portal: &Portal,
    pairing: &Pairing,
    (former, later): (ProvisionKey, ProvisionKey),
    translations: bool,
    changes: &mut Vec<Change>,
) {
    let (before, after) = (portal.provision(former), portal.provision(later));
    let language = portal.authoritative;
    let mut found: Vec<(ChangeKind, Detail)> = Vec::new();

    if before.parent.and_then(|parent| pairing.later(parent)) != after.parent {
        found.push((ChangeKind::Moved, Detail::Parent(before.parent, after.parent)));
    }
    for (field, one, other) in texts(before, after) {
        if said(one, language) != said(other, language) {
            if !is_said_by_duty(portal, (one, other), former, changes) {
                found.push((ChangeKind::Reworded, Detail::Wording(field)));
            }
        } else if translations
            && portal
                .languages()
                .iter()
                .any(|&other_language| translation(one, other_language) != translation(other, other_language))
        {
            found.push((ChangeKind::TranslationChanged, Detail::Wording(field)));
        }
    }
    found.extend(marks(&before.marks, &after.marks));
    let mut fields = applies(before.applies.as_ref(), after.applies.as_ref(), language);
    fields.retain(|field| !is_said_by_text(field, before, after, language));
    if !fields.is_empty() {
        found.push((ChangeKind::ApplicabilityChanged, Detail::Applies(fields)));
    }
    if before.deferred != after.deferred {
        found.push((ChangeKind::DeferredChanged, Detail::Deferred(before.deferred, after.deferred)));
    }
    for (field, one, other) in references(portal, pairing, before, after) {
        found.push((ChangeKind::ReferenceChanged, Detail::References(field, one, other)));
    }
    changes.extend(found.into_iter().map(|(kind, detail)| Change {
        kind,
        former: Some(former),
        later: Some(later),
        detail,
        follows: Vec::new(),
    }));
}

fn texts<'a>(before: &'a Provision, after: &'a Provision) -> [(Field, Option<&'a Text>, Option<&'a Text>); 2] {
    [
        (Field::Title, before.heading.as_ref(), after.heading.as_ref()),
        (Field::Text, before.text.as_ref(), after.text.as_ref()),
    ]
}

fn said(text: Option<&Text>, language: Language) -> String {
    text.map(|text| wording::said(text, language)).unwrap_or_default()
}

fn translation(text: Option<&Text>, language: Language) -> Option<String> {
    text.and_then(|text| text.get(language)).map(wording)
}

/// Whether the text differs by the amount of a duty that changed: the change of the duty then holds the text too.
fn is_said_by_duty(
    portal: &Portal,
    (before, after): (Option<&Text>, Option<&Text>),
    former: ProvisionKey,
    changes: &mut [Change],
) -> bool {
    let (before, after) = (said(before, portal.authoritative), said(after, portal.authoritative));
    for change in changes.iter_mut().filter(|change| change.former == Some(former)) {
        if let Detail::Duty(duty) = &mut change.detail
            && is_by_amount_alone(&before, &after, duty.duties(portal))
        {
            duty.text = true;
            return true;
        }
    }
    false
}

/// The marks that came and went; one in the place of another is one change.
fn marks(before: &[Mark], after: &[Mark]) -> Vec<(ChangeKind, Detail)> {
    let gone: Vec<Mark> = before.iter().copied().filter(|mark| !after.contains(mark)).collect();
    let new: Vec<Mark> = after.iter().copied().filter(|mark| !before.contains(mark)).collect();
    if let ([gone], [new]) = (gone.as_slice(), new.as_slice()) {
        return vec![(ChangeKind::MarkChanged, Detail::Mark(Some(*gone), Some(*new)))];
    }
    let gone = gone.into_iter().map(|mark| (ChangeKind::MarkRemoved, Detail::Mark(Some(mark), None)));
    let new = new.into_iter().map(|mark| (ChangeKind::MarkAdded, Detail::Mark(None, Some(mark))));
    gone.chain(new).collect()
}

/// The fields in which it differs when and for whom a provision holds.
fn applies(before: Option<&Applies>, after: Option<&Applies>, language: Language) -> Vec<&'static str> {
    let text = |of: fn(&Applies) -> Option<&Text>, applies: Option<&Applies>| said(applies.and_then(of), language);
    let centers = |applies: Option<&Applies>| text(|applies| applies.centers.as_ref(), applies);
    let condition = |applies: Option<&Applies>| text(|applies| applies.condition.as_ref(), applies);
    let from = |applies: Option<&Applies>| applies.and_then(|applies| applies.from);
    let until = |applies: Option<&Applies>| applies.and_then(|applies| applies.until);
    let fields = [
        ("from", from(before) != from(after)),
        ("until", until(before) != until(after)),
        ("centers", centers(before) != centers(after)),
        ("condition", condition(before) != condition(after)),
    ];
    fields.into_iter().filter(|(_, differs)| *differs).map(|(field, _)| field).collect()
}

/// Whether a field of when and for whom a provision holds quotes its text in both editions: then the text has changed.
fn is_said_by_text(field: &str, before: &Provision, after: &Provision, language: Language) -> bool {
    let quoted = |provision: &'_ Provision| -> Option<Text> {
        let applies = provision.applies.as_ref()?;
        match field {
            "centers" => applies.centers.clone(),
            "condition" => applies.condition.clone(),
            _ => None,
        }
    };
    let (one, other) = (quoted(before), quoted(after));
    let texts = (said(before.text.as_ref(), language), said(after.text.as_ref(), language));
    are_quoted((one.as_ref(), other.as_ref()), (&texts.0, &texts.1), language)
}

/// What a provision names that it did not name, or no longer names. What it names in its own edition is the same where
/// it is the same provision, whatever its id, and where the id is the same: if that now is another, a shift made it so.
/// What is gone from the edition cannot be named any more.
fn references(
    portal: &Portal,
    pairing: &Pairing,
    before: &Provision,
    after: &Provision,
) -> Vec<(&'static str, Vec<String>, Vec<String>)> {
    // A provision by its key in the later edition; of another document as it is.
    let carried = |key: ProvisionKey| {
        if portal.provision(key).document == before.document { pairing.later(key) } else { Some(key) }
    };
    let id = |key: ProvisionKey| {
        let provision = portal.provision(key);
        if provision.document == before.document || provision.document == after.document {
            provision.id.clone()
        } else {
            portal.full_id(provision)
        }
    };
    let names = |keys: &[ProvisionKey]| keys.iter().map(|&key| id(key)).collect::<Vec<_>>();
    let carry = |keys: &[ProvisionKey]| keys.iter().filter_map(|&key| carried(key)).collect::<BTreeSet<_>>();
    let topics = |provision: &Provision| -> BTreeSet<String> {
        provision.topics.iter().map(|&key| portal.topic(key).record.id.value.clone()).collect()
    };
    let notices = |provision: &Provision| -> BTreeSet<String> {
        provision.notices.iter().map(|&key| portal.notice(key).id.value.clone()).collect()
    };
    let destinations = |provision: &Provision| -> Vec<String> {
        let texts = [&provision.heading, &provision.text].into_iter().flatten();
        texts.flat_map(|text| links(text.localised(portal.authoritative).0)).collect()
    };

    let mut found = Vec::new();
    let (one, other) = (before.restates.as_slice(), after.restates.as_slice());
    if carry(one) != carry(other) && names(one) != names(other) {
        found.push(("restates", names(one), names(other)));
    }
    // A remark is about directives of its own activity: those that left it follow from their move.
    let beside = |keys: &[ProvisionKey]| -> BTreeSet<ProvisionKey> {
        carry(keys).into_iter().filter(|&key| portal.provision(key).parent == after.parent).collect()
    };
    if beside(&before.about) != beside(&after.about) && names(&before.about) != names(&after.about) {
        found.push(("about", names(&before.about), names(&after.about)));
    }
    let lists = [("topics", topics(before), topics(after)), ("notices", notices(before), notices(after))];
    for (field, one, other) in lists.into_iter().filter(|(_, one, other)| one != other) {
        found.push((field, one.into_iter().collect(), other.into_iter().collect()));
    }
    let (one, other) = (destinations(before), destinations(after));
    // A link to what is the same provision under another id is the same link.
    let follow = |link: &String| {
        let mut segments: Vec<&str> = link.split('/').collect();
        let activity = segments.iter().position(|segment| *segment == "*").and_then(|year| segments.get_mut(year + 1));
        if let Some(id) = activity
            && let Some((key, _)) = portal.provisions_of(before.document).find(|(_, provision)| provision.id == *id)
            && let Some(later) = pairing.later(key)
        {
            *id = &portal.provision(later).id;
        }
        segments.join("/")
    };
    if one != other
        && one.iter().map(follow).collect::<Vec<_>>() != other
        && said(before.text.as_ref(), portal.authoritative) == said(after.text.as_ref(), portal.authoritative)
    {
        found.push(("links", one, other));
    }
    found
}
