//! The binary.

use std::fs;

use crate::{
    arguments::Section,
    machine::binary,
    numbers::float,
    report::{Report, Row, Unit},
};

pub fn measure(report: &mut Report<'_>) {
    let bytes = fs::metadata(binary()).expect("the binary is there").len();
    let row = Row::new("Release binary, stripped", Unit::Mib, [float(bytes) / 1024.0 / 1024.0]).at_most(25.0);
    report.add(Section::Size, vec![row]);
}
