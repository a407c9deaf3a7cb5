//! What a text of the directives says besides its wording, as keys of its record.

use crate::exchange::Yaml;
use crate::portal::ProvisionKind;

use super::Existing;
use super::doubt::Doubt;
use super::duty::{self, Duty};
use super::lists::Lists;
use super::recognise;
use super::write::review;

/// What is recognised in a text.
#[derive(Debug)]
pub(super) struct Facts {
    duties: Vec<Duty>,
    /// Whether details follow in a later instruction.
    pub deferred: Option<Yaml>,
    /// The ids of the notices that it cites.
    pub notices: Option<Yaml>,
    /// When and for whom it holds. A remark has no such key.
    pub applies: Option<Yaml>,
    /// What is not sure.
    pub doubts: Vec<Doubt>,
}

impl Facts {
    /// What a directive or a remark says in the directives of a fiscal year.
    pub fn of(said: &str, year: i16, is_directive: bool, lists: &mut Lists<'_>) -> Self {
        let (duties, mut doubts) = duty::duties(said, year);
        let notices = Yaml::flow(lists.read(said, &mut doubts));
        let deferred = recognise::is_deferred(said).then(|| Yaml::plain(true));
        Self { duties, deferred, notices, applies: recognise::applies(said).filter(|_| is_directive), doubts }
    }

    /// The duties of the provision with this reference, from which they have their ids.
    pub fn duties(&self, reference: &str) -> Option<Yaml> {
        let base = reference.replace('/', "-");
        let count = self.duties.len();
        let id = |index: usize| if count == 1 { base.clone() } else { format!("{base}-{}", index + 1) };
        Yaml::list(self.duties.iter().enumerate().map(|(index, duty)| duty.yaml(id(index))))
    }
}

/// What the import would recognise in the text of a directive or remark with this reference, or in the title of an
/// activity: keys of its record, `review` among them. Nothing is added to the lists of the portal.
#[must_use]
pub fn recognised(existing: Existing<'_>, said: &str, year: i16, kind: ProvisionKind, reference: &str) -> Yaml {
    let mut lists = existing.closed().lists(String::new());
    let mut doubts = Vec::new();
    let facts = match kind {
        ProvisionKind::Directive => Facts::of(said, year, true, &mut lists),
        ProvisionKind::Remark => Facts::of(said, year, false, &mut lists),
        ProvisionKind::Activity => return Yaml::mapping([("applies", recognise::applies(said))]),
        ProvisionKind::SubItem => {
            let notices = Yaml::flow(lists.read(said, &mut doubts));
            return Yaml::mapping([("notices", notices), ("review", review(&doubts))]);
        }
        _ => return Yaml::mapping([]),
    };
    Yaml::mapping([
        ("duties", facts.duties(reference)),
        ("deferred", facts.deferred),
        ("notices", facts.notices),
        ("applies", facts.applies),
        ("review", review(&facts.doubts)),
    ])
}
