//! Posting lists, and what is asked of them: phrases, alternatives.

/// Above how many occurrences in a field a term loses its positions. A term that stands nearly everywhere says little
/// about where a phrase is, and its positions would be most of what a browser has to load. Phrases are then judged by
/// the other terms in them.
pub const POSITIONED: u32 = 1024;

/// Where a term occurs in one field.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Postings {
    /// The entries, ascending.
    pub entries: Vec<u32>,
    /// How often in each.
    pub frequencies: Vec<u32>,
    /// The positions in all of them, one entry after the other, ascending within each; none for a term that is too
    /// common.
    pub positions: Option<Vec<u32>>,
}

impl Postings {
    /// How often the term occurs in all entries together.
    #[must_use]
    pub fn occurrences(&self) -> u32 {
        self.frequencies.iter().sum()
    }

    /// The postings of several terms as if they were one.
    fn union(lists: &[&Self]) -> Self {
        if let [one] = lists {
            return (*one).clone();
        }
        let mut found: std::collections::BTreeMap<u32, (u32, Vec<u32>)> = std::collections::BTreeMap::new();
        let is_positioned = lists.iter().all(|list| list.positions.is_some());
        for list in lists {
            let mut from = 0;
            for (entry, frequency) in list.entries.iter().zip(&list.frequencies) {
                let to = from + *frequency as usize;
                let (sum, positions) = found.entry(*entry).or_default();
                *sum += frequency;
                positions.extend(list.positions.iter().flat_map(|all| &all[from..to]));
                from = to;
            }
        }
        let mut union = Self { positions: is_positioned.then(Vec::new), ..Self::default() };
        for (entry, (frequency, mut positions)) in found {
            union.entries.push(entry);
            union.frequencies.push(frequency);
            positions.sort_unstable();
            if let Some(all) = &mut union.positions {
                all.extend(positions);
            }
        }
        union
    }
}

/// How often something occurs in entries, in headings and in bodies.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hits {
    /// Entry, occurrences in its heading, occurrences in its body; by entry, ascending.
    pub hits: Vec<(u32, u32, u32)>,
}

impl Hits {
    /// The hits of two fields.
    #[must_use]
    pub fn of_fields(heading: &[(u32, u32)], body: &[(u32, u32)]) -> Self {
        let heading = heading.iter().map(|&(entry, count)| (entry, count, 0));
        let body = body.iter().map(|&(entry, count)| (entry, 0, count));
        Self::any([Self { hits: heading.collect() }, Self { hits: body.collect() }])
    }

    /// Entries that have any of several things; the most frequent counts.
    #[must_use]
    pub fn any(all: impl IntoIterator<Item = Self>) -> Self {
        let mut hits: Vec<(u32, u32, u32)> = Vec::new();
        for one in all {
            if hits.is_empty() {
                hits = one.hits;
            } else if !one.hits.is_empty() {
                hits.extend(one.hits);
                hits.sort_unstable_by_key(|hit| hit.0);
                hits.dedup_by(|next, kept| {
                    let same = next.0 == kept.0;
                    if same {
                        kept.1 = kept.1.max(next.1);
                        kept.2 = kept.2.max(next.2);
                    }
                    same
                });
            }
        }
        Self { hits }
    }
}

/// One place of a phrase: how far it is from the beginning, and the terms that may stand there.
pub type Slot<'a> = (u32, Vec<&'a Postings>);

/// The entries in which terms stand at their places of a phrase, with the number of times.
#[must_use]
pub fn phrase(slots: &[Slot<'_>]) -> Vec<(u32, u32)> {
    let lists: Vec<(u32, Postings)> = slots.iter().map(|(offset, lists)| (*offset, Postings::union(lists))).collect();
    let Some(shortest) = lists.iter().map(|(_, list)| list).min_by_key(|list| list.entries.len()) else {
        return Vec::new();
    };
    // For each list: where its next entry lies, and where the positions of that begin.
    let mut cursors = vec![(0_usize, 0_usize); lists.len()];
    let positioned = lists.iter().filter(|(_, list)| list.positions.is_some()).count();
    let mut found = Vec::new();
    for &entry in &shortest.entries {
        let mut least = u32::MAX;
        let everywhere = lists.iter().zip(&mut cursors).all(|((_, list), (at, from))| {
            while list.entries.get(*at).is_some_and(|&other| other < entry) {
                *from += list.frequencies[*at] as usize;
                *at += 1;
            }
            least = least.min(list.frequencies.get(*at).copied().unwrap_or_default());
            list.entries.get(*at) == Some(&entry)
        });
        if !everywhere {
            continue;
        }
        let count = if positioned < 2 { least } else { aligned(&lists, &cursors) };
        if count > 0 {
            found.push((entry, count));
        }
    }
    found
}

/// How often the terms of a phrase stand in their places within the entry at the cursors.
fn aligned(lists: &[(u32, Postings)], cursors: &[(usize, usize)]) -> u32 {
    let mut starts: Option<Vec<u32>> = None;
    for ((offset, list), &(at, from)) in lists.iter().zip(cursors) {
        let Some(positions) = &list.positions else { continue };
        let here = positions[from..from + list.frequencies[at] as usize]
            .iter()
            .filter_map(|position| position.checked_sub(*offset));
        starts = Some(match starts {
            None => here.collect(),
            Some(before) => here.filter(|start| before.binary_search(start).is_ok()).collect(),
        });
    }
    starts.map_or(0, |starts| u32::try_from(starts.len()).unwrap_or(u32::MAX))
}
