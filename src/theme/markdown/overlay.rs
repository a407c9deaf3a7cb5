//! Elements laid over stretches of a text: links that the text itself does not have.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

/// An element to be laid over a stretch of a Markdown text.
#[derive(Debug, Clone)]
pub struct Overlay {
    /// The stretch: bytes of the text.
    pub range: Range<usize>,
    /// Its start tag.
    pub open: String,
    /// Its end tag.
    pub close: &'static str,
    /// What is shown instead of the stretch, as HTML.
    pub instead: Option<String>,
}

/// An event with its bytes in the text.
pub(super) type Placed<'e> = (Event<'e>, Range<usize>);

/// Lays elements over the events of a text. One that would cut an element of the text in two, or stands in a link or in
/// code, is left out and named beside them. Overlays are in order and do not overlap.
pub(super) fn lay<'e, 'o>(
    events: Vec<Placed<'e>>,
    text: &'e str,
    overlays: &'o [Overlay],
) -> (Vec<Placed<'e>>, Vec<&'o Overlay>) {
    if overlays.is_empty() {
        return (events, Vec::new());
    }
    let free = free(&events, text);
    // Ranges of elements contain those of what is in them: only texts lie in order.
    let texts: Vec<usize> = (0..events.len()).filter(|at| free[*at] == Free::Text).collect();
    let (fitting, left_out): (Vec<&Overlay>, Vec<&Overlay>) =
        overlays.iter().partition(|overlay| fits(&events, &free, &texts, &overlay.range));
    let mut fitting = fitting.into_iter().peekable();
    let mut laid = Vec::with_capacity(events.len() + overlays.len() * 3);
    let mut inside: Option<&Overlay> = None;
    for ((event, range), free) in events.into_iter().zip(free) {
        if free != Free::Text {
            if inside.is_none_or(|overlay| overlay.instead.is_none()) {
                laid.push((event, range));
            }
            continue;
        }
        let mut at = range.start;
        loop {
            if let Some(overlay) = inside {
                let end = overlay.range.end.min(range.end);
                if overlay.instead.is_none() {
                    piece(&mut laid, text, at..end);
                }
                at = end;
                if overlay.range.end > range.end {
                    break;
                }
                html(&mut laid, overlay.close, at);
                inside = None;
            }
            let next = fitting.next_if(|overlay| overlay.range.start < range.end);
            piece(&mut laid, text, at..next.map_or(range.end, |overlay| overlay.range.start));
            let Some(overlay) = next else { break };
            at = overlay.range.start;
            html(&mut laid, &overlay.open, at);
            html(&mut laid, overlay.instead.as_deref().unwrap_or_default(), at);
            inside = next;
        }
    }
    (laid, left_out)
}

/// Whether elements may be laid over an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Free {
    /// They may begin and end within it: it is text just as it is written.
    Text,
    /// They may go on over it.
    Across,
    /// They may not.
    No,
}

fn free(events: &[Placed<'_>], text: &str) -> Vec<Free> {
    let mut closed = 0_u32;
    let of_event = |(event, range): &Placed<'_>| {
        match event {
            Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::CodeBlock(_)) => closed += 1,
            Event::End(TagEnd::Link | TagEnd::Image | TagEnd::CodeBlock) => closed = closed.saturating_sub(1),
            _ => {}
        }
        match event {
            _ if closed > 0 => Free::No,
            Event::Text(own) if text.get(range.clone()) == Some(own) => Free::Text,
            Event::Text(_) | Event::SoftBreak => Free::Across,
            _ => Free::No,
        }
    };
    events.iter().map(of_event).collect()
}

/// Whether a range begins and ends within `texts`, places of events, with nothing between that it would cut.
fn fits(events: &[Placed<'_>], free: &[Free], texts: &[usize], range: &Range<usize>) -> bool {
    let first = texts.partition_point(|at| events[*at].1.end <= range.start);
    let behind = texts.partition_point(|at| events[*at].1.start < range.end);
    let touched = texts.get(first..behind).unwrap_or_default();
    touched.first().zip(touched.last()).is_some_and(|(&first, &last)| {
        events[first].1.start <= range.start
            && events[last].1.end >= range.end
            && free[first..=last].iter().all(|free| *free != Free::No)
    })
}

fn piece<'e>(laid: &mut Vec<Placed<'e>>, text: &'e str, range: Range<usize>) {
    if let Some(piece) = text.get(range.clone()).filter(|piece| !piece.is_empty()) {
        laid.push((Event::Text(piece.into()), range));
    }
}

