//! How much a portal holds.

use serde::Serialize;

use super::Portal;
use super::provision::{DocumentKind, ProvisionKind};

/// Counts of what a portal holds; of the directives, the current edition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Parts of the directives.
    pub parts: usize,
    /// Plan items of the first level.
    pub plan_items: usize,
    /// Activities.
    pub activities: usize,
    /// Directives.
    pub directives: usize,
    /// Items of lists within directives.
    pub sub_items: usize,
    /// Remarks.
    pub remarks: usize,
    /// Duties and targets of the directives.
    pub duties: usize,
    /// Numbered clauses of all guidance.
    pub clauses: usize,
    /// Editions of the directives.
    pub editions: usize,
    /// Guidance documents.
    pub guidance: usize,
    /// Topics.
    pub topics: usize,
    /// Consultation routes.
    pub routes: usize,
    /// Centers.
    pub centers: usize,
    /// Experts of every visibility.
    pub experts: usize,
    /// Events.
    pub events: usize,
    /// News of the portal and of all centers.
    pub news: usize,
    /// Markdown pages of the portal and of all centers.
    pub pages: usize,
    /// Laws.
    pub laws: usize,
    /// Notices.
    pub notices: usize,
    /// Terms of the glossary.
    pub terms: usize,
}

impl Portal {
    /// Counts what the portal holds.
    #[must_use]
    pub fn summary(&self) -> Summary {
        let current = DocumentKind::Directives { year: self.site.edition };
        let of_current = |kind: ProvisionKind| {
            self.provisions()
                .filter(move |(_, provision)| {
                    self.documents[provision.document].kind == current && provision.kind == kind
                })
                .map(|(_, provision)| provision)
        };
        let is_top_level = |key| self.provision(key).kind == ProvisionKind::Part;
        Summary {
            parts: of_current(ProvisionKind::Part).count(),
            plan_items: of_current(ProvisionKind::PlanItem)
                .filter(|item| item.parent.is_some_and(is_top_level))
                .count(),
            activities: of_current(ProvisionKind::Activity).count(),
            directives: of_current(ProvisionKind::Directive).count(),
            sub_items: of_current(ProvisionKind::SubItem).count(),
            remarks: of_current(ProvisionKind::Remark).count(),
            duties: (self.provisions())
                .filter(|(_, provision)| self.documents[provision.document].kind == current)
                .map(|(_, provision)| provision.duties.len())
                .sum(),
            clauses: self.provisions().filter(|(_, provision)| provision.kind == ProvisionKind::Clause).count(),
            editions: self.documents.iter().filter(|document| document.kind != DocumentKind::Guidance).count(),
            guidance: self.documents.iter().filter(|document| document.kind == DocumentKind::Guidance).count(),
            topics: self.topics.len(),
            routes: self.topics.iter().map(|topic| topic.record.routes.len()).sum(),
            centers: self.centers.len(),
            experts: self.centers.iter().map(|center| center.experts.len()).sum(),
            events: self.events.len(),
            news: self.news.len(),
            pages: self.pages.len(),
            laws: self.laws.len(),
            notices: self.notices.len(),
            terms: self.glossary.len(),
        }
    }
}
