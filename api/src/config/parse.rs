//! Readers of values that serde doesn't know.

use chrono::TimeDelta;
use ipnet::IpNet;
use serde::{Deserialize, Deserializer};

pub(super) fn span<'de, D: Deserializer<'de>>(_: D) -> Result<TimeDelta, D::Error> { todo!() }
pub(super) fn spans<'de, D: Deserializer<'de>>(_: D) -> Result<Vec<TimeDelta>, D::Error> { todo!() }
pub(super) fn networks<'de, D: Deserializer<'de>>(_: D) -> Result<Vec<IpNet>, D::Error> { todo!() }
