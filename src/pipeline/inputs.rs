//! What a site is made from, in memory.

use std::path::PathBuf;

use crate::diagnostic::{Diagnostics, Problem, Span};
use crate::pages;
use crate::portal::Portal;
use crate::publish::{Fingerprint, FingerprintBuilder};
use crate::source::Folder;
use crate::theme::{self, Scope, StaticFile, Theme};

use super::{Options, Site, with_slash};

/// Content and theme as they were read: each file once, so that what is fingerprinted is what is built.
pub(super) struct Inputs {
    content: Folder,
    theme: theme::Files,
}

impl Inputs {
    pub fn read(options: &Options) -> Self {
        Self { content: Folder::read(&options.content), theme: theme::Files::read(options.theme.as_deref()) }
    }

    /// Gives files of the content other bytes than they have on the disk.
    pub fn put(&mut self, files: &[(PathBuf, Vec<u8>)]) {
        for (path, bytes) in files {
            self.content.put(path, bytes.clone());
        }
    }

    /// Whether something could not be read. The fingerprint does not cover what is not there.
    pub fn has_problems(&self) -> bool {
        self.content.has_problems() || self.theme.has_problems()
    }

    /// Stands for what the search is made from: content, theme, and the version of this program.
    pub fn version(&self) -> String {
        let mut builder = FingerprintBuilder::new();
        self.add_to(&mut builder);
        builder.finish().to_string().chars().take(12).collect()
    }

    fn add_to(&self, builder: &mut FingerprintBuilder) {
        builder.add("content", &[]);
        self.content.add_to(|name, hash| {
            builder.add(name, &hash.to_le_bytes());
        });
        builder.add("theme", &[]);
        self.theme.add_to(|name, hash| {
            builder.add(name, &hash.to_le_bytes());
        });
    }

    /// Same fingerprint, same site: it covers content, theme, options, and this very program. A file that cannot be
    /// read counts as empty; the build reports it.
    pub fn fingerprint(&self, options: &Options) -> Fingerprint {
        let mut builder = FingerprintBuilder::new();
        let program = std::env::current_exe().and_then(std::fs::read).unwrap_or_default();
        builder.add("program", &program);
        builder.add("base_url", options.base_url.as_deref().unwrap_or_default().as_bytes());
        builder.add("center", options.center.as_deref().unwrap_or_default().as_bytes());
        builder.add("drafts", &[u8::from(options.drafts)]);
        builder.add("date", options.date.to_string().as_bytes());
        self.add_to(&mut builder);
        builder.finish()
    }

    /// Understands and links what was read, and plans the pages.
    pub fn link(self, options: &Options, diagnostics: &mut Diagnostics) -> Option<Site> {
        let mut of_theme = Diagnostics::default();
        let (source, theme) =
            rayon::join(|| self.content.decode(options.drafts, diagnostics), || Theme::load(self.theme, &mut of_theme));
        diagnostics.extend(of_theme);
        let portal = Portal::resolve(source?, options.date, diagnostics);
        let mut theme = theme?;
        let scope = scope(options, &portal, diagnostics);
        let pages = pages::plan(&portal, &scope, diagnostics);
        pages::check_colours(&portal, &theme, diagnostics);
        let own = pages::own_center(&portal, &scope).and_then(|key| pages::colours(portal.center(key), &theme));
        theme.assets.extend(own.map(|sheet| StaticFile::new(pages::COLOURS, sheet.into_bytes())));
        Some(Site { portal, theme, pages, scope })
    }
}

/// What the site holds. That of a center links to the portal, whose address must be known.
fn scope(options: &Options, portal: &Portal, diagnostics: &mut Diagnostics) -> Scope {
    let Some(id) = options.center.clone() else { return Scope::Portal };
    let portal_url = portal.site.base_url.as_ref().map(|url| with_slash(&url.0));
    if portal_url.is_none() {
        diagnostics.error(Problem::NoPortalUrl, &portal.site.span);
    }
    let folder = options.content.join("centers").join(&id);
    let scope = Scope::Center { id, portal_url: portal_url.unwrap_or_default() };
    // A folder with files but without this one is reported already.
    if pages::own_center(portal, &scope).is_none() && !diagnostics.has_errors() {
        diagnostics.error(Problem::MissingFile { name: "center.yaml" }, &Span::path(folder.to_string_lossy()));
    }
    scope
}
