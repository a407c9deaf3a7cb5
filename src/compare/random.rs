//! Random editions, changed at random: exactly what was changed is found.

use std::collections::BTreeSet;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::tests::{portal, said};
use super::{Pairing, edition};

/// How many activities an edition has, in plan items of three.
const ACTIVITIES: usize = 12;

/// Numbers by chance (xorshift).
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit as u64).unwrap_or(0)
    }

    /// A sentence that has next to nothing in common with others.
    fn sentence(&mut self) -> String {
        let mut word = |length: usize| -> String {
            (0..length).filter_map(|_| char::from_u32(0x4e00 + u32::try_from(self.below(3000)).ok()?)).collect()
        };
        format!("{}を{}に{}、{}する。", word(3), word(4), word(3), word(4))
    }
}

/// A directive. `tag` is known to the test alone.
#[derive(Clone)]
struct Directive {
    tag: usize,
    text: String,
    amount: Option<usize>,
}

#[derive(Clone)]
struct Activity {
    id: String,
    item: usize,
    title: String,
    number: String,
    marks: Vec<&'static str>,
    directives: Vec<Directive>,
}

impl Activity {
    /// The ids of its directives, each after a blank.
    fn below(&self) -> String {
        let ids = (1..=self.directives.len()).map(|position| format!(" {}/d{position}", self.id));
        ids.collect::<Vec<_>>().concat()
    }
}

#[derive(Clone)]
struct Edition {
    targets: Vec<usize>,
    activities: Vec<Activity>,
    tags: usize,
}

impl Edition {
    fn random(chance: &mut Chance) -> Self {
        let mut edition = Self { targets: vec![100; ACTIVITIES / 3], activities: Vec::new(), tags: 0 };
        for index in 0..ACTIVITIES {
            let activity = edition.activity(chance, index);
            edition.activities.push(activity);
        }
        edition
    }

    fn activity(&mut self, chance: &mut Chance, index: usize) -> Activity {
        let directives = (0..3 + chance.below(3)).map(|_| self.directive(chance)).collect();
        let title = chance.sentence();
        let marks = if chance.below(2) == 0 { vec!["expanded"] } else { Vec::new() };
        // Not the place: so no number shifts.
        let number = format!("({})", 50 + 7 * index);
        Activity { id: format!("activity-{index}"), item: index / 3, title, number, marks, directives }
    }

    fn directive(&mut self, chance: &mut Chance) -> Directive {
        self.tags += 1;
        let amount = (chance.below(3) > 0).then(|| 1 + chance.below(5));
        Directive { tag: self.tags, text: chance.sentence(), amount }
    }

    fn parts(&self) -> Value {
        let directive = |directive: &Directive| {
            let duty = |amount: &usize| json!({"id": format!("duty-{}", directive.tag), "action": "研修", "operator": "at-least", "amount": amount, "per": "center"});
            json!({"text": directive.text, "duties": directive.amount.iter().map(duty).collect::<Vec<_>>()})
        };
        let activity = |activity: &Activity| json!({"id": activity.id, "number": activity.number, "title": activity.title, "marks": activity.marks, "directives": activity.directives.iter().map(directive).collect::<Vec<_>>()});
        let items = self.targets.iter().enumerate().map(|(index, target)| {
            let activities: Vec<Value> = self.activities.iter().filter(|activity| activity.item == index).map(activity).collect();
            json!({"id": format!("item-{index}"), "number": format!("({index})"), "title": "項目", "activities": activities,
                "target": {"id": format!("target-{index}"), "action": "研修", "operator": "at-least", "amount": target, "per": "nation"}})
        });
        json!([{"id": "part", "number": "I", "title": "部", "plan_items": items.collect::<Vec<_>>()}])
    }

    /// The id of a directive by its tag, and those of its activity.
    fn id(&self, tag: usize) -> String {
        let ids = self.activities.iter().flat_map(|activity| {
            activity
                .directives
                .iter()
                .zip(1..)
                .map(move |(directive, position)| (directive.tag, format!("{}/d{position}", activity.id)))
        });
        ids.into_iter().find(|(known, _)| *known == tag).map(|(_, id)| id).unwrap_or_default()
    }
}

/// What an edit must be found as: a kind, what it happened to, and what follows on the line.
enum Expected {
    /// To a directive of the former (`true`) or later edition, by its tag.
    Directive(&'static str, bool, usize, &'static str),
    /// Exactly this.
    Line(String),
}

