//! Tables as HTML.

use pulldown_cmark::Alignment;

/// A table being written. Alignment is a class: the security policy of the pages allows no inline style.
#[derive(Default)]
pub(super) struct Table {
    alignments: Vec<Alignment>,
    cell: usize,
    is_head: bool,
}

impl Table {
    /// A table that is only now beginning; wide ones scroll in a region with a name of its own.
    pub fn open(&mut self, alignments: Vec<Alignment>, label: &str) -> String {
        *self = Self { alignments, cell: 0, is_head: false };
        format!("<div class=\"table-scroll\" role=\"region\" tabindex=\"0\" aria-label=\"{label}\"><table>")
    }

    pub fn open_head(&mut self) -> &'static str {
        self.is_head = true;
        "<thead><tr>"
    }

    pub fn close_head(&mut self) -> &'static str {
        self.is_head = false;
        self.cell = 0;
        "</tr></thead>\n<tbody>\n"
    }

    pub fn close_row(&mut self) -> &'static str {
        self.cell = 0;
        "</tr>\n"
    }

    pub fn close_cell(&self) -> &'static str {
        if self.is_head { "</th>" } else { "</td>" }
    }

    pub fn open_cell(&mut self) -> String {
        let class = match self.alignments.get(self.cell) {
            Some(Alignment::Center) => " class=\"align-center\"",
            Some(Alignment::Right) => " class=\"align-end\"",
            _ => "",
        };
        self.cell += 1;
        if self.is_head { format!("<th scope=\"col\"{class}>") } else { format!("<td{class}>") }
    }
}
