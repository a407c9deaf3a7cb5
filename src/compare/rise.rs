//! What stays where it is when a list is put into another order.

/// Which of these places belong to the longest sequence that rises: they stay, and the fewest are left that changed
/// places. Of two that changed places, the one that now stands behind is left.
pub(crate) fn longest_rise(places: &[usize]) -> Vec<bool> {
    // Of the sequences of each length that were met from behind, the highest place that one begins with.
    let mut highest: Vec<usize> = Vec::new();
    let mut lengths: Vec<usize> = (places.iter().rev())
        .map(|&place| {
            let behind = highest.partition_point(|&next| next > place);
            match highest.get_mut(behind) {
                Some(begin) => *begin = place,
                None => highest.push(place),
            }
            behind + 1
        })
        .collect();
    lengths.reverse();
    let mut wanted = highest.len();
    let mut least = 0;
    (places.iter().zip(lengths))
        .map(|(&place, length)| {
            let stays = wanted > 0 && length == wanted && place >= least;
            if stays {
                (wanted, least) = (wanted - 1, place + 1);
            }
            stays
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fewest_change_places() {
        assert_eq!(longest_rise(&[0, 1, 2]), [true, true, true]);
        assert_eq!(longest_rise(&[1, 0]), [true, false]);
        assert_eq!(longest_rise(&[2, 0, 1]), [false, true, true]);
        assert_eq!(longest_rise(&[1, 2, 0, 3]), [true, true, false, true]);
        assert!(longest_rise(&[]).is_empty());
    }
}
