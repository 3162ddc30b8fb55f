//! From the start to the first answer.

use crate::{
    arguments::{Plan, Section},
    numbers::millis,
    report::{Report, Row, Unit},
    service::Site,
};

pub async fn measure(plan: &Plan, report: &mut Report<'_>) {
    let site = Site::on_sqlite();
    // Brings the schema up to date and makes the keys.
    site.visit(async |_| ()).await;
    let times: Vec<_> = (0..plan.pairs * 4).map(|_| millis(site.serve().first_answer())).collect();
    let row = Row::new("Start to first answer, on a migrated database", Unit::Millis, times).at_most(100.0);
    report.add(Section::Start, vec![row]);
}
