//! Which known word was meant.

/// The candidate nearest to `word`, if one is near enough to be meant: at most a third of its letters differ.
/// Distance is that of Damerau and Levenshtein (restricted): insert, delete, replace, or swap two neighbours.
#[must_use]
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let letters: Vec<char> = word.to_lowercase().chars().collect();
    candidates
        .into_iter()
        .map(|candidate| (distance(&letters, &candidate.to_lowercase().chars().collect::<Vec<_>>()), candidate))
        .filter(|(distance, candidate)| *distance <= letters.len().max(candidate.chars().count()).div_ceil(3))
        .min()
        .map(|(_, candidate)| candidate)
}

fn distance(a: &[char], b: &[char]) -> usize {
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let replaced = last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            row[j] = replaced.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before_last[j - 2] + 1);
            }
        }
        before_last = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn finds_the_word_meant_and_nothing_far_fetched() {
        let keys = ["title", "topics", "text", "target"];
        assert_eq!(nearest("titel", keys), Some("title"));
        assert_eq!(nearest("topic", keys), Some("topics"));
        assert_eq!(nearest("Text", keys), Some("text"));
        assert_eq!(nearest("capacity", keys), None);
        assert_eq!(nearest("", keys), None);
    }
}