/// Makes one edit in each of `count` plan items at most, and says what must be found.
fn edit(later: &mut Edition, chance: &mut Chance, count: usize) -> Vec<Expected> {
    let mut expected = Vec::new();
    let mut free: Vec<usize> = (0..later.activities.len()).collect();
    for _ in 0..count {
        if free.len() < 2 {
            break;
        }
        let at = free.remove(chance.below(free.len()));
        let id = later.activities[at].id.clone();
        let place = chance.below(later.activities[at].directives.len());
        let tag = later.activities[at].directives[place].tag;
        match chance.below(12) {
            0 => {
                let text = &mut later.activities[at].directives[place].text;
                *text = text.replace('、', "、新たに令和7年度から");
                expected.push(Expected::Directive("reworded", false, tag, " text"));
            }
            1 => {
                let directive = &mut later.activities[at].directives[place];
                let had = directive.amount;
                directive.amount = Some(had.unwrap_or(0) + 1);
                let (kind, more) = if had.is_some() { ("duty-changed", " amount") } else { ("duty-added", " ") };
                expected.push(Expected::Directive(kind, false, tag, more));
            }
            2 => {
                let item = later.activities[at].item;
                if later.targets[item] == 100 {
                    later.targets[item] = 120;
                    expected.push(Expected::Line(format!("target-changed item-{item} amount")));
                }
            }
            3 => {
                later.activities[at].directives.remove(place);
                expected.push(Expected::Directive("removed", true, tag, ""));
            }
            4 => {
                let new = later.directive(chance);
                expected.push(Expected::Directive("added", false, new.tag, ""));
                later.activities[at].directives.insert(place, new);
            }
            5 => {
                let to = free.remove(chance.below(free.len()));
                let mut directive = later.activities[at].directives.remove(place);
                expected.push(Expected::Directive("moved", false, tag, ""));
                if chance.below(2) == 0 {
                    directive.text = directive.text.replace('、', "、更に");
                    expected.push(Expected::Directive("reworded", false, tag, " text"));
                }
                let place = chance.below(later.activities[to].directives.len() + 1);
                later.activities[to].directives.insert(place, directive);
            }
            6 => {
                later.activities[at].number = format!("({})", 500 + at);
                expected.push(Expected::Line(format!("renumbered {id}")));
            }
            7 => {
                let activity = later.activities.remove(at);
                free.iter_mut().filter(|other| **other > at).for_each(|other| *other -= 1);
                let below = activity.below();
                expected.push(Expected::Line(format!("removed {id}{below}")));
            }
            8 => {
                let activity = later.activity(chance, 900 + at);
                let below = activity.below();
                expected.push(Expected::Line(format!("added {}{below}", activity.id)));
                later.activities.push(Activity { item: later.activities[at].item, ..activity });
            }
            9 => {
                let marks = &mut later.activities[at].marks;
                let kind = if marks.pop().is_some() { "mark-removed" } else { "mark-added" };
                if kind == "mark-added" {
                    marks.push("expanded");
                }
                expected.push(Expected::Line(format!("{kind} {id}")));
            }
            10 => {
                let activity = &mut later.activities[at];
                activity.item = (activity.item + 1) % later.targets.len();
                expected.push(Expected::Line(format!("moved {id}")));
            }
            _ => {
                // From the front to the end: no other could have been meant.
                let directive = later.activities[at].directives.remove(0);
                expected.push(Expected::Directive("reordered", false, directive.tag, ""));
                later.activities[at].directives.push(directive);
            }
        }
    }
    expected
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn exactly_what_was_changed_is_found(seed in 1_u64.., count in 0_usize..9) {
        let mut chance = Chance(seed);
        let former = Edition::random(&mut chance);
        let mut later = former.clone();
        let expected = edit(&mut later, &mut chance, count);
        // A plan item needs activities.
        prop_assume!((0..later.targets.len()).all(|item| later.activities.iter().any(|activity| activity.item == item)));
        let mut expected: Vec<String> = expected.into_iter().map(|expected| match expected {
            Expected::Directive(kind, is_former, tag, more) => {
                format!("{kind} {}{more}", if is_former { &former } else { &later }.id(tag))
            }
            Expected::Line(line) => line,
        }).collect();
        let mut found = said(&portal(&former.parts(), &later.parts()), false);
        expected.sort();
        found.sort();
        prop_assert_eq!(found, expected);
    }

    /// Without ids, by what is said and where it stands.
    #[test]
    fn every_provision_is_known_by_its_words(seed in 1_u64.., count in 0_usize..9) {
        let mut chance = Chance(seed);
        let former = Edition::random(&mut chance);
        let mut later = former.clone();
        edit(&mut later, &mut chance, count);
        prop_assume!((0..later.targets.len()).all(|item| later.activities.iter().any(|activity| activity.item == item)));
        let tags = |edition: &Edition| -> BTreeSet<usize> {
            edition.activities.iter().flat_map(|activity| &activity.directives).map(|directive| directive.tag).collect()
        };
        for (index, activity) in later.activities.iter_mut().enumerate() {
            activity.id = format!("by-position-{index}");
        }
        let portal = portal(&former.parts(), &later.parts());
        let (one, other) = edition(&portal, 2023).zip(edition(&portal, 2024)).expect("two editions");
        let pairing = Pairing::by_words(&portal, one, other, []);
        let now = |id: &str| {
            let (key, _) = portal.provisions_of(one).find(|(_, provision)| provision.id == id)?;
            Some(portal.provision(pairing.later(key)?).id.clone())
        };
        for &tag in &tags(&former) {
            let expected = tags(&later).contains(&tag).then(|| later.id(tag));
            prop_assert_eq!(now(&former.id(tag)), expected);
        }
        for activity in &former.activities {
            let same = later.activities.iter().find(|other| other.title == activity.title).map(|other| other.id.clone());
            prop_assert_eq!(now(&activity.id), same);
        }
    }
}