fn html(laid: &mut Vec<Placed<'_>>, html: &str, at: usize) {
    if !html.is_empty() {
        laid.push((Event::InlineHtml(html.to_owned().into()), at..at));
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::diagnostic::{Diagnostics, SourceFile, Span};
    use crate::text::Language;
    use crate::theme::messages::Words;
    use crate::theme::{Links, Markdown};

    fn block(text: &str, overlays: &[Overlay]) -> String {
        with(|markdown, span| markdown.block_with(text, span, overlays))
    }

    fn inline(text: &str, overlays: &[Overlay]) -> String {
        with(|markdown, span| markdown.inline_with(text, span, overlays))
    }

    fn with(render: impl FnOnce(&mut Markdown<'_>, &Span) -> String) -> String {
        let words = Words::new();
        let (mut diagnostics, mut links) = (Diagnostics::default(), Links::default());
        let file = std::sync::Arc::new(SourceFile { path: "x.yaml".into(), text: String::new() });
        let language = Language::Japanese;
        let mut markdown = Markdown { language, words: &words, diagnostics: &mut diagnostics, links: &mut links };
        render(&mut markdown, &Span::new(&file, 0, 0))
    }

    fn over(text: &str, words: &str) -> Overlay {
        let start = text.find(words).expect("the words");
        Overlay { range: start..start + words.len(), open: "<a title=\"x\">".into(), close: "</a>", instead: None }
    }

    #[test]
    fn links_lie_over_words_also_across_lines_and_signs() {
        let laid = |text: &str, words: &str| block(text, &[over(text, words)]);
        assert_eq!(laid("上記アを行う。", "上記ア"), "<p><a title=\"x\">上記ア</a>を行う。</p>\n");
        assert_eq!(laid("第3条\n第2項と", "第3条\n第2項"), "<p><a title=\"x\">第3条第2項</a>と</p>\n");
        assert_eq!(laid("see &lt;Snow&gt; a\nb", "Snow&gt; a\nb"), "<p>see &lt;<a title=\"x\">Snow&gt; a\nb</a></p>\n");
        assert_eq!(
            laid("- **上記ア**を行う", "上記ア"),
            "<ul>\n<li><strong><a title=\"x\">上記ア</a></strong>を行う</li>\n</ul>\n"
        );
    }

    #[test]
    fn code_links_and_halves_of_elements_are_left_alone() {
        for (text, words) in
            [("`上記ア`", "上記ア"), ("[上記ア](/x/)", "上記ア"), ("*上記*アを", "上記*ア"), ("a\\*b", "\\*b")]
        {
            assert_eq!(block(text, &[over(text, words)]), block(text, &[]), "{text}");
        }
    }

    #[test]
    fn other_words_can_stand_instead() {
        let text = "see [[5-1]] there";
        let overlay = Overlay { instead: Some("5(1)".into()), ..over(text, "[[5-1]]") };
        assert_eq!(block(text, &[overlay]), "<p>see <a title=\"x\">5(1)</a> there</p>\n");
    }

    #[test]
    fn headings_are_one_line() {
        let text = "  1. 道\n  第3条  ";
        assert_eq!(inline(text, &[over(text, "第3条")]), "1. 道 <a title=\"x\">第3条</a>");
    }

    proptest! {
        /// Links must change nothing of what a text says or how it is marked up.
        #[test]
        fn without_its_elements_the_html_is_as_it_was(
            text in "([上記アのa。、(]|\\[|\\]|\\*|\\*\\*|`|\\n|\\n- |\\\\|&amp;|<|\\PC){0,20}",
            cuts in prop::collection::btree_set(0_usize..60, 0..8),
        ) {
            let places: Vec<usize> = cuts.into_iter().filter(|at| *at <= text.len() && text.is_char_boundary(*at)).collect();
            let overlays: Vec<Overlay> = (places.chunks_exact(2))
                .map(|ends| Overlay { range: ends[0]..ends[1], open: "<a title=\"☃\">".into(), close: "</a ☃>", instead: None })
                .collect();
            let bare = |html: String| html.replace("<a title=\"☃\">", "").replace("</a ☃>", "");
            prop_assert_eq!(bare(block(&text, &overlays)), block(&text, &[]));
            // One line is parsed wherever something is laid over it; what is plain is escaped as it is.
            prop_assert_eq!(bare(inline(&text, &overlays)), inline(&text, &[]));
        }
    }
}
