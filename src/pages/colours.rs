//! The colours of a center: whether they can be read, and the style sheet that its own site has of them.

use crate::diagnostic::{Diagnostics, Problem};
use crate::portal::{Center, Portal};
use crate::source::Colour;
use crate::theme::{Ground, Rgb, Theme};

/// The name of the style sheet among the assets of the theme.
pub const COLOURS: &str = "center-colours.css";

/// The custom property of headings' and links' colour in `site.css`.
const ACCENT: &str = "--accent";

/// Reports colours of centers that cannot be read on a ground of the theme.
pub fn check(portal: &Portal, theme: &Theme, diagnostics: &mut Diagnostics) {
    let css = style(theme);
    let grounds = [Ground::Light, Ground::Dark].map(|ground| (ground, ground.all(css)));
    for site in portal.centers().filter_map(|(_, center)| center.record.site.as_ref()) {
        for ((ground, grounds), colour) in grounds.iter().zip([&site.colour, &site.dark_colour]) {
            let Some(colour) = colour else { continue };
            let Some((on, ratio)) = Ground::unreadable(grounds, colour.channels) else { continue };
            let problem = Problem::LowContrast {
                colour: written(colour.channels),
                ground: written(on),
                contrast: shown(ratio),
                readable: written(ground.readable(grounds, colour.channels)),
            };
            diagnostics.error(problem, &colour.span);
        }
    }
}

/// The style sheet of a center's own site, where the center has colours. A dark one that it does not name is its light
/// one made light enough to be read.
#[must_use]
pub fn sheet(center: &Center, theme: &Theme) -> Option<String> {
    let css = style(theme);
    let site = center.record.site.as_ref()?;
    let [light, dark] =
        [&site.colour, &site.dark_colour].map(|colour| colour.as_ref().map(|Colour { channels, .. }| *channels));
    let light = light.or_else(|| dark.and_then(|_| Ground::Light.property(css, ACCENT)))?;
    let dark = dark.unwrap_or_else(|| Ground::Dark.readable(&Ground::Dark.all(css), light));
    Some(format!(
        ":root {{ {ACCENT}: light-dark({}, {}); --heading: var({ACCENT}); }}\n",
        written(light),
        written(dark)
    ))
}

fn style(theme: &Theme) -> &str {
    let sheet = theme.assets.iter().find(|asset| asset.name == "site.css");
    sheet.and_then(|sheet| std::str::from_utf8(&sheet.bytes).ok()).unwrap_or_default()
}

fn written([red, green, blue]: Rgb) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}

/// A contrast with one digit behind the point, never more than it is: 4.49 is not enough.
fn shown(ratio: f64) -> String {
    format!("{:.1}", (ratio * 10.0).floor() / 10.0)
}
