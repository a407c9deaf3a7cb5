//! Contrast of colours, and the grounds of a theme on which texts stand.

/// Red, green and blue, from 0 to 255.
pub type Rgb = [u8; 3];

/// The least contrast of a text to its ground (WCAG 2.2, success criterion 1.4.3).
pub const LEAST: f64 = 4.5;

/// In how many steps a colour is brought nearer to black or white.
const STEPS: u16 = 64;

/// The grounds on which headings and links stand, as custom properties of `site.css`: the page, boxes and the footer,
/// and what a link leads to.
const GROUNDS: [&str; 3] = ["--paper", "--tint", "--target"];

/// A light or a dark ground.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    /// A light one, on which a text gets readable by being darker.
    Light,
    /// A dark one.
    Dark,
}

/// The contrast of two colours, from 1 to 21: <https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio>.
#[must_use]
pub fn contrast(a: Rgb, b: Rgb) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// <https://www.w3.org/TR/WCAG22/#dfn-relative-luminance>
fn luminance(colour: Rgb) -> f64 {
    let [red, green, blue] = colour.map(|channel| {
        let value = f64::from(channel) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

impl Ground {
    /// The grounds of this kind in a style sheet; those that it writes as `#fff` or `#12161a`, or as two of these in
    /// `light-dark()`.
    #[must_use]
    pub fn all(self, css: &str) -> Vec<Rgb> {
        GROUNDS.into_iter().filter_map(|name| self.property(css, name)).collect()
    }

    /// The colour that a custom property has on this ground.
    #[must_use]
    pub fn property(self, css: &str, name: &str) -> Option<Rgb> {
        let value =
            css.split(name).skip(1).find_map(|rest| rest.trim_start().strip_prefix(':'))?.split(';').next()?.trim();
        let both = value.strip_prefix("light-dark(").and_then(|value| value.strip_suffix(')')?.split_once(','));
        let (light, dark) = both.unwrap_or((value, value));
        hexadecimal(if self == Self::Light { light } else { dark })
    }

    /// The one of `grounds` on which `colour` is the least readable, and its contrast there; none where it is on all.
    #[must_use]
    pub fn unreadable(grounds: &[Rgb], colour: Rgb) -> Option<(Rgb, f64)> {
        let contrasts = grounds.iter().map(|&ground| (ground, contrast(colour, ground)));
        contrasts.filter(|(_, ratio)| *ratio < LEAST).min_by(|(_, a), (_, b)| a.total_cmp(b))
    }

    /// The nearest colour that is readable on all `grounds`, which are of this kind: darker on light ones, lighter on
    /// dark ones.
    #[must_use]
    pub fn readable(self, grounds: &[Rgb], colour: Rgb) -> Rgb {
        let end = if self == Self::Light { 0 } else { u16::from(u8::MAX) };
        let nearer = |step: u16| {
            colour.map(|channel| {
                u8::try_from((u16::from(channel) * (STEPS - step) + end * step) / STEPS).unwrap_or(u8::MAX)
            })
        };
        (0..STEPS).map(nearer).find(|&colour| Self::unreadable(grounds, colour).is_none()).unwrap_or(nearer(STEPS))
    }
}

/// A colour as `#fff` or `#12161a`.
fn hexadecimal(text: &str) -> Option<Rgb> {
    let digits = text.trim().strip_prefix('#')?;
    let value = u32::from_str_radix(digits, 16).ok()?;
    match digits.len() {
        3 => Some([8, 4, 0].map(|shift| u8::try_from(value >> shift & 0xf).unwrap_or_default() * 0x11)),
        6 => Some([16, 8, 0].map(|shift| u8::try_from(value >> shift & 0xff).unwrap_or_default())),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn contrasts_are_those_of_the_definition() {
        let hundredths = |a: &str, b: &str| Some((contrast(hexadecimal(a)?, hexadecimal(b)?) * 100.0).round());
        assert_eq!(hundredths("#000", "#fff"), Some(2100.0));
        assert_eq!(hundredths("#767676", "#fff"), Some(454.0));
        assert_eq!(hundredths("#777777", "#ffffff"), Some(448.0));
        assert_eq!(hundredths("#0000ff", "#ffffff"), Some(859.0));
    }

    #[test]
    fn grounds_are_read_from_the_style_sheet() {
        let css =
            ":root {\n  --paper: light-dark(#fff, #12161a);\n  --tint:#f4f6f6;\n  --target: oklch(0.9 0.1 90);\n}";
        assert_eq!(Ground::Light.all(css), [[255, 255, 255], [0xf4, 0xf6, 0xf6]]);
        assert_eq!(Ground::Dark.all(css), [[0x12, 0x16, 0x1a], [0xf4, 0xf6, 0xf6]]);
        assert_eq!(Ground::Dark.property(css, "--missing"), None);
    }

    proptest! {
        /// A suggestion that fails like what it replaces would be no help.
        #[test]
        fn a_colour_made_readable_is_readable(colour: Rgb) {
            let (light, dark) = ([[255, 255, 255], [0xff, 0xf6, 0xcf]], [[0x12, 0x16, 0x1a], [0x36, 0x32, 0x1a]]);
            prop_assert!(Ground::unreadable(&light, Ground::Light.readable(&light, colour)).is_none());
            prop_assert!(Ground::unreadable(&dark, Ground::Dark.readable(&dark, colour)).is_none());
        }
    }
}
