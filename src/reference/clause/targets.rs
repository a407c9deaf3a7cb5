//! How references in brackets may name the provisions of a portal.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization as _;

use crate::portal::{Portal, ProvisionKey, ProvisionKind};

/// The provisions of each document, by what may stand for them in brackets.
#[derive(Debug, Default)]
pub struct Targets {
    /// By document and [`dashed`] id.
    ids: HashMap<(usize, String), Vec<ProvisionKey>>,
    /// By document and [`folded`] number; headings without a number are named by their ids alone.
    numbers: HashMap<(usize, String), Vec<ProvisionKey>>,
}

impl Targets {
    /// Those of a portal.
    #[must_use]
    pub fn new(portal: &Portal) -> Self {
        let mut targets = Self::default();
        for (key, provision) in portal.provisions() {
            targets.ids.entry((provision.document, dashed(&provision.id))).or_default().push(key);
            if provision.kind != ProvisionKind::Group {
                let number = folded(&portal.printed_number(key));
                targets.numbers.entry((provision.document, number)).or_default().push(key);
            }
        }
        targets
    }

    /// The provisions of a document that a target without its path means, in their order.
    pub(super) fn within(&self, portal: &Portal, document: usize, target: &str) -> Vec<ProvisionKey> {
        let ids = self.ids.get(&(document, dashed(target))).map_or(&[][..], Vec::as_slice);
        let exactly = ids.iter().filter(|key| portal.provision(**key).id == target);
        let exactly: Vec<ProvisionKey> = exactly.copied().collect();
        if !exactly.is_empty() {
            return exactly;
        }
        if !ids.is_empty() {
            return ids.to_vec();
        }
        self.numbers.get(&(document, folded(target))).cloned().unwrap_or_default()
    }
}

/// An id or the end of an address with one sign between its parts.
pub(super) fn dashed(id: &str) -> String {
    id.trim_end_matches('/').replace("/#", "-").replace('/', "-")
}

/// A number without blanks, of one width, and without the の of 5の(1)のア.
pub(super) fn folded(number: &str) -> String {
    number.nfkc().filter(|one| !one.is_whitespace() && *one != 'の').collect()
}
